import { findingsOf, treesOf } from "../../../rules/causes/trees.ts";
import type { Finding } from "../../../rules/outcome.ts";
import { acceptedCount, countsBySeverity, openQuestions, shortName, verdictOf } from "../../digest.ts";
import { placeText } from "../../nodes.ts";
import { counted } from "../../summary.ts";
import { visible, visibleLine } from "../../visible.ts";
import { digestWords } from "../../words/digest.ts";
import { summaryWords } from "../../words/summary.ts";
import { findingAnchor } from "../anchors.ts";
import type { Page } from "../page.ts";
import { type Numbered, numbered } from "./findings.ts";

const MOST_ROOTS = 5;
const MOST_OPEN = 3;
/** No more of a message is shown here; all of it stands at its finding. */
const MOST_MESSAGE = 400;
const MOST_NAME = 160;
/** A longer command is shown at its finding alone, since half a command is worse than none. */
const MOST_COMMAND = 1_000;

/** The first screen: the verdict, what to mend first, and what is most wanted to decide the rest. */
export function summaryView(page: Page) {
  const { result, language } = page;
  const { verdict, tool, nodes } = result;
  const words = summaryWords[language];
  const questions = openQuestions(result, language);
  return {
    title: `${verdict}: ${nodes.map(({ name }) => visibleLine(shortName(name))).join(", ")} – sospect`,
    version: tool.version,
    verdict,
    verdictWord: digestWords[language].verdict[verdict],
    sentence: visibleLine(verdictOf(result, language).sentence),
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

/**
 * What is to be mended first: the roots in the order of the findings, those that explain others before those that do not;
 * of the latter those that are grave, or all where nothing is.
 */
function mendView({ result, language }: Page) {
  const words = summaryWords[language];
  const roots = numbered(treesOf(result.findings))
    .filter(({ tree }) => counted(findingsOf(tree)).length > 0)
    .map((one) => ({ ...one, explains: counted(findingsOf(one.tree).slice(1)).length }));
  const explaining = roots.filter(({ explains }) => explains > 0);
  const single = roots.filter(({ explains }) => explains === 0);
  const grave = single.filter(({ tree }) => isGrave(tree.finding));
  const shown = [...explaining, ...(explaining.length + grave.length === 0 ? single : grave)].slice(0, MOST_ROOTS);
  const left = roots.length - shown.length;
  return {
    roots: shown.map(({ explains, ...one }) => rootView(one, explains === 0 ? "" : words.explains(explains), language)),
    moreRoots: left > 0 ? words.moreRoots(left) : "",
    mendNothing: words.mendNothing[result.verdict === "ok" ? "ok" : "unknown"],
  };
}

function isGrave({ severity }: Finding): boolean {
  return severity === "critical" || severity === "error";
}

function rootView({ tree, number }: Numbered, explains: string, language: Page["language"]) {
  const { finding } = tree;
  return {
    anchor: findingAnchor(number),
    severity: finding.severity,
    severityWord: digestWords[language].severity(1, finding.severity),
    place: visibleLine(`${placeText(finding, language, shortName)}: ${cut(finding.subject.name, MOST_NAME)}`),
    message: visible(cut(finding.message, MOST_MESSAGE)),
    explains,
    ...remedyOf(finding),
  };
}

/** The remedy, whole since its comments say what its commands may cost; what it says where it has no command. */
function remedyOf({ remedy }: Finding) {
  const lines = remedy.split("\n").filter((line) => line.trim() !== "");
  const hasCommand = lines.some((line) => !line.trimStart().startsWith("#"));
  return {
    command: !hasCommand || remedy.length > MOST_COMMAND ? "" : visible(remedy),
    advice: hasCommand ? "" : visible(cut(lines.map((line) => line.replace(/^\s*#+ ?/, "")).join(" "), MOST_MESSAGE)),
  };
}

function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most)}…`;
}
