import { NO_SECRET_VALUES, REFERENCE } from "./words.ts";

/** Where a secret stands in a line. A number in JSON becomes a string: then with the quote to put around it. */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly quote?: string;
}

const OPENING = /^[ub]?(\\*["'])/;

/** The quote, escaped as often as it is, that opens a value here; `undefined` where none does. */
export function openingQuote(line: string, at: number): { quote: string; start: number } | undefined {
  const found = OPENING.exec(line.slice(at, at + 40));
  return found?.[1] === undefined ? undefined : { quote: found[1], start: at + found[0].length };
}

/** How many backslashes stand before this place, not counting those before `from`. */
function backslashes(line: string, from: number, at: number): number {
  let count = 0;
  while (at - count > from && line[at - count - 1] === "\\") count += 1;
  return count;
}

/**
 * Where the text in this quote ends that starts here: before the closing quote, or at the line's end.
 *
 * Within n backslashes before each quote, a quote inside the text bears more of them: JSON in JSON writes \" around it and
 * \\\" within. A quote with fewer closes what the text is part of. A single quote that bears any more is taken as part of
 * the text, and a double one that ends the string in which single ones open a text ends that text.
 */
export function closingQuote(line: string, start: number, quote: string): number {
  const depth = quote.length - 1;
  const kind = quote.at(-1);
  const inString = kind === "'" && unescapedQuotes(line, start) % 2 === 1;
  for (let at = start; at < line.length; at += 1) {
    const other = inString && line[at] === '"';
    if (line[at] !== kind && !other) continue;
    const extra = backslashes(line, start, at) - depth;
    if (other ? extra <= 0 : closes(kind, extra, depth)) return at - Math.min(depth, extra + depth);
  }
  return line.length;
}

function closes(kind: string | undefined, extra: number, depth: number): boolean {
  if (extra <= 0) return true;
  return kind === '"' && extra % (2 * (depth + 1)) === 0;
}

let counted = { line: "", end: 0, quotes: 0 };

/** How many quotes that are not escaped stand before this place. Remembers the last answer, so that a line is read once. */
function unescapedQuotes(line: string, end: number): number {
  const known = counted.line === line && counted.end <= end ? counted : { line, end: 0, quotes: 0 };
  let { quotes } = known;
  for (let at = line.indexOf('"', known.end); at >= 0 && at < end; at = line.indexOf('"', at + 1)) {
    if (backslashes(line, 0, at) % 2 === 0) quotes += 1;
  }
  counted = { line, end, quotes };
  return quotes;
}

/** The end of a word: of what holds no blank and no quote, less what punctuation follows it. */
export function wordEnd(line: string, start: number, stops: RegExp): number {
  let end = start;
  while (end < line.length && !stops.test(line[end] ?? "")) end += 1;
  while (end > start && /[,;)\]}\\]/.test(line[end - 1] ?? "")) end -= 1;
  return end;
}

/** Whether this value is no secret, whatever its key says. What a variable refers to is none either, where one may stand. */
export function isPlain(value: string, { references }: { readonly references: boolean }): boolean {
  return NO_SECRET_VALUES.some((plain) => plain.test(value)) || (references && REFERENCE.test(value));
}

/** Where the line ends, not counting the blanks at its end. */
export function trimmedLength(line: string): number {
  let end = line.length;
  while (end > 0 && /[ \t\r]/.test(line[end - 1] ?? "")) end -= 1;
  return end;
}
