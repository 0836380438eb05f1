import { endOfString, literal, unescaped } from "./json-tokens.ts";
import type { DocumentRead, Json, JsonArray, JsonObject } from "./json-tree.ts";

const DEEPEST = 100;

/** Why reading stopped before the document's end: the text ended, or is not JSON from there. */
type Stop = "cut" | "odd";

export interface StrictRead extends DocumentRead {
  readonly document: JsonArray | JsonObject;
  readonly stop?: Stop;
}

export interface How {
  /** Also read Python's `repr`. */
  readonly python: boolean;
  /** How many values the text may still hold. */
  readonly budget: { values: number };
}

/** Reads the document that begins at `at`. A value that the end of the text may have shortened is left out. */
export function readStrictly(text: string, at: number, line: number, how: How): StrictRead {
  const reader = new StrictReader(text, at, line, how);
  const document = reader.document();
  const { stop } = reader;
  return {
    document,
    at: reader.at,
    line: reader.line,
    complete: stop === undefined,
    recoveredAt: [],
    ...(stop && { stop }),
  };
}

class StrictReader {
  stop: Stop | undefined;
  private depth = 0;

  constructor(
    private readonly text: string,
    public at: number,
    public line: number,
    private readonly how: How,
  ) {}

  document(): JsonArray | JsonObject {
    this.count();
    return this.text[this.at] === "{" ? this.object() : this.array();
  }

  private object(): JsonObject {
    const { line } = this;
    const entries = new Map<string, Json>();
    for (let first = true; this.element("}", first); first = false) {
      const key = this.key();
      const value = key === undefined ? undefined : this.value();
      if (key !== undefined && value !== undefined) entries.set(key, value);
    }
    return { kind: "object", line, end: this.line, whole: this.stop === undefined, entries };
  }

  private array(): JsonArray {
    const { line } = this;
    const items: Json[] = [];
    for (let first = true; this.element("]", first); first = false) {
      const value = this.value();
      if (value !== undefined) items.push(value);
    }
    return { kind: "array", line, end: this.line, whole: this.stop === undefined, items };
  }

  /** Moves to the next element of the array or object; false at its end, behind `close`. */
  private element(close: string, first: boolean): boolean {
    if (this.stop !== undefined) return false;
    if (first) {
      this.at++;
      if (++this.depth > DEEPEST) return this.fail("odd");
    }
    let next = this.next();
    if (!first && next === ",") {
      this.at++;
      next = this.next();
    } else if (!first && next !== undefined && next !== close) return this.fail("odd");
    if (next === undefined) return this.fail("cut");
    if (next !== close) return true;
    this.at++;
    this.depth--;
    return false;
  }

  private key(): string | undefined {
    const key = this.string();
    const colon = key === undefined ? undefined : this.next();
    if (colon === undefined) {
      this.fail(this.stop ?? "cut");
      return undefined;
    }
    if (colon === ":") this.at++;
    else this.fail("odd");
    return colon === ":" ? key : undefined;
  }

  /** What is beyond the budget is not read: the document is cut there. */
  private count(): void {
    this.how.budget.values -= 1;
    if (this.how.budget.values < 0) this.fail("cut");
  }

  private value(): Json | undefined {
    this.count();
    if (this.stop !== undefined) return undefined;
    const first = this.next();
    const { line } = this;
    if (first === undefined) this.fail("cut");
    if (first === undefined) return undefined;
    if (first === "{" || first === "[") return this.document();
    const value = /["'ub]/.test(first) ? this.string() : this.word();
    return value === undefined ? undefined : { kind: "scalar", line, value };
  }

  private string(): string | undefined {
    // Python 2 marks its strings: u'…'.
    if (this.how.python && /[ub]/.test(this.text[this.at] ?? "")) this.at++;
    const quote = this.text[this.at];
    if (quote !== '"' && !(this.how.python && quote === "'")) {
      this.fail("odd");
      return undefined;
    }
    const end = endOfString(this.text, this.at);
    if (end === undefined || this.text[end] === "\n") {
      this.fail(end === undefined ? "cut" : "odd");
      return undefined;
    }
    const raw = this.text.slice(this.at + 1, end);
    this.at = end + 1;
    return unescaped(raw);
  }

  private word(): number | boolean | null | undefined {
    const start = this.at;
    while (/[\w.+-]/.test(this.text[this.at] ?? "")) this.at++;
    if (this.at >= this.text.length) this.fail("cut");
    const value = literal(this.text.slice(start, this.at), this.how.python);
    if (value === undefined) this.fail("odd");
    return this.stop === undefined ? value : undefined;
  }

  /** The next character that is not blank; `undefined` at the end of the text. */
  private next(): string | undefined {
    for (; this.at < this.text.length; this.at++) {
      const char = this.text[this.at];
      if (char === "\n") this.line++;
      else if (char !== " " && char !== "\t" && char !== "\r") return char;
    }
    return undefined;
  }

  private fail(stop: Stop): false {
    this.stop ??= stop;
    return false;
  }
}
