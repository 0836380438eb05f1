import { readFile } from "node:fs/promises";
import type { Command } from "commander";
import { OWN_RULES } from "../analyze.ts";
import { visibleLine } from "../report/visible.ts";
import { acceptanceRules } from "../rules/acceptances.ts";
import { loadRules } from "../rules/load.ts";
import { showProblem } from "../yaml/problem.ts";
import { complain, EXIT, print } from "./output.ts";
import { noSuchRule } from "./rules-chosen.ts";
import { addDocs } from "./rules-docs.ts";
import { addExplain } from "./rules-explain.ts";
import { addLint } from "./rules-lint.ts";
import { addNew } from "./rules-new.ts";
import { addTest } from "./rules-test.ts";

/** `sospect rules list|show|lint|test|…`: for those who write rules. */
export function addRules(program: Command): void {
  const rules = program.command("rules").description("write, list, show, check, test, explain and document rules");
  rules
    .command("list")
    .description("list the rules, with severity and title")
    .argument("[dir...]", "directories of further rules")
    .action(async (directories: string[]) => {
      process.exitCode = await list(directories);
    });
  rules
    .command("show")
    .description("print a rule's file")
    .argument("<id>", "the rule's id")
    .argument("[dir...]", "directories of further rules")
    .action(async (id: string, directories: string[]) => {
      process.exitCode = await show(id, directories);
    });
  for (const add of [addNew, addLint, addTest, addExplain, addDocs]) add(rules);
}

async function list(directories: readonly string[]): Promise<number> {
  const { rules, problems } = await loadRules([OWN_RULES, ...directories]);
  for (const problem of problems) complain(showProblem(problem));
  const all = [...rules, ...acceptanceRules].sort((one, other) => (one.id < other.id ? -1 : 1));
  const width = Math.max(...all.map(({ id }) => id.length));
  await print(
    all
      .map(({ id, severity, title }) => `${id.padEnd(width)}  ${severity.padEnd(8)}  ${visibleLine(title)}\n`)
      .join(""),
  );
  return problems.length > 0 ? EXIT.usage : EXIT.fine;
}

async function show(id: string, directories: readonly string[]): Promise<number> {
  const inCode = acceptanceRules.find((candidate) => candidate.id === id);
  if (inCode !== undefined) {
    await print(`${id}  ${inCode.severity}\n${inCode.title}. ${inCode.why}\nIt is in code and has no file.\n`);
    return EXIT.fine;
  }
  const { rules } = await loadRules([OWN_RULES, ...directories]);
  const rule = rules.find((candidate) => candidate.id === id);
  if (rule === undefined) return noSuchRule(id, rules);
  await print(await readFile(rule.file, "utf8"));
  return EXIT.fine;
}
