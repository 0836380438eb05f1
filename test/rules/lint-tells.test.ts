import { describe, expect, it } from "vitest";
import { OWN_RULES } from "../../src/analyze.ts";
import { loadCatalogue } from "../../src/catalogue/load.ts";
import { lintRule } from "../../src/rules/lint.ts";
import { parseRule } from "../../src/rules/load.ts";
import { showProblem } from "../../src/yaml/problem.ts";

const { catalogue } = await loadCatalogue([OWN_RULES]);

const RULE = `id: sick
title: A container is sick
severity: error
needs: [containers]
each: node.containers
when: container.oomKilled
tells: TELLS
message: "{{container.name}} is sick"
why: Nobody is served.
remedy: "{{container.commands.restart}}"
tests:
  given: { container: { name: a, oomKilled: true } }
  fault: { it: { container.name: b } }
  ok: { none: { container.oomKilled: false } }
  unknown: { open: { container.oomKilled: ~ } }
`;

function problems(tells: string): string {
  const loaded = parseRule("sick.yaml", RULE.replace("TELLS", tells));
  if (!("rule" in loaded)) throw new Error(JSON.stringify(loaded));
  return lintRule(loaded.rule, ["sick"], catalogue).map(showProblem).join("\n");
}

describe("what a rule tells", () => {
  it.each([
    ["{ state: cut-off, from: messages, of: nova-compute }"],
    ["{ state: down, of: rabbitmq-bundle }"],
    ["{ state: down, of: nova_compute }"],
    ['{ state: down, of: "{{container.name}}" }'],
    ["nothing"],
  ])("may be %s", (tells) => {
    expect(problems(tells)).toBe("");
  });

  it.each([
    [
      "a capability that nobody knows",
      "{ state: cut-off, from: mesages }",
      "sick.yaml:7:32: there is no capability 'mesages'; did you mean 'messages'?",
    ],
    [
      "a component where a capability is meant",
      "{ state: cut-off, from: rabbitmq }",
      "sick.yaml:7:32: 'rabbitmq' is a component, and 'from' names a capability: write messages, which it provides",
    ],
    [
      "a component that nobody knows, in a list",
      "[{ state: down }, { state: down, of: rabitmq }]",
      "sick.yaml:7:45: there is no component 'rabitmq'; did you mean 'rabbitmq'?",
    ],
    [
      "a capability where a component is meant",
      "{ state: down, of: messages }",
      "sick.yaml:7:27: 'messages' is a capability, and 'of' names a component: write rabbitmq",
    ],
  ])("may not be of %s", (_, tells, problem) => {
    expect(problems(tells)).toContain(problem);
  });
});
