import type { NodeChange } from "../../model/changes.ts";
import { findingsOf, type Tree, treesOf, worstOf } from "../../rules/causes.ts";
import type { Evidence, Finding } from "../../rules/outcome.ts";
import type { Survey } from "../../survey/types.ts";
import {
  acceptedCount,
  type CoverageRow,
  countsBySeverity,
  coverageOf,
  deployedText,
  type OpenQuestion,
  openQuestions,
  plural,
  shortName,
  verdictSentence,
} from "../digest.ts";
import type { RuleSummary } from "../format.ts";
import { acceptanceText, marksOf } from "../marks.ts";
import type { NodeSummary, Result } from "../result.ts";
import { baselineText, changeGroups, changeText } from "../since.ts";
import { counted } from "../summary.ts";
import { visible, visibleLine } from "../visible.ts";
import { frameWords } from "../words/frame.ts";
import type { Language } from "../words/language.ts";

/** What is beyond these is folded, so that a long list does not bury what follows it. */
const MOST_QUESTIONS = 20;
const MOST_EVIDENCE = 8;

/** All that the HTML report is made from. */
export interface Page {
  readonly result: Result;
  readonly survey: Survey | undefined;
  readonly rules: readonly RuleSummary[];
  readonly language: Language;
}

/** What the template shows; every text of the bundle is made harmless here, and escaped there. */
export function viewOf({ result, language }: Page) {
  const questions = openQuestions(result).map(questionView);
  const trees = numbered(treesOf(result.findings));
  const accepted = trees.filter(({ tree }) => counted(findingsOf(tree)).length === 0);
  return {
    language,
    words: { frame: frameWords[language] },
    ...headView(result),
    undecidedCount: questions.length,
    nodes: result.nodes.map((node) => nodeView(node, result)),
    groups: groupsOf(
      result,
      trees.filter((one) => !accepted.includes(one)),
    ),
    accepted: accepted.map(treeView),
    acceptedCount: acceptedCount(result),
    baseline: result.baseline === undefined ? undefined : baselineView(result),
    questions: questions.slice(0, MOST_QUESTIONS),
    moreQuestions: questions.slice(MOST_QUESTIONS),
    moreQuestionsText: plural(questions.length - MOST_QUESTIONS, "more reason"),
    ...coverageView(coverageOf(result), result.nodes.length),
  };
}

function headView(result: Result) {
  const { verdict, tool, nodes } = result;
  return {
    title: `${verdict}: ${nodes.map(({ name }) => visibleLine(shortName(name))).join(", ")} – sospect`,
    version: tool.version,
    verdict,
    verdictWord: { fault: "Fault", ok: "OK", unknown: "Unknown" }[verdict],
    sentence: visibleLine(verdictSentence(result)),
    counts: countsBySeverity(result).map(({ severity, count }) => ({
      severity,
      count,
      word: plural(count, severity).replace(/^\d+ /, ""),
    })),
  };
}

function nodeView({ name, source, kind, engine, containers, notes, ...deployed }: NodeSummary, { findings }: Result) {
  return {
    name: visibleLine(name),
    source: visibleLine(source),
    kind,
    deployed: visibleLine(deployedText(deployed)) || "not known",
    engine: visibleLine(engine),
    containers: containers === 0 ? "none seen" : containers,
    findings: counted(findings).filter((finding) => finding.node === name).length,
    notes: notes.map(visibleLine),
    notesText: plural(notes.length, "note"),
  };
}

/** A tree with the number of its root among all findings, counted as they are shown. */
interface Numbered {
  readonly tree: Tree;
  readonly number: number;
}

function numbered(trees: readonly Tree[], from = 1): Numbered[] {
  let next = from;
  return trees.map((tree) => {
    const number = next;
    next += findingsOf(tree).length;
    return { tree, number };
  });
}

/**
 * The findings under a heading for each severity that occurs. What follows from another stands under it, and counts
 * where its own severity is named.
 */
function groupsOf(result: Result, trees: readonly Numbered[]) {
  return countsBySeverity(result)
    .filter(({ count }) => count > 0)
    .map(({ severity, count }) => {
      const own = trees.filter(({ tree }) => worstOf(tree) === severity);
      const here = own.flatMap(({ tree }) => counted(findingsOf(tree))).filter((one) => one.severity === severity);
      const elsewhere = count - here.length;
      return {
        severity,
        text: plural(count, severity),
        elsewhere:
          elsewhere === 0
            ? ""
            : `${elsewhere} of them ${elsewhere === 1 ? "is" : "are"} shown above, under what ${elsewhere === 1 ? "it follows" : "they follow"} from.`,
        findings: own.map(treeView),
      };
    });
}

interface FindingView extends ReturnType<typeof findingView> {
  readonly effects: readonly FindingView[];
  readonly effectsText: string;
}

/** A finding with what follows from it. */
function treeView({ tree, number }: Numbered): FindingView {
  const effects = numbered(tree.effects, number + 1).map(treeView);
  const count = findingsOf(tree).length - 1;
  const text = `So also, and to be looked at again when this is mended: ${plural(count, "finding")}`;
  return { ...findingView(tree.finding, number), effects, effectsText: count === 0 ? "" : text };
}

/** An anchor tells the place in the result. */
function findingView(finding: Finding, number: number) {
  const { severity, node, subject, rule, message, count, why, remedy, evidence } = finding;
  const lines = evidence.map(evidenceView);
  return {
    anchor: `finding-${number}`,
    severity,
    node: visibleLine(node),
    subject: visibleLine(subject.name),
    kind: subject.kind,
    article: /^[aeiou]/.test(subject.kind) ? "an" : "a",
    rule: visibleLine(rule),
    message: visible(message),
    times: count > 1 ? count : 0,
    marks: marksOf(finding),
    acceptance: visibleLine(acceptanceText(finding)),
    why: visible(why),
    remedy: visible(remedy),
    evidence: lines.slice(0, MOST_EVIDENCE),
    moreEvidence: lines.slice(MOST_EVIDENCE),
    moreEvidenceText: plural(lines.length - MOST_EVIDENCE, "more line"),
  };
}

function evidenceView({ file, line, text }: Evidence) {
  return { file: visibleLine(file), line, text: visible(text) };
}

function questionView({ reason, collect = "", nodes, rules, count }: OpenQuestion) {
  return {
    reason: visibleLine(reason),
    collect: visibleLine(collect),
    nodes: nodes.map(visibleLine).join(", "),
    rules: visibleLine(rules.join(", ")),
    checks: plural(count, "check"),
  };
}

/** The columns of the table of what was checked; what is bad in a column stands out where there is any. */
const COLUMNS = [
  { outcome: "fault", look: "fault" },
  { outcome: "ok", look: "" },
  { outcome: "unknown", look: "unknown" },
  { outcome: "not-applicable", look: "" },
  { outcome: "error", look: "error" },
] as const;

/** The nodes are counted by the caller: rows of `deployment` are about several of them together. */
function coverageView(rows: readonly CoverageRow[], nodes: number) {
  const rules = new Set(rows.map(({ rule }) => rule)).size;
  return {
    coverageText: `${plural(rules, "rule")} on ${plural(nodes, "node")}`,
    coverage: rows.map(({ rule, node, counts }) => ({
      rule: visibleLine(rule),
      node: visibleLine(node),
      cells: COLUMNS.map(({ outcome, look }) => ({
        count: counts[outcome],
        look: counts[outcome] === 0 ? "zero" : look,
      })),
    })),
  };
}

function baselineView(result: Result) {
  const { nodes = [], notes = [], gone = [], undecided = [], moreChanges = 0 } = result.baseline ?? {};
  const groups = result.baseline === undefined ? [] : changeGroups(result.baseline);
  const brief = ({ severity, node, subject, rule, message }: Finding) => ({
    severity,
    place: visibleLine(`${node}: ${subject.name}`),
    rule: visibleLine(rule),
    message: visible(message),
  });
  return {
    text: baselineText(result),
    sources: nodes.map(({ name, source, capturedAt = "" }) => ({
      name: visibleLine(name),
      source: visibleLine(source),
      time: visibleLine(capturedAt).replace(/^([\d-]+)T([\d:]+).*$/, ", captured $1 $2 UTC"),
    })),
    notes: notes.map(visibleLine),
    lists: [
      { title: "Gone", findings: gone.map(brief) },
      { title: "Found before, and not decided now", findings: undecided.map(brief) },
    ].filter(({ findings }) => findings.length > 0),
    groups: groups.map(({ title, changes }) => ({
      title,
      text: `${title}: ${plural(changes.length, "change")}${title === "Settings" && moreChanges > 0 ? `, and ${moreChanges} more that are left out` : ""}`,
      changes: changes.map(changeView),
    })),
  };
}

function changeView(change: NodeChange) {
  const { node, subject, evidence } = change;
  const line = evidence.after ?? evidence.before;
  return {
    node: visibleLine(node),
    subject: visibleLine(subject.name),
    text: visibleLine(changeText(change)),
    place: line === undefined ? "" : visibleLine(`${line.file}:${line.line}`),
  };
}
