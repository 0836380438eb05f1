import {
  closingQuote,
  innerLineEnd,
  isPlain,
  looksSecret,
  openingQuote,
  type Span,
  trimmedLength,
  wordEnd,
} from "./values.ts";
import {
  ACCOUNT_KEYS,
  BLANKS,
  ELEMENT,
  FLOW_COOKIE,
  FOLDER_KEY,
  NO_SECRET_KEY,
  PAIR,
  SEPARATION,
  SHORT_END,
} from "./words.ts";

/** What may stand before a key that begins its line. */
const LINE_START = /^[ \t]*(export[ \t]+|-[ \t]+|[#;]+[ \t]*)?$/;
const WORD_STOPS = new RegExp(`[${BLANKS}"'<>\`]`);
const QUERY_STOPS = new RegExp(`[${BLANKS}"'<>\`&]`);
const JSON_STOPS = new RegExp(`[${BLANKS},}\\]]`);
const NAME = /^[\w-]+([.][\w-]+)*/;

/** A value in a list of variables, as a shell has them in a line. */
const VARIABLES = /^[^ \t]+([ \t]+[A-Z_][A-Z0-9_]*=[^ \t]*)+$/;
/** In a message that quotes a setting the value is masked already, and what follows is no part of it. */
const MASKED_WORD = /^masked-[0-9a-f-]*[0-9]+ /;

/** A key that ends like one which holds secrets, and where its value begins. */
interface Pair {
  readonly line: string;
  readonly keyStart: number;
  /** The quote right after the key's name, as in JSON; empty where there is none. */
  readonly keyQuote: string;
  readonly separator: string;
  readonly valueStart: number;
}

/** The values of all keys in the line that hold secrets: `key = value`, `"key": "value"`, `"KEY=value"`, `<key>value</key>`. */
export function pairSpans(line: string): Span[] {
  return spansOf(line, PAIR, (found) => {
    const pair = pairAt(line, found);
    return pair && secretOf(pair);
  });
}

export function elementSpans(line: string): Span[] {
  if (!line.includes("</")) return [];
  return spansOf(line, ELEMENT, (found) => {
    const start = found.index + found[0].length;
    const end = line.indexOf("<", start);
    const opens = /[<"']/.test(line[nameStart(line, found.index) - 1] ?? "");
    return opens && end > start && line[end + 1] === "/" && !isPlain(line.slice(start, end), { references: false })
      ? { start, end }
      : undefined;
  });
}

/** What `spanOf` makes of each match of the pattern, which is global; none begins within the one before it. */
export function spansOf(line: string, pattern: RegExp, spanOf: (found: RegExpExecArray) => Span | undefined): Span[] {
  const spans: Span[] = [];
  pattern.lastIndex = 0;
  for (let found = pattern.exec(line); found !== null; found = pattern.exec(line)) {
    const span = spanOf(found);
    const reached = Math.max(found.index + Math.max(found[0].length, 1), span?.end ?? 0);
    if (span !== undefined) spans.push(span);
    pattern.lastIndex = reached;
  }
  return spans;
}

function pairAt(line: string, found: RegExpExecArray): Pair | undefined {
  const [text] = found;
  const name = NAME.exec(text)?.[0] ?? "";
  const keyStart = nameStart(line, found.index);
  if (!isSecretKey(line, found.index, line.slice(keyStart, found.index + name.length))) return undefined;
  const [separation = ""] = SEPARATION.exec(text.slice(name.length)) ?? [];
  const [keyQuote = ""] = /^(\\+(u00..|["'])?|["']|&[^;]*;|%2[27])?/i.exec(separation) ?? [];
  const separator = separation
    .slice(keyQuote.length)
    .trim()
    .replace(/^%3d$/i, "=")
    .replace(/^(%3a|::)$/i, ":");
  return { line, keyStart, keyQuote, separator, valueStart: found.index + text.length };
}

/** Where the name begins that this place is within. */
export function nameStart(line: string, within: number): number {
  let start = within;
  while (start > 0 && within - start < 200 && /[\w.:-]/.test(line[start - 1] ?? "")) start -= 1;
  return start;
}

/** Whether values of this key are secrets. `end` is where the end of its name begins that says so. */
export function isSecretKey(line: string, end: number, key: string): boolean {
  if (NO_SECRET_KEY.test(key)) return false;
  return !(SHORT_END.test(line.slice(end, end + 10)) && isInside(line, end));
}

/** Whether this is within a word, of which camelCase has several in a name. */
function isInside(line: string, at: number): boolean {
  const [before = "", first = ""] = [line[at - 1], line[at]];
  return /[A-Za-z]/.test(before) && !(/[a-z]/.test(before) && /[A-Z]/.test(first));
}

function secretOf(pair: Pair): Span | undefined {
  const { line, keyQuote, keyStart, separator, valueStart } = pair;
  if (
    isTimeout(pair) ||
    isPlural(pair) ||
    isModule(pair) ||
    isFlow(pair) ||
    isFolder(pair) ||
    /[=:]/.test(line[valueStart] ?? "")
  )
    return undefined;
  const atLineStart = LINE_START.test(line.slice(0, Math.min(keyStart, 200)));
  const enclosing = /(\\*["'])$/.exec(line.slice(Math.max(0, keyStart - 20), keyStart))?.[1];
  if (enclosing !== undefined && keyQuote === "")
    return inProse(pair, {
      start: valueStart,
      end: innerLineEnd(line, valueStart, closingQuote(line, valueStart, enclosing)),
    });
  const opening = openingQuote(line, valueStart);
  if (opening !== undefined) {
    const end = closingQuote(line, opening.start, opening.quote);
    const after = line.slice(end + opening.quote.length);
    if (atLineStart && keyQuote === "" && separator === "=" && /^[^ \t\r,;#)}\]]/.test(after)) return restOfLine(pair);
    return secret(pair, { start: opening.start, end }, false);
  }
  if (keyQuote !== "") return bareValue(pair, atLineStart);
  if (isCookie(pair)) return secret(pair, { start: valueStart, end: trimmedLength(line) }, false);
  const isMapping = separator !== ":" || /[ \t]/.test(line[valueStart - 1] ?? "");
  return atLineStart && isMapping ? restOfLine(pair) : word(pair);
}

/** A header of cookies, which may be many, to the end of the line. */
function isCookie({ line, separator, valueStart }: Pair): boolean {
  return (
    separator === ":" &&
    /cookie:[ \t]*$/i.test(line.slice(Math.max(0, valueStart - 20), valueStart)) &&
    line.includes("=", valueStart)
  );
}

/** The kernel's modules are signed, and say so. */
function isModule({ line, keyStart, valueStart }: Pair): boolean {
  return /signature:[ \t]*$/i.test(line.slice(keyStart, valueStart));
}

/** The cookie of a flow, which OpenFlow numbers; Erlang's is a word. */
function isFlow({ line, keyStart, valueStart }: Pair): boolean {
  return (
    FLOW_COOKIE.test(line.slice(valueStart, valueStart + 40).replace(/^["']/, "")) &&
    /(^|[^a-z_.-]|default_|flow_)cookie\\*["']?[ \t]*(=>|=|:)[ \t]*$/i.test(line.slice(keyStart, valueStart))
  );
}

/** Where a shell stands. */
function isFolder({ line, keyStart, valueStart }: Pair): boolean {
  return (
    FOLDER_KEY.test(line.slice(keyStart, keyStart + 7)) &&
    /^["']?([/$~]|$)/.test(line.slice(valueStart, valueStart + 2))
  );
}

/** Corosync's token is a time, and others count tokens. */
function isTimeout({ line, keyStart, valueStart }: Pair): boolean {
  return (
    /^["' ]?[0-9]+([^A-Za-z0-9]|$)/.test(line.slice(valueStart, valueStart + 24)) &&
    /tokens?\\*["']?[ \t]*(=>|=|:)[ \t]*$/i.test(line.slice(keyStart, valueStart))
  );
}

/** `tokens = token`: what a map of words says. */
function isPlural({ line, keyStart, valueStart }: Pair): boolean {
  const value = /^[a-z]+/i.exec(line.slice(valueStart, valueStart + 20))?.[0] ?? "";
  const end = valueStart + value.length;
  const key = line.slice(keyStart, valueStart).toLowerCase();
  return value !== "" && trimmedLength(line) === end && new RegExp(`${value.toLowerCase()}s[ \\t]*=[ \\t]*$`).test(key);
}

/** What no quote is around though one is around its key: a number in JSON, a word in YAML. Structures hold their own keys. */
function bareValue(pair: Pair, atLineStart: boolean): Span | undefined {
  const { line, valueStart, separator } = pair;
  if (/^-?[0-9]+(\.[0-9]+)?[ \t\r,}\]]*($|[ \t,}\]])/.test(line.slice(valueStart, valueStart + 60)))
    return bareNumber(pair);
  return separator === ":" && atLineStart && !line.slice(valueStart, valueStart + 200).includes("=>")
    ? restOfLine(pair)
    : undefined;
}

function bareNumber(pair: Pair): Span | undefined {
  const { line, valueStart } = pair;
  let end = valueStart;
  while (end < line.length && !JSON_STOPS.test(line[end] ?? "")) end += 1;
  const span = secret(pair, { start: valueStart, end }, false);
  return span && { ...span, quote: pair.keyQuote };
}

/** All that follows is the value, whatever it holds; in YAML less a comment. */
function restOfLine(pair: Pair): Span | undefined {
  const { line, valueStart, separator } = pair;
  const comment = separator === ":" ? line.indexOf(" #", valueStart) : -1;
  const value = line.slice(valueStart, comment < 0 ? line.length : comment);
  const comma = separator === "=>" && value.trimEnd().endsWith(",") ? 1 : 0;
  const rest = value.slice(0, trimmedLength(value) - comma);
  if (separator === ":" && /^[|>{[*]/.test(rest)) return undefined;
  const tag = separator === ":" ? (/^[!&][^ \t]*[ \t]+/.exec(rest)?.[0].length ?? 0) : 0;
  if (VARIABLES.test(rest) || MASKED_WORD.test(rest)) return word(pair);
  const span = { start: valueStart + tag, end: valueStart + rest.length };
  return /^[ \t]*[#;]/.test(line) ? inProse(pair, span, true) : secret(pair, span, true);
}

function word(pair: Pair): Span | undefined {
  const { line, keyStart, valueStart } = pair;
  if (/[^ \t]=[ \t]+$/.test(line.slice(keyStart, valueStart))) return undefined;
  const stops = /[?&]/.test(line[keyStart - 1] ?? "") ? QUERY_STOPS : WORD_STOPS;
  const end = wordEnd(line, valueStart, stops);
  return inProse(pair, { start: valueStart, end: innerLineEnd(line, valueStart, end) }, true);
}

/** Prose has colons as well: what follows one there is a secret only if it looks so, or its key does. */
function inProse(pair: Pair, span: Span, references = false): Span | undefined {
  const { line, keyStart, separator } = pair;
  const value = line.slice(span.start, span.end);
  const isHeader = /^x-[a-z-]*(token|key|secret|password):/i.test(line.slice(keyStart, keyStart + 60));
  const said =
    separator !== ":" || isHeader || /(^|[^$])[{,][ \t]*$/.test(line.slice(Math.max(0, keyStart - 20), keyStart));
  if (!said && !/[ \t]/.test(line[pair.valueStart - 1] ?? "")) return undefined;
  return said || (/[0-9]/.test(value) && value.length >= 6) || looksSecret(value, true)
    ? secret(pair, span, references)
    : undefined;
}

function secret({ line, keyStart, valueStart }: Pair, given: Span, references: boolean): Span | undefined {
  const account = ACCOUNT_KEYS.test(line.slice(keyStart, valueStart));
  const user = account ? (/^[\w.-]+:/.exec(line.slice(given.start, given.end))?.[0].length ?? 0) : 0;
  const span = { ...given, start: given.start + user };
  return isPlain(line.slice(span.start, span.end), { references }) ? undefined : span;
}
