import { lookedFor } from "../../model/bundle/coverage.ts";
import { judge } from "../../rules/evaluate.ts";
import type { Rule } from "../../rules/rule.ts";
import { deploymentFor } from "../../rules/test-rule.ts";
import { tiesOf } from "./law-part.ts";
import { block, code, page, prose, table } from "./markdown.ts";
import { tellsPart } from "./tells-part.ts";

/** What a reader has to know of a rule: when it fires, what it says, what it means, what to do, what it needs. */
export function rulePage(rule: Rule, all: readonly Rule[]): string {
  const { id, title, why, source, each, where, when } = rule;
  return page(
    `# ${id}`,
    `${prose(title)}.`,
    factsTable(rule),
    "## When",
    where === undefined ? undefined : `It is only about what this is true of:\n\n${block(where.text)}`,
    `It is a fault${each === undefined ? "" : ` of one ${rule.subjectName}`} when:\n\n${block(when.text)}`,
    "[model.md](model.md) says what each name means. What the bundle does not tell makes the outcome `unknown`.",
    "## What it says",
    block(source.data.message),
    example(rule),
    "## Why it matters",
    prose(why),
    "## What to do",
    block(source.data.remedy),
    needsPart(rule),
    tellsPart(rule),
    relatedPart(rule, all),
    referencesPart(rule),
    "## Examples",
    "From the rule's own tests:",
    rule.tests.map((test) => `- ${prose(test.name)}: **${test.expect}**`).join("\n"),
  );
}

function factsTable({ severity, each, subjectName, scope, needs }: Rule): string {
  const looksAt =
    each === undefined ? `the ${scope} as a whole` : `each of ${code(each.text)}, as ${code(subjectName)}`;
  return table(
    ["severity", "looks at", "needs"],
    [[severity, looksAt, needs.length === 0 ? "nothing" : needs.join(", ")]],
  );
}

/** The message of the first test that fires, as a person would read it. */
function example(rule: Rule): string | undefined {
  const test = rule.tests.find(({ expect }) => expect === "fault");
  const finding = test === undefined ? undefined : judge([rule], deploymentFor(rule, test)).findings[0];
  return finding === undefined ? undefined : `For example:\n\n${block(finding.message)}`;
}

function needsPart({ needs }: Rule): string | undefined {
  if (needs.length === 0) return undefined;
  const rows = needs.map((family) => {
    const { paths, collect } = lookedFor(family);
    return [family, paths.split(", ").map(code).join(", "), prose(collect)];
  });
  return `## What it needs\n\nWithout these facts in the bundle the outcome is \`unknown\`:\n\n${table(["facts", "looked for", "how to collect them"], rows)}`;
}

/** What its findings may follow from and what from them: by the laws of causes, then what rules name beside those. */
function relatedPart(rule: Rule, all: readonly Rule[]): string | undefined {
  const { id, source } = rule;
  const { from, to } = tiesOf(rule);
  const effects = (source.data.explains ?? []).flatMap(({ rules }) => rules);
  const causes = all.filter((other) => other.source.data.explains?.some(({ rules }) => rules.includes(id)));
  const links = (ids: readonly string[]) => [...new Set(ids)].map((one) => `[${one}](${one}.md)`).join(", ");
  const list = (title: string, sentences: readonly string[], named: readonly string[]) => [
    ...(sentences.length === 0 && named.length === 0 ? [] : [`${title}:`]),
    [
      ...sentences.map((sentence) => `- ${prose(sentence)}`),
      ...(named.length === 0 ? [] : [`- named by rules: ${links(named)}`]),
    ].join("\n"),
  ];
  const lines = [
    ...list(
      "What it may follow from",
      from,
      causes.map((cause) => cause.id),
    ),
    ...list("What may follow from it", to, effects),
  ].filter((line) => line !== "");
  return lines.length === 0 ? undefined : `## Causes and consequences\n\n${lines.join("\n\n")}`;
}

function referencesPart({ references }: Rule): string | undefined {
  if (references.length === 0) return undefined;
  const lines = references.map((reference) => `- ${/^https?:/.test(reference) ? `<${reference}>` : code(reference)}`);
  return `## References\n\n${lines.join("\n")}`;
}
