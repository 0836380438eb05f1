import { childrenOf, type Printable, textOf } from "./ast.ts";
import { compileRule } from "./compile.ts";
import type { Rule } from "./rule.ts";

/** A rule that differs in one place of one condition; `text` is that condition as it is then. */
interface Mutant {
  readonly text: string;
  readonly rule: Rule;
}

const CONDITIONS = ["each", "where", "when"] as const;

const OTHER_OPERATORS: Readonly<Record<string, readonly string[]>> = {
  "==": ["!="],
  "!=": ["=="],
  "<": ["<=", ">=", ">"],
  "<=": ["<", ">", ">="],
  ">": [">=", "<=", "<"],
  ">=": [">", "<", "<="],
  "&&": ["||"],
  "||": ["&&"],
};
const OTHER_MACROS: Readonly<Record<string, string>> = { all: "exists", exists: "all" };

/**
 * All rules that differ from this one in one place of a condition and still compile: a comparison turned, a clause
 * dropped or negated, a literal changed. Tests that pass on one of them would not notice that mistake.
 */
export function mutantsOf(rule: Rule): Mutant[] {
  const { yaml, data } = rule.source;
  return CONDITIONS.flatMap((key) => {
    const ast = rule[key]?.ast;
    if (ast === undefined) return [];
    const mutants = [...(key === "each" ? [] : wholes(ast)), ...mutantsBelow(ast)].map(textOf);
    return [...new Set(mutants)]
      .filter((text) => text !== textOf(ast))
      .flatMap((text): Mutant[] => {
        const compiled = compileRule(yaml, { ...data, [key]: text });
        return Array.isArray(compiled) ? [] : [{ text: `${key}: ${text}`, rule: compiled }];
      });
  });
}

/** The condition negated, always true, never true. */
function wholes(ast: Printable): Printable[] {
  return [not(ast), value(true), value(false)];
}

function mutantsBelow(node: Printable): Printable[] {
  const children = childrenOf(node).flatMap((child, index) =>
    mutantsBelow(child).map((mutant) => withChild(node, index, mutant)),
  );
  return [...ownMutants(node), ...children];
}

/** The same node with another child, counted as childrenOf counts them. */
function withChild({ op, args }: Printable, index: number, child: Printable): Printable {
  let count = -1;
  const exchange = (part: unknown): unknown => {
    if (Array.isArray(part)) return part.map(exchange);
    if (typeof part !== "object" || part === null || !("op" in part)) return part;
    count += 1;
    return count === index ? child : part;
  };
  return { op, args: exchange(args) };
}

function ownMutants(node: Printable): Printable[] {
  const { op, args } = node;
  const turned = (OTHER_OPERATORS[op] ?? []).map((other) => ({ op: other, args }));
  return [...turned, ...otherStructure(node), ...(op === "value" ? otherValues(args) : [])];
}

function otherStructure(node: Printable): Printable[] {
  const { op, args } = node;
  if (op === "&&" || op === "||") {
    const sides = args as readonly [Printable, Printable];
    const negated = sides.flatMap((side, index) => (side.op === op ? [] : [withChild(node, index, not(side))]));
    return [...sides, ...negated];
  }
  if (op === "!_") return [args as Printable];
  if (op === "list") {
    const items = args as readonly Printable[];
    return items.length < 2
      ? []
      : items.map((_, left) => ({ op, args: items.filter((_item, index) => index !== left) }));
  }
  if (op !== "rcall") return [];
  const [name, ...rest] = args as readonly [string, ...unknown[]];
  const other = OTHER_MACROS[name];
  return other === undefined ? [] : [{ op, args: [other, ...rest] }];
}

function otherValues(literal: unknown): Printable[] {
  if (typeof literal === "boolean") return [value(!literal)];
  if (typeof literal === "string") return [value(`${literal}x`)];
  if (typeof literal === "bigint") return [value(literal + 1n), value(literal - 1n)];
  return typeof literal === "number" ? [value(literal * 1.001 + 0.001), value(literal * 0.999 - 0.001)] : [];
}

function value(literal: unknown): Printable {
  return { op: "value", args: literal };
}

function not(node: Printable): Printable {
  return { op: "!_", args: node };
}
