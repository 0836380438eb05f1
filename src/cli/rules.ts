import { readFile } from "node:fs/promises";
import type { Command } from "commander";
import { OWN_RULES } from "../analyze.ts";
import { acceptanceRules } from "../rules/acceptances.ts";
import { strayEffects } from "../rules/explains.ts";
import { lintRule } from "../rules/lint.ts";
import { loadRules } from "../rules/load.ts";
import { showProblem } from "../rules/problem.ts";
import { testRule } from "../rules/test-rule.ts";
import { complain, EXIT, print } from "./output.ts";

/** `sospect rules list|lint|test|show ID`: for those who write rules. */
export function addRules(program: Command): void {
  const rules = program.command("rules").description("list, check, test and show rules");
  const directory = "a directory of rules; ours where none is given";
  rules
    .command("list")
    .description("list the rules, with severity and title")
    .argument("[dir...]", "directories of further rules")
    .action(async (directories: string[]) => exit(await list(directories)));
  rules
    .command("lint")
    .description("check rules: shape, expressions, placeholders, and a test of each kind")
    .argument("[dir...]", directory)
    .action(async (directories: string[]) => exit(await lint(orOwn(directories))));
  rules
    .command("test")
    .description("run the tests that rules carry")
    .argument("[dir...]", directory)
    .action(async (directories: string[]) => exit(await test(orOwn(directories))));
  rules
    .command("show")
    .description("print a rule's file")
    .argument("<id>", "the rule's id")
    .argument("[dir...]", "directories of further rules")
    .action(async (id: string, directories: string[]) => exit(await show(id, directories)));
}

function exit(code: number): void {
  process.exitCode = code;
}

function orOwn(directories: readonly string[]): readonly string[] {
  return directories.length > 0 ? directories : [OWN_RULES];
}

async function list(directories: readonly string[]): Promise<number> {
  const { rules, problems } = await loadRules([OWN_RULES, ...directories]);
  for (const problem of problems) complain(showProblem(problem));
  const all = [...rules, ...acceptanceRules].sort((one, other) => (one.id < other.id ? -1 : 1));
  const width = Math.max(...all.map(({ id }) => id.length));
  await print(all.map(({ id, severity, title }) => `${id.padEnd(width)}  ${severity.padEnd(8)}  ${title}\n`).join(""));
  return problems.length > 0 ? EXIT.usage : EXIT.fine;
}

async function lint(directories: readonly string[]): Promise<number> {
  const { rules, problems } = await loadRules(directories);
  const known = (await loadRules([OWN_RULES, ...directories])).rules.map(({ id }) => id);
  const found = [...problems, ...rules.flatMap(lintRule), ...strayEffects(rules, known)];
  if (rules.length === 0 && found.length === 0) return noRules(directories);
  for (const problem of found) complain(showProblem(problem));
  await print(`${rules.length} rules, ${found.length} problems\n`);
  return found.length > 0 ? EXIT.usage : EXIT.fine;
}

async function test(directories: readonly string[]): Promise<number> {
  const { rules, problems } = await loadRules(directories);
  for (const problem of problems) complain(showProblem(problem));
  if (problems.length > 0) return EXIT.usage;
  if (rules.length === 0) return noRules(directories);
  const results = rules.flatMap(testRule);
  const failed = results.filter(({ failure }) => failure !== undefined);
  for (const { rule, test: name, failure } of failed) complain(`${rule}: ${name}: ${failure}`);
  await print(
    `${rules.length} rules, ${results.length} tests: ${results.length - failed.length} passed, ${failed.length} failed\n`,
  );
  return failed.length > 0 ? EXIT.faults : EXIT.fine;
}

function noRules(directories: readonly string[]): number {
  complain(`no rules in ${directories.join(", ")}: a rule is a file NAME.yaml there or below`);
  return EXIT.usage;
}

async function show(id: string, directories: readonly string[]): Promise<number> {
  const inCode = acceptanceRules.find((candidate) => candidate.id === id);
  if (inCode !== undefined) {
    await print(`${id}  ${inCode.severity}\n${inCode.title}. ${inCode.why}\nIt is in code and has no file.\n`);
    return EXIT.fine;
  }
  const { rules } = await loadRules([OWN_RULES, ...directories]);
  const rule = rules.find((candidate) => candidate.id === id);
  if (rule === undefined) {
    complain(`no rule '${id}'; see: sospect rules list`);
    return EXIT.usage;
  }
  await print(await readFile(rule.file, "utf8"));
  return EXIT.fine;
}
