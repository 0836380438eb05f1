// Runs every command that docs/rules-authoring.md shows, in order, and writes down what each prints:
//   node scripts/write-tutorial.js            writes the page anew
//   node scripts/write-tutorial.js --check    exits with 1 where a command prints something else than the page shows
// A block ```yaml FILE is a file that the reader writes, with a + more of it; in a block ```console the lines that begin with $ are commands.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const project = fileURLToPath(new URL("..", import.meta.url));
const page = join(project, "docs/rules-authoring.md");
const BLOCK = /^```(yaml|console) ?(\S*)( \+)?\n([\s\S]*?)^```$/gm;

/** A directory as the reader has it: the sample bundles, and the commands on the path. */
function workplace() {
  const directory = mkdtempSync(join(tmpdir(), "sospect-tutorial-"));
  symlinkSync(join(project, "bundles"), join(directory, "bundles"));
  mkdirSync(join(directory, ".bin"));
  for (const command of ["sospect", "analyze"]) {
    const script = `#!/bin/sh\nexec "${process.execPath}" "${join(project, "bin", `${command}.js`)}" "$@"\n`;
    writeFileSync(join(directory, ".bin", command), script, { mode: 0o755 });
  }
  return directory;
}

function outputOf(command, cwd) {
  const env = { ...process.env, PATH: `${join(cwd, ".bin")}:${process.env.PATH}`, NO_COLOR: "1" };
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

const before = readFileSync(page, "utf8");
const directory = workplace();
try {
  const after = written(before, directory);
  if (!process.argv.includes("--check")) writeFileSync(page, after);
  else if (after !== before) {
    const [shown, printed] = [before, after].map((text) => text.split("\n"));
    const line = shown.findIndex((text, index) => text !== printed[index]);
    console.error(`docs/rules-authoring.md:${line + 1}: a command prints something else by now: '${printed[line]}'`);
    console.error("write it anew: npm run build && node scripts/write-tutorial.js");
    process.exitCode = 1;
  }
} finally {
  rmSync(directory, { recursive: true });
}
