#!/usr/bin/env node
// Measures the HTML report in Debian's chromium: its size, how long it takes to be made, to open, and to filter by each key typed.
// Usage: npm run bench:report [-- --check]
// --check exits with 1 where the smaller report is larger than 1.5 MB or takes a second until it can be used.
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";
import { build } from "./build.js";
import { largeReport } from "./large/index.js";

const SIZES = [
  { nodes: 3, containers: 50 },
  { nodes: 50, containers: 100 },
];
const RUNS = 3;
const MOST_BYTES = 1.5e6;
const MOST_MILLISECONDS = 1_000;
const TYPED = "keystone 12";

if (!process.argv.includes("--check")) build();
const { default: html } = await import("../dist/report/html/html.js");
const directory = mkdtempSync(join(tmpdir(), "sospect-bench-"));
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });
try {
  const figures = [];
  for (const size of SIZES) figures.push(await measure(size));
  if (process.argv.includes("--check")) check(figures[0]);
} finally {
  await browser.close();
  rmSync(directory, { recursive: true, force: true });
}

async function measure({ nodes, containers }) {
  const { result, ...options } = largeReport(nodes, containers);
  const start = performance.now();
  const text = html.render(result, options);
  const made = performance.now() - start;
  const path = join(directory, `${nodes}.html`);
  writeFileSync(path, text);
  const bytes = statSync(path).size;
  const runs = [];
  for (let run = 0; run < RUNS; run++) runs.push(await open(pathToFileURL(path).href));
  const median = (key) => runs.map((one) => one[key]).sort((one, other) => one - other)[Math.floor(RUNS / 2)];
  const figures = { bytes, usable: median("usable") };
  console.log(`${nodes} nodes, ${nodes * containers} containers, ${result.findings.length} findings:`);
  console.log(`  ${(bytes / 1e6).toFixed(2)} MB, made in ${ms(made)}`);
  console.log(`  first paint after ${ms(median("paint"))}, can be used after ${ms(figures.usable)}`);
  console.log(`  a key typed into the search: ${ms(median("key"))} in the middle, ${ms(median("slowest"))} at most`);
  console.log(`  grouped by service in ${ms(median("group"))}, all shown again in ${ms(median("clear"))}`);
  return figures;
}

/** Opens the page and does what its reader does; each time is until the browser has drawn what came of it. */
async function open(url) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  try {
    await page.goto(url, { waitUntil: "load" });
    return await page.evaluate(use, TYPED);
  } finally {
    await page.close();
  }
}

/** Runs in the browser. */
async function use(typed) {
  const drawn = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  await drawn();
  const usable = performance.now();
  const paint = performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0;
  const form = document.querySelector("form.filter");
  document.querySelector("#findings").scrollIntoView();
  await drawn();
  const timed = async (act) => {
    const start = performance.now();
    act();
    await drawn();
    return performance.now() - start;
  };
  const said = () => form.dispatchEvent(new InputEvent("input", { bubbles: true }));
  const keys = [];
  for (let length = 1; length <= typed.length; length++) {
    keys.push(
      await timed(() => {
        form.elements.q.value = typed.slice(0, length);
        said();
      }),
    );
  }
  keys.sort((one, other) => one - other);
  form.elements.q.value = "";
  const group = await timed(() => {
    form.elements.group.value = "service";
    said();
  });
  const clear = await timed(() => {
    form.elements.group.value = "cause";
    said();
  });
  return { usable, paint, key: keys[Math.floor(keys.length / 2)], slowest: keys.at(-1), group, clear };
}

function ms(milliseconds) {
  return `${Math.round(milliseconds)} ms`;
}

function check({ bytes, usable }) {
  if (bytes > MOST_BYTES) console.error(`more than ${MOST_BYTES / 1e6} MB`);
  if (usable > MOST_MILLISECONDS) console.error(`more than ${MOST_MILLISECONDS} ms until it can be used`);
  if (bytes > MOST_BYTES || usable > MOST_MILLISECONDS) process.exitCode = 1;
}
