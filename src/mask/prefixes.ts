import { isSecretKey, nameStart, spansOf } from "./pairs.ts";
import { closingQuote, isPlain, looksSecret, openingQuote, type Span, wordEnd } from "./values.ts";
import { BLANKS, DIRECTIVE, LINE_KEYS, MARKED, OPTION, PREFIXES, SHAPES } from "./words.ts";

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
export const prefixedSpans = PREFIXES.map(({ has, prefix, needs, looks }) => (line: string): Span[] => {
  const small = lowered(line);
  if (!has.some((word) => small.includes(word)) || needs?.test(line) === false) return [];
  let passed = 0;
  return spansOf(line, prefix, (found) => {
    const at = found.index + found[0].length;
    if (at < passed) return undefined;
    const span = wordAt(line, at);
    const value = line.slice(span.start, span.end);
    const secret = !isPlain(value, { references: true }) && (looks === undefined || looksSecret(value, looks === "id"));
    // A long word without a secret may hold the prefix thousands of times: it is looked at once.
    if (!secret && value.length > LONG) passed = span.end;
    return secret ? span : undefined;
  });
});

/** Longer than a word that people write. */
const LONG = 1000;

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

/** The value that begins here, unless it is none. */
function valueAt(line: string, at: number): Span | undefined {
  const span = wordAt(line, at);
  return isPlain(line.slice(span.start, span.end), { references: true }) ? undefined : span;
}

/** What stands here, in quotes or a word. */
function wordAt(line: string, at: number): Span {
  const opening = openingQuote(line, at);
  return opening === undefined
    ? { start: at, end: wordEnd(line, at, WORD_STOPS) }
    : { start: opening.start, end: closingQuote(line, opening.start, opening.quote) };
}

/** Secrets that show what they are after what tells of them: a key of keystone in the content of a file to be written. */
export const markedSpans = MARKED.map(
  ({ needs, mark, shape, least, most, mixed = false }) =>
    (line: string): Span[] => {
      if (needs?.test(line) === false) return [];
      return spansOf(line, mark, (found) => {
        const start = found.index + found[0].length;
        const secret = shape.exec(line.slice(start, start + most + 1))?.[0] ?? "";
        const fits = secret.length >= least && secret.length <= most && (!mixed || isMixed(secret));
        return fits ? { start, end: start + secret.length } : undefined;
      });
    },
);

function isMixed(text: string): boolean {
  return /[a-z]/.test(text) && /[A-Z]/.test(text) && /[0-9]/.test(text);
}

/** Secrets that show what they are. */
export const shapedSpans = SHAPES.map(({ has, shape, least, most }) => (line: string): Span[] => {
  if (!has.some((part) => line.includes(part))) return [];
  return spansOf(line, shape, ({ index, 0: text, 1: before = "" }) => {
    const length = text.length - before.length;
    const start = index + before.length;
    return length >= least && length <= most ? { start, end: start + length } : undefined;
  });
});

let lower = { line: "", small: "" };

/** The line in small letters. Remembers the last answer, as many ask for it. */
function lowered(line: string): string {
  if (lower.line !== line) lower = { line, small: line.toLowerCase() };
  return lower.small;
}
