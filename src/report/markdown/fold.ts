import { groupBy } from "../../model/group-by.ts";
import { severities } from "../../rules/outcome.ts";
import { effectsOf, explainedBy, type Fold, membersOf, reasonsOf } from "../folds.ts";
import { acceptanceText, marksOf } from "../marks.ts";
import { placeText } from "../nodes.ts";
import { type Step, stepsOf } from "../steps.ts";
import { subjectsText } from "../subjects.ts";
import { wellFormedLine } from "../wellformed.ts";
import { digestWords } from "../words/digest.ts";
import type { Language } from "../words/language.ts";
import { markdownWords } from "../words/markdown.ts";
import { block, code, inline } from "./escape.ts";
import type { Part } from "./fit.ts";

const MOST_EVIDENCE = 3;
const MOST_MESSAGE = 1_500;
/** Deeper lists are read by nobody, and some trackers show no more. */
const DEEPEST = 4;

/** A fold as a part of the report: all of it, and in a line where there is no room for all. */
export function foldPart(fold: Fold, language: Language): Part {
  const members = membersOf(fold);
  const several = members.length > 1;
  const brief = `- ${headOf(fold, language)}: ${inline(subjectsText(fold, language))}`;
  const whole = [
    `#### ${headOf(fold, language)}${explainsText(fold, language)}`,
    "",
    ...members.map((finding) => {
      const place = placeText(finding, language, (node) => code(node, 80));
      const named = finding.message.includes(finding.subject.name) ? "" : ` ${code(finding.subject.name, 200)}`;
      const times = finding.count > 1 ? ` (${markdownWords[language].times(finding.count)})` : "";
      return `- ${place}${named}: ${inline(finding.message, MOST_MESSAGE)}${times}${acceptedOf(finding, language)}`;
    }),
    ...reasonsOf(fold.first).map((reason) => `- *${markdownWords[language].because}* ${inline(reason)}`),
    ...remediesOf(fold, language),
    "",
    ...(several ? members.flatMap(({ evidence }) => evidence.slice(0, 1)) : fold.first.evidence)
      .slice(0, MOST_EVIDENCE)
      .map(({ file, line, text }) => `- ${code(`${file}:${line}`, 200)} ${code(text, 200)}`),
    ...effectsPart(fold, language),
  ];
  return {
    weight: severities.indexOf(fold.first.severity),
    severity: fold.first.severity,
    count: members.length,
    whole: whole.join("\n"),
    brief,
  };
}

/** Severity, what is wrong, and the rule that says so. */
function headOf({ first }: Fold, language: Language): string {
  const marks = marksOf(first, language).map((mark) => ` *(${mark})*`);
  return `**${digestWords[language].severity(1, first.severity)}** ${inline(first.title)} ${code(first.rule)}${marks.join("")}`;
}

function explainsText(fold: Fold, language: Language): string {
  const explains = explainedBy(fold);
  return explains === 0 ? "" : ` *(${markdownWords[language].explains(explains)})*`;
}

function acceptedOf(finding: Fold["first"], language: Language): string {
  return finding.accepted === undefined ? "" : `; ${inline(acceptanceText(finding, language))}`;
}

/** What to type, whole, and where; what is the same for all once. */
function remediesOf(fold: Fold, language: Language): string[] {
  return [...groupBy(membersOf(fold), ({ remedy }) => remedy)].flatMap(([remedy, findings]) => {
    const on = new Set(findings.map((finding) => placeText(finding, language)));
    const lines = remedyLines(remedy, [...on].join(digestWords[language].semicolon), language);
    return lines.length === 0 ? [] : ["", ...block(lines)];
  });
}

/** The commands with all that is said of them: a block is copied as it stands, so that its words are comments. */
function remedyLines(remedy: string, where: string, language: Language): string[] {
  const { steps, notes } = stepsOf(remedy);
  const words = markdownWords[language];
  const lines = steps.flatMap((step: Step, index) => [
    ...(index === 0 || steps[index - 1]?.looks !== step.looks
      ? [`# ${step.looks ? words.look(where) : words.fix(where)}`]
      : []),
    ...step.notes.map((note) => `# ${note}`),
    ...step.command.split("\n"),
  ]);
  return [...lines, ...notes.map((note) => `# ${note}`)].map(wellFormedLine).filter((line) => line !== "");
}

/** What follows, a line for each rule, and by which law. */
function effectsPart(fold: Fold, language: Language): string[] {
  const lines = effectLines(fold, language, 1);
  return lines.length === 0 ? [] : ["", `${markdownWords[language].consequences}`, "", ...lines];
}

function effectLines(fold: Fold, language: Language, depth: number): string[] {
  const indent = "  ".repeat(Math.min(depth, DEEPEST) - 1);
  return effectsOf(fold).flatMap((effect) => {
    const [reason] = reasonsOf(effect.first);
    const why = reason === undefined ? "" : `; ${markdownWords[language].because} ${inline(reason)}`;
    return [
      `${indent}- ${headOf(effect, language)}: ${inline(subjectsText(effect, language))}${why}`,
      ...effectLines(effect, language, depth + 1),
    ];
  });
}
