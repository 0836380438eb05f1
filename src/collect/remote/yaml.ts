import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  type Scalar,
  visit,
  type YAMLMap,
} from "yaml";

/** A value of a YAML file; `at` is where it begins. */
export type Value = MapValue | ListValue | ScalarValue;

export interface MapValue {
  readonly kind: "map";
  readonly at: number;
  readonly entries: readonly Entry[];
}

export interface Entry {
  readonly key: string;
  readonly at: number;
  readonly value: Value;
}

interface ListValue {
  readonly kind: "list";
  readonly at: number;
  readonly items: readonly Value[];
}

interface ScalarValue {
  readonly kind: "scalar";
  readonly at: number;
  /** As it is written, for `010` and `1e3` are names too; empty where it is null. */
  readonly text: string;
}

/** A mistake in a YAML file, and where it begins. */
export class Mistake extends Error {
  readonly at: number;

  constructor(at: number, message: string) {
    super(message);
    this.at = at;
  }
}

export interface Place {
  readonly line: number;
  readonly column: number;
}

/** Reads a YAML document, what its aliases and merge keys stand for included, or its first mistake. */
export function readYaml(text: string): { readonly value: Value | Mistake; readonly placeOf: (at: number) => Place } {
  const lines = new LineCounter();
  const placeOf = (at: number): Place => {
    const { line, col } = lines.linePos(at);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  if (text.length > MAX_CHARACTERS) {
    return { value: new Mistake(0, `it is longer than ${MAX_CHARACTERS} characters`), placeOf };
  }
  return { value: mistakeOr(() => readDocument(text, lines)), placeOf };
}

function readDocument(text: string, lineCounter: LineCounter): Value {
  try {
    // The library compares each key of a map with each where it is to see to it that they are unique.
    const document = parseDocument(text, { lineCounter, uniqueKeys: false, strict: true, prettyErrors: false });
    const [error] = document.errors;
    if (error !== undefined) throw new Mistake(error.pos[0], error.message);
    return read(document.contents, 0, 0, { meant: meaning(document), left: MAX_VALUES });
  } catch (thrown) {
    // It calls itself for what is nested.
    if (thrown instanceof RangeError) throw new Mistake(0, TOO_DEEP);
    throw thrown;
  }
}

/** What a function returns, or the mistake that it throws. */
export function mistakeOr<T>(use: () => T): T | Mistake {
  try {
    return use();
  } catch (thrown) {
    if (thrown instanceof Mistake) return thrown;
    throw thrown;
  }
}

/** No inventory comes near, and a few aliases can stand for more values than there is memory. */
const MAX_VALUES = 200_000;
const MAX_DEPTH = 30;
const MAX_CHARACTERS = 512 * 1024;
const TOO_DEEP = "it is nested too deep to be an inventory";

interface Reading {
  readonly meant: ReadonlyMap<Alias, Node | undefined>;
  left: number;
}

/** What each alias stands for: the last value before it that bears its name. */
function meaning(document: Document): ReadonlyMap<Alias, Node | undefined> {
  const anchors = new Map<string, Node>();
  const meant = new Map<Alias, Node | undefined>();
  visit(document, {
    Node: (_, node) => {
      if (isAlias(node)) meant.set(node, anchors.get(node.source));
      else if (node.anchor) anchors.set(node.anchor, node);
    },
  });
  return meant;
}

function read(node: unknown, around: number, depth: number, reading: Reading): Value {
  const at = startOf(node, around);
  if (--reading.left < 0 || depth > MAX_DEPTH) {
    throw new Mistake(at, "this stands for more than a file of hosts needs: write it without aliases");
  }
  if (isAlias(node)) return read(reading.meant.get(node) ?? unknown(node, at), at, depth + 1, reading);
  if (isSeq(node)) return { kind: "list", at, items: node.items.map((item) => read(item, at, depth + 1, reading)) };
  if (isMap(node)) return { kind: "map", at, entries: entriesOf(node, at, depth, reading) };
  return { kind: "scalar", at, text: isScalar(node) ? written(node) : "" };
}

function unknown({ source }: Alias, at: number): never {
  throw new Mistake(at, `no value before this one is named '&${source}'`);
}

/** A map's own entries come before those of the maps that it merges. */
function entriesOf(map: YAMLMap, around: number, depth: number, reading: Reading): Entry[] {
  const own = new Map<string, Entry>();
  const merged: Entry[] = [];
  for (const { key, value } of map.items) {
    const at = startOf(key, around);
    const entry = { key: isScalar(key) ? written(key) : "", at, value: read(value, at, depth + 1, reading) };
    if (!isScalar(key)) throw new Mistake(at, "a key is to be a word");
    if (own.has(entry.key)) throw new Mistake(at, "Map keys must be unique");
    if (entry.key === "<<") merged.push(...mapsIn(entry.value).flatMap(({ entries }) => entries));
    else own.set(entry.key, entry);
  }
  for (const entry of merged) if (!own.has(entry.key)) own.set(entry.key, entry);
  return [...own.values()];
}

function mapsIn(value: Value): MapValue[] {
  const all = value.kind === "list" ? value.items : [value];
  return all.filter((each) => each.kind === "map");
}

function startOf(node: unknown, around: number): number {
  return (node as Node | null | undefined)?.range?.[0] ?? around;
}

function written({ value, source }: Scalar): string {
  if (value === null) return "";
  return typeof value === "string" ? value : (source ?? String(value));
}
