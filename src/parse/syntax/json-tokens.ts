/**
 * Where the string that opens at `start` is closed: the offset of its closing quote, or of the line end that comes first;
 * `undefined` where the text ends before either.
 */
export function endOfString(text: string, start: number): number | undefined {
  const quote = text[start];
  for (let at = start + 1; at < text.length; at++) {
    const char = text[at];
    if (char === "\n" || char === quote) return at;
    if (char === "\\" && text[at + 1] !== "\n") at++;
  }
  return undefined;
}

/** A number or a word of JSON or, where `python` is set, of Python. */
export function literal(raw: string, python: boolean): number | boolean | null | undefined {
  if (/^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/.test(raw)) return Number(raw);
  if (raw === "true" || (python && raw === "True")) return true;
  if (raw === "false" || (python && raw === "False")) return false;
  if (raw === "null" || (python && raw === "None")) return null;
  return undefined;
}

const ESCAPES: Readonly<Record<string, string>> = { b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" };

/** Undoes the escapes of JSON and of Python. */
export function unescaped(raw: string): string {
  if (!raw.includes("\\")) return raw;
  const text = raw.replace(/\\(u[0-9a-fA-F]{4}|U00[01][0-9a-fA-F]{5}|x[0-9a-fA-F]{2}|.)/g, (whole, code: string) => {
    if (code.length === 1) return ESCAPES[code] ?? (/[a-zA-Z0-9]/.test(code) ? whole : code);
    const point = Number.parseInt(code.slice(1), 16);
    return point > 0x10ffff ? whole : String.fromCodePoint(point);
  });
  return text.replace(HALVES, "\ufffd");
}

/** Halves of characters, of which only two in a row make one. */
const HALVES = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

interface Scalar {
  readonly value: string | number | boolean | null;
  readonly repaired: boolean;
}

/** The scalar that a rest of a line is, repaired where a scrubber broke it; `undefined` where that is not certain. */
export function readRestOfLine(raw: string): Scalar | undefined {
  if (/^\*{6,}$/.test(raw)) return { value: raw, repaired: true };
  if (!raw.startsWith('"')) {
    const value = literal(raw, false);
    return value === undefined ? undefined : { value, repaired: false };
  }
  const end = endOfString(raw, 0);
  if (end === raw.length - 1) return { value: unescaped(raw.slice(1, end)), repaired: false };
  // A bare quote is one that lost its backslash if others in the line have theirs; else the line is something unknown.
  if (end !== undefined && !raw.includes('\\"')) return undefined;
  return { value: unescaped(raw.slice(1, raw.endsWith('"') ? -1 : undefined)), repaired: true };
}
