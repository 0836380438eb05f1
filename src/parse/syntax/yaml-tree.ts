import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from "yaml";
import type { Json, JsonArray, JsonObject } from "./json-tree.ts";

/** Characters of one document: the pods of a whole control plane take some megabytes; what is longer is left unread. */
const MOST_CHARACTERS = 8 * 1024 * 1024;

/** How deep values nest at most; honest ones reach some fifteen. */
const MOST_DEPTH = 100;

/**
 * The first document of a YAML text as the tree that JSON is read to, each value with its line. Aliases stand for
 * nothing, since a short text could ask for more of them than it is worth. No text makes it throw: what is no YAML, is
 * too long or nests too deep is `undefined`.
 */
export function readYamlTree(text: string): JsonArray | JsonObject | undefined {
  if (text.length > MOST_CHARACTERS || nestsTooDeep(text)) return undefined;
  const lines = new LineCounter();
  let document: Document.Parsed;
  try {
    document = parseDocument(text, { lineCounter: lines, uniqueKeys: false, strict: false, logLevel: "silent" });
  } catch {
    // The library's own limits.
    return undefined;
  }
  const whole = document.errors.length === 0;
  const root = treeOf(document.contents, { lines, whole }, 0);
  return root === undefined || root.kind === "scalar" ? undefined : root;
}

interface Reading {
  readonly lines: LineCounter;
  readonly whole: boolean;
}

/** Brackets in a row, and indentation, are what nests. */
function nestsTooDeep(text: string): boolean {
  let depth = 0;
  for (const char of text) {
    if (char === "[" || char === "{") depth++;
    else if (char === "]" || char === "}") depth = Math.max(0, depth - 1);
    if (depth > MOST_DEPTH) return true;
  }
  return /(?:^|\n)(?:[ ]*(?:[-?] ){100}| {1000})/.test(text);
}

function treeOf(node: unknown, reading: Reading, depth: number): Json | undefined {
  if (depth > MOST_DEPTH || isAlias(node)) return undefined;
  if (isScalar(node)) return { kind: "scalar", line: lineOf(node, reading, 0), value: scalarOf(node.value) };
  if (isSeq(node)) {
    const items = node.items.flatMap((item) => treeOf(item, reading, depth + 1) ?? []);
    return { kind: "array", ...placeOf(node, reading), items };
  }
  if (!isMap(node)) return undefined;
  const entries = new Map<string, Json>();
  for (const { key, value } of node.items) {
    if (!isScalar(key)) continue;
    const name = String(key.value);
    const tree = treeOf(value, reading, depth + 1);
    // A scalar's line is that of its key: a long one may begin below.
    if (tree !== undefined)
      entries.set(name, tree.kind === "scalar" ? { ...tree, line: lineOf(key, reading, 0) } : tree);
  }
  return { kind: "object", ...placeOf(node, reading), entries };
}

function scalarOf(value: unknown): string | number | boolean | null {
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
  return value === null || value === undefined ? null : String(value);
}

function placeOf(
  node: Node,
  reading: Reading,
): { readonly line: number; readonly end: number; readonly whole: boolean } {
  return { line: lineOf(node, reading, 0), end: lineOf(node, reading, 1), whole: reading.whole };
}

function lineOf({ range }: Node, { lines }: Reading, which: 0 | 1): number {
  return range ? lines.linePos(range[which]).line : 1;
}
