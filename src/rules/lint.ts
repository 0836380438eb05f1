import type { Catalogue } from "../catalogue/catalogue.ts";
import type { Problem } from "../yaml/problem.ts";
import { conditionProblems } from "./lint/conditions.ts";
import { needProblems } from "./lint/needs.ts";
import type { Remark } from "./lint/remark.ts";
import { tellsProblems } from "./lint/tells.ts";
import { testProblems } from "./lint/tests.ts";
import { textProblems } from "./lint/texts.ts";
import { toolProblems } from "./lint/tools.ts";
import type { Rule } from "./rule.ts";

/** What a rule can be asked for that loads: to be reachable, tested, and complete. */
const checks: readonly ((
  rule: Rule,
  known: ReadonlySet<string>,
  catalogue: Catalogue | undefined,
) => readonly Remark[])[] = [conditionProblems, needProblems, textProblems, tellsProblems, toolProblems, testProblems];

/**
 * What keeps a rule that loads from being a good one, each with its place. `known` are the ids of all rules that there are,
 * `catalogue` what rules may speak of, where there is one.
 */
export function lintRule(rule: Rule, known: Iterable<string>, catalogue?: Catalogue): Problem[] {
  const ids = new Set(known);
  const remarks = checks.flatMap((check) => check(rule, ids, catalogue));
  const problems = remarks.map(({ at, message, offset }) => rule.source.yaml.problemAt(at, message, offset));
  return problems.sort((one, other) => one.line - other.line || one.column - other.column);
}
