import { resolve, sep } from "node:path";
import type { Command } from "commander";
import { OWN_RULES } from "../analyze.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import { checkCatalogue } from "../catalogue/check.ts";
import { loadCatalogue } from "../catalogue/load.ts";
import { lintRule } from "../rules/lint.ts";
import { loadRules } from "../rules/load.ts";
import type { Problem } from "../yaml/problem.ts";
import { complain, EXIT, print } from "./output.ts";
import { noRules, orOwn, PATHS, showHere } from "./rules-chosen.ts";

/** `sospect rules lint`: everything that is wrong with rules before they judge anything. */
export function addLint(rules: Command): void {
  rules
    .command("lint")
    .description("check rules and services: names, expressions, placeholders, unreachable conditions, missing tests")
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
  const services = await lintServices(paths);
  const found = [
    ...problems,
    ...rules.flatMap((rule) => lintRule(rule, known, services.catalogue)),
    ...services.problems,
  ];
  if (rules.length === 0 && services.count === 0 && found.length === 0) return noRules(paths);
  for (const problem of found) complain(showHere(problem));
  const counted = [count(rules.length, "rule"), ...(services.count > 0 ? [count(services.count, "service")] : [])];
  await print(`${[...counted, count(found.length, "problem")].join(", ")}\n`);
  return found.length > 0 ? EXIT.usage : EXIT.fine;
}

/** What is wrong with the services below these paths, which may speak of ours. */
async function lintServices(paths: readonly string[]): Promise<{
  readonly count: number;
  readonly problems: readonly Problem[];
  /** All that is known of services. */
  readonly catalogue: Catalogue;
}> {
  const ownToo = paths.includes(OWN_RULES);
  const { catalogue, sources, problems } = await loadCatalogue(ownToo ? paths : [OWN_RULES, ...paths]);
  const above = paths.map((path) => resolve(path));
  const isTheirs = (file: string) => above.some((path) => file === path || file.startsWith(`${path}${sep}`));
  const all = problems.length > 0 ? problems : checkCatalogue(sources, { chinese: ownToo });
  return {
    count: sources.services.filter(({ yaml }) => isTheirs(yaml.file)).length,
    problems: all.filter(({ file }) => isTheirs(file)),
    catalogue,
  };
}

/** `1 rule`, `2 rules`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
