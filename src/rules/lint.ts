import type { Problem } from "./problem.ts";
import type { Rule } from "./rule.ts";
import { testRule } from "./test-rule.ts";

/** What keeps a rule that loads from being a good one: a kind of test that it lacks, a property that it does not have. */
export function lintRule(rule: Rule): Problem[] {
  const expected = new Set(rule.tests.map(({ expect }) => expect));
  const missing = [
    expected.has("fault") ? [] : ["no test in which it fires (expect: fault)"],
    expected.has("ok") || expected.has("not-applicable") ? [] : ["no test in which it stays silent (expect: ok)"],
    expected.has("unknown") || rule.needs.length === 0 ? [] : ["no test without evidence (expect: unknown)"],
  ].flat();
  const failed = testRule(rule).flatMap(({ test, failure }) =>
    failure === undefined ? [] : [`test '${test}': ${failure}`],
  );
  return [...missing, ...failed].map((message) => ({ file: rule.file, line: 1, column: 1, message }));
}
