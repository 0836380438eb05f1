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

/**
 * Findings in the order in which they are shown. What was accepted does not make a tree worse; of trees that are as bad as
 * each other, the one whose root explains most comes first, since mending it mends most.
 */
export function inOrder(findings: readonly Finding[]): Finding[] {
  const rank = (tree: Tree) => {
    const counted = findingsOf(tree).filter(({ accepted }) => accepted === undefined);
    return {
      worst: Math.min(severities.length, ...counted.map(({ severity }) => severities.indexOf(severity))),
      size: counted.length,
    };
  };
  return treesOf([...findings].sort(bySeverity))
    .map((tree) => ({ tree, ...rank(tree) }))
    .sort((one, other) => one.worst - other.worst || other.size - one.size)
    .flatMap(({ tree }) => findingsOf(tree));
}

/** The worst severity in a tree that counts; of what is accepted as a whole, that of its root. */
export function worstOf(tree: Tree): Finding["severity"] {
  const counted = findingsOf(tree).filter(({ accepted }) => accepted === undefined);
  return severities.find((severity) => counted.some((one) => one.severity === severity)) ?? tree.finding.severity;
}
