import { describe, expect, it } from "vitest";
import { countsBySeverity, countText, deployedText, openQuestions, verdictOf } from "../../src/report/digest.ts";
import type { Result } from "../../src/report/result.ts";
import { plural } from "../../src/report/words/digest.ts";
import type { Outcome } from "../../src/rules/outcome.ts";
import { broken, explained, halfMissing, healthy } from "./samples.ts";

/** The sample with its first nodes alone. */
const onNodes = (result: Result, count: number, more: Partial<Result> = {}): Result => ({
  ...result,
  nodes: result.nodes.slice(0, count),
  ...more,
});
const warnings = broken.findings.filter(({ severity }) => severity === "warning").slice(0, 2);
const onlyOn = (name: string) => broken.findings.filter(({ node }) => node === name);
const unknown = (reason?: string): Outcome => ({
  rule: "clock-off",
  node: "compute1",
  outcome: "unknown",
  ...(reason === undefined ? {} : { reason }),
});

describe("the sentence of the verdict", () => {
  it.each([
    [
      "fault on one node",
      onNodes(broken, 1),
      "Faults found on controller0: 2 critical, 8 errors, 6 warnings, 4 info. 1 check was not possible, for 1 reason.",
    ],
    [
      "fault on three nodes",
      onNodes(broken, 3, { outcomes: [] }),
      "Faults found on 3 nodes: 2 critical, 8 errors, 6 warnings, 4 info.",
    ],
    [
      "fault on one of three nodes",
      onNodes(broken, 3, { outcomes: [], findings: onlyOn("controller0") }),
      `Faults found on 1 of 3 nodes: ${countText({ ...broken, findings: onlyOn("controller0") })}.`,
    ],
    [
      "fault with causes and something accepted",
      onNodes(explained, 3, { outcomes: [] }),
      "Faults found on 3 nodes: 7 errors, 1 warning; 1 root cause explains 6 of them. 1 finding is accepted and does not count.",
    ],
    [
      "ok where all that was found is accepted",
      onNodes(healthy, 1, { findings: explained.findings.slice(-1) }),
      "No fault found on controller0: the state of every container is known, and 100 % of the checks were decided. 1 finding is accepted and does not count.",
    ],
    [
      "unknown where all that was found is accepted",
      onNodes(halfMissing, 1, { findings: explained.findings.slice(-1) }),
      "Not known whether all is well on controller0. Nothing that counts was found, but that proves nothing yet: 183 checks were not possible, for 8 reasons. 1 finding is accepted and does not count.",
    ],
    [
      "ok on one node",
      onNodes(healthy, 1),
      "Nothing wrong found on controller0: the state of every container is known, and 100 % of the checks were decided.",
    ],
    [
      "ok on three nodes",
      onNodes(healthy, 3),
      "Nothing wrong found on 3 nodes: the state of every container is known, and 100 % of the checks were decided.",
    ],
    [
      "ok with less weighty findings and an open question",
      onNodes(healthy, 3, { findings: warnings, outcomes: [...healthy.outcomes, unknown("no clock")] }),
      "No fault found on 3 nodes: the state of every container is known, and 98 % of the checks were decided. Of less weight: 2 warnings. 1 check was not possible, for 1 reason.",
    ],
    [
      "unknown on one node",
      onNodes(halfMissing, 1),
      "Not known whether all is well on controller0. Nothing wrong was found, but that proves nothing yet: 183 checks were not possible, for 8 reasons.",
    ],
    [
      "unknown on three nodes, with findings",
      onNodes(halfMissing, 3, { findings: warnings }),
      "Not known whether all is well on 3 nodes. Found: 2 warnings. That proves nothing yet: 183 checks were not possible, for 8 reasons.",
    ],
    [
      "unknown with findings and no open question",
      onNodes(halfMissing, 1, { findings: warnings, outcomes: [] }),
      "Not known whether all is well on controller0. Found: 2 warnings. That proves nothing yet.",
    ],
    [
      "a name longer than any true one is cut",
      { ...healthy, nodes: healthy.nodes.slice(0, 1).map((node) => ({ ...node, name: "W".repeat(4096) })) },
      `Nothing wrong found on ${"W".repeat(63)}…: the state of every container is known, and 100 % of the checks were decided.`,
    ],
    [
      "unknown since there was nothing to check",
      onNodes(halfMissing, 1, { outcomes: [] }),
      "Nothing could be checked on controller0.",
    ],
  ])("%s", (_, result, sentence) => {
    expect(verdictOf(result).sentence).toBe(sentence);
  });
});

describe("open questions", () => {
  const questionsOf = (...outcomes: Outcome[]) => openQuestions({ ...healthy, outcomes });

  it("are grouped by reason, what leaves most open first", () => {
    const questions = openQuestions(halfMissing);
    expect(questions.map(({ count }) => count)).toEqual([72, 18, 18, 18, 18, 18, 18, 3]);
    expect(questions[0]).toEqual({
      reason: "no list of containers was found",
      collect: "sos report --enable-plugins docker,podman --plugin-option docker.all=on",
      nodes: ["compute0", "compute1", "controller0"],
      rules: ["container-unhealthy", "image-tag-moved", "one-shot-failed", "service-exited"],
      count: 72,
    });
  });

  it.each([
    ["without anything to collect", "nothing told", { reason: "nothing told" }],
    ["with one thing to collect", "none; collect: a", { reason: "none", collect: "a" }],
    ["with two, of which none is lost", "none; collect: a; collect: b", { reason: "none", collect: "a; collect: b" }],
    ["without a reason", undefined, { reason: "" }],
  ])("tell the reason %s", (_, reason, question) => {
    expect(questionsOf(unknown(reason))).toEqual([
      { nodes: ["compute1"], rules: ["clock-off"], count: 1, ...question },
    ]);
  });

  it("say of a rule that broke that it is the rule's fault", () => {
    const [question] = questionsOf({ rule: "clock-off", node: "compute1", outcome: "error", reason: "no overload" });
    expect(question?.reason).toBe("the rule itself broke: no overload");
  });

  it("leave out what is decided", () => {
    expect(openQuestions(healthy)).toEqual([]);
  });

  it("of a hundred thousand outcomes are grouped at once", () => {
    const start = performance.now();
    const [question] = questionsOf(...Array.from({ length: 100_000 }, () => unknown("no clock")));
    expect(question?.count).toBe(100_000);
    expect(performance.now() - start).toBeLessThan(20_000);
  });
});

describe("counts", () => {
  it("name every severity, the worst first", () => {
    expect(countsBySeverity(broken).map(({ severity, count }) => `${severity} ${count}`)).toEqual([
      "critical 2",
      "error 8",
      "warning 6",
      "info 4",
    ]);
    expect(countsBySeverity(healthy).map(({ count }) => count)).toEqual([0, 0, 0, 0]);
  });

  it("in words leave out what there is none of", () => {
    expect(countText({ ...broken, findings: warnings })).toBe("2 warnings");
    expect(countText(healthy)).toBe("");
  });

  it.each([
    [0, "check", "0 checks"],
    [1, "error", "1 error"],
    [2, "error", "2 errors"],
    [2, "critical", "2 critical"],
    [3, "info", "3 info"],
  ])("of %i %s are %j", (count, word, words) => {
    expect(plural(count, word)).toBe(words);
  });
});

describe("what is deployed on a node", () => {
  it.each([
    [{ product: "tripleo", release: "13", role: "Controller" }, "OSP 13 Controller"],
    [{ product: "tripleo", role: "Compute" }, "Compute"],
    [{ release: "13" }, "OSP 13"],
    [{ product: "kolla-ansible", release: "2024.1", role: "control" }, "kolla-ansible 2024.1 control"],
    [{ product: "rhoso", release: "18", role: "compute" }, "RHOSO 18 compute"],
    [{ product: "kolla-ansible" }, "kolla-ansible"],
    [{}, ""],
  ])("%j is told as '%s'", (known, told) => {
    expect(deployedText(known)).toBe(told);
  });
});
