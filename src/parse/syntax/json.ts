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
  const restOfLine = restOfLines(text);
  const budget = { values: MOST_VALUES };
  let complete = true;
  let line = 1;
  for (let at = 0; at < text.length && complete; ) {
    const char = text[at] ?? "";
    if (/\s/.test(char)) {
      if (char === "\n") line++;
      at++;
      continue;
    }
    const rest = restOfLine(at);
    const read =
      /[[{]/.test(char) && !isPrompt(rest) ? readDocument(text, { at, line, rest, python, budget }) : undefined;
    if (read === undefined) {
      strayAt.push(line);
      at += rest.length;
      continue;
    }
    if (read.document !== undefined) documents.push(read.document);
    for (const broken of read.recoveredAt) recoveredAt.push(broken);
    ({ at, line, complete } = read);
  }
  return { documents, complete, recoveredAt, strayAt };
}

/** What is in an inspect of a thousand containers; a text of more values counts as cut there. */
const MOST_VALUES = 500_000;

interface Beginning {
  readonly at: number;
  readonly line: number;
  readonly rest: string;
  readonly python: boolean;
  readonly budget: { values: number };
}

/** Reads what begins with `rest` of a line; `undefined` where that only looks like a document: `[WARN] …`. */
function readDocument(text: string, { at, line, rest, python, budget }: Beginning): DocumentRead | undefined {
  const { stop, document, ...read } = readStrictly(text, at, line, { python, budget });
  // Engines indent: then each line holds one value, and a broken one harms no other.
  const indented = /^[[{]+[ \t]*$/.test(rest) && rest.length < text.length - at;
  if (stop === "odd" && indented) return recoverByLines(text, at, line);
  if (stop === "odd" && /^\[[^[{"']*$/.test(rest)) return undefined;
  // Where a quote went astray nothing can be told about what came before it, nor where the next document begins.
  if (stop === "odd") {
    const end = text.indexOf("\n", read.at);
    return { ...read, at: end < 0 ? text.length : end, complete: read.line === line, recoveredAt: [read.line] };
  }
  // The last line of an indented document may end after a quote that is not its value's last.
  if (stop === "cut" && indented) {
    const again = { python, budget: { values: MOST_VALUES } };
    return readStrictly(text.slice(0, text.lastIndexOf("\n") + 1), at, line, again);
  }
  return { ...read, document };
}

/** What is left of a line from an offset on. Offsets only grow, so that no line is searched twice for its end. */
function restOfLines(text: string): (at: number) => string {
  let end = -1;
  return (at) => {
    if (at > end) end = (text.indexOf("\n", at) + 1 || text.length + 1) - 1;
    return text.slice(at, end);
  };
}

/** The objects that a text lists, in arrays or one after another. */
export function objectsIn({ documents }: JsonText): readonly Json[] {
  return documents.flatMap((document) => (document.kind === "array" ? document.items : [document]));
}
