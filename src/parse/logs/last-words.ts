import { quote } from "../syntax/text.ts";
import type { LastWords, WordsLine } from "./log-facts.ts";
import { readStamp } from "./log-time.ts";

/** How many lines of a log's end are looked at: where all of the system writes into one log, more. */
const END_LINES = 60;
const END_LINES_OF_SYSTEM = 4000;
/** Of the lines of one who writes into such a log. */
const LINES_OF_WRITER = 40;
/** How many lines of one writer are kept, and of how many writers. */
const MOST_LINES = 3;
const MOST_WRITERS = 200;

/** Levels of loggers at which a service says that it fails. */
const SEVERE =
  /\b(?:ERROR|CRITICAL|FATAL|EMERG|ALERT|SEVERE|PANIC)\b|\[(?:error|crit|alert|emerg|ERROR)\]|^(?:panic|fatal):/;
/** What is an error in whatever words; the class of a Python exception ends with Error or Exception. */
const FAULTY =
  /\b(?:error|fatal|failed|failure|refused|denied|cannot|can not|can't|could not|unable to|not permitted|no such|not found|no space|is a directory|not a directory|already in use|already exists|invalid|illegal|unknown option|unrecognized|syntax error|aborting|aborted|core dumped|permission denied)\b|\b\w*(?:Error|Exception)\b/i;
/** Levels at which nothing has failed, whatever words follow. */
const MILD = /\b(?:WARNING|WARN|INFO|DEBUG|TRACE|NOTICE)\b|\[(?:warn|warning|note|info|notice|debug)\]/i;
/** The lines of a traceback that say where, not what. */
const FRAME =
  /(?:^| (?:ERROR|CRITICAL) \S+ | \[error\] <[\d.]+> ) {2,}\S|Traceback \(most recent call last\)|\^{3,}\s*$/;

/** Keeps the end of a log as it streams by, and picks its last words from it. */
export class EndOfLog {
  readonly #most: number;
  readonly #ofSystem: boolean;
  #kept: { readonly bytes: Buffer; readonly lines: number }[] = [];
  #lines = 0;

  constructor(log: string) {
    this.#ofSystem = log === "journal" || log === "syslog";
    this.#most = this.#ofSystem ? END_LINES_OF_SYSTEM : END_LINES;
  }

  /** Takes so many whole lines: each ends with a line feed. */
  take(bytes: Buffer, lines: number): void {
    this.#kept.push({ bytes, lines });
    this.#lines += lines;
    for (let first = this.#kept[0]; first && this.#lines - first.lines >= this.#most; first = this.#kept[0]) {
      this.#lines -= first.lines;
      this.#kept.shift();
    }
  }

  /** `last` is the number of the log's last line, `readable` its text, no longer than counts; `tagOf` tells who wrote it. */
  words(last: number, readable: (raw: string) => string, tagOf: (line: string) => string | undefined): LastWords[] {
    const raw = this.#kept.flatMap(({ bytes }) => bytes.toString("latin1").slice(0, -1).split("\n")).slice(-this.#most);
    const lines = raw.map((text, index) => ({ line: last - raw.length + 1 + index, text: readable(text).trimEnd() }));
    if (!this.#ofSystem) return saidBy(lines);
    const byTag = new Map<string, WordsLine[]>();
    for (const line of lines) {
      const tag = tagOf(line.text);
      if (tag === undefined) continue;
      const own = byTag.get(tag);
      if (own !== undefined) own.push(line);
      else if (byTag.size < MOST_WRITERS) byTag.set(tag, [line]);
    }
    return [...byTag].flatMap(([tag, own]) => saidBy(own.slice(-LINES_OF_WRITER), tag));
  }
}

/** The last words of one writer; none where nothing that it wrote speaks of an error. */
function saidBy(lines: readonly WordsLine[], tag?: string): LastWords[] {
  const words = wordsIn(lines);
  return words.length === 0 ? [] : [{ ...(tag === undefined ? {} : { tag }), lines: words }];
}

/** The last lines that a logger marks as errors; where there is none, the last that speak of one. */
function wordsIn(lines: readonly WordsLine[]): WordsLine[] {
  const telling = lines.filter(({ text }) => text.length > 0 && !FRAME.test(text));
  const severe = telling.filter(({ text }) => SEVERE.test(text) && !isBare(text));
  const words = severe.length > 0 ? severe : telling.filter(({ text }) => FAULTY.test(text) && !MILD.test(text));
  return words.slice(-MOST_LINES).map(({ line, text }) => ({ line, text: quote(text) }));
}

/** Of a traceback a logger writes blank lines too. */
function isBare(text: string): boolean {
  return / (?:ERROR|CRITICAL) \S+\s*$/.test(text) && readStamp(text, 2000) !== undefined;
}
