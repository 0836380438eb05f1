import type { Command } from "commander";
import { OWN_RULES } from "../analyze.ts";
import { lintRule } from "../rules/lint.ts";
import { loadRules } from "../rules/load.ts";
import { complain, EXIT, print } from "./output.ts";
import { noRules, orOwn, PATHS, showHere } from "./rules-chosen.ts";

/** `sospect rules lint`: everything that is wrong with rules before they judge anything. */
export function addLint(rules: Command): void {
  rules
    .command("lint")
    .description("check rules: names, expressions, placeholders, unreachable conditions, missing tests")
    .argument("[path...]", PATHS)
    .addHelpText("after", "\nExit: 0 nothing to mend, 2 problems.")
    .action(async (paths: string[]) => {
      process.exitCode = await lint(orOwn(paths));
    });
}

async function lint(paths: readonly string[]): Promise<number> {
  const { rules, problems } = await loadRules(paths);
  // Rules of a user may speak of ours.
  const ours = paths.includes(OWN_RULES) ? [] : (await loadRules([OWN_RULES])).rules;
  const known = [...rules, ...ours].map(({ id }) => id);
  const found = [...problems, ...rules.flatMap((rule) => lintRule(rule, known))];
  if (rules.length === 0 && found.length === 0) return noRules(paths);
  for (const problem of found) complain(showHere(problem));
  await print(`${count(rules.length, "rule")}, ${count(found.length, "problem")}\n`);
  return found.length > 0 ? EXIT.usage : EXIT.fine;
}

/** `1 rule`, `2 rules`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
