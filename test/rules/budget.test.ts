import { describe, expect, it } from "vitest";
import { deploymentOf } from "../../src/model/deployment.ts";
import { judge } from "../../src/rules/evaluate.ts";
import { parseRule } from "../../src/rules/load.ts";
import { showProblem } from "../../src/yaml/problem.ts";
import { captured, psTable } from "../support/captured.ts";
import { KNOWN } from "../support/known.ts";

const CUBIC = "node.containers.exists(a, node.containers.exists(b, a.name == b.name + container.name))";
const NESTED = "echo {{#each node.containers}}{{#each ../node.containers}} {{this.name}}{{/each}}{{/each}}";

function ruleOf(changes: Readonly<Record<string, string>>) {
  const keys = { when: "container.running", message: "m", remedy: "r", ...changes };
  const text = Object.entries(keys).map(([key, value]) => `${key}: '${value}'\n`);
  const head = "id: r\ntitle: t\nseverity: error\nneeds: [containers]\neach: node.containers\nas: container\nwhy: w\n";
  return parseRule("r.yaml", `${head}${text.join("")}tests: [{name: n, given: {}, expect: ok}]\n`);
}

function outcomesOf(changes: Readonly<Record<string, string>>, containers: number) {
  const loaded = ruleOf(changes);
  if (!("rule" in loaded)) throw new Error(JSON.stringify(loaded));
  const rows = Array.from({ length: containers }, (_, at): [string, string, string] => [`c${at}`, "i", "Up 1 day"]);
  const files = { hostname: "n\n", "sos_commands/docker/docker_ps_-a": psTable(...rows) };
  const { outcomes } = judge([loaded.rule], deploymentOf([captured(files)], KNOWN));
  return outcomes.map(({ outcome, reason = "" }) => `${outcome} ${reason}`.trim());
}

describe("a rule that would take for ever", () => {
  it("ends with an error that says so, where it compares each with each of each", () => {
    const outcomes = outcomesOf({ when: CUBIC }, 300);
    expect(outcomes[0]).toBe("ok");
    expect(outcomes.at(-1)).toBe(
      "error its conditions look at more than 5000000 elements of lists here: compare less with each other",
    );
  });

  it("is judged as any other where there is little to compare", () => {
    expect(new Set(outcomesOf({ when: CUBIC }, 20))).toEqual(new Set(["ok"]));
  });

  it.each(["message", "remedy"])("ends with an error where its %s would show each of each", (key) => {
    expect(outcomesOf({ [key]: `echo ${NESTED}` }, 300)[0]).toBe(
      "error its text shows more than 20000 elements of lists",
    );
    expect(outcomesOf({ [key]: `echo ${NESTED}` }, 3)[0]).toBe("fault");
  });

  it.each([
    ["a part that calls itself", '{{#*inline "p"}}{{> p}}{{/inline}}{{> p}}', "but no decorators"],
    ["another's part", "{{> other}}", "but no partials"],
    ["an expression in brackets", "{{lookup (lookup node name) name}}", "but no expressions in brackets"],
  ])("is refused with its place where its message has %s", (_, message, why) => {
    const loaded = ruleOf({ message });
    const [problem] = "problems" in loaded ? loaded.problems.map(showProblem) : [];
    expect(problem).toContain(why);
    expect(problem).toMatch(/^r\.yaml:\d+:\d+: in 'message': /);
  });

  it("may not use what counts", () => {
    const loaded = ruleOf({ when: "node.containers.charged().exists(c, c.running)" });
    expect("problems" in loaded && loaded.problems.map(showProblem)[0]).toContain("'charged()' is not for rules");
  });
});

describe("what is not known within a list", () => {
  it("is told by its own path, behind lists that are counted", () => {
    const when = "node.containers.exists(c, c.running && c.oomKilled) && container.oomKilled";
    expect(outcomesOf({ when }, 2)[0]).toMatch(/^unknown .*(oomKilled|inspect)/);
  });
});
