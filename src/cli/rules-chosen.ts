import { relative } from "node:path";
import { OWN_RULES } from "../analyze.ts";
import type { Problem } from "../yaml/problem.ts";
import { showProblem } from "../yaml/problem.ts";
import { didYouMean } from "../yaml/suggest.ts";
import { complain, EXIT } from "./output.ts";

/** What the commands on rules say of their arguments. */
export const PATHS = "directories of rules, or files of one; ours where none is given";

export function orOwn(paths: readonly string[]): readonly string[] {
  return paths.length > 0 ? paths : [OWN_RULES];
}

export function noRules(paths: readonly string[]): number {
  complain(`no rules in ${paths.join(", ")}: a rule is a file NAME.yaml there or below`);
  return EXIT.usage;
}

export function noSuchRule(id: string, rules: readonly { readonly id: string }[]): number {
  const ids = rules.map((rule) => rule.id);
  complain(`no rule '${id}'${didYouMean(id, ids) || "; see: sospect rules list"}`);
  return EXIT.usage;
}

/** A problem as a terminal links it, with the path as a person here would type it. */
export function showHere(problem: Problem): string {
  return showProblem({ ...problem, file: pathHere(problem.file) });
}

export function pathHere(path: string): string {
  const here = relative(process.cwd(), path);
  return here.startsWith("..") ? path : here;
}
