// Compiles src/ to dist/ and puts beside it what is no TypeScript: templates, styles, the collector.
import { cpSync, rmSync } from "node:fs";
import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import { run } from "./run.js";

const ASSETS = new Set(["", ".hbs", ".css", ".sh"]);

export function build() {
  const from = fileURLToPath(new URL("../src", import.meta.url));
  const to = fileURLToPath(new URL("../dist", import.meta.url));
  rmSync(to, { recursive: true, force: true });
  run("npx", "--no-install", "tsc", "-p", "tsconfig.build.json");
  cpSync(from, to, { recursive: true, filter: (path) => ASSETS.has(extname(path)) });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) build();
