import { utcTime } from "../../time.ts";
import type { PageWords } from "../../words/pages.ts";

/** A time for people: 2026-01-01 12:00:00 UTC; empty for what is no time. */
export function utc(at: number): string {
  const time = utcTime(at);
  return time === "" ? "" : `${time} UTC`;
}

/** A time with how long before the capture that was, where both are known. */
export function timeText(at: number | undefined, capturedAt: number | undefined, words: PageWords): string {
  if (at === undefined) return "";
  const time = utc(at);
  if (capturedAt === undefined || time === "") return time;
  const away = Math.abs(capturedAt - at);
  const text = durationText(away, words);
  return `${time} (${capturedAt >= at ? words.before(text) : words.after(text)})`;
}

/** 42 s, 17 min, 5 h, 12 d. */
export function durationText(milliseconds: number, { units }: Pick<PageWords, "units">): string {
  const seconds = milliseconds / 1000;
  if (seconds < 120) return `${seconds < 10 ? Math.round(seconds * 10) / 10 : Math.round(seconds)}${units.s}`;
  if (seconds < 7200) return `${Math.round(seconds / 60)}${units.min}`;
  if (seconds < 172_800) return `${Math.round(seconds / 3600)}${units.h}`;
  return `${Math.round(seconds / 86_400)}${units.d}`;
}

/** 812 B, 24 MB, 1.5 GB: in powers of a thousand. */
export function bytesText(bytes: number): string {
  const names = ["B", "kB", "MB", "GB", "TB"];
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < names.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${value < 10 && unit > 0 ? Math.round(value * 10) / 10 : Math.round(value)} ${names[unit]}`;
}
