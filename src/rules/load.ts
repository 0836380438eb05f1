import { readFile, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import glob from "fast-glob";
import { checkCatalogue } from "../catalogue/check.ts";
import { loadCatalogue, SERVICES } from "../catalogue/load.ts";
import type { Knowledge } from "../model/knowledge.ts";
import type { ReleaseTable } from "../model/releases/releases.ts";
import { type Checked, digestOf, readChecked } from "../yaml/checked.ts";
import { type FoundFiles, findFiles, readText } from "../yaml/files.ts";
import type { Problem } from "../yaml/problem.ts";
import { checker, readLater, readYaml, schemaProblems, type YamlFile } from "../yaml/yaml-file.ts";
import { type Acceptances, doublesIn, parseAcceptances } from "./acceptance-file.ts";
import { compileRule } from "./compile.ts";
import type { Rule } from "./rule.ts";
import { DisabledRuleFile, RuleFile } from "./schema.ts";

/** The rules to judge by, and every mistake found in their files. */
export interface Library {
  readonly rules: readonly Rule[];
  readonly problems: readonly Problem[];
}

type Loaded = { readonly rule: Rule } | { readonly disabled: string } | { readonly problems: readonly Problem[] };

const checkRule = checker(RuleFile);
const checkDisabled = checker(DisabledRuleFile);

/**
 * Loads all rules of some directories or files, in order: a later rule of the same id takes the place of an earlier one, and
 * `disabled: true` takes it out. `labs/`, `releases/` and `services/` hold no rules.
 */
export async function loadRules(directories: readonly string[]): Promise<Library> {
  const rules = new Map<string, Rule>();
  const problems: Problem[] = [];
  const known = await readChecked<RuleFile>(CHECKED);
  for (const directory of directories) {
    const own = new Map<string, string>();
    const { files, problems: odd } = await ruleFiles(directory);
    problems.push(...odd);
    if (files.length === 0 && odd.length === 0) problems.push(...(await noRulesIn(directory)));
    const texts = await Promise.all(files.map(readText));
    for (const [index, file] of files.entries()) {
      const loaded = parseRule(file, texts[index] ?? "", known);
      if ("problems" in loaded) problems.push(...loaded.problems);
      else if ("disabled" in loaded) rules.delete(loaded.disabled);
      else {
        const twin = own.get(loaded.rule.id);
        if (twin !== undefined)
          problems.push({ file, line: 1, column: 1, message: `the id '${loaded.rule.id}' is also that of ${twin}` });
        own.set(loaded.rule.id, file);
        rules.set(loaded.rule.id, loaded.rule);
      }
    }
  }
  return { rules: [...rules.values()].sort((one, other) => (one.id < other.id ? -1 : 1)), problems };
}

/** Folders right below a directory of rules that hold something else. */
const NO_RULES = ["labs", "releases", SERVICES];

/** Who names rules means to be judged by them: that there are none, and no services, is a mistake. */
async function noRulesIn(path: string): Promise<Problem[]> {
  const isThere = (await stat(path).catch(() => undefined)) !== undefined;
  if ((await findFiles(join(path, SERVICES))).files.length > 0) return [];
  const message = isThere ? "holds no rule: a rule is a file NAME.yaml there or below" : "no such file or directory";
  return [{ file: path, line: 0, column: 0, message }];
}

/** The files of rules of a directory, or a file itself. */
export function ruleFiles(path: string): Promise<FoundFiles> {
  return findFiles(path, NO_RULES);
}

/** Our own rules' files, read and checked when the program was built: to read them again would take most of its start. */
const CHECKED = new URL("checked-rules.json", import.meta.url);

/** One rule from the text of its file. */
export function parseRule(file: string, text: string, checked: Checked<RuleFile> = {}): Loaded {
  const known = checked[digestOf(text)];
  return known === undefined ? readRule(file, text) : compiled(readLater(file, text, known), known, true);
}

function readRule(file: string, text: string): Loaded {
  const yaml = readYaml(file, text);
  if (yaml.problems.length > 0) return { problems: yaml.problems };
  if (isDisabling(yaml.data)) {
    const problems = schemaProblems(yaml, checkDisabled, yaml.data);
    return problems.length > 0 ? { problems } : { disabled: yaml.data.id };
  }
  if (isService(yaml.data)) return { problems: [yaml.problemAt(["service"], SERVICE_PLACE)] };
  const problems = [...schemaProblems(yaml, checkRule, yaml.data)];
  return problems.length > 0 ? { problems } : compiled(yaml, yaml.data as RuleFile, false);
}

function compiled(yaml: YamlFile, data: RuleFile, checked: boolean): Loaded {
  const misnamed = nameProblem(yaml, data);
  const rule = compileRule(yaml, data, checked);
  if (Array.isArray(rule)) return { problems: [...misnamed, ...rule] };
  return misnamed.length > 0 ? { problems: misnamed } : { rule };
}

function isDisabling(data: unknown): data is { id: string; disabled: true } {
  return typeof data === "object" && data !== null && "disabled" in data;
}

const SERVICE_PLACE =
  "this is a service, and no rule: put it into the folder services of a directory of rules, and name that directory";

function isService(data: unknown): boolean {
  return typeof data === "object" && data !== null && "service" in data && !("id" in data);
}

function nameProblem(yaml: YamlFile, { id }: RuleFile): Problem[] {
  const name = basename(yaml.file).replace(/\.ya?ml$/, "");
  return name === id ? [] : [yaml.problemAt(["id"], `the id '${id}' is to be the file's name, which is '${name}'`)];
}

/**
 * What is known of services, from services/ below each of some directories of rules, and of releases, from the first of
 * them, which is our own; with every mistake found in the catalogue's files.
 */
export async function loadKnowledge(
  directories: readonly [string, ...string[]],
): Promise<{ readonly known: Knowledge; readonly problems: readonly Problem[] }> {
  const [{ catalogue, sources, problems }, releases] = await Promise.all([
    loadCatalogue(directories),
    loadReleases(directories[0]),
  ]);
  // Our own files are checked when they are written.
  const unfit = directories.length > 1 && problems.length === 0 ? checkCatalogue(sources, { chinese: false }) : [];
  return { known: { releases, catalogue }, problems: [...problems, ...unfit] };
}

/** The tables of what each release runs, as scripts/make-releases.js makes them: releases/*.json below our rules. */
async function loadReleases(directory: string): Promise<ReleaseTable[]> {
  const files = (await glob("releases/*.json", { cwd: directory, absolute: true })).sort();
  return Promise.all(files.map(async (file) => JSON.parse(await readFile(file, "utf8")) as ReleaseTable));
}

/** What files accept, all together; one that cannot be read is a mistake like those in it. */
export async function loadAcceptances(files: readonly string[]): Promise<Acceptances> {
  const loaded = await Promise.all(files.map(loadAcceptanceFile));
  const accepted = loaded.flatMap((one) => one.accepted);
  return { accepted, problems: [...loaded.flatMap((one) => one.problems), ...doublesIn(accepted)] };
}

async function loadAcceptanceFile(file: string): Promise<Acceptances> {
  try {
    return parseAcceptances(file, await readText(file));
  } catch (thrown) {
    const { code, message } = thrown as NodeJS.ErrnoException;
    if (code === undefined) throw thrown;
    return { accepted: [], problems: [{ file, line: 1, column: 1, message: `it cannot be read: ${message}` }] };
  }
}
