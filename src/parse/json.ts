import { recoverByLines } from "./json-lines.ts";
import { readStrictly } from "./json-strict.ts";
import type { DocumentRead, Json, JsonArray, JsonObject, JsonText } from "./json-tree.ts";
import { isPrompt } from "./text.ts";

export interface JsonOptions {
  /** Also read Python's `repr`: single quotes, True, False, None. */
  readonly python?: boolean;
}

/**
 * Reads every array and object at the top level of `text`: the JSON that container engines print, from files that are
 * often not JSON any more, but cut short, mixed with messages, or broken by a scrubber that ate the backslash of a `\"`.
 * Reads all that is certain, and says what is not. It never throws.
 */
export function readJson(text: string, { python = false }: JsonOptions = {}): JsonText {
  const documents: (JsonArray | JsonObject)[] = [];
  const recoveredAt: number[] = [];
  const strayAt: number[] = [];
  let complete = true;
  let line = 1;
  for (let at = 0; at < text.length && complete; ) {
    const char = text[at] ?? "";
    if (/\s/.test(char)) {
      if (char === "\n") line++;
      at++;
      continue;
    }
    const read = /[[{]/.test(char) && !isPrompt(lineAt(text, at)) ? readDocument(text, at, line, python) : undefined;
    if (read === undefined) {
      strayAt.push(line);
      at += lineAt(text, at).length;
      continue;
    }
    if (read.document !== undefined) documents.push(read.document);
    for (const broken of read.recoveredAt) recoveredAt.push(broken);
    ({ at, line, complete } = read);
  }
  return { documents, complete, recoveredAt, strayAt };
}

/** `undefined` for a line that is no document but only begins as one: `[WARN] …`. */
function readDocument(text: string, at: number, line: number, python: boolean): DocumentRead | undefined {
  const strict = readStrictly(text, at, line, python);
  const first = lineAt(text, at);
  // Engines indent: then each line holds one value, and a broken one harms no other.
  const indented = /^[[{]+[ \t]*$/.test(first) && first.length < text.length - at;
  if (strict.stop === undefined) return strict;
  // The last line of an indented document may end after a quote that is not its value's last.
  if (strict.stop === "cut" && indented)
    return readStrictly(text.slice(0, text.lastIndexOf("\n") + 1), at, line, python);
  if (strict.stop === "cut") return strict;
  if (indented) return recoverByLines(text, at, line);
  if (/^\[[^[{"']*$/.test(first)) return undefined;
  // Where a quote went astray nothing can be told about what came before it, and what follows is no document's start.
  const { document: _, ...rest } = strict;
  const oneLine = strict.line === line;
  const skipped = strict.at + lineAt(text, strict.at).length;
  return { ...rest, at: skipped, complete: oneLine, recoveredAt: [strict.line] };
}

function lineAt(text: string, at: number): string {
  const end = text.indexOf("\n", at);
  return text.slice(at, end < 0 ? text.length : end);
}

/** The objects that a text lists, in arrays or one after another. */
export function objectsIn({ documents }: JsonText): readonly Json[] {
  return documents.flatMap((document) => (document.kind === "array" ? document.items : [document]));
}
