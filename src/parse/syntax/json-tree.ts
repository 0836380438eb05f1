import { sound } from "./number.ts";

/** A value with the line it stands on. */
export type Json = JsonScalar | JsonArray | JsonObject;

interface JsonScalar {
  readonly kind: "scalar";
  readonly line: number;
  readonly value: string | number | boolean | null;
}

interface JsonNode {
  readonly line: number;
  /** The line it ends on. */
  readonly end: number;
  /** False when something is missing in it, at whatever depth: nothing follows from absence then. */
  readonly whole: boolean;
}
export interface JsonArray extends JsonNode {
  readonly kind: "array";
  readonly items: readonly Json[];
}
export interface JsonObject extends JsonNode {
  readonly kind: "object";
  readonly entries: ReadonlyMap<string, Json>;
}

export interface JsonText {
  /** The top-level documents in order: one for `inspect`, one a line for `ps --format '{{json .}}'`. */
  readonly documents: readonly (JsonArray | JsonObject)[];
  /** False when the text ended inside a document, or could not be followed to its end. */
  readonly complete: boolean;
  /** Lines inside documents that are not JSON: read as far as is certain. */
  readonly recoveredAt: readonly number[];
  /** Lines outside documents: warnings and errors of the command, say. */
  readonly strayAt: readonly number[];
}

/** What a reader makes of one document. */
export interface DocumentRead {
  readonly document?: JsonArray | JsonObject;
  /** Where reading stopped: offset, and line. */
  readonly at: number;
  readonly line: number;
  readonly complete: boolean;
  readonly recoveredAt: readonly number[];
}

// ---- Reaching into a value: each answers `undefined` where it is absent or of another type.

/** The value at a path of keys, each matched without regard to case (podman 1.0 writes `ID`, later ones `Id`). */
export function at(json: Json | undefined, ...path: readonly string[]): Json | undefined {
  let here = json;
  for (const key of path) {
    if (here?.kind !== "object") return undefined;
    here = here.entries.get(key) ?? ignoringCase(here, key);
  }
  return here;
}

function ignoringCase(object: JsonObject, key: string): Json | undefined {
  const wanted = key.toLowerCase();
  for (const [name, value] of object.entries) if (name.toLowerCase() === wanted) return value;
  return undefined;
}

function scalarAt(json: Json | undefined, path: readonly string[]): string | number | boolean | null | undefined {
  const found = at(json, ...path);
  return found?.kind === "scalar" ? found.value : undefined;
}

export function stringAt(json: Json | undefined, ...path: readonly string[]): string | undefined {
  const value = scalarAt(json, path);
  return typeof value === "string" ? value : undefined;
}

export function numberAt(json: Json | undefined, ...path: readonly string[]): number | undefined {
  const value = scalarAt(json, path);
  return typeof value === "number" ? sound(value) : undefined;
}

export function booleanAt(json: Json | undefined, ...path: readonly string[]): boolean | undefined {
  const value = scalarAt(json, path);
  return typeof value === "boolean" ? value : undefined;
}

export function itemsAt(json: Json | undefined, ...path: readonly string[]): readonly Json[] {
  const found = at(json, ...path);
  return found?.kind === "array" ? found.items : [];
}

export function stringsAt(json: Json | undefined, ...path: readonly string[]): string[] {
  return itemsAt(json, ...path).flatMap((item) =>
    item.kind === "scalar" && typeof item.value === "string" ? [item.value] : [],
  );
}

export function numbersAt(json: Json | undefined, ...path: readonly string[]): number[] {
  return itemsAt(json, ...path).flatMap((item) =>
    item.kind === "scalar" && typeof item.value === "number" ? [item.value] : [],
  );
}

/** The string values of an object, such as labels. */
export function stringMapAt(json: Json | undefined, ...path: readonly string[]): Record<string, string> {
  const found = at(json, ...path);
  if (found?.kind !== "object") return {};
  // Not by assignment: a label may be named __proto__.
  return Object.fromEntries(
    [...found.entries].flatMap(([key, value]): [string, string][] =>
      value.kind === "scalar" && typeof value.value === "string" ? [[key, value.value]] : [],
    ),
  );
}

/** Whether all of the value is there that a path leads to: only then does something follow from what it does not hold. */
export function isWhole(json: Json | undefined, ...path: readonly string[]): boolean {
  const found = at(json, ...path);
  return found !== undefined && (found.kind === "scalar" || found.whole);
}
