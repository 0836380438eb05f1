// Runs every command that the pages below show, in order, and writes down what each prints:
//   node scripts/write-docs.js            writes the pages anew
//   node scripts/write-docs.js --check    exits with 1 where a command prints something else than its page shows
// A block ```yaml FILE is a file that the reader writes, with a + more of it; in a block ```console the lines that begin with $ are
// commands. They run in a directory that has what a reader has: the sample bundles, scripts/, and the commands on the path.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { studentBundles } from "./labs/students.js";

const PAGES = ["README.md", "docs/analyze.md", "docs/lab.md", "docs/services.md", "docs/rules-authoring.md"];
const COMMANDS = ["sospect", "analyze", "lab"];
const BLOCK = /^```(yaml|console) ?(\S*)( \+)?\n([\s\S]*?)^```$/gm;
const project = fileURLToPath(new URL("..", import.meta.url));

function workplace() {
  const directory = mkdtempSync(join(tmpdir(), "sospect-docs-"));
  for (const name of ["bundles", "scripts"]) symlinkSync(join(project, name), join(directory, name));
  mkdirSync(join(directory, "student"));
  for (const { name, bytes } of studentBundles("a student", { done: false }))
    writeFileSync(join(directory, "student", name), bytes);
  mkdirSync(join(directory, ".bin"));
  for (const command of COMMANDS) {
    const script = `#!/bin/sh\nexec "${process.execPath}" "${join(project, "bin", `${command}.js`)}" "$@"\n`;
    writeFileSync(join(directory, ".bin", command), script, { mode: 0o755 });
  }
  return directory;
}

function outputOf(command, cwd) {
  const path = `${join(cwd, ".bin")}:${dirname(process.execPath)}:${process.env.PATH}`;
  const env = { ...process.env, PATH: path, NO_COLOR: "1", LC_ALL: "C.UTF-8" };
  const { stdout } = spawnSync("sh", ["-c", `{ ${command}\n} 2>&1`], { cwd, env, encoding: "utf8" });
  return stdout.replaceAll(project, "/path/to/sospect/").trimEnd();
}

function written(text, cwd) {
  return text.replace(BLOCK, (block, kind, file, more, body) => {
    if (kind === "yaml") {
      if (file === "") return block;
      mkdirSync(dirname(join(cwd, file)), { recursive: true });
      writeFileSync(join(cwd, file), body, { flag: more === undefined ? "w" : "a" });
      return block;
    }
    const commands = body.split("\n").filter((line) => line.startsWith("$ "));
    const told = commands.map((line) => [line, outputOf(line.slice(2), cwd)].filter((part) => part !== "").join("\n"));
    return `\`\`\`console\n${told.join("\n")}\n\`\`\``;
  });
}

function writePage(page) {
  const path = join(project, page);
  const before = readFileSync(path, "utf8");
  const directory = workplace();
  try {
    const after = written(before, directory);
    if (after === before) return;
    if (!process.argv.includes("--check")) return writeFileSync(path, after);
    const [shown, printed] = [before, after].map((text) => text.split("\n"));
    const line = shown.findIndex((text, index) => text !== printed[index]);
    console.error(`${page}:${line + 1}: a command prints something else by now: '${printed[line]}'`);
    console.error("write it anew: npm run build && node scripts/write-docs.js");
    process.exitCode = 1;
  } finally {
    rmSync(directory, { recursive: true });
  }
}

for (const page of PAGES) writePage(page);
