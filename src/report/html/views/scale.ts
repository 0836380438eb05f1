const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Steps between the marks of an axis of time. */
const STEPS = [
  ...[1, 5, 15, 30].map((count) => count * SECOND),
  ...[1, 5, 15, 30].map((count) => count * MINUTE),
  ...[1, 3, 6, 12].map((count) => count * HOUR),
  ...[1, 2, 7, 14, 30, 90].map((count) => count * DAY),
];

/** How much time before the end may be shown. */
const WINDOWS = [
  2 * MINUTE,
  5 * MINUTE,
  15 * MINUTE,
  30 * MINUTE,
  HOUR,
  2 * HOUR,
  6 * HOUR,
  12 * HOUR,
  DAY,
  2 * DAY,
  4 * DAY,
  7 * DAY,
  14 * DAY,
  30 * DAY,
];

export interface Window {
  readonly from: number;
  readonly to: number;
}

/**
 * The time that is shown before `to`: as much as nine of ten events need, since one container that is a year old would press
 * all else together, and no more than 30 days.
 */
export function windowOf(times: readonly number[], to: number): Window {
  const ages = times.map((at) => to - at).filter((age) => age >= 0 && age <= (WINDOWS.at(-1) ?? 0));
  const sorted = ages.sort((one, other) => one - other);
  const needed = sorted[Math.ceil(sorted.length * 0.9) - 1] ?? 0;
  const length = WINDOWS.find((window) => window >= needed * 1.02) ?? WINDOWS.at(-1) ?? DAY;
  return { from: to - length, to };
}

/** Round times within a window, at most `most` of them, with what is written at each: the day where one begins. */
export function ticksOf({ from, to }: Window, most = 8): { readonly at: number; readonly text: string }[] {
  const step = STEPS.find((one) => (to - from) / one <= most) ?? 365 * DAY;
  const ticks: { at: number; text: string }[] = [];
  for (let at = Math.ceil(from / step) * step; at <= to; at += step) ticks.push({ at, text: tickText(at, step) });
  return ticks;
}

function tickText(at: number, step: number): string {
  const text = new Date(at).toISOString();
  if (at % DAY === 0) return text.slice(5, 10);
  return step < MINUTE ? text.slice(11, 19) : text.slice(11, 16);
}
