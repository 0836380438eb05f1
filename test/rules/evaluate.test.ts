import { describe, expect, it } from "vitest";
import { deploymentOf } from "../../src/model/deployment.ts";
import type { Fact } from "../../src/parse/facts.ts";
import { logName } from "../../src/parse/logs/log-names.ts";
import { scanLog } from "../../src/parse/logs/log-scan.ts";
import { compileQueries } from "../../src/parse/logs/log-search.ts";
import { judge } from "../../src/rules/evaluate.ts";
import { parseRule } from "../../src/rules/load.ts";
import { logQueriesOf } from "../../src/rules/log-rule.ts";
import type { Rule } from "../../src/rules/rule.ts";
import { captured, inspect, psTable } from "../support/captured.ts";
import { KNOWN } from "../support/known.ts";

function rule(changes: Readonly<Record<string, string>> = {}): Rule {
  const keys = {
    needs: "[containers]",
    each: "node.containers",
    as: "container",
    when: 'container.state == "exited"',
    message: '"{{container.name}} ended"',
    ...changes,
  };
  const text = Object.entries(keys).map(([key, value]) => `${key}: ${value}\n`);
  const rest = "id: r\ntitle: t\nseverity: error\nwhy: w\nremedy: r\ntests: [{name: n, given: {}, expect: ok}]\n";
  const loaded = parseRule("r.yaml", rest + text.filter((line) => !line.endsWith(": \n")).join(""));
  if (!("rule" in loaded)) throw new Error(JSON.stringify(loaded));
  return loaded.rule;
}

const PS = "sos_commands/docker/docker_ps_-a";

function outcomesOf(one: Rule, files: Record<string, string>) {
  const { outcomes } = judge([one], deploymentOf([captured(files)], KNOWN));
  return outcomes.map(({ subject, outcome }) => [subject?.name, outcome]);
}

const ENDED = { hostname: "n\n", [PS]: psTable(["a", "i", "Exited (0) 1 day ago"], ["b", "i", "Up 1 day"]) };

describe("judging", () => {
  it("ends with an outcome for every subject", () => {
    expect(outcomesOf(rule(), ENDED)).toEqual([
      ["a", "fault"],
      ["b", "ok"],
    ]);
  });

  it("is unknown once for the node where the facts are absent", () => {
    expect(outcomesOf(rule(), { hostname: "n\n" })).toEqual([[undefined, "unknown"]]);
  });

  it("adds unknown to the subjects of a list that is cut short", () => {
    expect(
      outcomesOf(rule(), { hostname: "n\n", "sos_commands/docker/docker_ps": psTable(["b", "i", "Up 1 day"]) }),
    ).toEqual([
      ["b", "ok"],
      [undefined, "unknown"],
    ]);
  });

  it("is unknown where a property that decides is not in the bundle", () => {
    expect(outcomesOf(rule({ when: "container.oomKilled" }), ENDED)).toEqual([
      ["a", "unknown"],
      ["b", "unknown"],
    ]);
  });

  it("is decided where what is known decides alone", () => {
    expect(outcomesOf(rule({ when: 'container.state == "exited" && container.oomKilled' }), ENDED)).toEqual([
      ["a", "unknown"],
      ["b", "ok"],
    ]);
  });

  it("is not-applicable where `where` leaves a subject out", () => {
    expect(outcomesOf(rule({ where: "container.running" }), ENDED)).toEqual([
      ["a", "not-applicable"],
      ["b", "ok"],
    ]);
  });

  it("is not-applicable on a node without subjects", () => {
    expect(outcomesOf(rule(), { hostname: "n\n", [PS]: psTable() })).toEqual([[undefined, "not-applicable"]]);
  });

  it("cannot clear a question on a list that is not whole", () => {
    const one = rule({ each: "", as: "", when: 'node.containers.exists(c, c.state == "exited")', message: "x" });
    expect(outcomesOf(one, ENDED)).toEqual([["n", "fault"]]);
    const running = { hostname: "n\n", "sos_commands/docker/docker_ps": psTable(["b", "i", "Up 1 day"]) };
    expect(outcomesOf(one, running)).toEqual([["n", "unknown"]]);
  });

  it("quotes the lines that the condition rests on", () => {
    const { findings } = judge([rule()], deploymentOf([captured(ENDED)], KNOWN));
    expect(findings[0]?.evidence).toEqual([{ file: PS, line: 2, text: expect.stringContaining("Exited (0)") }]);
  });

  it("quotes the node's lines, and names what it lacks, where a condition on a subject reads the node", () => {
    const one = rule({ when: 'container.state == "exited" && node.secondsSinceBoot > 60' });
    const uptime = { uptime: " 12:31:46 up 40 min,  1 user,  load average: 0.26, 0.08, 0.06\n" };
    const [finding] = judge([one], deploymentOf([captured({ ...ENDED, ...uptime })], KNOWN)).findings;
    expect(finding?.evidence.map(({ file }) => file)).toEqual([PS, "uptime"]);
    const [outcome] = judge([one], deploymentOf([captured(ENDED)], KNOWN)).outcomes;
    expect(outcome).toMatchObject({ outcome: "unknown", reason: expect.stringContaining("'uptime'") });
  });

  it("counts equal findings instead of repeating them", () => {
    const one = rule({ message: "ended" });
    const twins = captured({
      hostname: "n\n",
      "sos_commands/docker/docker_inspect_all": inspect(
        { name: "a", status: "exited" },
        { name: "a", index: 7, status: "exited" },
      ),
    });
    const { findings } = judge([one], deploymentOf([twins], KNOWN));
    expect(findings.map(({ count }) => count)).toEqual([2]);
  });

  it("looks once at a deployment that a rule names", () => {
    const one = rule({ each: "deployment.nodes", as: "host", when: 'host.name != "n"', message: "x", needs: "[]" });
    const { outcomes } = judge([one], deploymentOf([captured(ENDED), captured({ hostname: "m\n" })], KNOWN));
    expect(outcomes.map(({ node, outcome }) => [node, outcome])).toEqual([
      ["deployment", "ok"],
      ["deployment", "fault"],
    ]);
  });
});

const COMPUTE = "var/log/containers/nova/nova-compute.log";

function logRule(): Rule {
  return rule({
    needs: "[logs]",
    each: "",
    log: "{in: [nova/**], contains: ['boom'], pattern: 'boom (?P<what>\\w+)', by: [what]}",
    as: "hit",
    when: "hit.secondsAgo < 60",
    message: '"{{hit.service}}: {{found.what}}"',
  });
}

function judgedLogs(logs: Readonly<Record<string, string>>, loss?: string) {
  const one = logRule();
  const search = compileQueries(logQueriesOf([one]));
  const base = captured({ hostname: "n\n" });
  const facts: Fact[] = [...base.facts];
  for (const [file, text] of Object.entries(logs)) {
    const log = logName(file) ?? "";
    const sink = scanLog({ file, log, search: search(log), budget: { kinds: 100 } }, (found) => {
      facts.push(...found);
    });
    sink.write(Buffer.from(text));
    sink.end(loss);
  }
  const { findings, outcomes } = judge([one], deploymentOf([{ ...base, facts }], KNOWN));
  return { messages: findings.map(({ message }) => message), outcomes };
}

describe("judging by a rule over logs", () => {
  const BOOM = "2026-11-24 03:52:53 boom a\n2026-11-24 03:52:53 boom b\n2026-11-24 03:52:54 boom a\n";

  it("ends with what was found, by its groups, and quotes the last line of each and the first", () => {
    const { messages, outcomes } = judgedLogs({ [COMPUTE]: BOOM });
    expect(messages.sort()).toEqual(["nova: a", "nova: b"]);
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(["fault", "fault"]);
  });

  it("is not-seen once for a node with a log in which nothing is found, or nothing of now, which it says", () => {
    const { outcomes } = judgedLogs({ [COMPUTE]: "2026-11-24 03:52:53 x\n" });
    expect(outcomes).toEqual([{ rule: "r", node: "n", outcome: "not-seen" }]);
    const past = "2026-11-24 03:52:53 boom a\n2026-11-24 03:52:53 boom b\n2026-11-24 09:52:53 x\n";
    expect(judgedLogs({ [COMPUTE]: past }).outcomes).toMatchObject([
      { outcome: "not-seen", reason: "seen in nova/nova-compute.log, where it does not count" },
    ]);
  });

  it("is unknown once for each reason where lines bear no time", () => {
    const { outcomes } = judgedLogs({ [COMPUTE]: "boom a\nboom b\n" });
    expect(outcomes).toMatchObject([{ outcome: "unknown", reason: expect.stringContaining("; collect: ") }]);
  });

  it("is not decided by a log whose end is not in the bundle, but finds what is there", () => {
    const { messages, outcomes } = judgedLogs({ [COMPUTE]: BOOM }, "cut short");
    expect(messages).toHaveLength(2);
    expect(outcomes.at(-1)).toMatchObject({ outcome: "unknown", reason: expect.stringContaining("cut short") });
  });

  it("is not-applicable without a log that it names, and unknown without any", () => {
    const other = { "var/log/containers/heat/heat-engine.log": "2026-11-24 03:52:53 boom a\n" };
    expect(judgedLogs(other).outcomes).toMatchObject([{ outcome: "not-applicable" }]);
    expect(judgedLogs({}).outcomes).toMatchObject([{ outcome: "unknown" }]);
  });
});
