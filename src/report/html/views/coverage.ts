import { type Outcome, severities } from "../../../rules/outcome.ts";
import { notSeenText } from "../../not-seen.ts";
import { visibleLine } from "../../visible.ts";
import { coverageWords } from "../../words/pages.ts";
import type { Page } from "../page.ts";
import { capturedView } from "./captured.ts";

type Word = Outcome["outcome"];
type Words = (typeof coverageWords)["en"];

/** So many of the reasons why a rule was not decided are told. */
const MOST_REASONS = 20;

/** The worst first: it is what a cell says, and what rules are ordered by. */
const ORDER: readonly Word[] = ["fault", "error", "unknown", "ok", "not-seen", "not-applicable"];
const LETTERS: Readonly<Record<Word, string>> = {
  fault: "✕",
  error: "!",
  unknown: "?",
  ok: "✓",
  "not-seen": "·",
  "not-applicable": "–",
};

/** A rule with what it came to in each column: how often it ended in which way, and why it was not decided. */
interface Row {
  readonly rule: string;
  readonly cells: Map<string, Map<Word, number>>;
  readonly reasons: Set<string>;
}

/** Every rule with its outcome on each node, the worst first, and what was captured. */
export function coverageView(page: Page) {
  const { result, rules, language } = page;
  const words = coverageWords[language];
  const names = new Set(result.nodes.map(({ name }) => name));
  const rows = rowsOf(result.outcomes);
  // Rules on all nodes together stand under the deployment's name, which is no node's where there are several.
  const together = [...new Set(result.outcomes.map(({ node }) => node))].filter((node) => !names.has(node));
  const columns = [...names, ...together];
  const known = new Map(rules.map((rule) => [rule.id, rule]));
  const ordered = rows
    .map((row) => ({ row, worst: worstOf(row), severity: severities.indexOf(known.get(row.rule)?.severity ?? "info") }))
    .sort((one, other) => one.worst - other.worst || one.severity - other.severity);
  return {
    words,
    text: words.summary(rows.length, result.nodes.length),
    looked: notSeenText(result, language),
    totals: words.several(countsOf(totalsOf(result.outcomes))),
    columns: columns.map((name) => visibleLine(names.has(name) ? name : words.deployment)),
    rows: ordered.map(({ row }, index) => ({
      anchor: /^[a-z0-9-]+$/.test(row.rule) ? `rule-${row.rule}` : `rule--${index}`,
      rule: visibleLine(row.rule),
      title: visibleLine(known.get(row.rule)?.title ?? ""),
      open: [...row.cells.values()].some((cell) => cell.has("unknown") || cell.has("error")),
      cells: columns.map((name) => cellView(row.cells.get(name), words)),
      ...reasonsView(row, words),
    })),
    legend: ORDER.map((outcome) => ({ letter: LETTERS[outcome], text: words.outcomes[outcome], look: outcome })),
    captured: capturedView(page),
  };
}

function rowsOf(outcomes: readonly Outcome[]): Row[] {
  const rows = new Map<string, Row>();
  for (const { rule, node, outcome, reason } of outcomes) {
    let row = rows.get(rule);
    if (row === undefined) {
      row = { rule, cells: new Map(), reasons: new Set() };
      rows.set(rule, row);
    }
    const cell = row.cells.get(node) ?? new Map<Word, number>();
    cell.set(outcome, (cell.get(outcome) ?? 0) + 1);
    row.cells.set(node, cell);
    if (reason !== undefined && (outcome === "unknown" || outcome === "error")) row.reasons.add(reason);
  }
  return [...rows.values()];
}

function worstOf({ cells }: Row): number {
  return Math.min(ORDER.length - 1, ...[...cells.values()].map((cell) => ORDER.findIndex((word) => cell.has(word))));
}

/**
 * The worst that a rule came to there, with how often; what is not decided beside it, since a fault must not hide that;
 * and all that it came to in words.
 */
function cellView(cell: Map<Word, number> | undefined, words: Words) {
  const outcome = ORDER.find((word) => cell?.has(word));
  if (cell === undefined || outcome === undefined) return { look: "none", letter: "", count: "", also: "", text: "" };
  const count = cell.get(outcome) ?? 0;
  const unknown = outcome === "unknown" ? 0 : (cell.get("unknown") ?? 0);
  return {
    look: outcome,
    letter: LETTERS[outcome],
    count: count > 1 ? String(count) : "",
    also: unknown > 0 ? `${LETTERS.unknown}${unknown}` : "",
    text: cell.size === 1 ? words.outcomes[outcome] : words.several(countsOf(cell)),
  };
}

/** How often each outcome occurs, the worst first. */
function countsOf(counts: ReadonlyMap<Word, number>): [Word, number][] {
  return ORDER.flatMap((word): [Word, number][] => {
    const count = counts.get(word);
    return count === undefined ? [] : [[word, count]];
  });
}

function totalsOf(outcomes: readonly Outcome[]): ReadonlyMap<Word, number> {
  const totals = new Map<Word, number>();
  for (const { outcome } of outcomes) totals.set(outcome, (totals.get(outcome) ?? 0) + 1);
  return totals;
}

function reasonsView({ reasons }: Row, words: Words) {
  const [first = "", ...others] = [...reasons].map(visibleLine);
  const left = others.length - (MOST_REASONS - 1);
  return {
    reason: first,
    moreReasons: others.length > 0 ? words.moreReasons(others.length) : "",
    reasons: others.slice(0, MOST_REASONS - 1),
    reasonsLeft: left > 0 ? words.more(left) : "",
  };
}
