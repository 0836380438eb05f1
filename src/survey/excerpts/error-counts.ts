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

/** Counts the errors and warnings of one service, in all of its logs. */
export class ErrorCounter {
  readonly #counts = new Map<number, number>();
  #errors = 0;
  #warnings = 0;
  #last: number | undefined;
  #local = false;

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
        this.#add(head, level !== WARNING, year);
      }
      from = end < 0 ? -1 : end + 1;
    }
  }

  /** When the service wrote last, whether or not that was an error. */
  reach(time: LogTime | undefined): void {
    if (time === undefined || time.zone === "boot") return;
    this.#last = Math.max(this.#last ?? time.at, time.at);
  }

  #add(head: string, error: boolean, year: number): void {
    if (!error) {
      this.#warnings += 1;
      return;
    }
    const time = readStamp(head, year)?.time;
    if (time === undefined || time.zone === "boot") return;
    this.#errors += 1;
    if (time.zone === "local") this.#local = true;
    this.reach(time);
    const step = Math.floor(time.at / FINE_STEP);
    if (this.#counts.size < MOST_STEPS || this.#counts.has(step)) {
      this.#counts.set(step, (this.#counts.get(step) ?? 0) + 1);
    }
  }

  /** How many errors there were by time, before the end of the logs; `undefined` where there were none. */
  rate(service: string): ErrorRate | undefined {
    if (this.#last === undefined || this.#errors === 0) return undefined;
    const steps = [...this.#counts.keys()];
    const first = steps.reduce((least, step) => Math.min(least, step), Number.POSITIVE_INFINITY) * FINE_STEP;
    const earliest = Math.min(Math.max(first, this.#last - SHOWN), this.#last - SHOWN_AT_LEAST);
    const step = Math.ceil((this.#last - earliest) / SHOWN_STEPS / FINE_STEP) * FINE_STEP;
    const from = Math.floor(earliest / step) * step;
    const counts = new Array<number>(Math.floor((this.#last - from) / step) + 1).fill(0);
    for (const [fine, count] of this.#counts) {
      const index = Math.floor((fine * FINE_STEP - from) / step);
      if (index >= 0 && index < counts.length) counts[index] = (counts[index] ?? 0) + count;
    }
    return {
      ...{ service, from, step, counts, errors: this.#errors, warnings: this.#warnings },
      ...(this.#local ? { uncertain: true as const } : {}),
    };
  }
}
