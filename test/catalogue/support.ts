import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { OWN_RULES } from "../../src/analyze.ts";
import { checkCatalogue } from "../../src/catalogue/check.ts";
import { loadCatalogue } from "../../src/catalogue/load.ts";
import { showProblem } from "../../src/yaml/problem.ts";

/** A directory of rules with these files of services, for as long as the test runs. */
function rulesWith(files: Readonly<Record<string, string>>): string {
  const made = realpathSync(mkdtempSync(join(tmpdir(), "sospect-services-")));
  onTestFinished(() => rmSync(made, { recursive: true }));
  mkdirSync(join(made, "services"));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(made, "services", name), text);
  return made;
}

/** Our catalogue with that of a directory, and what is wrong with it, by file, line and column. */
export async function loadedWith(files: Readonly<Record<string, string>>) {
  const directory = rulesWith(files);
  const { catalogue, sources, problems } = await loadCatalogue([OWN_RULES, directory]);
  const all = problems.length > 0 ? problems : checkCatalogue(sources, { chinese: false });
  return { catalogue, problems: all.map((one) => showProblem(one).replace(`${directory}/services/`, "")) };
}
