import { isSecretKey, nameStart, spansOf } from "./pairs.ts";
import { closingQuote, isPlain, openingQuote, type Span, wordEnd } from "./values.ts";
import { BLANKS, DIRECTIVE, FERNET_KEY, LINE_KEYS, OPTION, PREFIXES, SHAPES } from "./words.ts";

const WORD_STOPS = new RegExp(`[${BLANKS}"'<>\`|;]`);

/** `--os-password VALUE`. */
export function optionSpans(line: string): Span[] {
  return spansOf(line, OPTION, (found) => {
    const key = nameStart(line, found.index);
    const isOption = line[key] === "-" && isSecretKey(line, found.index, line.slice(key, found.index + 40));
    const start = found.index + found[0].length;
    return isOption && start < line.length && line[start] !== "-" ? valueAt(line, start) : undefined;
  });
}

/** Secrets that other words before them tell: `stats auth user:VALUE`, `IDENTIFIED BY 'VALUE'`. */
export const prefixedSpans = PREFIXES.map(({ prefix, needs }) => (line: string): Span[] => {
  if (needs?.test(line) === false) return [];
  return spansOf(line, prefix, (found) => valueAt(line, found.index + found[0].length));
});

/** `password VALUE`, and settings whose names do not tell, as the whole of a line. */
export function directiveSpans(line: string): Span[] {
  if (LINE_KEYS.test(line) && (!line.startsWith("user_") || /[ \t][.][a-z]/.test(line)))
    return compact(valueAt(line, LINE_KEYS.exec(line)?.[0].length ?? 0));
  const value = DIRECTIVE.exec(line)?.at(-1);
  return value === undefined ? [] : compact(valueAt(line, line.lastIndexOf(value)));
}

function compact(span: Span | undefined): Span[] {
  return span === undefined ? [] : [span];
}

/** The value that begins here, in quotes or a word. */
function valueAt(line: string, at: number): Span | undefined {
  const opening = openingQuote(line, at);
  const span =
    opening === undefined
      ? { start: at, end: wordEnd(line, at, WORD_STOPS) }
      : { start: opening.start, end: closingQuote(line, opening.start, opening.quote) };
  return isPlain(line.slice(span.start, span.end), { references: true }) ? undefined : span;
}

/** A key of keystone's, which has any name, in the content of a file that is to be written. */
export function fernetSpans(line: string): Span[] {
  return spansOf(line, FERNET_KEY.prefix, (found) => {
    const start = found.index + found[0].length;
    const key = FERNET_KEY.shape.exec(line.slice(start, start + 60))?.[0];
    return key?.length === FERNET_KEY.length ? { start, end: start + key.length } : undefined;
  });
}

/** Secrets that show what they are. */
export const shapedSpans = SHAPES.map(({ shape, least, most }) => (line: string): Span[] => {
  return spansOf(line, shape, ({ index, 0: text, 1: before = "" }) => {
    const length = text.length - before.length;
    const start = index + before.length;
    return length >= least && length <= most ? { start, end: start + length } : undefined;
  });
});
