#!/usr/bin/env node
// Writes the sample report of the deployment in bundles/ to reports/demo.html, and pictures of it to docs/images/, as root on Debian.
import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import { chromium } from "playwright-core";
import { build } from "./build.js";

/** What the README shows: the first screen on a desk, and the findings on a phone in the dark. */
const PICTURES = [
  { name: "report", width: 1280, height: 900, colorScheme: "light", address: "" },
  { name: "report-phone", width: 390, height: 844, colorScheme: "dark", address: "#matrix" },
];

build();
process.chdir(fileURLToPath(new URL("..", import.meta.url)));
const { analyze } = await import("../dist/analyze.js");
const { formatNamed } = await import("../dist/report/formats.js");

const bundles = ["controller0", "compute0", "director"].map((name) => `bundles/${name}.tgz`);
const analysis = await analyze(bundles, { survey: true });
if (!analysis.ok) throw new Error("the rules do not load");
const { result, survey, rules } = analysis;
// The same bytes each time, but for what is in the bundles and the program.
for (const node of survey.nodes) node.capture.milliseconds = 0;
writeFileSync("reports/demo.html", formatNamed("html").render(result, { survey, rules }));

mkdirSync("docs/images", { recursive: true });
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });
try {
  for (const { name, width, height, colorScheme, address } of PICTURES) {
    const page = await browser.newPage({ viewport: { width, height }, colorScheme });
    await page.goto(`${pathToFileURL("reports/demo.html").href}${address}`);
    await page.waitForTimeout(300);
    await page.screenshot({ path: `docs/images/${name}.png` });
    await page.close();
  }
} finally {
  await browser.close();
}
