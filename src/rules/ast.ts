import type { ASTNode } from "@marcbachmann/cel-js";
import { type ModelSchema, typeNamed } from "./model-schema.ts";

/** The macros that look at each element of a list; within them the element's name stands for it. */
const MACROS: ReadonlySet<string> = new Set(["all", "exists", "exists_one", "map", "filter"]);

type Visit = (node: ASTNode, depth: number) => void;

/** Calls `visit` for a node and all below it; `depth` counts the macros around it. */
export function walk(node: ASTNode, visit: Visit, depth = 0): void {
  visit(node, depth);
  const inner = isMacro(node) ? depth + 1 : depth;
  for (const child of childrenOf(node)) walk(child, visit, inner);
}

export function isMacro(node: ASTNode): boolean {
  return node.op === "rcall" && MACROS.has(node.args[0]);
}

/** The nodes right below a node, in order. */
export function childrenOf(node: Printable): ASTNode[] {
  return nodesIn(node.args);
}

function nodesIn(args: unknown): ASTNode[] {
  if (Array.isArray(args)) return args.flatMap(nodesIn);
  return typeof args === "object" && args !== null && "op" in args ? [args as ASTNode] : [];
}

/** `container.health.status` for a node that reads it; `undefined` for any other. */
export function pathOf(node: ASTNode): string | undefined {
  if (node.op === "id") return node.args;
  if (node.op !== ".") return undefined;
  const left = pathOf(node.args[0]);
  return left === undefined ? undefined : `${left}.${node.args[1]}`;
}

/** The model's type of a node of an expression that was checked; `undefined` where it is none. */
export function modelTypeOf(node: ASTNode): ModelSchema | undefined {
  return typeNamed((node as { readonly checkedType?: { readonly name?: string } }).checkedType?.name);
}

/** What the model says of the property that a node reads. */
export function propertyRead(node: ASTNode): ModelSchema | undefined {
  return node.op === "." ? modelTypeOf(node.args[0])?.properties?.[node.args[1]] : undefined;
}

/** The clauses that `&&` (or `||`) joins, however they are nested. */
export function clausesOf(node: ASTNode, operator: "&&" | "||"): ASTNode[] {
  return node.op === operator ? node.args.flatMap((side) => clausesOf(side, operator)) : [node];
}

/** What a node needs to be printed: parsed ones have more, made ones need no more. */
export interface Printable {
  readonly op: string;
  readonly args: unknown;
}

const BINDING: readonly (readonly string[])[] = [
  ["?:"],
  ["||"],
  ["&&"],
  ["==", "!=", "<", "<=", ">", ">=", "in"],
  ["+", "-"],
  ["*", "/", "%"],
  ["!_", "-_"],
];
const TIGHTEST = BINDING.length;

function bindingOf({ op }: Printable): number {
  const found = BINDING.findIndex((operators) => operators.includes(op));
  return found < 0 ? TIGHTEST : found;
}

/** The text of a node: what parses to it again, with the spaces and brackets that it needs. */
export function textOf(node: Printable): string {
  const args = node.args as never;
  switch (node.op) {
    case "value":
      return literal(args);
    case "id":
      return args;
    case ".":
    case ".?":
      return `${bracketed(args[0], TIGHTEST)}${node.op}${args[1]}`;
    case "[]":
      return `${bracketed(args[0], TIGHTEST)}[${textOf(args[1])}]`;
    case "[?]":
      return `${bracketed(args[0], TIGHTEST)}[?${textOf(args[1])}]`;
    case "call":
      return `${args[0]}(${listed(args[1])})`;
    case "rcall":
      return `${bracketed(args[1], TIGHTEST)}.${args[0]}(${listed(args[2])})`;
    case "list":
      return `[${listed(args)}]`;
    case "map":
      return `{${(args as [Printable, Printable][]).map(([key, value]) => `${textOf(key)}: ${textOf(value)}`).join(", ")}}`;
    case "!_":
    case "-_":
      return `${node.op[0]}${bracketed(args, TIGHTEST)}`;
    case "?:":
      return `${bracketed(args[0], 1)} ? ${bracketed(args[1], 1)} : ${bracketed(args[2], 1)}`;
    default:
      return binary(node, args);
  }
}

function binary(node: Printable, [left, right]: readonly [Printable, Printable]): string {
  const own = bindingOf(node);
  const same = node.op === "&&" || node.op === "||";
  return `${bracketed(left, own)} ${node.op} ${bracketed(right, same ? own : own + 1)}`;
}

/** In brackets where it binds less than `least`. */
function bracketed(node: Printable, least: number): string {
  return bindingOf(node) < least ? `(${textOf(node)})` : textOf(node);
}

function listed(nodes: readonly Printable[]): string {
  return nodes.map(textOf).join(", ");
}

function literal(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  return typeof value === "number" && Number.isInteger(value) ? `${value}.0` : String(value);
}
