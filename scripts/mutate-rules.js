#!/usr/bin/env node
// Changes the conditions of rules one part at a time and runs each rule's own tests on every such mutant: a mutant that
// all tests pass on is a mistake that nobody would notice.
// Usage: node scripts/mutate-rules.js [--verbose] [--least PERCENT] [DIR…]
// --verbose prints each survivor; the exit code is 1 below 90 per cent, or PERCENT. It reads dist/: run `npm run build` first.
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { childrenOf, textOf } from "../dist/rules/ast.js";
import { compileRule } from "../dist/rules/compile.js";
import { loadRules } from "../dist/rules/load.js";
import { testRule } from "../dist/rules/test-rule.js";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { verbose: { type: "boolean", default: false }, least: { type: "string", default: "90" } },
});
const CONDITIONS = ["each", "where", "when"];
const OTHER_OPERATORS = {
  "==": ["!="],
  "!=": ["=="],
  "<": ["<=", ">=", ">"],
  "<=": ["<", ">", ">="],
  ">": [">=", "<=", "<"],
  ">=": [">", "<", "<="],
  "&&": ["||"],
  "||": ["&&"],
};
const OTHER_MACROS = { all: "exists", exists: "all" };

/** Every expression that differs from this one in one place. */
function* mutantsOf(node) {
  yield* ownMutants(node);
  for (const [index, child] of childrenOf(node).entries()) {
    for (const mutant of mutantsOf(child)) yield replaced(node, index, mutant);
  }
}

/** The same node with another child: children are counted as childrenOf counts them, within lists too. */
function replaced(node, index, child) {
  let count = -1;
  const exchange = (args) => {
    if (Array.isArray(args)) return args.map(exchange);
    if (typeof args !== "object" || args === null || !("op" in args)) return args;
    count += 1;
    return count === index ? child : args;
  };
  return { op: node.op, args: exchange(node.args) };
}

const value = (literal) => ({ op: "value", args: literal });
const not = (node) => ({ op: "!_", args: node });

function* ownMutants(node) {
  const { op, args } = node;
  for (const other of OTHER_OPERATORS[op] ?? []) yield { op: other, args };
  if (op === "&&" || op === "||") {
    yield* args;
    for (const index of [0, 1]) if (args[index].op !== op) yield replaced(node, index, not(args[index]));
  }
  if (op === "!_") yield args;
  if (op === "rcall" && OTHER_MACROS[args[0]] !== undefined)
    yield { op, args: [OTHER_MACROS[args[0]], ...args.slice(1)] };
  if (op === "list") {
    for (const index of args.keys())
      if (args.length > 1) yield { op, args: args.filter((_, other) => other !== index) };
  }
  if (op === "value") yield* otherValues(args);
}

function* otherValues(literal) {
  if (typeof literal === "boolean") yield value(!literal);
  if (typeof literal === "string") yield value(`${literal}x`);
  if (typeof literal === "bigint") yield* [value(literal + 1n), value(literal - 1n)];
  if (typeof literal === "number") yield* [value(literal * 1.001 + 0.001), value(literal * 0.999 - 0.001)];
}

/** The condition as a whole: negated, always true, never true. */
const wholes = (ast) => [not(ast), value(true), value(false)];

function mutantsOfRule(rule) {
  const { yaml, data } = rule.source;
  const found = new Map();
  for (const key of CONDITIONS) {
    const ast = rule[key]?.ast;
    if (ast === undefined) continue;
    const own = textOf(ast);
    for (const mutant of [...(key === "each" ? [] : wholes(ast)), ...mutantsOf(ast)]) {
      const text = textOf(mutant);
      if (text !== own) found.set(`${key}: ${text}`, { ...data, [key]: text });
    }
  }
  return [...found].flatMap(([text, changed]) => {
    const compiled = compileRule(yaml, changed);
    return Array.isArray(compiled) ? [] : [{ text, rule: compiled }];
  });
}

const isKilled = ({ rule }) => testRule(rule).some(({ failure }) => failure !== undefined);
const percent = (part, whole) => (whole === 0 ? 100 : (100 * part) / whole);

const own = fileURLToPath(new URL("../rules", import.meta.url));
const { rules, problems } = await loadRules(positionals.length > 0 ? positionals : [own]);
if (problems.length > 0 || rules.length === 0) {
  console.error("these rules do not load: see 'sospect rules lint'");
  process.exit(2);
}
const totals = { mutants: 0, killed: 0 };
for (const rule of rules) {
  const mutants = mutantsOfRule(rule);
  const survivors = mutants.filter((mutant) => !isKilled(mutant));
  totals.mutants += mutants.length;
  totals.killed += mutants.length - survivors.length;
  if (survivors.length > 0) console.log(`${rule.id}: ${survivors.length} of ${mutants.length} mutants pass its tests`);
  if (values.verbose) for (const { text } of survivors) console.log(`    ${text}`);
}
const reached = percent(totals.killed, totals.mutants);
console.log(
  `${rules.length} rules, ${totals.mutants} mutants: ${totals.killed} make a test fail (${reached.toFixed(1)} %)`,
);
process.exitCode = reached < Number(values.least) ? 1 : 0;
