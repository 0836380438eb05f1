/**
 * Reads the time stamps of engines: RFC 3339 with up to nine decimals and any zone, and Go's own form
 * (`2024-01-15 10:30:45.123 -0500 EST`). Returns epoch milliseconds; `undefined` for Go's zero time, which means never,
 * and for anything else.
 */
export function readTime(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const parts = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(\.\d{1,9})? ?(Z|UTC|[+-]\d\d:?\d\d)(?: .*)?$/.exec(text.trim());
  if (parts === null || text.startsWith("0001-")) return undefined;
  const [, day, clock, fraction = "", zone = "Z"] = parts;
  const offset = zone === "UTC" ? "Z" : zone.replace(/^([+-]\d\d)(\d\d)$/, "$1:$2");
  const time = Date.parse(`${day}T${clock}${fraction.slice(0, 4)}${offset}`);
  return Number.isNaN(time) ? undefined : time;
}

/** A time as ISO 8601 writes it, in UTC; of one that no calendar holds it says that. */
export function isoTime(at: number): string {
  const date = new Date(at);
  return Number.isNaN(date.getTime()) ? "no time that there is" : date.toISOString();
}
