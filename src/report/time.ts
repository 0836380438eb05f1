/** A time for people, in UTC: 2026-01-01 12:00:00; empty for what is no time. */
export function utcTime(at: number): string {
  const date = new Date(at);
  return Number.isNaN(date.getTime()) ? "" : date.toISOString().slice(0, 19).replace("T", " ");
}
