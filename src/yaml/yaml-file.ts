import { createRequire } from "node:module";
import type { Ajv2020, ErrorObject, ValidateFunction } from "ajv/dist/2020.js";
import { type Document, isScalar, LineCounter, parseDocument, visit, type Node as YamlNode } from "yaml";
import { ofFittingShape } from "./branches.ts";
import type { Problem } from "./problem.ts";
import { didYouMean } from "./suggest.ts";

/** A YAML file with the place of everything in it, so that each mistake can be pointed at. */
export interface YamlFile {
  readonly file: string;
  readonly data: unknown;
  readonly problems: readonly Problem[];
  /** The place of the value at a path of keys and indexes, or of the nearest value around it. */
  readonly problemAt: (path: readonly (string | number)[], message: string, offset?: number) => Problem;
}

/** Characters of a file of rules, acceptances or an exercise: ours have no more than 25,000. */
const MOST_CHARACTERS = 256 * 1024;

/** Values that aliases may stand for in one file. */
const MOST_ALIASES = 100;

/** Reads YAML strictly: every syntax error and doubled key is a problem with line and column. No text makes it throw. */
export function readYaml(file: string, text: string): YamlFile {
  if (text.length > MOST_CHARACTERS) return unread(file, `it is longer than ${MOST_CHARACTERS} characters`);
  try {
    return read(file, text);
  } catch (thrown) {
    // What stands for too much, or is nested too deep to be read.
    return unread(file, `it cannot be read: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
  }
}

function unread(file: string, message: string): YamlFile {
  const problem: Problem = { file, line: 1, column: 1, message };
  return { file, data: undefined, problems: [problem], problemAt: () => problem };
}

function read(file: string, text: string): YamlFile {
  const lines = new LineCounter();
  const rows = text.split("\n");
  const problemOf = (offset: number, message: string): Problem => {
    const { line, col } = lines.linePos(offset);
    return { file, line, column: col, message: message + quotingHint(rows[line - 1] ?? "") };
  };
  // The library compares each key of a map with each.
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: false, strict: true, prettyErrors: false });
  const problems = [...document.errors, ...document.warnings].map(({ pos, message }) => problemOf(pos[0], message));
  problems.push(...doubledKeys(document).map((offset) => problemOf(offset, "Map keys must be unique")));
  const data: unknown = problems.length > 0 ? undefined : document.toJS({ maxAliasCount: MOST_ALIASES });
  return {
    file,
    data,
    problems,
    problemAt(path, message, offset = 0) {
      const start = startOf(document, text, path, offset);
      const { line, col } = lines.linePos(start);
      return { file, line, column: col, message };
    },
  };
}

/** Where a key stands that its map has already. */
function doubledKeys(document: Document): number[] {
  const offsets: number[] = [];
  visit(document, {
    Map: (_, { items }) => {
      const seen = new Set<unknown>();
      for (const { key } of items) {
        if (!isScalar(key)) continue;
        if (seen.has(key.value)) offsets.push(key.range?.[0] ?? 0);
        seen.add(key.value);
      }
    },
  });
  return offsets;
}

/** The same of a text that is known to be right, and what is in it; it is read only where somebody points at a place in it. */
export function readLater(file: string, text: string, data: unknown): YamlFile {
  let read: YamlFile | undefined;
  return {
    ...{ file, data, problems: [] },
    problemAt(...place) {
      read ??= readYaml(file, text);
      return read.problemAt(...place);
    },
  };
}

/** What expressions and templates look like to YAML where they stand without quotes. */
function quotingHint(line: string): string {
  const value = /^\s*(?:- )?\w+: +(.*)$/.exec(line)?.[1] ?? "";
  const why = value.startsWith("!")
    ? "begins with !"
    : value.startsWith("{{")
      ? "begins with {{"
      : /^[^"'|>[{].*: /.test(value)
        ? "has a colon and a blank in it"
        : undefined;
  return why === undefined ? "" : `; a text that ${why} is to be in quotes: '…'`;
}

function startOf(document: Document, text: string, path: readonly (string | number)[], offset: number): number {
  for (let length = path.length; length > 0; length--) {
    const node = document.getIn(path.slice(0, length), true) as YamlNode | undefined;
    if (node?.range) return node.range[0] + (length === path.length ? inScalar(node, text, offset) : 0);
  }
  return document.contents?.range?.[0] ?? 0;
}

/** Where in the file a character of a scalar stands: exact in scalars of one line and where lines stay, near it where they are folded. */
function inScalar(node: YamlNode, text: string, offset: number): number {
  if (!isScalar(node)) return 0;
  if (node.type === "BLOCK_LITERAL") return inLines(text.slice(...(node.range ?? [])), String(node.value), offset);
  return offset + (node.type === "QUOTE_DOUBLE" || node.type === "QUOTE_SINGLE" ? 1 : 0);
}

/** The same below `|`, where each line stands behind the same indent. */
function inLines(source: string, value: string, offset: number): number {
  const before = value.slice(0, offset).split("\n");
  const lines = source.split("\n");
  const indent = /^ */.exec(lines.find((line, index) => index > 0 && line.trim() !== "") ?? "")?.[0].length ?? 0;
  const above = lines.slice(0, before.length).reduce((sum, line) => sum + line.length + 1, 0);
  return above + indent + (before.at(-1)?.length ?? 0);
}

const require = createRequire(import.meta.url);
let ajv: Ajv2020 | undefined;

/** What is wrong with data. */
export type Check = (data: unknown) => readonly ErrorObject[];

/** A check of data against a JSON Schema. To load ajv and to compile takes longer than most checks: the first one does it. */
export function checker(schema: object): Check {
  let compiled: ValidateFunction | undefined;
  return (data) => {
    ajv ??= loadAjv();
    compiled ??= ajv.compile(schema);
    return compiled(data) ? [] : (compiled.errors ?? []);
  };
}

function loadAjv(): Ajv2020 {
  const loaded = require("ajv/dist/2020.js") as typeof import("ajv/dist/2020.js");
  return new loaded.Ajv2020({ allErrors: true, strict: false, verbose: true });
}

/** All that `check` finds wrong in a file, each with its place; a union of words is told as one mistake. */
export function schemaProblems(
  yaml: YamlFile,
  check: Check,
  data: unknown,
  at: readonly (string | number)[] = [],
): Problem[] {
  const told = new Set<string>();
  return ofFittingShape(check(data)).flatMap((error) => {
    const path = [...at, ...pointer(error.instancePath)];
    const message = tell(error, data);
    const key = `${path.join("/")} ${message}`;
    if (message === undefined || told.has(key)) return [];
    told.add(key);
    const extra = error.keyword === "additionalProperties" ? String(error.params["additionalProperty"]) : undefined;
    return [yaml.problemAt(extra === undefined ? path : [...path, extra], message)];
  });
}

/** The keys and indexes of a JSON pointer. */
export function pointer(path: string): (string | number)[] {
  return path
    .split("/")
    .slice(1)
    .map((part) => part.replace(/~1/g, "/").replace(/~0/g, "~"))
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}

function tell(error: ErrorObject, data: unknown): string | undefined {
  const name = error.instancePath.split("/").at(-1) || "the file";
  switch (error.keyword) {
    case "additionalProperties":
      return unknownKey(String(error.params["additionalProperty"]), knownKeys(error));
    case "required":
      return `'${error.params["missingProperty"]}' is missing`;
    case "const":
    case "if":
      return undefined;
    case "anyOf":
      return noneOf(error);
    default:
      return `'${name}' ${error.message ?? "is not as the schema has it"}${data === undefined ? " (the file is empty)" : ""}`;
  }
}

/** Of a word in a list, the list is named. */
function noneOf(error: ErrorObject): string {
  const name =
    error.instancePath
      .split("/")
      .filter((part) => !/^\d+$/.test(part))
      .at(-1) || "the file";
  const words = allowedWords(error);
  const meant = typeof error.data === "string" ? didYouMean(error.data, words) : "";
  return meant === "" ? `'${name}' is to be one of: ${words.join(", ")}` : `'${name}' is never '${error.data}'${meant}`;
}

function unknownKey(key: string, known: readonly string[]): string {
  return `unknown key '${key}'${didYouMean(key, known) || `; known here: ${known.join(", ") || "none"}`}`;
}

function knownKeys(error: ErrorObject): string[] {
  const properties = (error.parentSchema as { properties?: object } | undefined)?.properties ?? {};
  return Object.keys(properties);
}

const TYPES: Readonly<Record<string, string>> = { string: "a text", object: "a map", array: "a list" };

function allowedWords(error: ErrorObject): string[] {
  const options = (error.schema ?? []) as readonly { const?: unknown; title?: string; type?: string }[];
  return options.map(({ const: word, title, type = "" }) => String(word ?? title ?? TYPES[type] ?? type));
}
