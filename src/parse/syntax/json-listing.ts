import { engineOf, jsonProblem } from "../containers/engine-files.ts";
import type { EngineName } from "../engine-name.ts";
import { objectsIn, readJson } from "./json.ts";
import type { Json } from "./json-tree.ts";
import { quoting, type Source, type SourceText } from "./text.ts";

/** Which engine listed something, and on which line. */
export interface Origin {
  readonly engine: EngineName;
  readonly source: Source;
}

/** What a listing in JSON holds, and what keeps it from being whole. */
export interface JsonListing<Fact> {
  readonly facts: readonly Fact[];
  readonly problem?: string;
}

/**
 * The facts of a listing in JSON: `read` tells those of one object, none where it is not what is listed. `undefined`
 * where the text is no JSON or nothing in it is what is listed.
 */
export function readJsonListing<Fact>(
  source: SourceText,
  read: (object: Json, origin: Origin) => readonly Fact[],
): JsonListing<Fact> | undefined {
  const json = readJson(source.text);
  if (json.documents.length === 0) return undefined;
  const engine = engineOf(source);
  const quoted = quoting(source);
  const objects = objectsIn(json);
  const found = objects.map((object) => read(object, { engine, source: quoted(object.line) }));
  const odd = objects.find((_, index) => found[index]?.length === 0);
  if (odd !== undefined && found.every((facts) => facts.length === 0)) return undefined;
  const problem = jsonProblem(source, json) ?? (odd && `what stands at line ${odd.line} is not as expected`);
  return { facts: found.flat(), ...(problem === undefined ? {} : { problem }) };
}
