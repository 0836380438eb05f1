#!/usr/bin/env node
// Compares an analysis with `gzip -dc` of the same bundle: wall time and peak memory, by turns, medians of several runs.
// Usage: npm run bench [-- --quick]
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const project = fileURLToPath(new URL("..", import.meta.url));
const timer = "/usr/bin/time";
const sizes = process.argv.includes("--quick") ? [30] : [30, 300, 3000];
const runsOf = (megabytes) => (megabytes > 1000 ? 3 : 5);

const readAlone = `
  const { readBundle } = await import(${JSON.stringify(join(project, "dist/bundle/read.js"))});
  const result = await readBundle(process.argv[1], () => undefined);
  process.exit(result.ok && result.summary.notes.length === 0 ? 0 : 3);`;

/** What is measured, the first of which the others are compared with. */
const contenders = (bundle) => [
  ["gzip -dc", ["gzip", "-dc", bundle]],
  ["read only", [process.execPath, "--input-type=module", "-e", readAlone, bundle]],
  ["analyze", [process.execPath, join(project, "bin/sospect.js"), "analyze", bundle, "--format", "json"]],
];

/** Seconds and peak memory of one run; 1 is what an analysis that found faults exits with. */
function measure(command, scratch) {
  const figures = join(scratch, "memory");
  const [program, ...args] = existsSync(timer) ? [timer, "-q", "-f", "%M", "-o", figures, ...command] : command;
  const start = process.hrtime.bigint();
  const { status, stderr } = spawnSync(program, args, { stdio: ["ignore", "ignore", "pipe"], cwd: scratch });
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  if (status !== 0 && status !== 1) throw new Error(`${command.join(" ")} ended with ${status}: ${stderr}`);
  const megabytes = existsSync(figures) ? Number(readFileSync(figures, "utf8").trim()) / 1024 : Number.NaN;
  return { seconds, megabytes };
}

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

function compare(megabytes, scratch) {
  const bundle = join(scratch, `${megabytes}.tgz`);
  const made = spawnSync(process.execPath, [join(project, "scripts/make-bundle.js"), String(megabytes), bundle]);
  if (made.status !== 0) throw new Error(`no bundle was made: ${made.stderr}`);
  const all = contenders(bundle)
    .slice(0, built ? 3 : 2)
    .map(([name, command]) => ({ name, command, runs: [] }));
  for (let run = 0; run < runsOf(megabytes); run += 1) {
    for (const { command, runs } of all) runs.push(measure(command, scratch));
  }
  const packed = statSync(bundle).size / 1024 ** 2;
  rmSync(bundle);
  const base = median(all[0].runs.map(({ seconds }) => seconds));
  for (const { name, runs } of all) row(megabytes, packed, name, runs, base);
}

const columns = (...cells) =>
  console.log(cells.map((cell, index) => String(cell)[index === 2 ? "padEnd" : "padStart"](11)).join(" "));

function row(megabytes, packed, name, runs, base) {
  const seconds = median(runs.map((run) => run.seconds));
  const memory = Math.max(...runs.map((run) => run.megabytes));
  columns(megabytes, packed.toFixed(0), name, seconds.toFixed(2), (seconds / base).toFixed(2), memory.toFixed(0));
}

const built =
  spawnSync(process.execPath, [join(project, "scripts/build.js")], { stdio: ["ignore", "ignore", "inherit"] })
    .status === 0;
if (!built) console.error("the build failed: only what it left is measured");
const scratch = mkdtempSync(join(tmpdir(), "sospect-bench-"));
try {
  columns("MB unpacked", "MB packed", "what", "median s", "ratio", "peak MB");
  for (const megabytes of sizes) compare(megabytes, scratch);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
