import { keyOf } from "./causes/trees.ts";
import type { Judgement } from "./evaluate.ts";
import type { Change, Finding, Outcome } from "./outcome.ts";
import type { Rule } from "./rule.ts";

/** One of two judgements by the same rules, and what its bundles show. */
export interface Judged {
  readonly judgement: Judgement;
  readonly nodes: readonly JudgedNode[];
}

export interface JudgedNode {
  readonly name: string;
  /** The names of its containers; absent where the list may not be whole. */
  readonly containers?: ReadonlySet<string>;
  /** The files that were read out of its bundle. */
  readonly files: ReadonlySet<string>;
}

export interface Comparison {
  /** The later findings, each with its change where there is an earlier bundle of its node. */
  readonly findings: readonly Finding[];
  /** Found before, and proven to be no more. */
  readonly gone: readonly Finding[];
  /** Found before; the later bundles do not tell whether it still is. */
  readonly undecided: readonly Finding[];
}

/**
 * Compares by rule, node and subject, whatever the messages say. What one side does not decide is neither new nor gone. A
 * finding on the whole deployment is compared with that on the other, and is decided where no node is missing. Lines that an
 * earlier log did not have are new; what was found in logs is never gone, since words that are not there prove nothing.
 */
export function compare(before: Judged, after: Judged, rules: readonly Rule[]): Comparison {
  const spanning = new Set(rules.filter(({ scope }) => scope === "deployment").map(({ id }) => id));
  const known = new Set(rules.map(({ id }) => id));
  const overLogs = new Set(rules.flatMap(({ id, log }) => (log === undefined ? [] : [id])));
  const placed = (finding: Finding) => (spanning.has(finding.rule) ? { ...finding, node: "" } : finding);
  const keys = (judged: Judged) => new Set(judged.judgement.findings.map((finding) => keyOf(placed(finding))));
  const [earlier, later] = [keys(before), keys(after)];
  const sides = { spanning, before: indexed(before, spanning), after: indexed(after, spanning) };

  const changeOf = (finding: Finding): Change | undefined => {
    if (!known.has(finding.rule) || !isPaired(finding, sides)) return undefined;
    if (earlier.has(keyOf(placed(finding)))) return "unchanged";
    return isRuledOut(finding, sides.before, sides.after, spanning) ? "new" : "not-decided-before";
  };
  const missing = before.judgement.findings.filter((one) => isPaired(one, sides) && !later.has(keyOf(placed(one))));
  const isGone = (finding: Finding) =>
    !overLogs.has(finding.rule) && isRuledOut(finding, sides.after, sides.before, spanning);
  return {
    findings: after.judgement.findings.map((finding) => {
      const change = changeOf(finding);
      return change === undefined ? finding : { ...finding, change };
    }),
    gone: missing.filter(isGone),
    undecided: missing.filter((finding) => !isGone(finding)),
  };
}

interface Indexed {
  readonly nodes: ReadonlyMap<string, JudgedNode>;
  readonly outcomes: ReadonlyMap<string, readonly Outcome[]>;
}

function indexed({ judgement, nodes }: Judged, spanning: ReadonlySet<string>): Indexed {
  const outcomes = new Map<string, Outcome[]>();
  for (const outcome of judgement.outcomes) {
    const key = placeOf(outcome, spanning);
    const known = outcomes.get(key);
    if (known === undefined) outcomes.set(key, [outcome]);
    else known.push(outcome);
  }
  return { nodes: new Map(nodes.map((node) => [node.name, node])), outcomes };
}

function placeOf({ rule, node }: { rule: string; node: string }, spanning: ReadonlySet<string>): string {
  return JSON.stringify([rule, spanning.has(rule) ? "" : node]);
}

interface Sides {
  readonly spanning: ReadonlySet<string>;
  readonly before: Indexed;
  readonly after: Indexed;
}

function isPaired({ rule, node }: Finding, { spanning, before, after }: Sides): boolean {
  const shared = [...after.nodes.keys()].filter((name) => before.nodes.has(name));
  return spanning.has(rule) ? shared.length > 0 : shared.includes(node);
}

/** Whether one side proves that there is, or was, no such fault on it. */
function isRuledOut(finding: Finding, side: Indexed, other: Indexed, spanning: ReadonlySet<string>): boolean {
  const spans = spanning.has(finding.rule);
  if (spans && [...other.nodes.keys()].some((node) => !side.nodes.has(node))) return false;
  const there = side.outcomes.get(placeOf(finding, spanning)) ?? [];
  const { kind, name } = finding.subject;
  const own = there.filter(({ subject }) => subject?.kind === kind && subject.name === name);
  if (own.length > 0) return own.every(isDecided);
  if (there.length === 0 || there.some((outcome) => outcome.subject === undefined && !isDecided(outcome))) return false;
  return isShownAbsent(finding, spans ? [...side.nodes.values()] : [side.nodes.get(finding.node)]);
}

function isDecided({ outcome }: Outcome): boolean {
  return outcome === "ok" || outcome === "not-seen" || outcome === "not-applicable";
}

/**
 * Whether a subject that a rule did not meet is known not to be there: a container by the whole list, all else by the
 * files that showed it on the other side. Where one of them is missing, the subject may be missing with it.
 */
function isShownAbsent({ subject, evidence }: Finding, nodes: readonly (JudgedNode | undefined)[]): boolean {
  if (subject.kind === "container" && nodes.length === 1) {
    const containers = nodes[0]?.containers;
    return containers !== undefined && !containers.has(subject.name);
  }
  const files = new Set<string>();
  for (const one of nodes) for (const file of one?.files ?? []) files.add(file).add(`${one?.name}:${file}`);
  return evidence.length > 0 && evidence.every(({ file }) => files.has(file));
}
