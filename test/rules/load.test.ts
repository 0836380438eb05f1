import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadRules, parseRule } from "../../src/rules/load.ts";
import type { RuleFile } from "../../src/rules/schema.ts";
import { checkedOf } from "../../src/yaml/checked.ts";
import { showProblem } from "../../src/yaml/problem.ts";

const GOOD = `id: sick
title: A container is sick
severity: error
needs: [containers]
each: node.containers
as: container
when: container.running && container.health.status == "unhealthy"
message: "{{container.name}} is sick"
why: It does not work.
remedy: "{{container.commands.restart}}"
tests:
  - {name: fires, given: {container: {name: a, running: true, health: {status: unhealthy}}}, expect: fault}
`;

function problemsOf(text: string): string[] {
  const loaded = parseRule("rules/sick.yaml", text);
  return "problems" in loaded ? loaded.problems.map(showProblem) : [];
}

describe("loading a rule", () => {
  it("accepts a rule that is right", () => {
    expect(problemsOf(GOOD)).toEqual([]);
  });

  it.each([
    [
      "a misspelt property",
      GOOD.replace("health.status", "helth.status"),
      /^rules\/sick.yaml:7:38: in 'when': No such key: helth; did you mean 'health'\?/,
    ],
    [
      "a comparison of unlike types",
      GOOD.replace('"unhealthy"', "3"),
      /^rules\/sick.yaml:7:\d+: in 'when': .* is a text, and 3 is a number: write "3" in quotes/,
    ],
    [
      "a condition that is no yes or no",
      GOOD.replace(/when: .*/, "when: container.name"),
      /^rules\/sick.yaml:7:7: in 'when': it yields string/,
    ],
    [
      "a list that does not exist",
      GOOD.replace("each: node.containers", "each: node.container"),
      /^rules\/sick.yaml:5:12: in 'each'/,
    ],
    [
      "a misspelt placeholder",
      GOOD.replace("{{container.name}}", "{{container.nam}}"),
      /^rules\/sick.yaml:8:\d+: in 'message': the model has no 'container.nam'; did you mean 'name'\?/,
    ],
    [
      "a template that does not end",
      GOOD.replace("{{container.name}}", "{{#if container.name}}x"),
      /^rules\/sick.yaml:8:\d+: in 'message': \{\{#if\}\} is not closed: write \{\{\/if\}\}/,
    ],
    [
      "an unknown key",
      `${GOOD}severty: error\n`,
      /^rules\/sick.yaml:13:\d+: unknown key 'severty'; did you mean 'severity'\?/,
    ],
    ["a missing key", GOOD.replace(/why: .*\n/, ""), /^rules\/sick.yaml:1:1: 'why' is missing/],
    [
      "a severity that does not exist",
      GOOD.replace("severity: error", "severity: bad"),
      /^rules\/sick.yaml:3:11: 'severity' is to be one of: critical, error, warning, info/,
    ],
    ["YAML that is none", GOOD.replace("needs: [", "needs: [["), /^rules\/sick.yaml:\d+:\d+: /],
    [
      "an expression that YAML takes for a tag",
      GOOD.replace(/when: .*/, "when: !container.running"),
      /^rules\/sick.yaml:7:7: .*; a text that begins with ! is to be in quotes/,
    ],
    [
      "a template that YAML takes for a map",
      GOOD.replace(/message: .*/, "message: {{container.name}} is sick"),
      /^rules\/sick.yaml:8:\d+: .*; a text that begins with \{\{ is to be in quotes/,
    ],
    [
      "a text that YAML takes for a key",
      GOOD.replace(/why: .*/, "why: this: it does not work"),
      /^rules\/sick.yaml:9:\d+: .*; a text that has a colon and a blank in it is to be in quotes/,
    ],
    ["a key given twice", `${GOOD}title: again\n`, /^rules\/sick.yaml:13:1: .*unique/],
    [
      "a name for one of no list",
      GOOD.replace(/each: .*\n/, ""),
      /:5:5: 'as' names one of a list: say with 'each' of which/,
    ],
    [
      "a list that is more than its name, without a name for one of it",
      GOOD.replace(/each: .*\nas: .*/, "each: node.containers.filter(c, c.running)"),
      /:5:7: this is more than the name of a list: say with 'as' what one of it is called below/,
    ],
    [
      "a name that tests have for something else",
      GOOD.replace("as: container", "as: message"),
      /'message' means something else/,
    ],
    [
      "a family that does not exist",
      GOOD.replace("[containers]", "[container]"),
      /:4:9: 'needs' is never 'container'; did you mean 'containers'\?$/,
    ],
    [
      "an id that is not the file's name",
      GOOD.replace("id: sick", "id: well"),
      /^rules\/sick.yaml:1:5: the id 'well' is to be the file's name, which is 'sick'/,
    ],
    [
      "a property that is like none",
      GOOD.replace("helth.status", "x").replace("container.health.status", "container.zzzzzz"),
      /No such key: zzzzzz; known here: name, .*engine, .*state, /,
    ],
    [
      "a name that is not there",
      GOOD.replace("when: container.running", "when: contaner.running"),
      /^rules\/sick.yaml:7:7: in 'when': Unknown variable: contaner; did you mean 'container'\?/,
    ],
    ["a key that is like none", `${GOOD}zzzzzz: error\n`, /unknown key 'zzzzzz'; known here: id, title/],
    [
      "a pattern that could take for ever",
      GOOD.replace(/when: .*/, 'when: container.name.matches("(a+)\\\\1")'),
      /^rules\/sick.yaml:7:30: in 'when': the pattern .* cannot be searched for .*invalid escape sequence/,
    ],
    [
      "a pattern that is too large",
      GOOD.replace(/when: .*/, 'when: container.name.matches("((a{100}){10}){11}")'),
      /in 'when': the pattern .*(too large|repeat)/,
    ],
    [
      "a pattern that is not written out",
      GOOD.replace(/when: .*/, "when: container.name.matches(container.image)"),
      /^rules\/sick.yaml:7:30: in 'when': matches\(\) needs its pattern written out/,
    ],
    [
      "a question whether something is known",
      GOOD.replace(/when: .*/, "when: has(container.error)"),
      /^rules\/sick.yaml:7:7: in 'when': has\(\) takes what the bundle does not tell for a no/,
    ],
    [
      "lists nested deeper than two",
      GOOD.replace(
        /when: .*/,
        "when: deployment.nodes.exists(a, a.containers.exists(b, deployment.nodes.exists(c, c.name == b.name)))",
      ),
      /nested more than 2 deep/,
    ],
    [
      "a misspelt property of an effect",
      `${GOOD}explains:\n  - rules: [tired]\n    when: effect.nod == "a"\n`,
      /^rules\/sick.yaml:15:\d+: in 'when' of 'explains': No such key: nod/,
    ],
    [
      "an effect of the rule itself",
      `${GOOD}explains:\n  - rules: [tired, sick]\n`,
      /^rules\/sick.yaml:14:20: 'sick' is the rule itself/,
    ],
    [
      "an effect that is no id",
      `${GOOD}explains:\n  - rules: ["*tired"]\n`,
      /^rules\/sick.yaml:14:14: '0' must match pattern/,
    ],
    [
      "effects on one node of what is found on all of them together",
      `${GOOD.replace("node.containers", "deployment.nodes")
        .replace(/when: .*/, "when: container.bundle.lossy")
        .replace("{{container.commands.restart}}", "none")}explains:\n  - rules: [tired]\n`,
      /^rules\/sick.yaml:14:5: findings on the whole deployment explain 'on: deployment'/,
    ],
    [
      "a subject that takes the name of the effect",
      `${GOOD.replaceAll("container.", "effect.").replace("as: container", "as: effect")}explains:\n  - rules: [tired]\n`,
      /:6:5: 'effect' means something else in rules/,
    ],
  ])("tells %s with file, line and column", (_, text, expected) => {
    const problems = problemsOf(text);
    expect(problems.length).toBeGreaterThan(0);
    expect(problems.join("\n")).toMatch(expected);
  });

  it("tells all mistakes of a file together", () => {
    const text = GOOD.replace("helth", "x")
      .replace("health.status", "helth")
      .replace("{{container.name}}", "{{container.nam}}");
    expect(problemsOf(text)).toHaveLength(2);
  });
});

describe("loading directories of rules", () => {
  let base: string;
  beforeAll(async () => {
    base = await mkdtemp(join(tmpdir(), "rules-"));
    for (const [file, text] of [
      ["ours/containers/sick.yaml", GOOD],
      ["ours/containers/tired.yaml", GOOD.replace("id: sick", "id: tired")],
      ["theirs/sick.yaml", GOOD.replace("A container is sick", "Theirs")],
      ["theirs/tired.yaml", "id: tired\ndisabled: true\nreason: not here\n"],
      ["ours/labs/no-rule.yaml", "anything: goes\n"],
    ] as const) {
      await mkdir(join(base, file, ".."), { recursive: true });
      await writeFile(join(base, file), text);
    }
  });
  afterAll(() => rm(base, { recursive: true }));

  it("lets a later directory override and disable", async () => {
    const { rules, problems } = await loadRules([join(base, "ours"), join(base, "theirs")]);
    expect(problems).toEqual([]);
    expect(rules.map(({ id, title }) => [id, title])).toEqual([["sick", "Theirs"]]);
  });
});

const LOG = `id: sick
title: A service is sick
severity: error
needs: [logs]
log:
  in: ["nova/**"]
  contains: ["sick of "]
  pattern: 'sick of (?P<what>\\w+)'
  by: [what]
  cleared: { contains: [well] }
as: hit
when: hit.count > 1 && found.what != ""
message: "{{hit.service}} is sick of {{found.what}}"
why: It does not work.
remedy: "less {{hit.file}}"
tests:
  - {name: fires, lines: [sick of it, sick of it], expect: fault, message: nova is sick of it}
`;

describe("loading a rule over logs", () => {
  it("accepts a rule that is right, whose groups are names in expressions", () => {
    expect(problemsOf(LOG)).toEqual([]);
  });

  it.each([
    ["a back reference", LOG.replace("(?P<what>\\w+)", "(?P<what>a)\\1"), /:8:13: it is no pattern of RE2/],
    ["a look ahead", LOG.replace("sick of (?P<what>", "(?=x)sick of (?P<what>"), /:8:13: it is no pattern of RE2/],
    [
      "a literal that the pattern does not have",
      LOG.replace('["sick of "]', '["sick of", "ill of"]'),
      /:7:26: .*no 'ill of'/,
    ],
    [
      "a group that the pattern does not have",
      LOG.replace("by: [what]", "by: [who]"),
      /:9:8: .*no group 'who'; it has: what/,
    ],
    [
      "a placeholder for no group",
      LOG.replace("{{found.what}}", "{{found.who}}"),
      /:13:\d+: in 'message': the model has no 'found.who'/,
    ],
    [
      "a group in a condition that is none",
      LOG.replace("found.what !=", "found.who !="),
      /:12:\d+: in 'when': No such key: who/,
    ],
    ["a list as well", LOG.replace("as: hit", "each: node.containers\nas: hit"), /leave out 'each'/],
    [
      "a clearing group that tells nothing apart",
      LOG.replace("{ contains: [well] }", "{ contains: [well], pattern: '(?P<x>a) well' }"),
      /'x' is none of the groups in 'by'/,
    ],
    ["the whole deployment", LOG.replace("hit.count > 1", "size(deployment.nodes) > 1"), /may not name the deployment/],
    [
      "a traceback with a pattern",
      LOG.replace("  by: [what]", "  by: [what]\n  traceback: true"),
      /a traceback is told by its last line/,
    ],
  ])("finds %s", (_, text, problem) => {
    expect(problemsOf(text).join("\n")).toMatch(problem);
  });
});

describe("a rule that the build has read and checked", () => {
  it("is the same as one that is read now, and one that was changed since is read now", async () => {
    const folder = await mkdtemp(join(tmpdir(), "sospect-checked-"));
    const file = join(folder, "sick.yaml");
    await writeFile(file, GOOD);
    const { rules } = await loadRules([folder]);
    const checked = await checkedOf(rules.map(({ file, source }) => ({ file, data: source.data as RuleFile })));
    await rm(folder, { recursive: true });

    const known = parseRule(file, GOOD, checked);
    if (!("rule" in known)) throw new Error("the rule does not load");
    const { source, title, quoted, message } = known.rule;
    expect({ title, quoted }).toEqual({ title: rules[0]?.title, quoted: rules[0]?.quoted });
    expect(message.render({ container: { name: "a" } })).toBe("a is sick");
    expect(source.yaml.problemAt(["why"], "x")).toEqual(rules[0]?.source.yaml.problemAt(["why"], "x"));
    expect(parseRule(file, GOOD.replace('sick"', '{{container.nme}}"'), checked)).toMatchObject({
      problems: [{ line: 8 }],
    });
  });
});
