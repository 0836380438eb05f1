import { describe, expect, it } from "vitest";
import { parseRule } from "../../src/rules/load.ts";

const rule = (tells: string) => `id: r
title: t
severity: error
needs: []
each: node.containers
as: container
when: container.running
tells: ${tells}
message: m
why: w
remedy: r
tests: [{name: n, given: {}, expect: ok}]
`;

const problemsOf = (tells: string) => {
  const loaded = parseRule("r.yaml", rule(tells));
  return "problems" in loaded ? loaded.problems.map(({ line, column, message }) => `${line}:${column} ${message}`) : [];
};

describe("what a rule tells", () => {
  it.each([
    ["nothing", 0],
    ["{state: down}", 1],
    ['[{state: cut-off, from: messages, at: "{{container.name}}"}, {when: container.running, state: down}]', 2],
  ])("may be %s", (tells, count) => {
    const loaded = parseRule("r.yaml", rule(tells));
    expect("rule" in loaded && loaded.rule.tells.length).toBe(count);
  });

  it.each([
    ["{state: gone}", /^8:16 .*down/],
    ["{state: cut-off}", /^8:16 'cut-off' needs 'from'/],
    ["{state: exhausted}", /^8:16 'exhausted' needs 'resource'/],
    ["{state: down, from: messages}", /^8:16 'from' goes with 'cut-off'/],
    ["{state: down, resource: disk}", /^8:16 'resource' goes with 'exhausted'/],
    ['{state: down, of: "{{container.nam}}"}', /^8:\d+ in 'tells': the model has no 'container.nam'/],
    ["{state: down, when: container.nam}", /^8:\d+ in 'when' of 'tells': .*nam/],
    ["{state: down, colour: red}", /^8:\d+ .*colour/],
  ])("is refused with its place where it is %s", (tells, told) => {
    expect(problemsOf(tells)).toHaveLength(1);
    expect(problemsOf(tells)[0]).toMatch(told);
  });
});
