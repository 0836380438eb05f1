import { bySeverity } from "../fold.ts";
import { type Finding, type FindingReference, severities } from "../outcome.ts";

/** What one finding has in common with another of the same matter, whatever each says of it. */
export function keyOf({ rule, node, subject }: FindingReference): string {
  return JSON.stringify([rule, node, subject.kind, subject.name]);
}

/** A finding with those that are shown under it. */
export interface Tree {
  readonly finding: Finding;
  readonly effects: readonly Tree[];
}

/** Findings as trees: each under the first of its causes. Of several of one rule on one subject the first bears them. */
export function treesOf(findings: readonly Finding[]): Tree[] {
  const trees = findings.map((finding) => ({ finding, effects: [] as Tree[] }));
  const byKey = new Map<string, { readonly finding: Finding; readonly effects: Tree[] }>();
  for (const tree of trees) {
    const key = keyOf(tree.finding);
    if (!byKey.has(key)) byKey.set(key, tree);
  }
  return trees.filter((tree) => {
    const [first] = tree.finding.causes ?? [];
    const parent = first === undefined ? undefined : byKey.get(keyOf(first));
    parent?.effects.push(tree);
    return parent === undefined;
  });
}

/** All findings of a tree, its root first. */
export function findingsOf({ finding, effects }: Tree): Finding[] {
  return [finding, ...effects.flatMap(findingsOf)];
}

/** What is told of a component, from what hurts users most to what may not hurt anybody yet. */
const STATES = [
  ["down", "lost", "restarting"],
  ["refused", "exhausted"],
  ["unhealthy", "degraded", "cut-off"],
  ["misconfigured"],
] as const;

function stateRank({ tells }: Finding): number {
  const rank = STATES.findIndex((states) => states.some((state) => state === tells?.state));
  return rank < 0 ? STATES.length : rank;
}

/**
 * Findings in the order in which they are shown: by the worst in a tree, then by what that says of its component, then the
 * tree whose root explains most, since mending it mends most. What was accepted does not make a tree worse.
 */
export function inOrder(findings: readonly Finding[]): Finding[] {
  const rank = (tree: Tree) => {
    const counted = findingsOf(tree).filter(({ accepted }) => accepted === undefined);
    const worst = Math.min(severities.length, ...counted.map(({ severity }) => severities.indexOf(severity)));
    const gravest = counted.filter(({ severity }) => severities.indexOf(severity) === worst);
    return { worst, state: Math.min(STATES.length, ...gravest.map(stateRank)), size: counted.length };
  };
  return treesOf([...findings].sort(bySeverity))
    .map((tree) => ({ tree, ...rank(tree) }))
    .sort((one, other) => one.worst - other.worst || one.state - other.state || other.size - one.size)
    .flatMap(({ tree }) => findingsOf(tree));
}

/** The worst severity in a tree that counts; of what is accepted as a whole, that of its root. */
export function worstOf(tree: Tree): Finding["severity"] {
  const counted = findingsOf(tree).filter(({ accepted }) => accepted === undefined);
  return severities.find((severity) => counted.some((one) => one.severity === severity)) ?? tree.finding.severity;
}
