import { describe, expect, it } from "vitest";
import { OWN_RULES } from "../../src/analyze.ts";
import { judge } from "../../src/rules/evaluate.ts";
import { inLanguage } from "../../src/rules/in-language.ts";
import { lintRule } from "../../src/rules/lint.ts";
import { loadRules, parseRule } from "../../src/rules/load.ts";
import type { Rule } from "../../src/rules/rule.ts";
import { deploymentFor } from "../../src/rules/test-rule.ts";
import { showProblem } from "../../src/yaml/problem.ts";

const RULE = `id: sick
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
const withZh = (zh: string) => RULE.replace("tests:", `zh: ${zh}\ntests:`);

function load(text: string): Rule {
  const loaded = parseRule("sick.yaml", text);
  if (!("rule" in loaded)) throw new Error(JSON.stringify(loaded));
  return loaded.rule;
}

/** What a rule finds on the first of its tests that fires. */
function findingOf(rule: Rule, language: "en" | "zh") {
  const [fires] = rule.tests.filter(({ expect }) => expect === "fault");
  if (fires === undefined) throw new Error(`${rule.id} has no test that fires`);
  return judge([rule], deploymentFor(rule, fires), language).findings[0];
}

describe("the Chinese of a rule", () => {
  const rule = load(withZh('{title: 容器有病, message: "{{container.name}} 有病", why: 它不工作}'));

  it("is said where it is asked for, and English where it lacks a text", () => {
    const english = findingOf(rule, "en");
    expect(english).toMatchObject({ message: "a is sick", why: "It does not work." });
    expect(findingOf(rule, "zh")).toEqual({ ...english, title: "容器有病", message: "a 有病", why: "它不工作" });
    expect(inLanguage([rule], "zh")[0]?.title).toBe("容器有病");
    expect(inLanguage([rule], "en")[0]?.title).toBe("A container is sick");
  });

  it("does not change what follows from what, which no sentence decides", () => {
    const cause = load(
      withZh('{message: "{{container.name}} 坏了"}').replace(
        "tests:",
        "explains:\n  - rules: [ill]\n    when: effect.container == container.name\ntests:",
      ),
    );
    const ill = RULE.replace("id: sick", "id: ill")
      .replace("message:", "tells: {state: unhealthy}\nmessage:")
      .replaceAll("is sick", "is ill");
    const loaded = parseRule("ill.yaml", ill.replace("tests:", 'zh: {message: "{{container.name}} 病了"}\ntests:'));
    const [fires] = cause.tests;
    if (!("rule" in loaded) || fires === undefined) throw new Error("the sample does not load");
    const deployment = deploymentFor(cause, fires);
    const told = judge([cause, loaded.rule], deployment, "zh").findings;
    expect(told.map(({ message }) => message)).toEqual(["a 坏了", "a 病了"]);
    expect(told[1]?.causes).toHaveLength(1);
  });

  it.each([
    [
      "a misspelt placeholder",
      '{message: "{{container.nam}}"}',
      /^sick.yaml:11:\d+: in 'message' of 'zh': the model has/,
    ],
    [
      "a template that does not end",
      '{remedy: "{{#if container.name}}x"}',
      /in 'remedy' of 'zh': \{\{#if\}\} is not closed/,
    ],
    ["an unknown key", "{titel: x}", /unknown key 'titel'; did you mean 'title'/],
    ["nothing in it", "{}", /'zh' must NOT have fewer than 1 properties/],
  ])("is checked like the English: %s", (_, zh, problem) => {
    const loaded = parseRule("sick.yaml", withZh(zh));
    expect("problems" in loaded && loaded.problems.map(showProblem).join("\n")).toMatch(problem);
  });

  it.each([
    [
      "lacks what the English names",
      "{message: 容器有病}",
      /^sick.yaml:11:15: 'message' of 'zh' lacks \{\{container.name\}\}/m,
    ],
    ["is not written yet", "{why: TODO}", /^sick.yaml:11:11: 'why' of 'zh' is not written yet$/m],
  ])("is remarked on by lint where it %s", (_, zh, remark) => {
    expect(
      lintRule(load(withZh(zh)), [])
        .map(showProblem)
        .join("\n"),
    ).toMatch(remark);
  });
});

const { rules } = await loadRules([OWN_RULES]);
const translated = rules.filter(({ translation }) => translation !== undefined);
const HAN = /\p{Script=Han}/u;

describe("the Chinese of our rules", () => {
  it("covers the four questions", () => {
    const ids = translated.map(({ id }) => id);
    for (const id of ["container-unhealthy", "service-exited", "config-edit-without-effect", "image-absent-on-node"])
      expect(ids).toContain(id);
  });

  it.each(translated.map((rule) => [rule.id, rule] as const))("%s renders, and is Chinese in every text", (_, rule) => {
    const english = findingOf(rule, "en");
    const chinese = findingOf(rule, "zh");
    for (const text of [rule.translation?.title, chinese?.message, chinese?.why]) expect(text).toMatch(HAN);
    expect(chinese?.message).not.toMatch(/undefined|\{\{|\}\}/);
    expect(commandsOf(chinese?.remedy)).toEqual(commandsOf(english?.remedy));
  });
});

/** What is to be typed is the same in every language. */
function commandsOf(remedy = ""): string[] {
  return remedy.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
}
