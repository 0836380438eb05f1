import { findingsOf, treesOf } from "../rules/causes.ts";
import { type Outcome, type Severity, severities } from "../rules/outcome.ts";
import type { NodeSummary, Result } from "./result.ts";
import { counted } from "./summary.ts";

/** What several rules or subjects could not decide for one and the same reason. */
export interface OpenQuestion {
  readonly reason: string;
  /** What to collect to decide it, where the reason names it. */
  readonly collect?: string;
  readonly nodes: readonly string[];
  readonly rules: readonly string[];
  readonly count: number;
}

/** Stands in a reason between what was looked for and what to collect. */
const COLLECT = "; collect: ";

/** All that is undecided, by reason; what leaves most open comes first. */
export function openQuestions({ outcomes }: Result): OpenQuestion[] {
  const groups = new Map<string, Outcome[]>();
  for (const outcome of outcomes) {
    if (outcome.outcome !== "unknown" && outcome.outcome !== "error") continue;
    const reason =
      outcome.outcome === "error" ? `the rule itself broke: ${outcome.reason ?? ""}` : (outcome.reason ?? "");
    const group = groups.get(reason);
    if (group === undefined) groups.set(reason, [outcome]);
    else group.push(outcome);
  }
  return [...groups].map(([text, members]) => questionOf(text, members)).sort((one, other) => other.count - one.count);
}

function questionOf(text: string, members: readonly Outcome[]): OpenQuestion {
  const at = text.indexOf(COLLECT);
  return {
    ...(at < 0 ? { reason: text } : { reason: text.slice(0, at), collect: text.slice(at + COLLECT.length) }),
    nodes: distinct(members.map(({ node }) => node)),
    rules: distinct(members.map(({ rule }) => rule)),
    count: members.length,
  };
}

function distinct(words: readonly string[]): string[] {
  return [...new Set(words)].sort();
}

export interface SeverityCount {
  readonly severity: Severity;
  readonly count: number;
}

/** How many findings of each severity that count, the worst first, none left out. */
export function countsBySeverity({ findings }: Result): SeverityCount[] {
  const all = counted(findings);
  return severities.map((severity) => ({
    severity,
    count: all.filter((finding) => finding.severity === severity).length,
  }));
}

/** `3 errors, 1 warning`; empty where there is nothing. */
export function countText(result: Result): string {
  return countsBySeverity(result)
    .filter(({ count }) => count > 0)
    .map(({ severity, count }) => plural(count, severity))
    .join(", ");
}

/** How many findings somebody accepted. */
export function acceptedCount({ findings }: Result): number {
  return findings.length - counted(findings).length;
}

/** What is to be mended first: `2 causes explain 14 of them`; empty where nothing follows from anything. */
function causesText({ findings }: Result): string {
  const effects = treesOf(findings)
    .map((tree) => counted(findingsOf(tree).slice(1)).length)
    .filter((count) => count > 0);
  if (effects.length === 0) return "";
  const explained = effects.reduce((sum, count) => sum + count, 0);
  return `${plural(effects.length, "root cause")} explain${effects.length === 1 ? "s" : ""} ${explained} of them`;
}

/** The verdict in a sentence. */
export function verdictSentence(result: Result): string {
  const { verdict, nodes } = result;
  const findings = counted(result.findings);
  const accepted = acceptedCount(result) === 0 ? "" : ` ${acceptedText(result)}`;
  const causes = causesText(result) === "" ? "" : `; ${causesText(result)}`;
  const where = nodes.length === 1 ? shortName(nodes[0]?.name ?? "") : `${nodes.length} nodes`;
  const open = openQuestions(result);
  const undecided = open.length === 0 ? "" : ` ${plural(open.length, "question")} could not be decided.`;
  if (verdict === "fault") return `Faults found on ${where}: ${countText(result)}${causes}.${accepted}${undecided}`;
  if (verdict === "ok") {
    const less = findings.length === 0 ? "" : ` Of less weight: ${countText(result)}${causes}.`;
    const found = accepted === "" ? "No fault found" : "No fault found that counts";
    return `${found} on ${where}: ${soundText(result)}, and every check of weight was decided.${less}${accepted}${undecided}`;
  }
  if (open.length === 0 && result.findings.length === 0) return `Nothing could be checked on ${where}.`;
  const nothing = accepted === "" ? "Nothing wrong was found" : "Nothing that counts was found";
  const so = findings.length === 0 ? `${nothing}, but that` : `Found: ${countText(result)}${causes}. That`;
  return `Not decided whether ${where} ${nodes.length === 1 ? "is" : "are"} in order. ${so} proves nothing yet${undecided === "" ? "." : `:${undecided}`}${accepted}`;
}

function acceptedText(result: Result): string {
  const count = acceptedCount(result);
  return count === 1 ? "1 finding is accepted and does not count." : `${count} findings are accepted and do not count.`;
}

/** What an `ok` rests on. */
function soundText({ outcomes }: Result): string {
  const sound = outcomes.filter(({ outcome }) => outcome === "ok");
  const rules = distinct(sound.map(({ rule }) => rule));
  return `${plural(sound.length, "check")} by ${plural(rules.length, "rule")} came out well`;
}

/** No node is called by more than 64 characters in truth; a longer name must not drown the sentence. */
export function shortName(name: string): string {
  const characters = [...name];
  return characters.length <= 64 ? name : `${characters.slice(0, 63).join("")}…`;
}

/** `1 error`, `2 errors`; `critical` and `info` stay as they are. */
export function plural(count: number, word: string): string {
  const invariable = word === "critical" || word === "info";
  return `${count} ${word}${count === 1 || invariable ? "" : "s"}`;
}

/** One row of the table of what was checked: a rule on a node, with how often it ended in which way. */
export interface CoverageRow {
  readonly rule: string;
  readonly node: string;
  readonly counts: Readonly<Record<Outcome["outcome"], number>>;
}

export function coverageOf({ outcomes }: Result): CoverageRow[] {
  const rows = new Map<string, { rule: string; node: string; counts: Record<Outcome["outcome"], number> }>();
  for (const { rule, node, outcome } of outcomes) {
    const key = JSON.stringify([rule, node]);
    const row = rows.get(key) ?? { rule, node, counts: { fault: 0, ok: 0, "not-applicable": 0, unknown: 0, error: 0 } };
    row.counts[outcome]++;
    rows.set(key, row);
  }
  return [...rows.values()];
}

/** What is known to be deployed on a node: "OSP 13 Controller", "kolla-ansible 2024.1 control"; empty where nothing is. */
export function deployedText({ product, release, role }: Pick<NodeSummary, "product" | "release" | "role">): string {
  const what = product === "kolla-ansible" ? product : release === undefined ? undefined : "OSP";
  return [what, release, role].filter((word) => word !== undefined).join(" ");
}
