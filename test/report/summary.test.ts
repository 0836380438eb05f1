import { beforeAll, describe, expect, it } from "vitest";
import { OWN_RULES } from "../../src/analyze.ts";
import { deploymentOf } from "../../src/model/deployment.ts";
import type { SearchedLog } from "../../src/model/types.ts";
import { atLeast, resultOf } from "../../src/report/summary.ts";
import { loadRules } from "../../src/rules/load.ts";
import { type Outcome, type Severity, severities } from "../../src/rules/outcome.ts";
import type { Rule } from "../../src/rules/rule.ts";
import { captured } from "../support/captured.ts";
import { KNOWN } from "../support/known.ts";
import { broken } from "./samples.ts";

const deployment = deploymentOf([captured({})], KNOWN);
let rules: readonly Rule[] = [];
beforeAll(async () => {
  ({ rules } = await loadRules([OWN_RULES]));
});

const findingOf = (severity: Severity) =>
  broken.findings.filter((finding) => finding.severity === severity).slice(0, 1);
/** Of a rule that reads the states of containers. */
const ofState = (outcome: Outcome["outcome"]): Outcome => ({ rule: "service-exited", node: "compute0", outcome });
/** One rule whose finding makes the verdict by default, and one whose does not. */
const outcomeOf = (outcome: Outcome["outcome"], grave = true): Outcome => ({
  rule:
    rules.find(({ severity, needs }) => atLeast(severity, "error") === grave && !needs.includes("containers"))?.id ??
    "",
  node: "compute0",
  outcome,
});
const verdictOf = (severity: Severity | undefined, outcomes: readonly Outcome[], failOn: Severity = "error") =>
  resultOf(deployment, { findings: severity === undefined ? [] : findingOf(severity), outcomes }, rules, failOn)
    .verdict;

describe("what was not seen", () => {
  const one = { log: "nova/nova-compute.log", file: "var/log/containers/nova/nova-compute.log" };
  const other = { log: "heat/heat-engine.log", file: "var/log/containers/heat/heat-engine.log" };
  const among = (logs: readonly SearchedLog[]) => ({
    ...deployment,
    nodes: deployment.nodes.map((node) => ({ ...node, name: "n", searchedLogs: logs })),
  });
  const ended = (outcome: Outcome["outcome"], reason?: string): Outcome => ({
    ...{ rule: "no-valid-host", node: "n", outcome },
    ...(reason === undefined ? {} : { reason }),
  });
  const counts = (outcomes: readonly Outcome[], logs: readonly SearchedLog[] = [one, other]) =>
    resultOf(among(logs), { findings: [], outcomes }, rules, "error").notSeen;

  it("is counted by wordings and by the logs that these were looked for in", () => {
    const literals = rules.find(({ id }) => id === "no-valid-host")?.log?.query.contains.length;
    expect(counts([ended("not-seen"), ended("not-applicable")])).toEqual({ messages: literals, logs: 1 });
  });

  it("is said with how far back the log reaches that begins last, together with what was rotated out of it", () => {
    const begun = (log: SearchedLog, hour: number, part = ""): SearchedLog => ({
      ...log,
      file: log.file + part,
      first: { at: Date.UTC(2026, 10, 24, hour), zone: "local" },
    });
    const api = { log: "nova/nova-api.log", file: "var/log/containers/nova/nova-api.log" };
    const logs = [begun(one, 3), begun(one, 1, ".1"), begun(api, 2), begun(other, 4)];
    expect(counts([ended("not-seen")], logs)).toMatchObject({
      logs: 3,
      shortest: { node: "n", log: "nova/nova-api.log", since: "2026-11-24 02:00:00" },
    });
  });

  it.each<[string, Outcome[]]>([
    ["that was seen on another node", [ended("not-seen"), ended("fault")]],
    ["that may be in a log that was not read", [ended("not-seen"), ended("unknown", "cut short")]],
    ["that was seen and does not count", [ended("not-seen", "seen in nova/nova-compute.log, where it does not count")]],
    ["that was not looked for", [ended("not-applicable")]],
  ])("does not hold what a rule looks for %s", (_, outcomes) => {
    expect(counts(outcomes)).toEqual({ messages: 0, logs: 0 });
  });
});

describe("the verdict", () => {
  it("is fault from the asked severity on, whatever else is open", () => {
    for (const failOn of severities) {
      for (const severity of severities) {
        const verdict = verdictOf(severity, [outcomeOf("ok"), outcomeOf("unknown", false)], failOn);
        expect(verdict === "fault", `${severity}, from ${failOn} on`).toBe(atLeast(severity, failOn));
      }
    }
  });

  it("is ok where the states of all containers were decided, whatever else is open", () => {
    expect(verdictOf(undefined, [ofState("ok")])).toBe("ok");
    expect(verdictOf(undefined, [ofState("ok"), outcomeOf("unknown")])).toBe("ok");
    expect(verdictOf("warning", [ofState("ok"), outcomeOf("unknown", false)])).toBe("ok");
  });

  it.each(["unknown", "error"] as const)("is unknown where the state of a container ended as %s", (outcome) => {
    for (const failOn of severities)
      expect(verdictOf(undefined, [ofState("ok"), ofState(outcome)], failOn), failOn).toBe("unknown");
  });

  it("is unknown where no state of a container was decided", () => {
    expect(verdictOf(undefined, [outcomeOf("ok")])).toBe("unknown");
  });

  it("is unknown where nothing was decided at all", () => {
    expect(verdictOf(undefined, [])).toBe("unknown");
    expect(verdictOf(undefined, [outcomeOf("not-applicable")])).toBe("unknown");
    expect(verdictOf(undefined, [outcomeOf("not-seen")])).toBe("unknown");
  });
});
