/**
 * A reader of the JSON that container engines print, for files that are often not JSON any more: cut short, holding
 * several documents, or broken by a scrubber that ate the backslash of a `\"`. It keeps the line of every value, reads
 * all it can, and says what it could not. It never throws.
 */
export type Json = JsonScalar | JsonArray | JsonObject;

export interface JsonScalar {
  readonly kind: "scalar";
  readonly line: number;
  readonly value: string | number | boolean | null;
}
export interface JsonArray {
  readonly kind: "array";
  readonly line: number;
  readonly items: readonly Json[];
}
export interface JsonObject {
  readonly kind: "object";
  readonly line: number;
  readonly entries: ReadonlyMap<string, Json>;
}

export interface JsonText {
  /** The top-level documents in order: one for `inspect`, one a line for `ps --format '{{json .}}'`. */
  readonly documents: readonly Json[];
  /** False when the text ended inside a document. */
  readonly complete: boolean;
  /** Lines at which something was not JSON and was read as well as could be. */
  readonly recoveredAt: readonly number[];
}

export interface JsonOptions {
  /** Also read Python's `repr`: single quotes, True, False, None. */
  readonly python?: boolean;
}

const DEEPEST = 100;
const MOST_RECOVERIES = 1000;

/** Reads every document in `text`. */
export function readJson(text: string, options: JsonOptions = {}): JsonText {
  const reader = new Reader(text, options.python ?? false);
  const documents = reader.documents();
  return { documents, complete: !reader.cut, recoveredAt: [...reader.recoveredAt] };
}

class Reader {
  cut = false;
  readonly recoveredAt = new Set<number>();
  private at = 0;
  private line = 1;
  private depth = 0;
  /** Engines indent what they print: then a string value ends its line, and a quote before that is a broken one. */
  private readonly indented: boolean;

  constructor(
    private readonly text: string,
    private readonly python: boolean,
  ) {
    this.indented = /^\s*[[{][ \t]*\n/.test(text);
  }

  documents(): Json[] {
    const found: Json[] = [];
    this.blanks();
    while (this.at < this.text.length && !this.cut && this.recoveredAt.size < MOST_RECOVERIES) {
      const start = this.at;
      if (/[[{]/.test(this.text[this.at] ?? "")) found.push(this.value());
      else this.recover(() => this.skipLine());
      this.blanks();
      if (this.at === start) break;
    }
    return found;
  }

  private value(): Json {
    this.blanks();
    const line = this.line;
    const first = this.text[this.at];
    if (first === undefined) {
      this.cut = true;
      return { kind: "scalar", line, value: null };
    }
    if (first === "{" || first === "[") {
      if (this.depth >= DEEPEST) return this.tooDeep();
      this.depth++;
      const nested = first === "{" ? this.object() : this.array();
      this.depth--;
      return nested;
    }
    if (this.opensString(first)) return { kind: "scalar", line, value: this.stringValue() };
    return { kind: "scalar", line, value: this.word() };
  }

  private object(): JsonObject {
    const line = this.line;
    const entries = new Map<string, Json>();
    this.at++;
    for (;;) {
      this.blanks();
      const next = this.text[this.at];
      if (next === undefined) {
        this.cut = true;
        break;
      }
      if (next === "}") {
        this.at++;
        break;
      }
      if (next === ",") this.at++;
      else if (next === "]") {
        this.recover(() => {});
        break;
      } else if (!this.opensString(next)) this.recover(() => this.skipLine());
      else this.entry(entries);
      if (this.cut) break;
    }
    return { kind: "object", line, entries };
  }

  private entry(entries: Map<string, Json>): void {
    const key = this.quoted();
    this.blanks();
    if (this.text[this.at] !== ":") {
      if (this.at >= this.text.length) this.cut = true;
      else this.recover(() => this.skipLine());
      return;
    }
    this.at++;
    const value = this.value();
    // A value that the end of the text interrupts is no value.
    if (!(this.cut && value.kind === "scalar")) entries.set(key, value);
  }

  private array(): JsonArray {
    const line = this.line;
    const items: Json[] = [];
    this.at++;
    for (;;) {
      this.blanks();
      const next = this.text[this.at];
      if (next === undefined) {
        this.cut = true;
        break;
      }
      if (next === "]") {
        this.at++;
        break;
      }
      if (next === ",") this.at++;
      else if (next === "}" || next === ":") {
        this.recover(() => this.at++);
        if (next === "}") break;
      } else {
        const item = this.value();
        if (!(this.cut && item.kind === "scalar")) items.push(item);
      }
      if (this.cut) break;
    }
    return { kind: "array", line, items };
  }

  private opensString(char: string): boolean {
    return char === '"' || (this.python && char === "'");
  }

  /** A string in the place of a value; in an indented document it must be the last thing of its line. */
  private stringValue(): string {
    const start = this.at;
    const value = this.quoted();
    if (!this.indented || this.cut || this.endsLine()) return value;
    this.at = start + 1;
    const end = this.endOfLine();
    const rest = this.text.slice(start + 1, end).replace(/\s*,?\s*$/, "");
    this.recover(() => {
      this.at = end;
    });
    return unescapeLoosely(rest.endsWith('"') ? rest.slice(0, -1) : rest);
  }

  private endsLine(): boolean {
    let at = this.at;
    while (this.text[at] === " " || this.text[at] === ",") at++;
    const next = this.text[at];
    return next === undefined || next === "\n" || next === "\r";
  }

  /** Reads a quoted string at the cursor; a raw line end inside it means that its closing quote is lost. */
  private quoted(): string {
    const quote = this.text[this.at];
    const start = ++this.at;
    for (; this.at < this.text.length; this.at++) {
      const char = this.text[this.at];
      if (char === "\\") this.at++;
      else if (char === quote) {
        const raw = this.text.slice(start, this.at++);
        return quote === '"' && !this.python ? unescapeStrictly(raw) : unescapeLoosely(raw);
      } else if (char === "\n") {
        const raw = this.text.slice(start, this.at);
        this.recover(() => {});
        return unescapeLoosely(raw.replace(/,\s*$/, ""));
      }
    }
    this.at = this.text.length;
    this.cut = true;
    return unescapeLoosely(this.text.slice(start));
  }

  private word(): string | number | boolean | null {
    const start = this.at;
    while (this.at < this.text.length && !/[\s,\]}:]/.test(this.text[this.at] ?? "")) this.at++;
    if (this.at === start) this.at++;
    const raw = this.text.slice(start, this.at);
    if (this.at >= this.text.length && this.depth > 0) this.cut = true;
    if (/^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/.test(raw)) return Number(raw);
    const known = literal(raw, this.python);
    if (known !== undefined) return known;
    this.recover(() => {});
    return raw;
  }

  private tooDeep(): Json {
    const line = this.line;
    this.recover(() => {
      this.at = this.text.length;
      this.cut = true;
    });
    return { kind: "scalar", line, value: null };
  }

  private recover(step: () => void): void {
    if (!this.cut) this.recoveredAt.add(this.line);
    step();
  }

  private skipLine(): void {
    this.at = this.endOfLine();
  }

  private endOfLine(): number {
    const end = this.text.indexOf("\n", this.at);
    return end < 0 ? this.text.length : end;
  }

  private blanks(): void {
    for (; this.at < this.text.length; this.at++) {
      const char = this.text[this.at];
      if (char === "\n") this.line++;
      else if (char !== " " && char !== "\t" && char !== "\r") return;
    }
  }
}

function literal(raw: string, python: boolean): boolean | null | undefined {
  if (raw === "true" || (python && raw === "True")) return true;
  if (raw === "false" || (python && raw === "False")) return false;
  if (raw === "null" || (python && raw === "None")) return null;
  return undefined;
}

const ESCAPES: Readonly<Record<string, string>> = { b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" };

function unescapeStrictly(raw: string): string {
  return raw.includes("\\") ? unescapeLoosely(raw) : raw;
}

function unescapeLoosely(raw: string): string {
  return raw.replace(/\\(u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|.)/g, (_, code: string) => {
    if (code.length > 1) return String.fromCharCode(Number.parseInt(code.slice(1), 16));
    return ESCAPES[code] ?? code;
  });
}

// ---- Reaching into what was read: each answers `undefined` where the value is absent or of another type.

/** The value at a path of keys, each matched without regard to case (podman 1.0 writes `ID`, later ones `Id`). */
export function at(json: Json | undefined, ...path: readonly string[]): Json | undefined {
  let here = json;
  for (const key of path) {
    if (here?.kind !== "object") return undefined;
    here = here.entries.get(key) ?? ignoringCase(here, key);
  }
  return here;
}

function ignoringCase(object: JsonObject, key: string): Json | undefined {
  const wanted = key.toLowerCase();
  for (const [name, value] of object.entries) if (name.toLowerCase() === wanted) return value;
  return undefined;
}

export function stringAt(json: Json | undefined, ...path: readonly string[]): string | undefined {
  const found = at(json, ...path);
  return found?.kind === "scalar" && typeof found.value === "string" ? found.value : undefined;
}

export function numberAt(json: Json | undefined, ...path: readonly string[]): number | undefined {
  const found = at(json, ...path);
  return found?.kind === "scalar" && typeof found.value === "number" ? found.value : undefined;
}

export function booleanAt(json: Json | undefined, ...path: readonly string[]): boolean | undefined {
  const found = at(json, ...path);
  return found?.kind === "scalar" && typeof found.value === "boolean" ? found.value : undefined;
}

export function itemsAt(json: Json | undefined, ...path: readonly string[]): readonly Json[] {
  const found = at(json, ...path);
  return found?.kind === "array" ? found.items : [];
}

export function stringsAt(json: Json | undefined, ...path: readonly string[]): string[] {
  return itemsAt(json, ...path).flatMap((item) =>
    item.kind === "scalar" && typeof item.value === "string" ? [item.value] : [],
  );
}

/** The string values of an object, such as labels. */
export function stringMapAt(json: Json | undefined, ...path: readonly string[]): Record<string, string> {
  const found = at(json, ...path);
  if (found?.kind !== "object") return {};
  const map: Record<string, string> = {};
  for (const [key, value] of found.entries)
    if (value.kind === "scalar" && typeof value.value === "string") map[key] = value.value;
  return map;
}
