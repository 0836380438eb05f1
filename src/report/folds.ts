import { findingsOf, type Tree, worstOf } from "../rules/causes/trees.ts";
import { type Finding, type Severity, severities } from "../rules/outcome.ts";
import { nodesOf } from "./nodes.ts";
import { counted } from "./summary.ts";

/** Findings of one rule that stand beside each other: one heading, then what it is about, one by one. */
export interface Fold {
  /** The finding that is told first. */
  readonly first: Finding;
  readonly trees: readonly Tree[];
}

/**
 * Trees with those of the same rule under one heading, in the order of the first of each. What differs in weight, since a
 * baseline, or in being accepted stands apart, so that nothing grave is hidden among what is not.
 */
export function foldsOf(trees: readonly Tree[]): Fold[] {
  const folds = new Map<string, { readonly first: Finding; readonly trees: Tree[] }>();
  for (const tree of trees) {
    const { rule, title, severity, change = "", accepted } = tree.finding;
    const open = counted(findingsOf(tree)).length > 0;
    const key = JSON.stringify([rule, title, severity, worstOf(tree), change, accepted !== undefined, open]);
    const known = folds.get(key);
    if (known === undefined) folds.set(key, { first: tree.finding, trees: [tree] });
    else known.trees.push(tree);
  }
  return [...folds.values()];
}

/** What follows from any of them, under headings of its own. */
export function effectsOf({ trees }: Fold): Fold[] {
  return foldsOf(trees.flatMap(({ effects }) => effects));
}

/** The findings of a fold itself, without what follows from them. */
export function membersOf({ trees }: Fold): Finding[] {
  return trees.map(({ finding }) => finding);
}

/** How many findings that count follow from it. */
export function explainedBy({ trees }: Fold): number {
  return counted(trees.flatMap((tree) => findingsOf(tree).slice(1))).length;
}

/** The nodes that show it, each once. */
export function placesOf(fold: Fold): string[] {
  return [...new Set(membersOf(fold).flatMap(nodesOf))];
}

/** How bad it is with all that follows from it. */
function weightOf({ trees }: Fold): Severity {
  const worst = trees.map(worstOf);
  return severities.find((severity) => worst.includes(severity)) ?? "info";
}

/** True for what a reader has to see, however much else there is. */
export function isGrave(fold: Fold): boolean {
  const weight = weightOf(fold);
  return weight === "critical" || weight === "error";
}

/** Why a finding follows from those that it stands under, each reason once. */
export function reasonsOf({ causes = [] }: Pick<Finding, "causes">): string[] {
  return [...new Set(causes.flatMap(({ because }) => because ?? []))];
}
