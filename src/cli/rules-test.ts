import type { Command } from "commander";
import { conditionText } from "../report/explanation.ts";
import { explain } from "../rules/explain.ts";
import { loadRules } from "../rules/load.ts";
import type { Rule } from "../rules/rule.ts";
import { deploymentFor, type TestResult, testRule, testsOf } from "../rules/test-rule.ts";
import { complain, EXIT, print, tell } from "./output.ts";
import { noRules, orOwn, PATHS, pathHere, showHere } from "./rules-chosen.ts";
import { count } from "./rules-lint.ts";
import { watchRules } from "./rules-watch.ts";

/** A test is on one subject; only one on a whole node may hold more. */
const MOST_SUBJECTS = 3;

interface Options {
  readonly watch?: boolean;
  readonly only: readonly string[];
}

/** `sospect rules test`: runs the tests that rules carry, once or whenever a file changes. */
export function addTest(rules: Command): void {
  rules
    .command("test")
    .description("run the tests that rules carry")
    .argument("[path...]", PATHS)
    .option("--watch", "run them again whenever a file changes, until Ctrl-C")
    .option("--only <id>", "only the tests of this rule; may be repeated", (id, all: string[]) => [...all, id], [])
    .addHelpText("after", "\nExit: 0 all pass, 1 some fail, 2 wrong usage or a rule that does not load.")
    .action(async (paths: string[], { watch, only }: Options) => {
      const chosen = orOwn(paths);
      process.exitCode = watch
        ? await watchRules(chosen, (changed) => run(chosen, only, changed))
        : await run(chosen, only);
    });
}

/** `changed` are the files to speak of first; returns the exit code. */
async function run(paths: readonly string[], only: readonly string[], changed?: ReadonlySet<string>): Promise<number> {
  const { rules, problems } = await loadRules(paths);
  for (const problem of problems) complain(showHere(problem));
  const chosen = only.length === 0 ? rules : rules.filter(({ id }) => only.includes(id));
  if (problems.length > 0) {
    await print(`${count(problems.length, "problem")}: nothing was tested\n`);
    return EXIT.usage;
  }
  if (chosen.length === 0) return noRules(only.length > 0 ? only : paths);
  const tested = changedFirst(chosen, changed).map((rule) => ({ rule, results: testRule(rule) }));
  for (const { rule, results } of tested)
    for (const [index, result] of results.entries()) if (!isTold(results, index)) tellFailure(rule, index, result);
  const all = tested.flatMap(({ results }) => results);
  const failed = all.filter(({ failure }) => failure !== undefined).length;
  await print(`${summary(chosen, all.length, failed, changed)}\n`);
  return failed > 0 ? EXIT.faults : EXIT.fine;
}

function changedFirst(rules: readonly Rule[], changed: ReadonlySet<string> | undefined): Rule[] {
  const isChanged = ({ file }: Rule) => changed?.has(file) === true;
  return [...rules.filter(isChanged), ...rules.filter((rule) => !isChanged(rule))];
}

/** A mistake in what all cases of a rule have is told with the first of them. */
function isTold(results: readonly TestResult[], index: number): boolean {
  const { at, failure } = results[index] ?? {};
  return results.slice(0, index).some((other) => other.failure === failure && other.at.join("/") === at?.join("/"));
}

/** The place of the test, what came instead, and what each part of the conditions came to on what it gives. */
function tellFailure(rule: Rule, index: number, { test, failure, at, judged }: TestResult): void {
  if (failure === undefined) return;
  complain(showHere(rule.source.yaml.problemAt(at, `test '${test}': ${failure}`)));
  const given = testsOf(rule)[index];
  if (!judged || given === undefined) return;
  const options = { unknown: "is not given", ...(process.stderr.isTTY ? { columns: process.stderr.columns } : {}) };
  const seen = explain(rule, deploymentFor(rule, given)).flatMap(({ subjects }) => subjects);
  for (const subject of seen.slice(0, MOST_SUBJECTS)) tell(conditionText(subject, options));
}

function summary(rules: readonly Rule[], tests: number, failed: number, changed?: ReadonlySet<string>): string {
  const counts = `${count(rules.length, "rule")}, ${count(tests, "test")}: ${tests - failed} passed, ${failed} failed`;
  if (changed === undefined) return counts;
  const files = [...changed].map(pathHere);
  const after = files.length === 0 ? "" : ` (${files.length > 3 ? `${files.length} files` : files.join(", ")} changed)`;
  return `${new Date().toTimeString().slice(0, 8)}  ${counts}${after}`;
}
