import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { OWN_RULES, readDeployment } from "../../src/analyze.ts";
import { deploymentOf } from "../../src/model/deployment.ts";
import { judge } from "../../src/rules/evaluate.ts";
import { explain, type Part } from "../../src/rules/explain.ts";
import { loadRules, parseRule } from "../../src/rules/load.ts";
import type { Outcome } from "../../src/rules/outcome.ts";
import type { Rule } from "../../src/rules/rule.ts";
import { captured, inspect, psTable } from "../support/captured.ts";
import { KNOWN, SHIPPED } from "../support/known.ts";

const bundle = (name: string) => fileURLToPath(new URL(`../../bundles/${name}.tgz`, import.meta.url));
const { rules } = await loadRules([OWN_RULES]);
const { deployment: sample } = await readDeployment([bundle("controller0"), bundle("compute0")], {
  rules,
  known: SHIPPED,
});

describe("an explanation", () => {
  it.each(rules.map((rule) => [rule.id, rule] as const))("of %s ends as judging does", (_, rule) => {
    // What was found in logs and is in order is told of the log as a whole.
    const told = ({ outcome }: Outcome) => rule.log === undefined || outcome === "fault" || outcome === "error";
    const explained = explain(rule, sample).flatMap(({ whole, subjects }) => [
      ...subjects.map(({ outcome }) => outcome).filter(told),
      ...(whole === undefined ? [] : [whole]),
    ]);
    expect(explained).toEqual(judge([rule], sample).outcomes);
  });
});

function ruleWith(where: string, when: string): Rule {
  const text = `id: r
title: t
severity: error
needs: [containers]
each: node.containers
as: container
where: ${JSON.stringify(where)}
when: ${JSON.stringify(when)}
message: "{{container.name}}"
why: w
remedy: r
tests: [{name: n, given: {}, expect: ok}]
`;
  const loaded = parseRule("r.yaml", text);
  if (!("rule" in loaded)) throw new Error(JSON.stringify(loaded));
  return loaded.rule;
}

const ENDED = deploymentOf(
  [
    captured({
      hostname: "n\n",
      "sos_commands/docker/docker_ps_-a": psTable(["a", "i", "Exited (1) 1 day ago"]),
      "sos_commands/docker/docker_inspect_all": inspect({ name: "a", status: "exited", exitCode: 1, restartCount: 0 }),
    }),
  ],
  KNOWN,
);

/** `>` before what decides, the truth, the text, and what was read. */
function tell({ decides, truth, text, joins, parts, reads }: Part): unknown {
  const own = `${decides ? "> " : ""}${truth}: ${joins ?? text}`;
  return joins === undefined
    ? [own, ...reads.map(({ path, value }) => `${path} ${value ?? "?"}`)]
    : [own, ...parts.map(tell)];
}

function explained(where: string, when: string) {
  const subject = explain(ruleWith(where, when), ENDED)[0]?.subjects[0];
  if (subject?.where === undefined) throw new Error("nothing was looked at");
  return { outcome: subject.outcome.outcome, where: tell(subject.where), when: tell(subject.when) };
}

describe("the parts of a condition", () => {
  it("are marked where each was needed", () => {
    expect(explained("true", 'container.state == "exited" && container.exitCode != 0')).toEqual({
      outcome: "fault",
      where: ["> true: true"],
      when: [
        "> true: &&",
        ['> true: container.state == "exited"', 'container.state "exited"'],
        ["> true: container.exitCode != 0", "container.exitCode 1"],
      ],
    });
  });

  it("are marked where the first of them settled it", () => {
    expect(
      explained("true", "container.exitCode == 0 && container.oomKilled && container.restartCount > 9").when,
    ).toEqual([
      "> false: &&",
      ["> false: container.exitCode == 0", "container.exitCode 1"],
      ["false: container.oomKilled", "container.oomKilled false"],
      ["false: container.restartCount > 9", "container.restartCount 0"],
    ]);
  });

  it("are marked where they are not known", () => {
    expect(explained("true", "container.secondsRunning > 3 && container.exitCode == 1")).toMatchObject({
      outcome: "unknown",
      when: [
        "> unknown: &&",
        ["> unknown: container.secondsRunning > 3", "container.secondsRunning ?"],
        ["true: container.exitCode == 1", "container.exitCode 1"],
      ],
    });
  });

  it("go below a negation", () => {
    expect(explained("true", '!(container.oomKilled || container.state == "dead")').when).toEqual([
      "> true: !",
      [
        "> false: ||",
        ["> false: container.oomKilled", "container.oomKilled false"],
        ['> false: container.state == "dead"', 'container.state "exited"'],
      ],
    ]);
  });

  it("tell the length of a list that they look through, not what they read of each in it", () => {
    expect(explained("true", "node.containers.exists(c, c.name == container.name && c.oomKilled)").when).toEqual([
      "> false: node.containers.exists(c, c.name == container.name && c.oomKilled)",
      "node.containers 1 in the list",
      'container.name "a"',
    ]);
  });

  it("carry the lines of the bundle that their values were read from", () => {
    const [place] = explain(ruleWith("true", 'container.state == "exited"'), ENDED);
    expect(place?.subjects[0]?.when.reads).toEqual([
      {
        path: "container.state",
        value: '"exited"',
        evidence: [{ file: "sos_commands/docker/docker_ps_-a", line: 2, text: expect.stringContaining("Exited (1)") }],
      },
    ]);
  });

  it("are none where the facts are absent, and the reason says what to collect", () => {
    const [place] = explain(
      ruleWith("true", "container.running"),
      deploymentOf([captured({ hostname: "n\n" })], KNOWN),
    );
    expect(place).toMatchObject({
      needs: [{ family: "containers", state: "absent" }],
      whole: { outcome: "unknown", reason: expect.stringContaining("collect: 'docker ps -a'") },
      subjects: [],
    });
  });
});
