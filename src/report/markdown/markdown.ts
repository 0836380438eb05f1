import { findingsOf, treesOf } from "../../rules/causes/trees.ts";
import { type Finding, severities } from "../../rules/outcome.ts";
import { deployedText, openQuestions, verdictOf, verdictText } from "../digest.ts";
import { foldsOf, isGrave } from "../folds.ts";
import type { Format } from "../format.ts";
import { inputDigests } from "../inputs.ts";
import { isOn, placeText } from "../nodes.ts";
import { notSeenText } from "../not-seen.ts";
import type { NodeSummary, Result } from "../result.ts";
import { baselineText } from "../since.ts";
import { counted } from "../summary.ts";
import { digestWords } from "../words/digest.ts";
import { inputWords } from "../words/inputs.ts";
import type { Language } from "../words/language.ts";
import { markdownWords } from "../words/markdown.ts";
import { cell, code, inline } from "./escape.ts";
import { type Fitted, fitted, type Part } from "./fit.ts";
import { foldPart } from "./fold.ts";

const MOST_NODES = 20;
const MOST_INPUTS = 10;
const MOST_OPEN = 10;
const MOST_GONE = 20;
/** What the trackers that take least take of one comment is some ten thousands of characters; GitHub takes 65,536. */
const MOST_CHARACTERS = 60_000;

/** For a ticket: all that was found with what to type, as much as a tracker takes; what is left out is said. */
const markdown: Format = {
  name: "markdown",
  aliases: ["md"],
  file: "md",
  render(result, { language = "en", maxSize = MOST_CHARACTERS }) {
    const words = markdownWords[language];
    const before = [headPart(result, language), nodesPart(result, language), inputsPart(result, language)];
    const after = [
      baselinePart(result, language),
      openPart(result, language),
      [inline(notSeenText(result, language), 400)].filter(Boolean),
      [`*${words.closing(result.tool.version)}*`],
    ];
    const taken = textOf([...before, ...after]).length + RESERVE;
    const trees = treesOf(result.findings);
    const isOpen = (tree: (typeof trees)[number]) => counted(findingsOf(tree)).length > 0;
    const folds = foldsOf(trees.filter(isOpen));
    const groups = [
      { title: words.mend, folds: folds.filter(isGrave) },
      { title: words.others, folds: folds.filter((fold) => !isGrave(fold)) },
      { title: words.accepted, folds: foldsOf(trees.filter((tree) => !isOpen(tree))) },
    ].map(({ title, folds: all }, index) => ({
      title,
      parts: all.map((fold) => {
        const part = foldPart(fold, language);
        // What counts less is told in less words first, whatever its severity.
        return { ...part, weight: part.weight + index * severities.length };
      }),
    }));
    const shown = fitted(
      groups.flatMap(({ parts }) => parts),
      maxSize - taken,
    );
    const text = textOf([
      ...before,
      cutPart(shown, maxSize, language),
      ...groups.map(({ title, parts }) => groupPart(title, parts, shown)),
      ...after,
    ]);
    return text.length <= maxSize
      ? text
      : `${text.slice(0, Math.max(0, maxSize - words.cut.length - 4))}\n\n${words.cut}\n`;
  },
};
export default markdown;

/** Room for the headings and for saying what was left out. */
const RESERVE = 600;

function textOf(parts: readonly (readonly string[])[]): string {
  return `${parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n")}\n`;
}

/** The verdict; right under it what makes it less sure, and what changed since a baseline. */
function headPart(result: Result, language: Language): string[] {
  const { notes } = verdictOf(result, language);
  const { colon, verdict } = digestWords[language];
  const since =
    result.baseline === undefined ? [] : [markdownWords[language].since + colon + baselineText(result, language)];
  return [
    `**${verdict[result.verdict]}** ${inline(verdictText(result, language), 1_500)}`,
    ...[...notes, ...since].flatMap((note) => ["", `**!** ${inline(note, 600)}`]),
  ];
}

/** The findings of a group that have room, those told in a line together. */
function groupPart(title: string, parts: readonly Part[], { shortened, left }: Fitted): string[] {
  const shown = parts.filter((part) => !left.includes(part));
  if (shown.length === 0) return [];
  const whole = shown.filter((part) => !shortened.includes(part));
  const brief = shown.filter((part) => shortened.includes(part));
  return [
    `### ${title}`,
    ...whole.flatMap((part) => ["", part.whole]),
    ...(brief.length === 0 ? [] : ["", ...brief.map((part) => part.brief)]),
  ];
}

/** What was told in a line or not at all, by severity. */
function cutPart({ shortened, left }: Fitted, size: number, language: Language): string[] {
  const words = markdownWords[language];
  const counts = (parts: readonly Part[]) =>
    severities
      .map((severity) => ({
        severity,
        count: parts.filter((part) => part.severity === severity).reduce((sum, { count }) => sum + count, 0),
      }))
      .filter(({ count }) => count > 0)
      .map(({ severity, count }) => digestWords[language].severities(count, severity))
      .join(digestWords[language].separator);
  return [
    ...(shortened.length === 0 ? [] : [`**!** ${words.shortened(counts(shortened), size)}`]),
    ...(left.length === 0 ? [] : [`**!** ${words.left(counts(left), size)}`]),
  ];
}

/** What is gone, and what cannot be told any more. */
function baselinePart({ baseline }: Result, language: Language): string[] {
  if (baseline === undefined) return [];
  const words = markdownWords[language];
  const line = (finding: Finding) =>
    `- **${digestWords[language].severity(1, finding.severity)}** ${inline(finding.title)} ${code(finding.rule)}: ${placeText(finding, language, (node) => code(node, 80))} ${code(finding.subject.name, 200)}`;
  const list = (title: string, findings: readonly Finding[]) =>
    findings.length === 0
      ? []
      : [
          `### ${title}`,
          "",
          ...findings.slice(0, MOST_GONE).map(line),
          ...(findings.length > MOST_GONE ? [`- ${words.more(findings.length - MOST_GONE)}`] : []),
        ];
  const gone = list(words.gone, baseline.gone);
  const undecided = list(words.undecided, baseline.undecided);
  return [...gone, ...(gone.length > 0 && undecided.length > 0 ? [""] : []), ...undecided];
}

function nodesPart({ nodes, findings }: Result, language: Language): string[] {
  const words = markdownWords[language];
  const rowOf = (node: NodeSummary) =>
    [
      code(node.name, 80),
      inline(deployedText(node)) || words.notKnown,
      inline(node.engine, 80),
      String(node.containers),
      countsOf(
        counted(findings).filter((finding) => isOn(finding, node.name)),
        language,
      ) || words.none,
    ].map(cell);
  const row = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  if (nodes.length === 0) return [];
  return [
    row(words.columns),
    row(words.columns.map(() => "---")),
    ...nodes.slice(0, MOST_NODES).map((node) => row(rowOf(node))),
    ...(nodes.length > MOST_NODES ? ["", words.moreNodes(nodes.length - MOST_NODES)] : []),
  ];
}

function inputsPart(result: Result, language: Language): string[] {
  const { shown, rest } = inputDigests(result, language);
  const { title, comma } = inputWords[language];
  if (shown.every(({ lost, passedBy }) => lost.length === 0 && passedBy === "")) {
    const paths = shown.slice(0, MOST_INPUTS).map(({ path }) => code(path, 200));
    return [`${title}: ${[...paths, ...(shown.length > MOST_INPUTS ? ["…"] : []), ...rest].join(comma)}`];
  }
  const lines = shown.slice(0, MOST_INPUTS).map(({ path, read, lost, passedBy }) => {
    const told = [inline(read, 400), ...lost.map((line) => `**${inline(line, 400)}**`), inline(passedBy, 600)];
    return `- ${code(path, 200)}: ${told.filter((part) => part !== "").join("; ")}`;
  });
  const left = shown.length - MOST_INPUTS;
  const more = left > 0 ? [inputWords[language].moreInputs(left)] : [];
  return [`### ${title}`, "", ...lines, ...[...more, ...rest].map((line) => `- ${line}`)];
}

function countsOf(findings: readonly Finding[], language: Language): string {
  const words = digestWords[language];
  return severities
    .map((severity) => ({ severity, count: findings.filter((one) => one.severity === severity).length }))
    .filter(({ count }) => count > 0)
    .map(({ severity, count }) => words.severities(count, severity))
    .join(words.separator);
}

function openPart(result: Result, language: Language): string[] {
  const words = markdownWords[language];
  const questions = openQuestions(result, language);
  if (questions.length === 0) return [];
  return [
    `### ${words.open}`,
    "",
    ...questions
      .slice(0, MOST_OPEN)
      .map(
        ({ reason, collect }) =>
          `- ${inline(reason, 200)}${collect === undefined ? "" : `; ${words.collect}: ${inline(collect, 200)}`}`,
      ),
    ...(questions.length > MOST_OPEN ? [`- ${words.moreOpen(questions.length - MOST_OPEN)}`] : []),
  ];
}
