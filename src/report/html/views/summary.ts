import { findingsOf, treesOf } from "../../../rules/causes.ts";
import type { Finding } from "../../../rules/outcome.ts";
import { acceptedCount, countsBySeverity, openQuestions, shortName, verdictSentence } from "../../digest.ts";
import { counted } from "../../summary.ts";
import { visible, visibleLine } from "../../visible.ts";
import { digestWords } from "../../words/digest.ts";
import { summaryWords } from "../../words/summary.ts";
import type { Page } from "../page.ts";
import { type Numbered, numbered } from "./findings.ts";

const MOST_ROOTS = 5;
const MOST_OPEN = 3;

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
    sentence: visibleLine(verdictSentence(result, language)),
    counts: countsBySeverity(result).map(({ severity, count }) => ({
      severity,
      count,
      word: digestWords[language].severity(count, severity),
    })),
    acceptedCount: acceptedCount(result),
    undecidedCount: questions.length,
    ...mendView(page),
    open: questions.slice(0, MOST_OPEN).map(({ reason, collect = "", count }) => ({
      reason: visibleLine(reason),
      collect: visibleLine(collect),
      checks: words.leavesOpen(count),
    })),
    openAll: questions.length > MOST_OPEN ? words.openAll(questions.length) : "",
    words,
  };
}

/** What is to be mended first: the roots in the order of the findings, those that explain others before those that do not. */
function mendView({ result, language }: Page) {
  const words = summaryWords[language];
  const roots = numbered(treesOf(result.findings))
    .filter(({ tree }) => counted(findingsOf(tree)).length > 0)
    .map((one) => ({ ...one, explains: counted(findingsOf(one.tree).slice(1)).length }));
  const grave = roots.filter(
    ({ explains, tree }) => explains > 0 || tree.finding.severity === "critical" || tree.finding.severity === "error",
  );
  const shown = [...grave.filter(({ explains }) => explains > 0), ...grave.filter(({ explains }) => explains === 0)];
  const left = roots.length - Math.min(shown.length, MOST_ROOTS);
  return {
    roots: shown
      .slice(0, MOST_ROOTS)
      .map(({ explains, ...one }) => rootView(one, explains === 0 ? "" : words.explains(explains), language)),
    moreRoots: left > 0 && shown.length > 0 ? words.moreRoots(left) : "",
  };
}

function rootView({ tree, number }: Numbered, explains: string, language: Page["language"]) {
  const { finding } = tree;
  return {
    anchor: `finding-${number}`,
    severity: finding.severity,
    severityWord: digestWords[language].severity(1, finding.severity),
    place: visibleLine(`${finding.node}: ${finding.subject.name}`),
    message: visible(finding.message),
    explains,
    ...remedyOf(finding),
  };
}

/** The remedy's commands, and what it says where it has none. */
function remedyOf({ remedy }: Finding) {
  const lines = remedy.split("\n").filter((line) => line.trim() !== "");
  const commands = lines.filter((line) => !line.trimStart().startsWith("#"));
  return {
    command: visible(commands.join("\n")),
    advice: commands.length > 0 ? "" : visible(lines.map((line) => line.replace(/^\s*#+ ?/, "")).join(" ")),
  };
}
