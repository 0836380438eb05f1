#!/usr/bin/env node
// Time and memory of analyzing small bundles in which one list is hostile: each list of scripts/growth/inputs.js, N long.
// Usage: npm run bench:growth [-- N [NAME]]
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "./build.js";
import { inputs } from "./growth/inputs.js";
import { archiveOf } from "./healthy/archive.js";

const [count = "20000", wanted = ""] = process.argv.slice(2);
const program = fileURLToPath(new URL("../bin/sospect.js", import.meta.url));
// Told by the process itself when it ends, as no tool for it is everywhere.
const told =
  "data:text/javascript,process.on('exit',()=>{const u=process.resourceUsage();console.error('%5Cn@'+(u.userCPUTime+u.systemCPUTime)/1e6+' '+u.maxRSS/1024)})";

build();
const folder = mkdtempSync(join(tmpdir(), "growth-"));
try {
  for (const { name, filesOf } of inputs().filter((input) => input.name.includes(wanted))) {
    const files = Object.entries(filesOf(Number(count))).map(([path, text]) => [path, { text }]);
    const archive = archiveOf("sosreport-controller0-2026-11-23-abcdefg", Object.fromEntries(files));
    const path = join(folder, "node.tgz");
    writeFileSync(path, archive);
    const args = [
      "--import",
      told,
      program,
      "analyze",
      path,
      "--format",
      "html,text,json",
      "-o",
      join(folder, "reports"),
    ];
    const { stderr } = spawnSync(process.execPath, args, { encoding: "utf8", timeout: 120_000 });
    const [, seconds, megabytes] = /@([\d.]+) ([\d.]+)/.exec(stderr) ?? [];
    const took =
      seconds === undefined ? "more than 120 s" : `${Number(seconds).toFixed(1)} s, ${Math.round(megabytes)} MB`;
    console.log(`${name.padEnd(36)} ${String(Math.round(archive.length / 1024)).padStart(5)} KB  ${took}`);
  }
} finally {
  rmSync(folder, { recursive: true });
}
