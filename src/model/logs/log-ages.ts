import type { LogFact, LogTime } from "../../parse/logs/log-facts.ts";

const HOUR = 3600;
const DAY = 24 * HOUR;

/** What a time in a log is measured by. */
export interface LogClock {
  /** Where the logs of the service end. */
  readonly end: LogTime | undefined;
  /** All logs of the same service, whose clocks are one. */
  readonly beside: readonly LogFact[];
  /** Epoch milliseconds. */
  readonly capturedAt?: number;
}

/** Where the newest part of the log ends. */
export function endOf(family: readonly LogFact[]): LogTime | undefined {
  const ends = family.flatMap(({ last }) => last ?? []);
  return ends.reduce<LogTime | undefined>(
    (late, end) => (late === undefined || end.at > late.at ? end : late),
    undefined,
  );
}

/** Seconds between two times of one clock; never less than none, since the lines of several processes are not in order. */
export function between(from: LogTime | undefined, to: LogTime | undefined): number | undefined {
  if (from === undefined || to === undefined || from.zone !== to.zone) return undefined;
  return Math.max(0, Math.round((to.at - from.at) / 1000));
}

/**
 * How long before the capture a time in a log was, at least. Where the stamp has no zone this is the time that passed
 * from it to the last line of the service's logs, and from when those were written, as the files or else the lines tell,
 * to the capture.
 */
export function age(time: LogTime | undefined, { end, beside, capturedAt }: LogClock): number | undefined {
  if (time === undefined) return undefined;
  if (time.zone === "utc" && capturedAt !== undefined) return Math.max(0, (capturedAt - time.at) / 1000);
  const toEnd = between(time, end);
  if (toEnd === undefined) return undefined;
  const written = lastWritten(beside);
  if (capturedAt === undefined || end === undefined) return toEnd;
  const silent = Number.isFinite(written) ? capturedAt - written : silentFor(end, capturedAt);
  return Math.max(0, silent / 1000) + toEnd;
}

/** No clock is further from UTC. */
const WIDEST_ZONE = 14 * HOUR * 1000;

/** For how long nothing was written before the capture, at least, where only the last line itself tells: in whatever zone. */
function silentFor({ at, zone, yearless }: LogTime, capturedAt: number): number {
  if (zone !== "local") return 0;
  const last = yearless ? inYearBefore(at, capturedAt + DAY * 1000) : at;
  return capturedAt - last - WIDEST_ZONE;
}

/** The day and clock of a time in the last year before another. */
function inYearBefore(at: number, limit: number): number {
  const year = new Date(limit).getUTCFullYear();
  const same = new Date(at).setUTCFullYear(year);
  return same <= limit ? same : new Date(at).setUTCFullYear(year - 1);
}

/** When the last of some logs was written; never where one does not tell. They are asked for each hit in them. */
function lastWritten(logs: readonly LogFact[]): number {
  const known =
    writings.get(logs) ?? logs.reduce((last, { mtime = Number.POSITIVE_INFINITY }) => Math.max(last, mtime), -Infinity);
  writings.set(logs, known);
  return known;
}

const writings = new WeakMap<readonly LogFact[], number>();
