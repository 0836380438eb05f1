import { mkdir, readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Command } from "commander";
import { MARK, pagesOf } from "../report/pages/pages.ts";
import { loadRules } from "../rules/load.ts";
import { complain, EXIT, print } from "./output.ts";
import { noRules, orOwn, PATHS, showHere } from "./rules-chosen.ts";
import { count } from "./rules-lint.ts";
import { writeWhole } from "./write-whole.ts";

interface Options {
  readonly output: string;
  readonly check?: boolean;
}

/** `sospect rules docs`: a page for each rule, an index, and the model that conditions are written over. */
export function addDocs(rules: Command): void {
  rules
    .command("docs")
    .description("write a page in Markdown for each rule, an index, and the names that conditions may use")
    .argument("[path...]", PATHS)
    .requiredOption("-o, --output <dir>", "where the pages are written; pages of rules that are gone are removed")
    .option("--check", "write nothing, and exit with 1 where a page is not what it would be")
    .addHelpText("after", "\nExit: 0 written, or as it should be; 1 not as it should be; 2 wrong usage or a bad rule.")
    .action(async (paths: string[], options: Options) => {
      process.exitCode = await run(orOwn(paths), options);
    });
}

async function run(paths: readonly string[], { output, check }: Options): Promise<number> {
  const { rules, problems } = await loadRules(paths);
  for (const problem of problems) complain(showHere(problem));
  if (problems.length > 0) return EXIT.usage;
  if (rules.length === 0) return noRules(paths);
  const pages = pagesOf(rules);
  const old = await ownPages(output);
  const gone = [...old.keys()].filter((name) => !pages.has(name));
  const different = [...pages].filter(([name, text]) => old.get(name) !== text).map(([name]) => name);
  if (check) return tellDifferences(output, [...different, ...gone]);
  await mkdir(output, { recursive: true });
  for (const name of gone) await rm(join(output, name));
  await writeWhole(
    different.map((name) => ({ path: join(output, name), text: pages.get(name) ?? "" })),
    0o644,
  );
  await print(`${count(pages.size, "page")} in ${output}: ${different.length} written, ${gone.length} removed\n`);
  return EXIT.fine;
}

/** The pages that are there and that this program wrote. */
async function ownPages(directory: string): Promise<ReadonlyMap<string, string>> {
  const names = (await readdir(directory).catch(() => [])).filter((name) => name.endsWith(".md"));
  const pages = await Promise.all(
    names.map(async (name) => [name, await readFile(join(directory, name), "utf8")] as const),
  );
  return new Map(pages.filter(([, text]) => text.startsWith(MARK)));
}

async function tellDifferences(directory: string, names: readonly string[]): Promise<number> {
  for (const name of names) complain(`${join(directory, name)} is not what the rules say`);
  if (names.length > 0) complain(`write them anew: sospect rules docs -o ${directory}`);
  return names.length > 0 ? EXIT.faults : EXIT.fine;
}
