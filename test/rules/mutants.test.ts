import { describe, expect, it } from "vitest";
import { parseRule } from "../../src/rules/load.ts";
import { mutantsOf } from "../../src/rules/mutants.ts";

function mutants(when: string): string[] {
  const text = `id: r
title: t
severity: error
needs: [containers]
each: node.containers
as: container
when: ${JSON.stringify(when)}
message: "{{container.name}}"
why: w
remedy: r
tests: [{name: n, given: {}, expect: ok}]
`;
  const loaded = parseRule("r.yaml", text);
  if (!("rule" in loaded)) throw new Error(JSON.stringify(loaded));
  return mutantsOf(loaded.rule).map((mutant) => mutant.text.replace("when: ", ""));
}

const WHOLE = ["true", "false"];

describe("the mutants of a rule", () => {
  it.each([
    ["container.running", ["!container.running"]],
    ["!container.running", ["!(!container.running)", "container.running"]],
    [
      "container.restartCount > 3",
      [
        ...["!(container.restartCount > 3)", "container.restartCount >= 3", "container.restartCount <= 3"],
        ...["container.restartCount < 3", "container.restartCount > 4", "container.restartCount > 2"],
      ],
    ],
    [
      'container.state == "a" && container.oomKilled',
      [
        ...['!(container.state == "a" && container.oomKilled)', 'container.state == "a" || container.oomKilled'],
        ...['container.state == "a"', "container.oomKilled", '!(container.state == "a") && container.oomKilled'],
        ...['container.state == "a" && !container.oomKilled', 'container.state != "a" && container.oomKilled'],
        'container.state == "ax" && container.oomKilled',
      ],
    ],
    [
      'container.state in ["a", "b"]',
      [
        ...['!(container.state in ["a", "b"])', 'container.state in ["b"]', 'container.state in ["a"]'],
        ...['container.state in ["ax", "b"]', 'container.state in ["a", "bx"]'],
      ],
    ],
    [
      "node.containers.exists(c, c.oomKilled)",
      ["!node.containers.exists(c, c.oomKilled)", "node.containers.all(c, c.oomKilled)"],
    ],
  ])("of %s differ in one place", (when, expected) => {
    expect(mutants(when).sort()).toEqual([...WHOLE, ...expected].sort());
  });

  it("are left out where they do not compile", () => {
    expect(mutants("container.name.matches('a+')")).not.toContain("container.name.matches(container.name)");
  });
});
