// Compiles src/ to dist/ and puts beside it what is no TypeScript: templates, styles, the collector, our rules as read.
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import { run } from "./run.js";

const ASSETS = new Set(["", ".hbs", ".css", ".js"]);

/** The parts of the collector in the order in which a reader meets them; the last starts it. */
const SCRIPT = "start usage common run manifest engine containers cluster files host lab registry mask main".split(" ");

export function build() {
  const from = fileURLToPath(new URL("../src", import.meta.url));
  const to = fileURLToPath(new URL("../dist", import.meta.url));
  rmSync(to, { recursive: true, force: true });
  run("npx", "--no-install", "tsc", "-p", "tsconfig.build.json");
  cpSync(from, to, { recursive: true, filter: (path) => ASSETS.has(extname(path)) });
  rmSync(`${to}/collect/script`, { recursive: true, force: true });
  mkdirSync(`${to}/collect`, { recursive: true });
  writeFileSync(`${to}/collect/collect.sh`, assembleCollector(), { mode: 0o755 });
  run(process.execPath, "scripts/read-rules.js");
}

/** Puts the collector together: nodes get one file that needs nothing beside it. */
export function assembleCollector() {
  const part = (name) => readFileSync(new URL(`../src/collect/script/${name}`, import.meta.url), "utf8");
  const text = SCRIPT.map((name) => part(`${name}.sh`)).join("\n");
  return text.replace(/^@((?:mask|take)\.\w+)@\n/gm, (_, name) => part(name));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) build();
