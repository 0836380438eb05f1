#!/usr/bin/env node
// Changes the conditions of rules one part at a time and runs each rule's own tests on every such mutant: a mutant that
// all tests pass on is a mistake that nobody would notice.
// Usage: node scripts/mutate-rules.js [--verbose] [--least PERCENT] [DIR…]
// --verbose prints each survivor; the exit code is 1 below 90 per cent, or PERCENT. It reads dist/: run `npm run build` first.
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { loadRules } from "../dist/rules/load.js";
import { mutantsOf } from "../dist/rules/mutants.js";
import { testRule } from "../dist/rules/test-rule.js";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { verbose: { type: "boolean", default: false }, least: { type: "string", default: "90" } },
});
const own = fileURLToPath(new URL("../rules", import.meta.url));
const { rules, problems } = await loadRules(positionals.length > 0 ? positionals : [own]);
if (problems.length > 0 || rules.length === 0) {
  console.error("these rules do not load: see 'sospect rules lint'");
  process.exit(2);
}

const isNoticed = ({ rule }) => testRule(rule).some(({ failure }) => failure !== undefined);
const totals = { mutants: 0, noticed: 0 };
for (const rule of rules) {
  const mutants = mutantsOf(rule);
  const survivors = mutants.filter((mutant) => !isNoticed(mutant));
  totals.mutants += mutants.length;
  totals.noticed += mutants.length - survivors.length;
  if (survivors.length > 0) console.log(`${rule.id}: ${survivors.length} of ${mutants.length} mutants pass its tests`);
  if (values.verbose) for (const { text } of survivors) console.log(`    ${text}`);
}
const percent = totals.mutants === 0 ? 100 : (100 * totals.noticed) / totals.mutants;
console.log(
  `${rules.length} rules, ${totals.mutants} mutants: ${totals.noticed} make a test fail (${percent.toFixed(1)} %)`,
);
process.exitCode = percent < Number(values.least) ? 1 : 0;
