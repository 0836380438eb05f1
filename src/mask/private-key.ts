import { closingQuote, type Span } from "./values.ts";
import { KEY_BEGINS, KEY_ENDS, VAULT_LINE } from "./words.ts";

const IN_KEY = /[A-Za-z0-9+/=_-]/;

/** The private keys that stand whole in this line, their lines parted by \n, and what of one begins in it. */
export function keySpans(line: string): Span[] {
  const begins = KEY_BEGINS.exec(line);
  if (begins === null) return [];
  const start = begins.index + begins[0].length;
  const ends = KEY_ENDS.exec(line.slice(start));
  const end = ends === null ? closingQuote(line, start, '"') : start + ends.index;
  if (end <= start || /^[ \t\r]*$/.test(line.slice(start, end))) return [];
  const after = ends === null ? line.length : end + ends[0].length;
  return [
    { start, end },
    ...keySpans(line.slice(after)).map((span) => ({ start: span.start + after, end: span.end + after })),
  ];
}

/** Whether a private key begins in this line and goes on in the next. */
export function opensKey(line: string): boolean {
  const begins = KEY_BEGINS.exec(line);
  return begins !== null && /^[ \t\r]*$/.test(line.slice(begins.index + begins[0].length));
}

/** What a line of a private key holds of it, which may stand after the time of a log. */
export function keyLineSpan(line: string): Span | undefined {
  let end = line.length;
  while (end > 0 && !IN_KEY.test(line[end - 1] ?? "")) end -= 1;
  let start = end;
  while (start > 0 && IN_KEY.test(line[start - 1] ?? "")) start -= 1;
  return start === end ? undefined : { start, end };
}

/** What a line of a vault holds of it; `undefined` for one that is none. */
export function vaultLineSpan(line: string): Span | undefined {
  return VAULT_LINE.test(line) ? keyLineSpan(line) : undefined;
}
