import { findingsOf, type Tree, treesOf } from "../../rules/causes/trees.ts";
import { type Finding, severities } from "../../rules/outcome.ts";
import { deployedText, openQuestions, verdictOf } from "../digest.ts";
import type { Format } from "../format.ts";
import { inputDigests } from "../inputs.ts";
import { marksOf } from "../marks.ts";
import { isOn, placeText } from "../nodes.ts";
import { notSeenText } from "../not-seen.ts";
import type { NodeSummary, Result } from "../result.ts";
import { counted } from "../summary.ts";
import { wellFormedLine } from "../wellformed.ts";
import { digestWords } from "../words/digest.ts";
import { inputWords } from "../words/inputs.ts";
import type { Language } from "../words/language.ts";
import { markdownWords } from "../words/markdown.ts";
import { block, cell, code, inline } from "./escape.ts";

const MOST_NODES = 20;
const MOST_INPUTS = 10;
const MOST_ROOTS = 5;
const MOST_OTHERS = 12;
const MOST_OPEN = 5;
const MOST_EVIDENCE = 3;
/** Trackers take some tens of thousands of characters; nobody reads as many in a comment. */
const MOST_CHARACTERS = 16_000;

/** The short text that is pasted into a ticket; the HTML report has the rest. */
const markdown: Format = {
  name: "markdown",
  aliases: ["md"],
  file: "md",
  render(result, { language = "en" }) {
    const parts = [
      [`**${digestWords[language].verdict[result.verdict]}** ${inline(verdictOf(result, language).sentence)}`],
      nodesPart(result, language),
      inputsPart(result, language),
      ...findingsPart(result, language),
      openPart(result, language),
      [notSeenText(result, language)].filter(Boolean),
      [`*${markdownWords[language].closing(result.tool.version)}*`],
    ];
    return `${bounded(
      parts.filter((lines) => lines.length > 0).map((lines) => lines.join("\n")),
      markdownWords[language].cut,
    ).join("\n\n")}\n`;
  },
};
export default markdown;

/** The parts as far as they fit; the last is there in any case. */
function bounded(parts: readonly string[], cut: string): string[] {
  const kept: string[] = [];
  const last = parts.at(-1) ?? "";
  let room = MOST_CHARACTERS - last.length - cut.length;
  for (const part of parts.slice(0, -1)) {
    room -= part.length + 2;
    if (room < 0) return [...kept, cut, last];
    kept.push(part);
  }
  return [...kept, last];
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

/** Roots with what to type and what they rest on, each a part of its own; of the others a line each. */
function findingsPart(result: Result, language: Language): string[][] {
  const words = markdownWords[language];
  const trees = treesOf(result.findings).filter((tree) => counted(findingsOf(tree)).length > 0);
  const isGrave = ({ finding, effects }: Tree) =>
    effects.length > 0 || finding.severity === "critical" || finding.severity === "error";
  const roots = trees.filter(isGrave).slice(0, MOST_ROOTS);
  const others = trees.filter((tree) => !roots.includes(tree));
  const left = others.length - MOST_OTHERS;
  return [
    ...(roots.length === 0 ? [] : [[`### ${words.mend}`]]),
    ...roots.map((root, index) => rootPart(root, index + 1, language)),
    ...(others.length === 0
      ? []
      : [
          [
            `### ${words.others}`,
            "",
            ...others.slice(0, MOST_OTHERS).map(({ finding }) => `- ${headOf(finding, language)}`),
            ...(left > 0 ? [`- ${words.more(left)}`] : []),
          ],
        ]),
  ];
}

function rootPart(tree: Tree, number: number, language: Language): string[] {
  const { finding } = tree;
  const indent = "   ";
  const explains = counted(findingsOf(tree).slice(1)).length;
  const commands = finding.remedy
    .split("\n")
    .map(wellFormedLine)
    .filter((line) => line !== "");
  return [
    `${number}. ${headOf(finding, language)}${explains === 0 ? "" : ` *(${markdownWords[language].explains(explains)})*`}`,
    "",
    ...block(commands, indent),
    "",
    ...finding.evidence
      .slice(0, MOST_EVIDENCE)
      .map(({ file, line, text }) => `${indent}- ${code(`${file}:${line}`, 200)} ${code(text, 200)}`),
  ];
}

/** Severity, place and message of a finding, on one line. */
function headOf(finding: Finding, language: Language): string {
  const { severity, subject, message } = finding;
  const place = placeText(finding, language, (node) => code(node, 80));
  const marks = marksOf(finding, language).map((mark) => ` *(${mark})*`);
  return `**${digestWords[language].severity(1, severity)}** ${place} ${code(subject.name, 200)}: ${inline(message)}${marks.join("")}`;
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
