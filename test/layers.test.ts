import { readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import glob from "fast-glob";
import { describe, expect, it } from "vitest";

const SRC = fileURLToPath(new URL("../src", import.meta.url));

/** The parts in the order of the flow: each imports only those before it. version.ts and shell.ts are for all. */
const FLOW = [
  "version.ts",
  "shell.ts",
  "collect",
  "bundle",
  "yaml",
  "catalogue",
  "parse",
  "model",
  "rules",
  "mask",
  "survey",
  "report",
  "lab",
  "baseline.ts",
  "analyze.ts",
  "cli",
];

/** Who may touch the file system: bundles and rules are read, bundles from afar written, templates and versions are our own. */
const FILE_ACCESS =
  /^(bundle\/|collect\/remote\/part\.ts$|cli\/|rules\/load\.ts$|yaml\/(checked|files)\.ts$|report\/html\/assets\.ts$|lab\/assets\.ts$|version\.ts$)/;

const files = glob.sync("**/*.ts", { cwd: SRC, ignore: ["**/*.d.ts"] }).sort();

function importsOf(file: string): string[] {
  const text = readFileSync(join(SRC, file), "utf8");
  return [...text.matchAll(/^(?:import|export)[^;]*? from "([^"]+)"/gm)].map(([, from = ""]) => from);
}

function targetsOf(file: string): string[] {
  return importsOf(file)
    .filter((from) => from.startsWith("."))
    .map((from) => join(dirname(file), from));
}

/** Files that are left when those that import nothing that is left are taken away, again and again. */
function circlesIn(imports: ReadonlyMap<string, readonly string[]>): string[] {
  let left = [...imports.keys()];
  for (let before = 0; before !== left.length; ) {
    before = left.length;
    const open = new Set(left);
    left = left.filter((file) => imports.get(file)?.some((target) => open.has(target)));
  }
  return left;
}

const partOf = (file: string) => file.split("/")[0] ?? "";

describe("the parts of the program", () => {
  it.each(files)("%s imports only parts before its own", (file) => {
    const own = FLOW.indexOf(partOf(file));
    expect(
      own,
      `${partOf(file)} is no part of the flow: name it in this test and in CONTRIBUTING.md`,
    ).toBeGreaterThanOrEqual(0);
    for (const from of importsOf(file).filter((name) => name.startsWith("."))) {
      const target = partOf(relative(SRC, join(SRC, dirname(file), from)));
      expect(
        FLOW.indexOf(target),
        `${file} imports ${from}, which comes after it: data flows one way`,
      ).toBeLessThanOrEqual(own);
    }
  });

  it("have no circle of imports, of types neither", () => {
    const imports = new Map(files.map((file) => [file, targetsOf(file)]));
    expect(circlesIn(imports)).toEqual([]);
  });

  it("touch the file system only where bundles and rules are read and reports written", () => {
    const touching = files.filter((file) => importsOf(file).some((name) => /^node:fs/.test(name)));
    expect(touching.filter((file) => !FILE_ACCESS.test(file))).toEqual([]);
  });
});
