import type { Rule } from "../rule.ts";
import { testRule } from "../test-rule.ts";
import type { Remark } from "./remark.ts";

/** Tests that are missing, that fail, or that test nothing. */
export function testProblems(rule: Rule): Remark[] {
  return [...missingKinds(rule), ...failing(rule), ...emptyTests(rule)];
}

/** A rule without facts to need, such as one on the bundle itself, always has its evidence. */
function missingKinds({ tests, needs }: Rule): Remark[] {
  const expected = new Set(tests.map(({ expect }) => expect));
  const missing = [
    expected.has("fault") ? [] : ["no test in which it fires: add one with 'expect: fault'"],
    expected.has("ok") || expected.has("not-applicable")
      ? []
      : ["no test in which it stays silent: add one with 'expect: ok' or 'expect: not-applicable'"],
    expected.has("unknown") || needs.length === 0
      ? []
      : [`no test without evidence: add one with 'given: {}', 'absent: [${needs.join(", ")}]' and 'expect: unknown'`],
  ].flat();
  return missing.map((message) => ({ at: ["tests"], message }));
}

function failing(rule: Rule): Remark[] {
  return testRule(rule).flatMap(({ test, failure, at }) =>
    failure === undefined ? [] : [{ at, message: `test '${test}': ${failure}` }],
  );
}

function emptyTests({ tests }: Rule): Remark[] {
  const names = new Set<string>();
  return tests.flatMap(({ name, expect, message }, index): Remark[] => {
    const twice = names.has(name);
    names.add(name);
    return [
      ...(twice ? [{ at: ["tests", index, "name"], message: `another test has the name '${name}' too` }] : []),
      ...(message !== undefined && expect !== "fault"
        ? [{ at: ["tests", index, "message"], message: `only a fault has a message: this is never looked at` }]
        : []),
    ];
  });
}
