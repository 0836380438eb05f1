import type { Rule } from "../rule.ts";
import { type RuleTest, verbOf } from "../test-cases.ts";
import { testRule } from "../test-rule.ts";
import type { Expected } from "../test-schema.ts";
import type { Remark } from "./remark.ts";

/** Tests that are missing, that fail, or that test nothing. */
export function testProblems(rule: Rule): Remark[] {
  return [
    ...missingKinds(rule),
    ...failing(rule),
    ...doubled(rule),
    ...rule.tests.flatMap(emptyTest),
    ...rule.tests.flatMap((test) => misplaced(rule, test)),
  ];
}

/** How a rule ends where it stays silent: of words that are not there nothing follows. */
function silentOf({ log }: Rule): Expected {
  return log === undefined ? "ok" : "not-seen";
}

/** A case of a rule over logs below 'ok', or of another below 'not-seen'. */
function misplaced(rule: Rule, { expect, expectAt }: RuleTest): Remark[] {
  const silent = silentOf(rule);
  if (expect === silent || (expect !== "ok" && expect !== "not-seen")) return [];
  const why =
    silent === "ok"
      ? "a rule that looks for no words in logs ends as ok: say 'ok'"
      : "a rule over logs never ends as ok, since words that are not there prove nothing: say 'not-seen'";
  return [{ at: expectAt, message: why }];
}

function missingKinds(rule: Rule): Remark[] {
  const { tests } = rule;
  const silent = silentOf(rule);
  const expected = new Set(tests.map(({ expect }) => expect));
  const missing = [
    expected.has("fault") ? [] : ["no test in which it fires: say in 'given' what it fires on"],
    expected.has(silent) || expected.has("not-applicable")
      ? []
      : [
          `no test in which it stays silent: say below '${silent}' or 'not-applicable' what that case has else than 'given'`,
        ],
  ].flat();
  return missing.map((message) => ({ at: ["tests"], message }));
}

/** A mistake in what all cases have is told once. */
function failing(rule: Rule): Remark[] {
  const told = new Set<string>();
  return testRule(rule).flatMap(({ test, failure, at }) => {
    const key = `${at.join("/")} ${failure}`;
    if (failure === undefined || told.has(key)) return [];
    told.add(key);
    return [{ at, message: `test '${test}': ${failure}` }];
  });
}

/** Cases of one name, and cases that give the same, of which one tests nothing. */
function doubled({ tests }: Rule): Remark[] {
  const names = new Set<string>();
  const contents = new Map<string, string>();
  return tests.flatMap((test): Remark[] => {
    const { name, given, lines, file, absent, partial, at } = test;
    const content = JSON.stringify([given, lines, file, absent, partial]);
    const same = contents.get(content);
    const twice = names.has(name);
    names.add(name);
    contents.set(content, name);
    if (twice) return [{ at: nameAt(test), message: `another test has the name '${name}' too` }];
    return same === undefined ? [] : [{ at, message: `test '${name}' gives the same as '${same}'` }];
  });
}

function nameAt({ at, expectAt }: RuleTest): RuleTest["at"] {
  return expectAt.length > at.length ? [...at, "name"] : at;
}

function emptyTest({ name, expect, message, at }: RuleTest): Remark[] {
  const verb = verbOf(expect as Expected);
  return [
    ...(message !== undefined && expect !== "fault"
      ? [{ at: [...at, "message"], message: "only a fault has a message: this is never looked at" }]
      : []),
    ...(name.startsWith(`${verb} ${verb} `)
      ? [
          {
            at,
            message: `leave out '${verb}' in '${name.slice(verb.length + 1)}': that it stands below '${expect}' says so`,
          },
        ]
      : []),
  ];
}
