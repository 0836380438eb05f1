import { present } from "../present.ts";
import { quote } from "../syntax/text.ts";
import type { HitLine, LogHitFact, LogTime } from "./log-facts.ts";
import { yearBefore } from "./log-time.ts";

/** How many of the last hits keep their time. */
const RECENT = 100;
/** How many kinds of hits one query may have in one log; those beyond are counted together. */
const MOST_KINDS = 200;
/** How many hours are counted at a time: hits come in order, or nearly so. */
const HOURS = 48;
const HOUR = 3600 * 1000;

/** How many kinds of hits a whole bundle may still have. */
export interface Budget {
  kinds: number;
}

interface Bucket {
  readonly query: string;
  readonly key: string;
  readonly tag?: string;
  readonly ofContainer?: true;
  groups: Readonly<Record<string, string>>;
  count: number;
  readonly first: HitLine;
  last: HitLine;
  /** The hit that came last, as long as it has not been copied out of its chunk. */
  newest?: Hit;
  readonly recent: number[];
  readonly hours: Map<number, number>;
  busiest?: { at: number; count: number };
}

export interface Hit {
  readonly query: string;
  /** The named groups, and which of them tell hits apart. */
  readonly groups: Readonly<Record<string, string>>;
  readonly by: readonly string[];
  readonly tag?: string;
  readonly ofContainer?: true;
  readonly line: number;
  readonly text: string;
  readonly time?: LogTime;
}

/** Counts the hits in one log by query and by what tells them apart, in memory that does not grow with the log. */
export class HitCounter {
  private readonly buckets = new Map<string, Bucket>();
  private readonly kinds = new Map<string, number>();
  private touched: Bucket[] = [];

  constructor(private readonly budget: Budget) {}

  /** Takes hits in the order of their lines. */
  add(hit: Hit): void {
    const bucket = this.bucketFor(hit);
    bucket.count++;
    if (bucket.newest === undefined) this.touched.push(bucket);
    bucket.newest = hit;
    if (hit.time === undefined) return;
    bucket.recent.push(hit.time.at);
    if (bucket.recent.length > 2 * RECENT) bucket.recent.splice(0, RECENT);
    countHour(bucket, Math.floor(hit.time.at / HOUR) * HOUR);
  }

  /** Copies what is kept out of the chunk that was searched last, so that the chunk can go. */
  settle(): void {
    for (const bucket of this.touched) {
      if (bucket.newest === undefined) continue;
      bucket.groups = copied(bucket.newest.groups);
      bucket.last = lineOf(bucket.newest);
      delete bucket.newest;
    }
    this.touched = [];
  }

  private bucketFor(hit: Hit): Bucket {
    const key = [hit.tag ?? "", ...hit.by.map((name) => shortGroup(hit.groups[name] ?? ""))].join("\0");
    const id = `${hit.query}\0${key}`;
    const known = this.buckets.get(id);
    if (known !== undefined) return known;
    const kinds = this.kinds.get(hit.query) ?? 0;
    const full = kinds >= MOST_KINDS || this.budget.kinds <= 0;
    const rest = `${hit.query}\0\0…`;
    const others = full ? this.buckets.get(rest) : undefined;
    if (others !== undefined) return others;
    const line = lineOf(hit);
    const bucket: Bucket = {
      query: hit.query,
      key: full ? "…" : flat(key),
      groups: {},
      count: 0,
      first: line,
      last: line,
      recent: [],
      hours: new Map(),
      ...(full ? {} : present({ tag: hit.tag === undefined ? undefined : flat(hit.tag) })),
      ...present({ ofContainer: hit.ofContainer }),
    };
    this.kinds.set(hit.query, kinds + 1);
    this.budget.kinds--;
    this.buckets.set(full ? rest : flat(id), bucket);
    return bucket;
  }

  /** What was counted, in the order of the lines. `end` is the log's last time; where its stamps have no year, those after it are of the year before. */
  facts(file: string, log: string, end: LogTime | undefined, yearless: boolean): LogHitFact[] {
    this.settle();
    const at = (time: number) => (yearless ? yearBefore(time, end) : time);
    const dated = ({ time, ...line }: HitLine): HitLine =>
      time === undefined ? line : { ...line, time: { ...time, at: at(time.at) } };
    const buckets = [...this.buckets.values()].sort(
      (one, other) => one.first.line - other.first.line || (one.query < other.query ? -1 : 1),
    );
    return buckets.map(({ query, key, tag, ofContainer, groups, count, first, last, recent, busiest }) => ({
      kind: "log-hit",
      ...{ query, file, log, key, groups, count },
      first: dated(first),
      last: dated(last),
      recent: recent.slice(-RECENT).map(at),
      ...present({ tag, ofContainer, busiest: busiest && { ...busiest, at: at(busiest.at) } }),
    }));
  }
}

function countHour(bucket: Bucket, hour: number): void {
  const count = (bucket.hours.get(hour) ?? 0) + 1;
  bucket.hours.set(hour, count);
  if (count > (bucket.busiest?.count ?? 0)) bucket.busiest = { at: hour, count };
  if (bucket.hours.size <= HOURS) return;
  for (const oldest of bucket.hours.keys()) {
    bucket.hours.delete(oldest);
    return;
  }
}

function lineOf({ line, text, time }: Hit): HitLine {
  return { line, text: flat(quote(text)), ...present({ time }) };
}

const LONGEST_GROUP = 200;

function copied(groups: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(groups).map(([name, value]) => [name, flat(shortGroup(value))]));
}

/** What tells hits apart is bounded as well: two that differ only behind it count together. */
function shortGroup(value: string): string {
  return value.length > LONGEST_GROUP ? `${value.slice(0, LONGEST_GROUP)}…` : value;
}

/** A copy that does not keep alive the chunk that it was cut out of. */
function flat(text: string): string {
  return Buffer.from(text, "utf8").toString("utf8");
}
