import { nameOf } from "../names.ts";
import { addNumbers, type HoleMap } from "./holes.ts";

/** What an extended header says of the member behind it, as far as a reader needs it. */
export interface Overrides {
  path?: string;
  size?: number;
  /** Seconds. */
  mtime?: number;
  uid?: number;
  gid?: number;
  /** What a link leads to. */
  link?: string;
  /** How a file with holes is stored; absent for others. */
  sparse?: HoleMap;
}

const space = 0x20;
const newline = 0x0a;
const zero = 0x30;

/**
 * Reads the records `LENGTH KEY=VALUE\n` of a pax header by their lengths, so that a name may hold any byte.
 * A record that breaks the form ends the reading: what follows it cannot be told.
 */
export function parsePax(bytes: Buffer): Overrides {
  const overrides: Overrides = {};
  let at = 0;
  while (at < bytes.length) {
    const { length, gap } = lengthAt(bytes, at);
    const end = at + length;
    if (!(end > gap + 1 && end <= bytes.length) || bytes[end - 1] !== newline) break;
    // What no reader asks for is not made a text of: a header may hold a hundred thousand such records.
    if (BEGINS.has(bytes[gap + 1] ?? 0)) read(overrides, bytes.subarray(gap + 1, end - 1));
    at = end;
  }
  return overrides;
}

/** How the keys begin that are asked for: path, linkpath, size, mtime, uid, gid, GNU.sparse. */
const BEGINS: ReadonlySet<number> = new Set(Buffer.from("plsmugG"));

/** The length that a record begins with, and where the blank behind it stands; no length where there is none. */
function lengthAt(bytes: Buffer, at: number): { readonly length: number; readonly gap: number } {
  let length = 0;
  for (let gap = at; gap <= at + 10 && gap < bytes.length; gap += 1) {
    const byte = bytes[gap] ?? 0;
    if (byte === space && gap > at) return { length, gap };
    if (byte < zero || byte > zero + 9) break;
    length = length * 10 + byte - zero;
  }
  return { length: Number.NaN, gap: at };
}

function read(overrides: Overrides, record: Buffer): void {
  const equals = record.indexOf("=");
  if (equals > 0) apply(overrides, record.toString("utf8", 0, equals), nameOf(record.subarray(equals + 1)));
}

function apply(overrides: Overrides, key: string, value: string): void {
  if (key === "path") overrides.path ??= value;
  else if (key === "linkpath") overrides.link = value;
  else if (isNumber(key)) setNumber(overrides, key, value);
  else if (key.startsWith("GNU.sparse.")) applySparse(overrides, key.slice("GNU.sparse.".length), value);
}

function applySparse(overrides: Overrides, key: string, value: string): void {
  overrides.sparse ??= { numbers: [], isInBody: false };
  const { sparse } = overrides;
  // The plain path of a sparse member is one that tar made up.
  if (key === "name") overrides.path = value;
  else if (key === "major") sparse.isInBody = value === "1";
  else if (key === "map") addNumbers(sparse, value.split(",").map(Number));
  else if (key === "offset" || key === "numbytes") addNumbers(sparse, [Number(value)]);
}

type NumberKey = "size" | "mtime" | "uid" | "gid";

function isNumber(key: string): key is NumberKey {
  return key === "size" || key === "mtime" || key === "uid" || key === "gid";
}

function setNumber(overrides: Overrides, key: NumberKey, value: string): void {
  if (/^-?\d{1,20}(\.\d+)?$/.test(value)) overrides[key] = Number(value);
}
