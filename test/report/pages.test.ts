import { describe, expect, it } from "vitest";
import { modelTypes } from "../../src/model/types.ts";
import { pagesOf } from "../../src/report/pages/pages.ts";
import { parseRule } from "../../src/rules/load.ts";
import type { Rule } from "../../src/rules/rule.ts";

function ruleNamed(id: string, more = ""): Rule {
  const text = `id: ${id}
title: A *_db_sync is <odd>
severity: error
needs: [containers]
each: node.containers
as: container
when: container.oomKilled
message: "{{container.name}} is odd"
why: It | matters; see \`a_b\`.
remedy: "{{container.commands.logs}}"
${more}
tests:
  - {name: fires, given: {container: {name: a, oomKilled: true}}, expect: fault}
  - {name: is undecided, given: {}, absent: [containers], expect: unknown}
`;
  const loaded = parseRule(`rules/odd/${id}.yaml`, text);
  if (!("rule" in loaded)) throw new Error(JSON.stringify(loaded));
  return loaded.rule;
}

const pages = pagesOf([
  ruleNamed("effect"),
  ruleNamed("cause", "explains: [{rules: [effect]}]\nreferences: [https://example.org/x, tripleo/a.yaml]"),
]);
const page = (name: string) => pages.get(name) ?? "";

describe("the pages on rules", () => {
  it("have one for each rule, an index by folder, and the model", () => {
    expect([...pages.keys()]).toEqual(["README.md", "model.md", "effect.md", "cause.md"]);
    expect(page("README.md")).toContain(
      "## odd\n\n| rule | severity | fault |\n| --- | --- | --- |\n| [cause](cause.md) | error |",
    );
  });

  it("show what a rule says as it says it", () => {
    expect(page("effect.md")).toContain("For example:\n\n```\na is odd\n```");
    expect(page("effect.md")).toContain("- fires: **fault**\n- is undecided: **unknown**");
  });

  it("say what to collect for what the rule needs", () => {
    expect(page("effect.md")).toMatch(/\| containers \| `sos_commands\/docker\/docker_ps_-a`, .*'docker ps -a'/);
  });

  it("escape what would be markup, and leave what is code", () => {
    expect(page("effect.md")).toContain("A \\*\\_db\\_sync is \\<odd>.");
    expect(page("effect.md")).toContain("It \\| matters; see `a_b`.");
  });

  it("link causes and effects with each other", () => {
    expect(page("cause.md")).toContain("What may follow from it:\n\n- named by rules: [effect](effect.md)\n");
    expect(page("effect.md")).toContain("What it may follow from:\n\n- named by rules: [cause](cause.md)\n");
    expect(page("cause.md")).toContain("- <https://example.org/x>\n- `tripleo/a.yaml`");
  });

  it("say by which laws findings follow from others, and others from them", () => {
    const told = pagesOf([ruleNamed("told", "tells: {state: misconfigured}")]).get("told.md") ?? "";
    expect(told).toContain(
      "What may follow from it:\n\n- what is cut off from a capability follows from the state of what provides it",
    );
    expect(told).toContain("- a component that does not work follows from its being cut off, misconfigured,");
    expect(told).toContain("What it may follow from:\n\n- what others see of a node");
    expect(page("effect.md")).not.toContain("a component that does not work");
  });

  it("name every property of the model, and the words of those that have few", () => {
    for (const { properties } of modelTypes) {
      for (const name of Object.keys(properties))
        expect(page("model.md")).toMatch(new RegExp(`\\| \`${name}\`( \\?)? \\|`));
    }
    expect(page("model.md")).toMatch(/\| `state` \? \| text \| .*One of `created`, `running`/);
  });
});
