import type { Evidence, Finding } from "../../rules/outcome.ts";
import {
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
import type { NodeSummary, Result } from "../result.ts";
import { visible, visibleLine } from "../visible.ts";

/** What is beyond these is folded, so that a long list does not bury what follows it. */
const MOST_QUESTIONS = 20;
const MOST_EVIDENCE = 8;

/** What the template shows; every text of the bundle is made harmless here, and escaped there. */
export function viewOf(result: Result) {
  const questions = openQuestions(result).map(questionView);
  return {
    ...headView(result),
    undecidedCount: questions.length,
    nodes: result.nodes.map((node) => nodeView(node, result)),
    groups: groupsOf(result),
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
    findings: findings.filter((finding) => finding.node === name).length,
    notes: notes.map(visibleLine),
    notesText: plural(notes.length, "note"),
  };
}

/** The findings under a heading for each severity that occurs; an anchor tells the place in the result. */
function groupsOf(result: Result) {
  const findings = result.findings.map(findingView);
  return countsBySeverity(result)
    .filter(({ count }) => count > 0)
    .map(({ severity, count }) => ({
      severity,
      text: plural(count, severity),
      findings: findings.filter((finding) => finding.severity === severity),
    }));
}

function findingView({ severity, node, subject, rule, message, count, why, remedy, evidence }: Finding, index: number) {
  const lines = evidence.map(evidenceView);
  return {
    anchor: `finding-${index + 1}`,
    severity,
    node: visibleLine(node),
    subject: visibleLine(subject.name),
    kind: subject.kind,
    article: /^[aeiou]/.test(subject.kind) ? "an" : "a",
    rule: visibleLine(rule),
    message: visible(message),
    times: count > 1 ? count : 0,
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
