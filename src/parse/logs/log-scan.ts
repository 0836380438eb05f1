import { isAscii } from "node:buffer";
import type { EntrySink } from "../../bundle/entry.ts";
import { present } from "../present.ts";
import { quote } from "../syntax/text.ts";
import { EndOfLog } from "./last-words.ts";
import { isWide, linesIn } from "./log-bytes.ts";
import type { ClearFact, LogFact, LogHitFact, LogTime } from "./log-facts.ts";
import { type Budget, HitCounter } from "./log-hits.ts";
import type { Probe, Question, Search } from "./log-search.ts";
import { readStamp, STAMP_REACH, yearBefore } from "./log-time.ts";
import { foldedError, TracebackFollower } from "./log-traceback.ts";

/** Bytes searched at a time. */
const CHUNK = 1 << 16;
/** Characters of a line that count. */
const LONGEST_LINE = 8192;
/** How many lines above a line without a time stamp are looked at for one. */
const LINES_ABOVE = 10;
/** How many lines at a log's beginning may lack a time stamp. */
const FIRST_LINES = 20;
/** How many kinds of clearing lines are kept for one log. */
const MOST_CLEARS = 200;
/** How many tracebacks of one log are followed to their last line. */
const MOST_FOLLOWED = 5000;

export interface LogToScan {
  readonly file: string;
  readonly log: string;
  readonly mtime?: number;
  readonly search: Search;
  readonly budget: Budget;
  /** Bytes searched at a time; the result does not depend on it. */
  readonly chunk?: number;
}

const NEWLINE = 0x0a;
const NOTHING = Buffer.alloc(0);

const TIMED = new Set(["journal", "syslog", "audit"]);
/** What stands in the place of the kernel's messages, which on old systems bear no times, where they could not be read. */
const DMESG_ERROR = /No such file or directory|command not found|not permitted|failed to run command/;

interface Followed {
  readonly probe: Probe;
  readonly follower: TracebackFollower;
  readonly line: number;
  readonly text: string;
  readonly time?: LogTime;
  readonly tag?: string;
  readonly ofContainer?: true;
}

/** Searches a log as it streams by, for all queries at once; `done` is given what it found. */
export function scanLog(log: LogToScan, done: (facts: (LogFact | LogHitFact)[]) => void): EntrySink {
  const scan = new LogScan(log);
  const chunk = log.chunk ?? CHUNK;
  let held: Buffer[] = [];
  let size = 0;
  const flush = () => {
    const [only] = held;
    if (only !== undefined) scan.take(held.length === 1 ? only : Buffer.concat(held, size));
    held = [];
    size = 0;
  };
  return {
    write(bytes) {
      held.push(bytes);
      size += bytes.length;
      if (size >= chunk) flush();
    },
    end(loss) {
      flush();
      done(scan.end(loss));
    },
  };
}

class LogScan {
  private readonly hits: HitCounter;
  private readonly clears = new Map<string, ClearFact>();
  private readonly year: number;
  /** What of a line has come so far, at most LONGEST_LINE bytes of it. */
  private carry = NOTHING;
  private skipping = false;
  private lines = 0;
  /** The beginnings of the last lines of the text before, the latest last. */
  private above: string[] = [];
  private first: LogTime | undefined;
  private beginning = "";
  private yearless = false;
  /** Whether all of the text that is being searched is ASCII. */
  private ascii = false;
  private bytes = 0;
  private problem: string | undefined;
  /** Whether bytes that are no text stand in it: what they took the place of is not known. */
  private torn = false;
  /** Tracebacks whose last line has not come, and those that wait for them, in the order of their lines. */
  private followed: Followed[] = [];
  private following = 0;
  /** Lines that go on with a traceback further up. */
  private readonly continuing = new Set<number>();
  private readonly ending: EndOfLog;

  constructor(private readonly log: LogToScan) {
    this.ending = new EndOfLog(log.log);
    this.hits = new HitCounter(log.budget);
    this.year = new Date(log.mtime ?? 946_684_800_000).getUTCFullYear();
  }

  take(bytes: Buffer): void {
    if (this.bytes === 0 && isWide(bytes)) this.problem = "it is UTF-16, which is not searched";
    this.bytes += bytes.length;
    if (this.problem !== undefined) return;
    this.torn ||= bytes.includes(0);
    let rest = bytes;
    if (this.skipping) {
      const newline = rest.indexOf(NEWLINE);
      if (newline < 0) return;
      rest = rest.subarray(newline);
      this.skipping = false;
    }
    const end = rest.lastIndexOf(NEWLINE) + 1;
    if (end === 0) {
      this.hold(Buffer.concat([this.carry, rest]));
      return;
    }
    const first = this.carry.length === 0 ? 0 : rest.indexOf(NEWLINE) + 1;
    if (first > 0) this.search(Buffer.concat([this.carry, rest.subarray(0, first)]));
    if (end > first) this.search(rest.subarray(first, end));
    this.hold(rest.subarray(end));
  }

  private hold(rest: Buffer): void {
    this.skipping = rest.length > LONGEST_LINE;
    this.carry = Buffer.from(rest.subarray(0, LONGEST_LINE));
  }

  end(loss: string | undefined): (LogFact | LogHitFact)[] {
    if (this.carry.length > 0) this.search(Buffer.concat([this.carry, Buffer.of(NEWLINE)]));
    this.settle(true);
    const last = this.stampAbove(NOTHING, 0)?.time;
    const { file, log } = this.log;
    // What a command printed was written when it ran, whenever its last line was.
    const mtime = /^(sos|insights)_commands\//.test(file) ? undefined : this.log.mtime;
    const first = this.first && (this.yearless ? { ...this.first, at: yearBefore(this.first.at, last) } : this.first);
    const problem =
      loss ?? this.problem ?? this.oddity() ?? (this.torn ? "it holds bytes that are no text" : undefined);
    const text = this.above.at(-1);
    const ending = text === undefined ? undefined : { line: this.lines, text: quote(readable(text)) };
    const clears = [...this.clears.values()];
    const lastWords = this.torn
      ? []
      : this.ending.words(this.lines, (raw) => readable(raw.slice(0, LONGEST_LINE)), tagOf);
    return [
      {
        kind: "log",
        file,
        log,
        lines: this.lines,
        cleared: clears,
        lastWords,
        ...present({ first, last, ending, mtime, problem }),
      },
      ...this.hits.facts(file, log, last, this.yearless),
    ];
  }

  /** What always bears times and does not is no log, but an error message in the place of one. */
  private oddity(): string | undefined {
    const { file, log } = this.log;
    const timed =
      TIMED.has(log) ||
      (log === "dmesg" && DMESG_ERROR.test(this.beginning)) ||
      (log.startsWith("stdout:") && file.includes("_logs_-t_"));
    if (!timed || this.first !== undefined || this.lines === 0) return undefined;
    return `it holds no line with a time, but: ${quote(this.beginning)}`;
  }

  /** Searches whole lines: each ends with a line feed. */
  private search(bytes: Buffer): void {
    this.ascii = isAscii(bytes);
    if (this.lines === 0) this.beginning = readable(lineOf(bytes, 0, Math.min(bytes.indexOf(NEWLINE), 200)));
    if (this.first === undefined && this.lines < FIRST_LINES) this.lookForFirst(bytes);
    if (this.followed.length > 0) this.follow(this.followed, bytes, 0, this.lines + 1);

    const before = this.lines;
    const counted = this.searchLines(bytes);
    this.lines += linesIn(bytes, counted, bytes.length);
    this.keepAbove(bytes);
    this.ending.take(bytes, this.lines - before);
    this.hits.settle();
  }

  /** Looks at the lines in which literals stand; returns the beginning of the last one, up to which lines are counted. */
  private searchLines(bytes: Buffer): number {
    const { sieve } = this.log.search;
    if (sieve === undefined) return 0;
    const found: number[] = [];
    const note = (literal: number, start: number) => found.push(literal, start);
    let counted = 0;
    let at = sieve.next(bytes, sieve.first(0), bytes.length, note);
    while (at >= 0) {
      let start = at - 1;
      while (start > 0 && bytes[start - 1] !== NEWLINE) start--;
      const end = bytes.indexOf(NEWLINE, at - 1);
      while (at >= 0) at = sieve.next(bytes, at, end, note);
      this.lines += linesIn(bytes, counted, start);
      counted = start;
      const raw = lineOf(bytes, start, end);
      const questions = this.questionsOn(found, start + raw.length);
      if (questions.length > 0) this.ask(questions, raw, { line: readable(raw, this.ascii), bytes, start, end });
      found.length = 0;
      at = sieve.next(bytes, sieve.first(end), bytes.length, note);
    }
    return counted;
  }

  /** What is to be asked of a line; `found` are the literals in it, each with its place. */
  private questionsOn(found: readonly number[], end: number): readonly number[] {
    const { sought } = this.log.search;
    let numbers: readonly number[] = [];
    for (let at = 0; at < found.length; at += 2) {
      const literal = sought[found[at] as number];
      if (literal === undefined || (found[at + 1] as number) + literal.length > end) continue;
      numbers = numbers.length === 0 ? literal.questions : [...numbers, ...literal.questions];
    }
    return numbers.length < 2 ? numbers : [...new Set(numbers)].sort((one, other) => one - other);
  }

  private ask(numbers: readonly number[], raw: string, at: At): void {
    if (this.torn && raw.includes("\0")) return;
    for (const number of numbers) {
      const question = this.log.search.questions[number] as Question;
      if (question.except.some((one) => raw.includes(one))) continue;
      const groups = question.match === undefined ? {} : question.match(at.line);
      if (groups === undefined) continue;
      const tag = this.isTagged() ? tagOf(at.line) : undefined;
      if (question.probe.asks !== undefined && !(tag !== undefined && question.probe.asks(tag))) continue;
      if (question.clears) this.clear(question.probe, groups, tag);
      else this.hit(question.probe, groups, at, tag);
    }
  }

  private hit(probe: Probe, groups: Readonly<Record<string, string>>, at: At, tag: string | undefined): void {
    const { query, asks } = probe;
    if (query.traceback && this.continuing.delete(this.lines + 1)) return;
    const stamp = this.stampOf(at.line) ?? this.stampAbove(at.bytes, at.start);
    const ofContainer = asks === undefined ? undefined : (true as const);
    const told = { line: this.lines + 1, text: at.line, ...present({ time: stamp?.time, tag, ofContainer }) };
    if (query.traceback && this.following < MOST_FOLLOWED) {
      this.following++;
      const followed = { probe, follower: new TracebackFollower(at.line), ...told };
      this.followed.push(followed);
      this.follow([followed], at.bytes, at.end + 1, this.lines + 2);
    } else {
      const all = query.traceback ? { error: "not followed: there are too many" } : groups;
      this.hits.add({ query: query.id, groups: all, by: query.by, ...told });
    }
  }

  private clear({ query, asks }: Probe, groups: Readonly<Record<string, string>>, writer: string | undefined): void {
    const tag = asks === undefined ? undefined : writer;
    const key = JSON.stringify([query.id, tag, ...query.by.map((name) => groups[name])]);
    if (this.clears.size >= MOST_CLEARS && !this.clears.has(key)) return;
    const own = Object.fromEntries(
      query.by.flatMap((name) => (groups[name] === undefined ? [] : [[name, groups[name]]])),
    );
    const groupsToldApart = own as Record<string, string>;
    this.clears.set(key, { query: query.id, groups: groupsToldApart, ...present({ tag }), line: this.lines + 1 });
  }

  /** Leads tracebacks through the lines from `from` on. */
  private follow(followed: readonly Followed[], bytes: Buffer, from: number, line: number): void {
    let open = followed.filter(({ follower }) => !follower.done);
    for (let start = from, number = line; start < bytes.length && open.length > 0; number++) {
      const end = bytes.indexOf(NEWLINE, start);
      const next = readable(lineOf(bytes, start, end), this.ascii);
      for (const { follower } of open) {
        follower.next(next);
        if (follower.continued) this.continuing.add(number);
      }
      open = open.filter(({ follower }) => !follower.done);
      start = end + 1;
    }
    this.settle(false);
  }

  /** Counts the tracebacks that are at their end, as long as none above them is not. */
  private settle(all: boolean): void {
    while (this.followed[0] !== undefined && (all || this.followed[0].follower.done)) {
      const [{ probe, follower, ...told }] = this.followed as [Followed];
      this.followed.shift();
      const last = follower.error ?? follower.summary;
      const error = last === undefined ? "its last line is not in the log" : foldedError(last);
      this.hits.add({ query: probe.query.id, groups: { error }, by: probe.query.by, ...told });
    }
  }

  private isTagged(): boolean {
    return this.log.log === "journal" || this.log.log === "syslog";
  }

  private stampOf(line: string) {
    const stamp = readStamp(line, this.year);
    if (stamp?.time.yearless) this.yearless = true;
    return stamp;
  }

  /** The stamp of the nearest line above that has one. */
  private stampAbove(bytes: Buffer, start: number) {
    let end = start - 1;
    let above = this.above.length;
    for (let count = 0; count < LINES_ABOVE; count++) {
      const begin = lineStart(bytes, end);
      const line = end >= 0 ? headOf(bytes, begin, end) : this.above[--above];
      const stamp = line === undefined ? undefined : this.stampOf(line);
      if (line === undefined || stamp !== undefined) return stamp;
      if (end >= 0) end = begin - 1;
    }
    return undefined;
  }

  private keepAbove(bytes: Buffer): void {
    const kept: string[] = [];
    let end = bytes.length - 1;
    while (kept.length < LINES_ABOVE && end >= 0) {
      const begin = lineStart(bytes, end);
      kept.unshift(headOf(bytes, begin, end));
      end = begin - 1;
    }
    this.above = [...this.above, ...kept].slice(-LINES_ABOVE);
  }

  private lookForFirst(bytes: Buffer): void {
    for (let start = 0, line = this.lines; start < bytes.length && line < FIRST_LINES; line++) {
      const end = bytes.indexOf(NEWLINE, start);
      this.first = this.stampOf(headOf(bytes, start, end))?.time;
      if (this.first !== undefined) return;
      start = end + 1;
    }
  }
}

interface At {
  readonly line: string;
  readonly bytes: Buffer;
  readonly start: number;
  readonly end: number;
}

/** Where the line begins whose line feed stands at `end`. */
function lineStart(bytes: Buffer, end: number): number {
  return end <= 0 ? 0 : bytes.lastIndexOf(NEWLINE, end - 1) + 1;
}

/** As much of a line as a stamp may take. */
function headOf(bytes: Buffer, start: number, end: number): string {
  return bytes.toString("latin1", start, Math.min(end, start + STAMP_REACH * 2));
}

/** A line without its line end and the blanks before that, one character to a byte. */
function lineOf(bytes: Buffer, start: number, end: number): string {
  let last = Math.min(end, start + LONGEST_LINE);
  while (last > start && BLANKS.has(bytes[last - 1] as number)) last--;
  return bytes.toString("latin1", start, last);
}

const BLANKS = new Set([0x0d, 0x20, 0x09]);

/** A line as people read it: decoded, without the codes of a terminal. */
function readable(raw: string, ascii = false): string {
  const text = !ascii && /[\x80-\xff]/.test(raw) ? Buffer.from(raw, "latin1").toString("utf8") : raw;
  return text.includes("\x1b") ? text.replace(/\x1b\[[0-9;?]*[A-Za-z]/g, "") : text;
}

/** Who wrote a line of the journal: the word before its process id. */
function tagOf(line: string): string | undefined {
  const end = readStamp(line, 2000)?.end;
  return end === undefined ? undefined : /^ \S+ ([^\s:[]{1,64})(\[\d+\])?:/.exec(line.slice(end))?.[1];
}
