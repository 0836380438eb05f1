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
  return raw.replace(/\\(u[0-9a-fA-F]{4}|U00[01][0-9a-fA-F]{5}|x[0-9a-fA-F]{2}|.)/g, (whole, code: string) => {
    if (code.length === 1) return ESCAPES[code] ?? (/[a-zA-Z0-9]/.test(code) ? whole : code);
    const point = Number.parseInt(code.slice(1), 16);
    return point > 0x10ffff ? whole : String.fromCodePoint(point);
  });
}
