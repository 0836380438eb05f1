import { readStamp } from "./log-time.ts";

/** How Python begins a traceback. */
export const TRACEBACK = "Traceback (most recent call last)";

const CHAINED = /^(During handling of the above exception|The above exception was the direct cause)/;

/** How many lines a traceback may have, and how many of others may stand between them. */
const LONGEST = 300;
const MOST_FOREIGN = 50;
/** How many lines behind the last may say that another one follows from it. */
const TAIL = 4;

/** What begins with a name in such a list, since frames are indented: the exception, up to its first line's end. */
const QUOTED_ERROR = /, u?["']([A-Za-z_][\w.]{0,200}: .{1,400}?)\\n/g;

/**
 * Follows one traceback from its first line to its last, which names the exception. oslo, Apache and the engines put a
 * prefix before each line, the same but for the time: lines with another one are of other processes.
 */
export class TracebackFollower {
  /** The last line, without its prefix; absent as long as it has not come. */
  error: string | undefined;
  done = false;
  /** True when the line taken last begins another traceback that follows from this one. */
  continued = false;
  /** What oslo writes behind the first line already, in short: it may be all that comes. */
  readonly summary: string | undefined;
  private readonly prefix: string;
  private lines = 0;
  private foreign = 0;
  private tail = 0;
  private chained = false;

  /** `first` is the line of the literal. */
  constructor(first: string) {
    const at = first.indexOf(TRACEBACK);
    this.prefix = withoutStamps(first.slice(0, at)) ?? first.slice(0, at);
    if (/\[u?["']$/.test(first.slice(0, at))) this.quoted(first);
    this.summary = /^:+ *(\S.*)$/.exec(first.slice(at + TRACEBACK.length))?.[1];
  }

  /** Another service's, which oslo.messaging quotes whole on one line, as the list that Python prints. */
  private quoted(line: string): void {
    this.error = [...line.matchAll(QUOTED_ERROR)].at(-1)?.[1] ?? "an error of another service";
    this.done = true;
  }

  /** Takes the next line of the log. */
  next(line: string): void {
    this.continued = false;
    const body = this.bodyOf(line);
    if (body === undefined) {
      this.foreign++;
      if (this.foreign > MOST_FOREIGN) this.done = true;
      return;
    }
    this.lines++;
    this.continued = this.chained && body.startsWith(TRACEBACK);
    if (this.lines > LONGEST) this.done = true;
    else if (this.error !== undefined) this.behind(body);
    else if (body.startsWith(TRACEBACK)) {
      if (!this.chained) this.done = true;
      this.chained = false;
    } else if (/^\S/.test(body)) this.error = body.trim();
  }

  private behind(body: string): void {
    this.tail++;
    if (CHAINED.test(body)) {
      this.error = undefined;
      this.tail = 0;
      this.chained = true;
    } else if (this.tail >= TAIL || body.startsWith(TRACEBACK)) this.done = true;
  }

  /** The line without its prefix; `undefined` where it is another's. */
  private bodyOf(line: string): string | undefined {
    const rest = withoutStamps(line);
    if (rest === undefined) return line;
    if (rest.startsWith(this.prefix)) return rest.slice(this.prefix.length);
    return rest.trim() === this.prefix.trim() ? "" : undefined;
  }
}

/** Who writes to the journal, before what it writes. */
const WRITER = /^ \S{1,255} [^\s:]{1,64}: |^ /;

/** A line without its time, and without the one that its writer had put before it already; `undefined` where it has none. */
function withoutStamps(line: string): string | undefined {
  const end = readStamp(line, 2000)?.end;
  if (end === undefined) return undefined;
  const rest = line.slice(end);
  const writer = WRITER.exec(rest)?.[0] ?? "";
  const inner = readStamp(rest.slice(writer.length), 2000)?.end;
  return inner === undefined ? rest : writer + rest.slice(writer.length + inner);
}

const LONGEST_ERROR = 160;

/** The exception without what differs each time: ids, addresses, numbers. */
export function foldedError(error: string): string {
  const folded = error
    .replace(/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi, "…")
    .replace(/\b(0x)?(?=[a-f]*\d)[0-9a-f]{8,}\b/gi, "…")
    .replace(/\b\d{4,}\b/g, "…");
  return folded.length > LONGEST_ERROR ? `${folded.slice(0, LONGEST_ERROR)}…` : folded;
}
