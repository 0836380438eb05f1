import { isUtf8 } from "node:buffer";
import type { Encoding } from "./encoding.ts";
import type { Masker } from "./masker.ts";

/**
 * The bytes of one line that are masked; those behind them are left out. Parsers read no line that is as long as this, so that
 * a line that is cut here is too long for them before and after.
 */
const LONGEST_LINE = 9 << 20;

type Emit = (bytes: Buffer) => void;

/** Takes the file that the masker has started in pieces of any size, and hands it on masked: else not a byte changes. */
export class LineMask {
  readonly #masker: Masker;
  readonly #encoding: Encoding;
  readonly #emit: Emit;
  readonly #longest: number;
  readonly #newline: Buffer;
  #odd: Buffer = Buffer.alloc(0);
  #begun: Buffer[] = [];
  #begunBytes = 0;
  #skipping = false;
  /** Lines that were longer than what is masked. */
  cutLines = 0;

  /** `longest` is an even number of bytes. */
  constructor(masker: Masker, encoding: Encoding, emit: Emit, longest = LONGEST_LINE) {
    this.#masker = masker;
    this.#encoding = encoding;
    this.#emit = emit;
    this.#longest = longest;
    this.#newline = encode("\n", encoding);
  }

  write(chunk: Buffer): void {
    this.#lines(this.#encoding === "bytes" ? chunk : this.#whole(chunk));
  }

  end(): void {
    if (this.#begunBytes > 0) this.#emit(this.#masked(this.#taken()));
    if (this.#odd.length > 0) this.#emit(this.#odd);
  }

  /** Whole characters of UTF-16; half a one waits for the next chunk. */
  #whole(chunk: Buffer): Buffer {
    const bytes = this.#odd.length === 0 ? chunk : Buffer.concat([this.#odd, chunk]);
    const end = bytes.length & ~1;
    this.#odd = Buffer.from(bytes.subarray(end));
    return bytes.subarray(0, end);
  }

  #lines(bytes: Buffer): void {
    const rest = this.#skipping ? this.#skip(bytes) : bytes;
    const end = this.#endOfLast(rest);
    if (end > 0) {
      this.#begin(rest.subarray(0, end));
      this.#emit(this.#masked(this.#taken()));
    }
    if (end < rest.length) this.#begin(rest.subarray(end));
    if (this.#begunBytes > this.#longest) this.#cut();
  }

  #begin(bytes: Buffer): void {
    this.#begun.push(bytes);
    this.#begunBytes += bytes.length;
  }

  #taken(): Buffer {
    const [only] = this.#begun;
    const bytes = this.#begun.length === 1 && only !== undefined ? only : Buffer.concat(this.#begun);
    this.#begun = [];
    this.#begunBytes = 0;
    return bytes;
  }

  #cut(): void {
    this.#emit(this.#masked(this.#taken().subarray(0, this.#longest)));
    this.#skipping = true;
    this.cutLines += 1;
  }

  /** What follows the end of the line that was cut. */
  #skip(bytes: Buffer): Buffer {
    const at = this.#find(bytes, 0);
    if (at < 0) return bytes.subarray(bytes.length);
    this.#skipping = false;
    this.#emit(this.#newline);
    return bytes.subarray(at + this.#newline.length);
  }

  #endOfLast(bytes: Buffer): number {
    if (this.#encoding === "bytes") return bytes.lastIndexOf(0x0a) + 1;
    for (let at = bytes.length - 2; at >= 0; at -= 2) if (this.#newline.compare(bytes, at, at + 2) === 0) return at + 2;
    return 0;
  }

  #find(bytes: Buffer, from: number): number {
    const at = bytes.indexOf(this.#newline, from);
    return at < 0 || at % this.#newline.length === 0 ? at : this.#find(bytes, at + 1);
  }

  #masked(bytes: Buffer): Buffer {
    if (this.#encoding !== "bytes") return this.#maskedAs(bytes, this.#encoding);
    if (isUtf8(bytes)) return this.#maskedAs(bytes, "utf8");
    const lines = linesOf(bytes);
    return lines.length > 1 ? Buffer.concat(lines.map((line) => this.#masked(line))) : this.#maskedAs(bytes, "latin1");
  }

  /** Read such that writing gives the same bytes again. */
  #maskedAs(bytes: Buffer, encoding: TextEncoding): Buffer {
    const text = decode(bytes, encoding);
    const end = text.endsWith("\n") ? "\n" : "";
    const lines = text.slice(0, text.length - end.length).split("\n");
    const masked = lines.map((line) => this.#masker.line(line)).join("\n") + end;
    return masked === text ? bytes : encode(masked, encoding);
  }
}

type TextEncoding = Exclude<Encoding, "bytes"> | "utf8" | "latin1";

function decode(bytes: Buffer, encoding: TextEncoding): string {
  return encoding === "utf16be" ? Buffer.from(bytes).swap16().toString("utf16le") : bytes.toString(encoding);
}

function encode(text: string, encoding: TextEncoding | "bytes"): Buffer {
  if (encoding === "utf16be") return Buffer.from(text, "utf16le").swap16();
  return Buffer.from(text, encoding === "bytes" ? "latin1" : encoding);
}

/** Each with its end. */
function linesOf(bytes: Buffer): Buffer[] {
  const lines: Buffer[] = [];
  for (let at = 0; at < bytes.length; ) {
    const newline = bytes.indexOf(0x0a, at);
    const end = newline < 0 ? bytes.length : newline + 1;
    lines.push(bytes.subarray(at, end));
    at = end;
  }
  return lines;
}
