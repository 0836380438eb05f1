import type { BundleAddress, BundleSummary, EntryHeader, EntrySink } from "../../bundle/entry.ts";
import { readInput } from "../../bundle/input.ts";
import type { Limits } from "../../bundle/limits.ts";
import { wholeFile } from "../../bundle/sinks.ts";
import { withoutWebServer } from "../../catalogue/web-servers.ts";
import type { Masker } from "../../mask/masker.ts";
import { logName, type NameOfLog } from "../../parse/logs/log-names.ts";
import { packedLogName } from "../../parse/logs/packed-logs.ts";
import { decode } from "../../parse/syntax/decode.ts";
import type { ErrorRate, Excerpt, LogTail } from "../types.ts";
import { ErrorCounter } from "./error-counts.ts";
import { AROUND, type Cutting, cuttingOf, maskLines } from "./excerpt.ts";
import { lookIntoLog } from "./log-look.ts";
import type { WantedLine, WantedLines } from "./wanted.ts";

/** A longer file that is no log is not quoted. */
const LONGEST_FILE = 16 << 20;
/** Names of services are a bundle's: what is beyond these is not counted apart. */
const MOST_SERVICES = 200;
const MOST_TAILS = 2000;

/** What a second look at one bundle is for. */
export interface LookOptions {
  readonly node: string;
  readonly wanted: WantedLines;
  /** How many lines of the end of each log are wanted. */
  readonly tail: number;
  readonly masker: Masker;
  /** What logs are called; of all that may be one where it is left out. */
  readonly nameOfLog?: NameOfLog;
  readonly limits: Partial<Limits>;
  /** When the bundle was made, epoch milliseconds, where it tells that. */
  readonly capturedAt?: number;
  /** What the bundle was when it was first read. */
  readonly before?: BundleSummary;
}

export interface Look {
  readonly excerpts: readonly Excerpt[];
  readonly tails: readonly LogTail[];
  readonly errorRates: readonly ErrorRate[];
  /** Why there is less than there was when the bundle was first read. */
  readonly problem?: string;
}

/** Looks again at one bundle; see below. */
export async function lookAgain(source: string, options: LookOptions): Promise<Look> {
  const [look] = await looksInto(source, [options], options.limits);
  return look ?? { excerpts: [], tails: [], errorRates: [] };
}

/**
 * Reads an input once more, for the lines around those that findings on its bundles rest on, for the ends of their logs and
 * for the errors in them: the first time it is not known yet which lines those are, and logs are never held.
 */
export async function looksInto(path: string, all: readonly LookOptions[], limits: Partial<Limits>): Promise<Look[]> {
  const lookings = all.map((options) => ({ options, looking: new Looking(options) }));
  const { bundles, error } = await readInput(
    { path },
    (place) => {
      const found = lookings.find(({ options: { before } }) => isAt(place, before?.address));
      return found && ((entry) => found.looking.visit(entry));
    },
    limits,
  );
  return lookings.map(({ options: { before }, looking }) => {
    if (error !== undefined) return { ...looking.end(), problem: `it could not be read again: ${error.message}` };
    const now = bundles.find(({ address }) => address !== undefined && isAt(address, before?.address));
    if (before === undefined || (now !== undefined && !isChanged(before, now))) return looking.end();
    return { excerpts: [], tails: [], errorRates: [], problem: "it has changed since it was first read" };
  });
}

/** Whether a bundle is the one at an address; any is where there is none. */
function isAt({ within, root }: Place, address: BundleAddress | undefined): boolean {
  return address === undefined || (address.within === within && address.root === root);
}

type Place = Pick<BundleAddress, "within" | "root">;

/** Lines of a bundle that changed since prove nothing. Where reading was cut short, how far it came does not tell. */
function isChanged(before: BundleSummary, now: BundleSummary): boolean {
  if ([...before.notes, ...now.notes].some(({ lossy }) => lossy)) return false;
  return before.entries !== now.entries || before.bytes !== now.bytes;
}

class Looking {
  readonly #options: LookOptions;
  #excerpts: Excerpt[] = [];
  #tails: LogTail[] = [];
  readonly #seen = new Set<string>();
  readonly #counters = new Map<string, ErrorCounter>();

  constructor(options: LookOptions) {
    this.#options = options;
  }

  visit(entry: EntryHeader): EntrySink | undefined {
    const { masker, nameOfLog = logName } = this.#options;
    // What is wanted is named without secrets.
    const hidden = (name: string) => masker.known(masker.text(name));
    const path = hidden(entry.path);
    if (this.#seen.has(path)) this.#forget(path);
    if (entry.gone) return undefined;
    const wanted = this.#options.wanted.get(path) ?? [];
    const log = nameOfLog(entry.path);
    if (log !== undefined) return this.#log({ ...entry, path }, hidden(log), wanted);
    if (packedLogName(entry.path, nameOfLog) !== undefined) return undefined;
    return wanted.length === 0 || entry.size > LONGEST_FILE ? undefined : this.#file(path, wanted);
  }

  end(): Omit<Look, "problem"> {
    const errorRates = [...this.#counters].flatMap(([service, counter]) => counter.rate(service) ?? []);
    return {
      excerpts: this.#excerpts,
      tails: this.#tails,
      errorRates: errorRates.sort((one, other) => other.errors - one.errors),
    };
  }

  #log(entry: EntryHeader, log: string, wanted: readonly WantedLine[]): EntrySink | undefined {
    const { masker, tail } = this.#options;
    const service = serviceOfLog(log);
    const counter = service === undefined ? undefined : this.#counterOf(service);
    const isEnd = (service !== undefined || log.startsWith("stdout:")) && !isRotated(entry.path, log);
    if (wanted.length === 0 && counter === undefined && !isEnd) return undefined;
    const year = new Date(entry.mtime ?? Date.now()).getUTCFullYear();
    const options = { file: entry.path, wanted, masker, year, tail: isEnd ? tail : 0 };
    return lookIntoLog({ ...options, ...(counter === undefined ? {} : { errors: counter }) }, (look) => {
      this.#keep(entry.path, look.cuttings);
      if (look.tail !== undefined && this.#tails.length < MOST_TAILS) {
        this.#tails.push({ log, file: entry.path, ...look.tail });
      }
    });
  }

  #file(file: string, wanted: readonly WantedLine[]): EntrySink {
    const last = (wanted.at(-1)?.line ?? 0) + AROUND;
    return wholeFile(LONGEST_FILE, (bytes) => {
      const lines = maskLines(file, decode(bytes).split("\n").slice(0, last), this.#options.masker);
      this.#keep(
        file,
        wanted.flatMap((one) => cuttingOf({ first: 1, lines }, one) ?? []),
      );
    });
  }

  /** Of a path that comes again the later file holds. */
  #forget(path: string): void {
    this.#excerpts = this.#excerpts.filter(({ file }) => file !== path);
    this.#tails = this.#tails.filter(({ file }) => file !== path);
    this.#seen.delete(path);
  }

  #keep(file: string, cuttings: readonly Cutting[]): void {
    this.#seen.add(file);
    for (const cutting of cuttings) this.#excerpts.push({ node: this.#options.node, file, ...cutting });
  }

  #counterOf(service: string): ErrorCounter | undefined {
    const known = this.#counters.get(service);
    if (known !== undefined || this.#counters.size >= MOST_SERVICES) return known;
    const counter = new ErrorCounter(this.#options.capturedAt);
    this.#counters.set(service, counter);
    return counter;
  }
}

/** The folder that a log of a service lies in: nova; of httpd's the service that it serves: keystone. */
function serviceOfLog(log: string): string | undefined {
  const [folder = "", second, third] = log.split("/");
  if (second === undefined || folder === "deploy") return undefined;
  return third === undefined ? folder : withoutWebServer(log).split("/")[0];
}

/** Whether it is an earlier part of a log that was begun anew since. */
function isRotated(path: string, log: string): boolean {
  const base = path.slice(path.lastIndexOf("/") + 1);
  const name = log.slice(log.lastIndexOf("/") + 1).replace(/^stdout:/, "");
  return !base.endsWith(name) && !base.endsWith(`${name}.log`);
}
