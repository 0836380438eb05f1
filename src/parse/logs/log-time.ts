import type { LogTime } from "./log-facts.ts";

/** A time stamp at the beginning of a line, and where it ends. */
export interface Stamp {
  readonly time: LogTime;
  readonly end: number;
}

type Reader = (line: string, year: number) => Stamp | undefined;

/** How far into a line its stamp may reach. */
export const STAMP_REACH = 64;

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/**
 * Reads the stamp that a line begins with. `year` is taken where it has none. Forms: oslo, RFC 3339, Open vSwitch,
 * ansible, mysqld old and new, syslog, Apache's error and access logs, dmesg, RabbitMQ old and new, redis, audit.
 */
export function readStamp(line: string, year: number): Stamp | undefined {
  const plain = plainStamp(line);
  if (plain !== undefined) return plain;
  const head = line.slice(0, STAMP_REACH * 2);
  for (const read of READERS) {
    const stamp = read(head, year);
    if (stamp !== undefined) return stamp;
  }
  return undefined;
}

const ZERO = 0x30;

/** The number that two digits make; NaN where they are none. */
function twoDigits(line: string, at: number): number {
  const tens = line.charCodeAt(at) - ZERO;
  const ones = line.charCodeAt(at + 1) - ZERO;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN;
}

/** The day that was read last, as the number YYYYMMDD, and when it began. */
let lastDay = { day: 0, at: 0 };

/** What may follow a time and its blank is a zone where it begins so. */
const ZONES = "ZU+-";

/** `2026-11-24 03:52:53.123 `, as most lines begin that are read at all: the same as `iso` makes of it, several times faster. */
function plainStamp(line: string): Stamp | undefined {
  const form = line[4] === "-" && line[7] === "-" && line[10] === " " && line[13] === ":" && line[16] === ":";
  if (!form || line[19] !== "." || line[23] !== " " || ZONES.includes(line[24] ?? "-")) return undefined;
  const year = twoDigits(line, 0) * 100 + twoDigits(line, 2);
  const [month, date] = [twoDigits(line, 5), twoDigits(line, 8)];
  const [hour, minute, second] = [twoDigits(line, 11), twoDigits(line, 14), twoDigits(line, 17)];
  const fraction = twoDigits(line, 20) * 10 + (twoDigits(line, 21) % 10);
  // A sum is NaN, and no comparison holds, where one of them is not made of digits.
  if (!(hour <= 23 && minute <= 59 && second <= 59 && fraction + year + month + date > 0)) return undefined;
  const day = (year * 100 + month) * 100 + date;
  if (day !== lastDay.day) {
    const at = utc([year, month, date, 0, 0, 0], undefined);
    if (at === undefined) return undefined;
    lastDay = { day, at };
  }
  const at = lastDay.at + ((hour * 60 + minute) * 60 + second) * 1000 + fraction;
  return { time: { at, zone: "local" }, end: 24 };
}

/** `2026-11-24 03:52:53.123`, `2026-11-24T03:52:53.123456789Z`, `[2026-11-24 03:52:53,123]`, `2026-11-24  3:52:53 0 [Note]`. */
const iso: Reader = (line) => {
  const found =
    /^\[?(\d{4})-(\d\d)-(\d\d)(?:[T ] ?)(\d{1,2}):(\d\d):(\d\d)(?:[.,](\d{1,9}))?\]? ?(Z\b|UTC\b|[+-]\d\d:?\d\d(?![\d-]))?/.exec(
      line,
    );
  if (found === null) return undefined;
  const [text, year, month, day, hour, minute, second, fraction, zone] = found;
  const at = utc([year, month, day, hour, minute, second], fraction);
  return at === undefined ? undefined : zoned(text, at, zone);
};

/** `Nov 24 03:52:53`, with or without a fraction. */
const syslog: Reader = (line, year) => {
  const found = /^([A-Z][a-z]{2}) {1,2}(\d{1,2}) (?:(\d{4}) )?(\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?/.exec(line);
  if (found === null) return undefined;
  const [text, month = "", day, told, hour, minute, second, fraction] = found;
  const at = utc([told ?? year, monthOf(month), day, hour, minute, second], fraction);
  if (at === undefined || told !== undefined) return at === undefined ? undefined : zoned(text, at, undefined);
  return { time: { at, zone: "local", yearless: true }, end: text.length };
};

/** `[Tue Nov 24 03:52:53.123456 2026]` of Apache and of `dmesg -T`. */
const apache: Reader = (line) => {
  const found = /^\[[A-Z][a-z]{2} ([A-Z][a-z]{2}) {1,2}(\d{1,2}) (\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))? (\d{4})\]/.exec(
    line,
  );
  if (found === null) return undefined;
  const [text, month = "", day, hour, minute, second, fraction, year] = found;
  const at = utc([year, monthOf(month), day, hour, minute, second], fraction);
  return at === undefined ? undefined : zoned(text, at, undefined);
};

/** `[12345.678901]`: seconds since the boot. */
const uptime: Reader = (line) => {
  const found = /^\[ *(\d{1,10})\.(\d{1,6})\]/.exec(line);
  if (found === null) return undefined;
  const at = Number(found[1]) * 1000 + milliseconds(found[2]);
  return { time: { at, zone: "boot" }, end: found[0].length };
};

/** `=ERROR REPORT==== 24-Nov-2026::03:52:53 ===`, `1:M 24 Nov 2026 03:52:53.123 *`, `… [24/Nov/2026:03:52:53 +0000]`. */
const dayFirst: Reader = (line) => {
  const found =
    /^(?:=[A-Z ]{1,30}==== |\d+:[A-Z] |\[|\S{1,60} \S{1,20} \S{1,40} \[)(\d{1,2})[ /-]([A-Z][a-z]{2})[ /-](\d{4})(?:::|:| )(\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(?: ([+-]\d{4}))?/.exec(
      line,
    );
  if (found === null) return undefined;
  const [text, day, month = "", year, hour, minute, second, fraction, zone] = found;
  const at = utc([year, monthOf(month), day, hour, minute, second], fraction);
  return at === undefined ? undefined : zoned(text, at, zone);
};

/** `type=AVC msg=audit(1764000000.123:45)`: seconds since the epoch. */
const audit: Reader = (line) => {
  const found = /^(?:node=\S{1,60} )?type=[A-Z0-9_]{1,40} msg=audit\((\d{9,11})\.(\d{3}):\d+\)/.exec(line);
  if (found === null) return undefined;
  const at = Number(found[1]) * 1000 + Number(found[2]);
  return { ...zoned(found[0], at, "Z"), end: found[0].length };
};

/** `time->Tue Nov 24 03:52:53 2026` of ausearch. */
const ausearch: Reader = (line) => {
  const found = /^time->[A-Z][a-z]{2} ([A-Z][a-z]{2}) {1,2}(\d{1,2}) (\d\d):(\d\d):(\d\d) (\d{4})/.exec(line);
  if (found === null) return undefined;
  const [text, month = "", day, hour, minute, second, year] = found;
  const at = utc([year, monthOf(month), day, hour, minute, second], undefined);
  return at === undefined ? undefined : zoned(text, at, undefined);
};

/** `261124  3:52:53` of MySQL and MariaDB before 10.1. */
const oldMysqld: Reader = (line) => {
  const found = /^(\d\d)(\d\d)(\d\d) {1,2}(\d{1,2}):(\d\d):(\d\d)\b/.exec(line);
  if (found === null) return undefined;
  const [text, year, month, day, hour, minute, second] = found;
  const at = utc([`20${year}`, month, day, hour, minute, second], undefined);
  return at === undefined ? undefined : zoned(text, at, undefined);
};

const READERS: readonly Reader[] = [iso, syslog, apache, uptime, dayFirst, audit, oldMysqld, ausearch];

function monthOf(word: string): number {
  return MONTHS.indexOf(word) + 1;
}

function milliseconds(fraction: string | undefined): number {
  return fraction === undefined ? 0 : Number(fraction.slice(0, 3).padEnd(3, "0"));
}

/** Milliseconds since the epoch; `undefined` for a date that no calendar has. */
function utc(parts: readonly (string | number | undefined)[], fraction: string | undefined): number | undefined {
  const [year, month, day, hour, minute, second] = parts;
  const [m, d, h, min, s] = [Number(month), Number(day), Number(hour), Number(minute), Number(second)];
  if (m < 1 || m > 12 || d < 1 || d > 31 || h > 23 || min > 59 || s > 60) return undefined;
  const at = Date.UTC(Number(year), m - 1, d, h, min, s, milliseconds(fraction));
  return d <= 28 || new Date(at).getUTCMonth() === m - 1 ? at : undefined;
}

function zoned(text: string, at: number, zone: string | undefined): Stamp {
  const time: LogTime = zone === undefined ? { at, zone: "local" } : { at: at - offsetOf(zone), zone: "utc" };
  return { time, end: text.length };
}

/** A time as people read it, by the clock of the log. */
export function timeText({ at, zone, yearless }: LogTime): string {
  if (zone === "boot") return `${Math.floor(at / 1000)} s after the boot`;
  const [, year = "", month = "", day = "", clock = ""] =
    /^(-?\d+)-(\d\d)-(\d\d)T(\d\d:\d\d:\d\d)/.exec(new Date(at).toISOString()) ?? [];
  if (yearless) return `${MONTHS[Number(month) - 1] ?? month} ${day} ${clock}`;
  return `${year}-${month}-${day} ${clock}${zone === "utc" ? "Z" : ""}`;
}

function offsetOf(zone: string): number {
  const [, sign, hours, minutes] = /^([+-])(\d\d):?(\d\d)$/.exec(zone) ?? [];
  return sign === undefined ? 0 : (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}

const DAY = 24 * 3600 * 1000;

/** A stamp without a year that lies behind the log's last one is of the year before. */
export function yearBefore(at: number, end: LogTime | undefined): number {
  return end === undefined || at <= end.at + DAY ? at : new Date(at).setUTCFullYear(new Date(at).getUTCFullYear() - 1);
}
