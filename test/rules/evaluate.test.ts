import { describe, expect, it } from "vitest";
import { deploymentOf } from "../../src/model/deployment.ts";
import { judge } from "../../src/rules/evaluate.ts";
import { parseRule } from "../../src/rules/load.ts";
import type { Rule } from "../../src/rules/rule.ts";
import { captured, inspect, psTable } from "../support/captured.ts";

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
  const { outcomes } = judge([one], deploymentOf([captured(files)], []));
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
    const { findings } = judge([rule()], deploymentOf([captured(ENDED)], []));
    expect(findings[0]?.evidence).toEqual([{ file: PS, line: 2, text: expect.stringContaining("Exited (0)") }]);
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
    const { findings } = judge([one], deploymentOf([twins], []));
    expect(findings.map(({ count }) => count)).toEqual([2]);
  });

  it("looks once at a deployment that a rule names", () => {
    const one = rule({ each: "deployment.nodes", as: "host", when: 'host.name != "n"', message: "x", needs: "[]" });
    const { outcomes } = judge([one], deploymentOf([captured(ENDED), captured({ hostname: "m\n" })], []));
    expect(outcomes.map(({ node, outcome }) => [node, outcome])).toEqual([
      ["deployment", "ok"],
      ["deployment", "fault"],
    ]);
  });
});
