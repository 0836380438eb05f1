import { readTime } from "../../parse/syntax/time.ts";
import type { Survey } from "../../survey/types.ts";

/** From when to when, in epoch milliseconds. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

const DAY = 24 * 3_600_000;
const CLOCK = /^([01]?\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?$/;
const DATED = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|UTC|[+-]\d\d:?\d\d)?$/;

/** Whether a text is a time that `spanAround` reads. */
export function isTime(text: string): boolean {
  return CLOCK.test(text) || (DATED.test(text) && dated(text) !== undefined);
}

/**
 * The minutes before and after a time: `15:32` or `15:32:10` of the day before the last capture, or with a day before it
 * (`2026-11-24 15:32`), in UTC unless it says otherwise. `undefined` where no bundle tells when it was captured, so that a time alone has
 * no day.
 */
export function spanAround(text: string, minutes: number, { nodes }: Pick<Survey, "nodes">): Span | undefined {
  const at = CLOCK.test(text) ? lastBefore(text, lastCapture(nodes)) : dated(text);
  return at === undefined ? undefined : { from: at - minutes * 60_000, to: at + minutes * 60_000 };
}

function lastCapture(nodes: Survey["nodes"]): number | undefined {
  const times = nodes.flatMap(({ capturedAt }) => capturedAt ?? []);
  return times.length === 0 ? undefined : Math.max(...times);
}

function lastBefore(text: string, end: number | undefined): number | undefined {
  const [, hours, minutes, seconds = "0"] = CLOCK.exec(text) ?? [];
  if (end === undefined) return undefined;
  const ofDay = (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000;
  const at = Math.floor(end / DAY) * DAY + ofDay;
  return at <= end ? at : at - DAY;
}

function dated(text: string): number | undefined {
  const [, day, clock, zone = "Z"] = /^(\S{10})[T ]([\d:.]+)(.*)$/.exec(text) ?? [];
  const seconds = clock !== undefined && /^\d\d:\d\d$/.test(clock) ? `${clock}:00` : clock;
  return readTime(`${day} ${seconds}${zone === "" ? "Z" : zone}`);
}
