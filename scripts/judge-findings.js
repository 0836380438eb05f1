#!/usr/bin/env node
// Keeps what analysis finds on known bundles, each with a word why it is right: test/judged/*.yaml, and docs/findings.md made of them.
//   node scripts/judge-findings.js            writes docs/findings.md
//   node scripts/judge-findings.js --check    exits with 1 where what is there is not what the judgements say
//   node scripts/judge-findings.js --draft    first takes the findings anew, of those bundles that are there; a new one has an
//                                             empty `why`, to be filled in by who has looked at it
// It reads dist/: run `npm run build` first. Real archives are read in place, from ../shared/realdata or $REALDATA_DIR.
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parse, stringify } from "yaml";

const root = fileURLToPath(new URL("..", import.meta.url));
const folder = `${root}test/judged`;
const page = `${root}docs/findings.md`;
const realData = process.env.REALDATA_DIR ?? `${root}../shared/realdata`;

const files = readdirSync(folder)
  .filter((name) => name.endsWith(".yaml"))
  .sort();
if (process.argv.includes("--draft")) for (const file of files) await draft(`${folder}/${file}`);

const text = pageOf(files.map((file) => parse(readFileSync(`${folder}/${file}`, "utf8"))));
if (process.argv.includes("--check")) {
  if (!existsSync(page) || readFileSync(page, "utf8") !== text) {
    console.error("docs/findings.md is not what test/judged says: run node scripts/judge-findings.js");
    process.exit(1);
  }
} else writeFileSync(page, text);

/** A bundle of ours stands in bundles/, any other among the real data. */
function placeOf(bundle) {
  return bundle.startsWith("bundles/") ? `${root}${bundle}` : `${realData}/${bundle}`;
}

async function draft(file) {
  const { analyze } = await import("../dist/analyze.js");
  const judged = parse(readFileSync(file, "utf8"));
  if (!judged.bundles.every((bundle) => existsSync(placeOf(bundle)))) return;
  const { result } = await analyze(judged.bundles.map(placeOf));
  const key = ({ rule, node, subject }) => JSON.stringify([rule, node, subject.name ?? subject]);
  const known = new Map((judged.findings ?? []).map((finding) => [key(finding), finding.why]));
  const findings = result.findings.map((finding) => ({
    severity: finding.severity,
    rule: finding.rule,
    node: finding.node,
    subject: finding.subject.name,
    why: known.get(key(finding)) ?? "",
  }));
  writeFileSync(file, stringify({ ...judged, verdict: result.verdict, findings }, { lineWidth: 120 }));
}

function pageOf(judgements) {
  return `# What is found on known bundles, and why it is right
Made by \`node scripts/judge-findings.js\` from test/judged; test/judged.test.ts holds analysis to it, finding by finding: one more
or one less on these bundles is a failed test.

${judgements.map(sectionOf).join("\n")}`;
}

function sectionOf({ bundles, about, verdict, findings }) {
  const title = `## ${bundles.map((bundle) => bundle.split("/").at(-1)).join(", ")}\n${about.trim()}\n\nVerdict: \`${verdict}\`.`;
  if (findings.length === 0) return `${title} Nothing is found.\n`;
  const rows = findings.map(
    ({ severity, rule, node, subject, why }) =>
      `| ${severity} | ${rule} | ${cell(node)} | ${cell(subject)} | ${cell(why)} |`,
  );
  return `${title}\n\n| severity | rule | node | subject | why it is right |\n|---|---|---|---|---|\n${rows.join("\n")}\n`;
}

function cell(words) {
  return words.trim().replace(/\s+/g, " ").replace(/\|/g, "\\|");
}
