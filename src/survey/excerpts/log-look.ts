import type { EntrySink } from "../../bundle/entry.ts";
import type { Masker } from "../../mask/masker.ts";
import { isWide, linesIn } from "../../parse/logs/log-bytes.ts";
import { readStamp } from "../../parse/logs/log-time.ts";
import { shortened } from "../../parse/syntax/text.ts";
import type { ErrorCounter } from "./error-counts.ts";
import { AROUND, type Cutting, cuttingOf, type Lines, maskLines } from "./excerpt.ts";
import type { WantedLine } from "./wanted.ts";

const NEWLINE = 0x0a;
/** Lines that are held however long they are, since those around a wanted one are among them. */
const HELD = 2 * AROUND + 1;
/** Lines above that tell whether a line is part of a secret: no private key is longer. */
const ABOVE = 120;
const LONGEST_ABOVE = 1 << 20;
/** A line that is longer than this is cut. */
const LONGEST_LINE = 64 << 10;
/** Lines of the end are shown no longer than this. */
const LONGEST_OF_TAIL = 400;
/** A line without an end is held so far. */
const LONGEST_OPEN = 64 << 10;

export interface LogLookOptions {
  readonly file: string;
  readonly wanted: readonly WantedLine[];
  /** How many lines of its end are wanted. */
  readonly tail: number;
  readonly masker: Masker;
  readonly year: number;
  readonly errors?: ErrorCounter;
}

export interface LogLook {
  readonly cuttings: readonly Cutting[];
  readonly tail?: Lines;
}

/** Looks into a log as it streams by, and holds no more of it than its last lines. */
export function lookIntoLog(options: LogLookOptions, done: (look: LogLook) => void): EntrySink {
  const look = new Looking(options);
  return {
    write: (chunk) => look.write(chunk),
    end: () => done(look.end()),
  };
}

class Looking {
  readonly #options: LogLookOptions;
  #open: Buffer[] = [];
  #openBytes = 0;
  /** The last whole lines, and how many lines came before them. */
  #held: Buffer = Buffer.alloc(0);
  #before = 0;
  #next = 0;
  #wide: boolean | undefined;
  readonly #cuttings: Cutting[] = [];

  constructor(options: LogLookOptions) {
    this.#options = options;
  }

  write(chunk: Buffer): void {
    this.#wide ??= isWide(chunk);
    if (this.#wide) return;
    const end = chunk.lastIndexOf(NEWLINE) + 1;
    if (end === 0) {
      this.#keepOpen(chunk);
      return;
    }
    const whole = chunk.subarray(0, end);
    const lines = this.#openBytes === 0 ? whole : Buffer.concat([...this.#open, whole]);
    this.#open = [];
    this.#openBytes = 0;
    this.#take(lines);
    if (end < chunk.length) this.#keepOpen(Buffer.from(chunk.subarray(end)));
  }

  end(): LogLook {
    if (this.#openBytes > 0) this.#take(Buffer.concat([...this.#open, Buffer.from([NEWLINE])]));
    this.#cut(true);
    const tail = this.#tail();
    return { cuttings: this.#cuttings, ...(tail === undefined ? {} : { tail }) };
  }

  /** Of a line that does not end, the beginning is kept. */
  #keepOpen(bytes: Buffer): void {
    if (this.#openBytes >= LONGEST_OPEN) return;
    this.#open.push(bytes);
    this.#openBytes += bytes.length;
  }

  #take(lines: Buffer): void {
    this.#options.errors?.count(lines, this.#options.year);
    const joined = this.#held.length === 0 ? lines : Buffer.concat([this.#held, lines]);
    this.#held = joined;
    this.#cut(false);
    const start = lastLines(joined, ABOVE);
    this.#before += linesIn(joined.subarray(0, start));
    this.#held = Buffer.from(joined.subarray(start));
  }

  /** Takes what is wanted of the lines that are held; at last also what has fewer lines after it. */
  #cut(last: boolean): void {
    const { wanted, file, masker } = this.#options;
    const first = wanted[this.#next];
    if (first === undefined) return;
    const end = this.#before + linesIn(this.#held);
    if (first.line + AROUND > end && !last) return;
    const lines = linesOf(this.#held);
    for (let one = wanted[this.#next]; one !== undefined; one = wanted[++this.#next]) {
      if (one.line + AROUND > end && !last) return;
      const from = Math.max(this.#before + 1, one.line - ABOVE);
      const near = lines.slice(from - this.#before - 1, one.line + AROUND - this.#before);
      const cutting = cuttingOf({ first: from, lines: maskLines(file, near, masker) }, one);
      if (cutting !== undefined) this.#cuttings.push(cutting);
    }
  }

  #tail(): Lines | undefined {
    const { tail, file, masker, errors, year } = this.#options;
    if (this.#held.length === 0 || (tail === 0 && errors === undefined)) return undefined;
    const raw = linesOf(this.#held);
    if (errors !== undefined) errors.reach(lastStamp(raw, year));
    const lines = maskLines(file, raw, masker)
      .slice(-tail)
      .map((line) => shortened(line, LONGEST_OF_TAIL));
    return tail === 0 ? undefined : { first: this.#before + raw.length - lines.length + 1, lines };
  }
}

function lastStamp(lines: readonly string[], year: number) {
  for (let at = lines.length - 1; at >= 0 && at >= lines.length - 50; at--) {
    const stamp = readStamp(lines[at] ?? "", year);
    if (stamp !== undefined) return stamp.time;
  }
  return undefined;
}

/** Where the last so many lines begin, as far as they are not too long together. */
function lastLines(bytes: Buffer, count: number): number {
  let start = bytes.length;
  for (let lines = 0; lines < count && start > 0; lines++) {
    const above = start < 2 ? 0 : bytes.lastIndexOf(NEWLINE, start - 2) + 1;
    if (lines >= HELD && bytes.length - above > LONGEST_ABOVE) break;
    start = above;
  }
  return start;
}

/** As people read them: decoded, without the codes of a terminal. */
function linesOf(bytes: Buffer): string[] {
  const lines: string[] = [];
  for (let start = 0; start < bytes.length; ) {
    const end = bytes.indexOf(NEWLINE, start);
    const stop = end < 0 ? bytes.length : end;
    const text = bytes.toString("utf8", start, Math.min(stop, start + LONGEST_LINE));
    lines.push(text.replace(/\x1b\[[0-9;?]*[A-Za-z]/g, "").trimEnd());
    start = stop + 1;
  }
  return lines;
}
