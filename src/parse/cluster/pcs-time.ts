/**
 * Seconds from one time to another as pacemaker prints them, `Fri Dec 13 19:32:10 2019` or `2024-02-20 08:36:07 +08:00`.
 * Both are of one listing, hence by one clock and in one zone; `undefined` where only one of them names its zone.
 */
export function secondsBetween(earlier: string | undefined, later: string | undefined): number | undefined {
  const [from, to] = [readStamp(earlier), readStamp(later)];
  if (from === undefined || to === undefined || from.zoned !== to.zoned) return undefined;
  return Math.round((to.time - from.time) / 1000);
}

const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");
const CTIME = /^\w{3} (\w{3}) +(\d{1,2}) (\d\d:\d\d:\d\d) (\d{4})/;
const ISO = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.\d+)?(?: ?(Z|[+-]\d\d:?\d\d))?/;

/** A time as pacemaker prints it, at the beginning of a text. */
export const STAMP =
  "\\w{3} \\w{3} +\\d{1,2} \\d\\d:\\d\\d:\\d\\d \\d{4}|\\d{4}-\\d\\d-\\d\\d [\\d:.]+(?: ?(?:Z|[+-]\\d\\d:?\\d\\d))?";

function readStamp(text: string | undefined): { readonly time: number; readonly zoned: boolean } | undefined {
  const [, month = "", day, clock, year] = CTIME.exec(text ?? "") ?? [];
  if (clock !== undefined && MONTHS.includes(month))
    return stamp(`${year}-${two(MONTHS.indexOf(month) + 1)}-${two(Number(day))}T${clock}Z`, false);
  const [, date, time, zone] = ISO.exec(text ?? "") ?? [];
  if (date === undefined) return undefined;
  return stamp(`${date}T${time}${zone?.replace(/^([+-]\d\d)(\d\d)$/, "$1:$2") ?? "Z"}`, zone !== undefined);
}

function two(number: number): string {
  return String(number).padStart(2, "0");
}

function stamp(text: string, zoned: boolean): ReturnType<typeof readStamp> {
  const time = Date.parse(text);
  return Number.isNaN(time) ? undefined : { time, zoned };
}
