import { spansOf } from "./pairs.ts";
import { closingQuote, isPlain, openingQuote, type Span } from "./values.ts";
import { ACCOUNTS_BEGIN } from "./words.ts";

/** The passwords of registries in a map on one line: `ContainerImageRegistryCredentials: {REGISTRY: {USER: VALUE}}`. */
export function registrySpans(line: string): Span[] {
  return spansOf(line, ACCOUNTS_BEGIN, (begin) => ({ start: begin.index, end: begin.index + begin[0].length })).flatMap(
    ({ end }) => valuesIn(line.slice(0, mapEnd(line, end)), end),
  );
}

/** Where the map ends that begins before this place. */
function mapEnd(line: string, start: number): number {
  let depth = 1;
  let at = start;
  for (; at < line.length && depth > 0; at += 1) {
    if (line[at] === "{") depth += 1;
    if (line[at] === "}") depth -= 1;
  }
  return at;
}

/** The values of a map, and of the maps in it, from this place to the line's end. */
function valuesIn(line: string, from: number): Span[] {
  return spansOf(line, /(:|=>|=)[ \t]*/g, ({ index, 0: separator }) => {
    const at = index + separator.length;
    if (index < from) return undefined;
    const opening = openingQuote(line, at);
    const start = opening?.start ?? at;
    const end =
      opening === undefined
        ? at + (/^[^"'{}, \t\\]*/.exec(line.slice(at))?.[0].length ?? 0)
        : closingQuote(line, start, opening.quote);
    const value = line.slice(start, end);
    const after = line.slice(end + (opening?.quote.length ?? 0));
    return value !== "" && /^[ \t]*[,}]/.test(after) && !isPlain(value, { references: true })
      ? { start, end }
      : undefined;
  });
}
