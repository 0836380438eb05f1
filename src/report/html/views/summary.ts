import { findingsOf, treesOf } from "../../../rules/causes/trees.ts";
import type { Finding } from "../../../rules/outcome.ts";
import { acceptedCount, countsBySeverity, openQuestions, shortName, verdictOf } from "../../digest.ts";
import { explainedBy, type Fold, foldsOf, isGrave, membersOf } from "../../folds.ts";
import { placeText } from "../../nodes.ts";
import { baselineText } from "../../since.ts";
import { counted } from "../../summary.ts";
import { visible, visibleLine } from "../../visible.ts";
import { digestWords } from "../../words/digest.ts";
import { summaryWords } from "../../words/summary.ts";
import { findingAnchor } from "../anchors.ts";
import type { Page } from "../page.ts";
import { numbered } from "./findings.ts";
import { stepsView } from "./steps.ts";

/** Roots that are shown where none is grave. */
const MOST_LESSER = 5;
/** Roots with what to type; of further ones what is wrong, and a link. */
const MOST_WHOLE = 10;
/** Subjects of one root; all of them stand at its findings. */
const MOST_MEMBERS = 4;
const MOST_OPEN = 3;
/** No more of a message is shown here; all of it stands at its finding. */
const MOST_MESSAGE = 400;
const MOST_NAME = 160;
const MOST_QUOTE = 240;
/** A longer remedy is shown at its finding alone, since half of one is worse than none. */
const MOST_REMEDY = 2_000;

/** The first screen: the verdict, what to mend first, and what is most wanted to decide the rest. */
export function summaryView(page: Page) {
  const { result, language } = page;
  const { verdict, tool, nodes } = result;
  const words = summaryWords[language];
  const questions = openQuestions(result, language);
  const said = verdictOf(result, language);
  return {
    title: `${verdict}: ${nodes.map(({ name }) => visibleLine(shortName(name))).join(", ")} – sospect`,
    version: tool.version,
    verdict,
    verdictWord: digestWords[language].verdict[verdict],
    sentence: visibleLine(said.answer || said.sentence),
    tally: said.answer === "" ? "" : visibleLine(said.sentence),
    notes: said.notes.map(visibleLine),
    since: result.baseline === undefined ? "" : visibleLine(baselineText(result, language)),
    counts: countsBySeverity(result).map(({ severity, count }) => ({
      severity,
      count,
      word: digestWords[language].severity(count, severity),
    })),
    acceptedCount: acceptedCount(result),
    undecidedCount: questions.length,
    ...mendView(page),
    open: questions.slice(0, MOST_OPEN).map(({ reason, collect = "", count }) => ({
      reason: visibleLine(cut(reason, MOST_MESSAGE)),
      collect: visibleLine(cut(collect, MOST_MESSAGE)),
      checks: words.leavesOpen(count),
    })),
    openAll: questions.length > MOST_OPEN ? words.openAll(questions.length) : "",
    words,
  };
}

/** What is to be mended: all that is grave, worst first, however much it is; where nothing is, the first of the rest. */
function mendView(page: Page) {
  const { result, language } = page;
  const words = summaryWords[language];
  const trees = numbered(treesOf(result.findings));
  const numbers = new Map(trees.map(({ tree, number }) => [tree, number]));
  const folds = foldsOf(trees.map(({ tree }) => tree).filter((tree) => counted(findingsOf(tree)).length > 0));
  const grave = folds.filter(isGrave);
  const shown = grave.length > 0 ? grave : folds.slice(0, MOST_LESSER);
  const left = folds.length - shown.length;
  return {
    roots: shown.map((fold, index) => ({
      anchor: findingAnchor(Math.min(...fold.trees.map((tree) => numbers.get(tree) ?? 1))),
      ...rootView(fold, page, index < MOST_WHOLE),
    })),
    moreRoots: left > 0 ? words.moreRoots(left) : "",
    mendNothing: words.mendNothing[result.verdict === "ok" ? "ok" : "unknown"],
  };
}

function rootView(fold: Fold, page: Page, whole: boolean) {
  const { language } = page;
  const words = summaryWords[language];
  const { first } = fold;
  const members = membersOf(fold);
  const explains = explainedBy(fold);
  const [line] = first.evidence;
  const left = members.length - MOST_MEMBERS;
  return {
    severity: first.severity,
    severityWord: digestWords[language].severity(1, first.severity),
    title: visibleLine(first.title),
    explains: explains === 0 ? "" : words.explains(explains),
    members: members.slice(0, MOST_MEMBERS).map((finding) => ({
      place: visibleLine(placeOf(finding, language)),
      message: visible(cut(finding.message, MOST_MESSAGE)),
    })),
    more: left > 0 ? words.moreMembers(left) : "",
    likewise: members.some(({ remedy }) => remedy !== first.remedy)
      ? visibleLine(words.likewise(cut(first.subject.name, MOST_NAME)))
      : "",
    place: line === undefined ? "" : visibleLine(`${line.file}:${line.line}`),
    quote: line === undefined || !whole ? "" : visibleLine(cut(line.text.replace(/\s+/g, " ").trim(), MOST_QUOTE)),
    steps: whole && first.remedy.length <= MOST_REMEDY ? stepsView(first, page) : undefined,
  };
}

/** Where it is, and what it is about where the message does not name that. */
function placeOf(finding: Finding, language: Page["language"]): string {
  const place = placeText(finding, language, shortName);
  const { subject, message } = finding;
  return message.includes(subject.name) ? place : `${place}: ${cut(subject.name, MOST_NAME)}`;
}

function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most)}…`;
}
