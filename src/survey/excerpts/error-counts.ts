import type { LogTime } from "../../parse/logs/log-facts.ts";
import { Sieve } from "../../parse/logs/log-sieve.ts";
import { readStamp, STAMP_REACH } from "../../parse/logs/log-time.ts";
import type { ErrorRate } from "../types.ts";

/** Words by which services, RabbitMQ, MariaDB and Apache say how bad a line is. */
const LEVELS = [" ERROR ", " CRITICAL ", "[ERROR]", "[error]", ":error]", " WARNING "];
const WARNING = LEVELS.length - 1;
const sieve = new Sieve(LEVELS.map((text) => Buffer.from(text)));

const NEWLINE = 0x0a;
/** A level stands at the beginning of its line; what comes later is what the line quotes. */
const LEVEL_REACH = 160;
const MINUTE = 60_000;
/** The steps in which lines are counted before it is known what time is shown. */
const FINE_STEP = 5 * MINUTE;
const MOST_STEPS = 20_000;
/** What is shown: this long before the last line, in steps of at least FINE_STEP. */
const SHOWN = 48 * 60 * MINUTE;
const SHOWN_STEPS = 96;
const SHOWN_AT_LEAST = 60 * MINUTE;

/** How far ahead of the capture a clock may be; a log that is further ahead tells no time. */
const AHEAD = 24 * 60 * MINUTE;

/** Counts the errors and warnings of one service, in all of its logs. */
export class ErrorCounter {
  readonly #latest: number;
  readonly #errors = new Map<number, number>();
  readonly #warnings = new Map<number, number>();
  #last: number | undefined;
  #local = false;

  /** `capturedAt` is when the bundle was made, epoch milliseconds, where it tells that. */
  constructor(capturedAt?: number) {
    this.#latest = (capturedAt ?? Number.POSITIVE_INFINITY) + AHEAD;
  }

  /** Counts in whole lines. `year` is that of stamps without one. */
  count(bytes: Buffer, year: number): void {
    let level = -1;
    let at = 0;
    const found = (index: number, start: number) => {
      [level, at] = [index, start];
    };
    for (let from = 0; from >= 0; ) {
      if (sieve.next(bytes, sieve.first(from), bytes.length, found) < 0) return;
      const start = at === 0 ? 0 : bytes.lastIndexOf(NEWLINE, at - 1) + 1;
      const end = bytes.indexOf(NEWLINE, at);
      const stop = end < 0 ? bytes.length : end;
      if (at - start <= LEVEL_REACH) {
        const head = bytes.toString("latin1", start, Math.min(start + STAMP_REACH * 2, stop));
        this.#add(readStamp(head, year)?.time, level === WARNING ? this.#warnings : this.#errors);
      }
      from = end < 0 ? -1 : end + 1;
    }
  }

  /** When the service wrote last, whether or not that was an error. */
  reach(time: LogTime | undefined): void {
    if (time === undefined || time.zone === "boot" || time.at > this.#latest) return;
    this.#last = Math.max(this.#last ?? time.at, time.at);
  }

  #add(time: LogTime | undefined, counts: Map<number, number>): void {
    if (time === undefined || time.zone === "boot" || time.at > this.#latest) return;
    if (time.zone === "local") this.#local = true;
    this.reach(time);
    const step = Math.floor(time.at / FINE_STEP);
    if (counts.size < MOST_STEPS || counts.has(step)) counts.set(step, (counts.get(step) ?? 0) + 1);
  }

  /** How many errors there were by time, in the last two days of the logs; `undefined` where there were none. */
  rate(service: string): ErrorRate | undefined {
    if (this.#last === undefined) return undefined;
    const first = [...this.#errors.keys()].reduce((least, step) => Math.min(least, step), Number.POSITIVE_INFINITY);
    const earliest = Math.min(Math.max(first * FINE_STEP, this.#last - SHOWN), this.#last - SHOWN_AT_LEAST);
    const step = Math.ceil((this.#last - earliest) / SHOWN_STEPS / FINE_STEP) * FINE_STEP;
    const from = Math.floor(earliest / step) * step;
    const length = Math.floor((this.#last - from) / step) + 1;
    const counts = inSteps(this.#errors, { from, step, length });
    const errors = sumOf(counts);
    if (errors === 0) return undefined;
    const warnings = sumOf(inSteps(this.#warnings, { from, step, length }));
    return { service, from, step, counts, errors, warnings, ...(this.#local ? { uncertain: true as const } : {}) };
  }
}

function inSteps(
  fine: ReadonlyMap<number, number>,
  { from, step, length }: { readonly from: number; readonly step: number; readonly length: number },
): number[] {
  const counts = new Array<number>(length).fill(0);
  for (const [at, count] of fine) {
    const index = Math.floor((at * FINE_STEP - from) / step);
    if (index >= 0 && index < length) counts[index] = (counts[index] ?? 0) + count;
  }
  return counts;
}

function sumOf(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0);
}
