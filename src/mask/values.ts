import {
  JUMBLED_PART,
  LOOKS_ID,
  LOOKS_JUMBLED,
  LOOKS_ORDINARY,
  LOOKS_SECRET,
  NO_SECRET_VALUES,
  OPENING_QUOTE,
  REFERENCE,
} from "./words.ts";

/** Where a secret stands in a line. A number in JSON becomes a string: then with the quote to put around it. */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly quote?: string;
}

/** The quote, escaped as often as it is, that opens a value here; `undefined` where none does. */
export function openingQuote(line: string, at: number): { quote: string; start: number } | undefined {
  const found = OPENING_QUOTE.exec(line.slice(at, at + 40));
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
 * \\\" within. A quote with fewer closes what the text is part of. A single quote that bears any more, or is doubled, is
 * taken as part of the text, and a double one that ends the string in which single ones open a text ends that text.
 * Where none closes it for certain, the last does that may.
 */
export function closingQuote(line: string, start: number, quote: string): number {
  if (quote.endsWith(";") || /[27]$/.test(quote)) return indexOr(line, quote, start);
  const depth = quote.length - 1;
  const kind = quote.at(-1);
  const inString = kind === "'" && unescapedQuotes(line, start) % 2 === 1;
  let last = line.length;
  for (let at = start; at < line.length; at += 1) {
    const other = inString && line[at] === '"';
    if (line[at] !== kind && !other) continue;
    const extra = backslashes(line, start, at) - depth;
    if (kind === "'" && !other && extra === 0 && line[at + 1] === "'") {
      at += 1;
      continue;
    }
    if (extra <= 0 || (!other && closes(line, at, extra, depth))) return at - Math.min(depth, extra + depth);
    if (parts(line, at)) last = at - depth;
  }
  return last;
}

/** Where the text begins next; at the line's end if nowhere. */
function indexOr(line: string, text: string, start: number): number {
  const at = line.indexOf(text, start);
  return at < 0 ? line.length : at;
}

/** Backslashes before a closing quote are the text's own, each escaped; what follows it then parts it from the next. */
function closes(line: string, at: number, extra: number, depth: number): boolean {
  return line[at] === '"' && extra % (2 * (depth + 1)) === 0 && parts(line, at);
}

/** Whether what follows this quote parts its text from the next. */
function parts(line: string, at: number): boolean {
  return /^([ \t\r,;:}\])>]|\\|$)/.test(line.slice(at + 1, at + 2));
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
  while (end > start && isPunctuation(line.slice(start, end))) end -= 1;
  while (end > start + 1 && /\\[rn]/.test(line.slice(end - 2, end))) end -= 2;
  return end;
}

/** Where the line ends, within a string of JSON that holds several: there \n stands for its end. */
export function innerLineEnd(line: string, start: number, end: number): number {
  if (unescapedQuotes(line, start) % 2 === 0) return end;
  const found = /(^|[^\\])\\[rn]/.exec(line.slice(start, end));
  return found === null ? end : start + found.index + (found[1]?.length ?? 0);
}

/** Whether the last character is none of the word's own: a bracket that was not opened in it, a comma. */
function isPunctuation(word: string): boolean {
  const last = word.at(-1) ?? "";
  const open = { ")": "(", "]": "[", "}": "{" }[last];
  return open === undefined ? /[,;\\]/.test(last) : !word.includes(open);
}

/** Whether this value is no secret, whatever its key says. What a variable refers to is none either, where one may stand. */
export function isPlain(value: string, { references }: { readonly references: boolean }): boolean {
  return NO_SECRET_VALUES.some((plain) => plain.test(value)) || (references && REFERENCE.test(value));
}

/** Fewer characters look like nothing. */
const FEWEST = 6;

/** Whether this value looks like a secret where only words around it say that it may be one; an id does where `ids` says so. */
export function looksSecret(value: string, ids: boolean): boolean {
  if (value.length < FEWEST) return false;
  if (LOOKS_ID.test(value)) return ids && value.length >= 16;
  if (LOOKS_JUMBLED.test(value) && JUMBLED_PART.test(value)) return true;
  return LOOKS_SECRET.test(value) && !LOOKS_ORDINARY.test(value);
}

/** Where the line ends, not counting the blanks at its end. */
export function trimmedLength(line: string): number {
  let end = line.length;
  while (end > 0 && /[ \t\r]/.test(line[end - 1] ?? "")) end -= 1;
  return end;
}
