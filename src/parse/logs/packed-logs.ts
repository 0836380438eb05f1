import { Readable } from "node:stream";
import { decoderFor } from "../../bundle/decoders/decoders.ts";
import type { ByteSource } from "../../bundle/decoders/source.ts";
import type { EntryHeader, EntrySink } from "../../bundle/entry.ts";
import { present } from "../present.ts";
import type { LogFact, LogHitFact } from "./log-facts.ts";
import type { Budget } from "./log-hits.ts";
import { logName, type NameOfLog } from "./log-names.ts";
import { scanLog } from "./log-scan.ts";
import type { SearchFor } from "./log-search.ts";

/** How rotation compresses, by what that adds to a name. */
const FORMATS = { gz: "tar.gz", xz: "tar.xz", bz2: "tar.bz2", zst: "tar.zst", lz4: "tar.lz4" } as const;
const PACKED = new RegExp(`^(.*)\\.(${Object.keys(FORMATS).join("|")})$`);

/** Compressed bytes that are held until the bundle was read: of one log, and of all. */
const MOST_OF_ONE = 16 << 20;
const MOST_HELD = 48 << 20;
/** Bytes that the logs of a bundle are unpacked to. */
const MOST_UNPACKED = 256 << 20;
/** What was written longer before the last log was is of no question of now, where its log has anything newer. */
const DAY = 24 * 3600 * 1000;

interface PackedLog {
  readonly file: string;
  readonly log: string;
  readonly format: (typeof FORMATS)[keyof typeof FORMATS];
  readonly mtime?: number;
  /** Its bytes; absent where they were too many. */
  readonly bytes?: Buffer;
  readonly loss?: string;
}

type Found = readonly (LogFact | LogHitFact)[];

/** What a compressed log is called, as if it were not; `undefined` for what is none. */
export function packedLogName(
  path: string,
  nameOfLog: NameOfLog = logName,
): Pick<PackedLog, "log" | "format"> | undefined {
  const [, plain = "", extension] = PACKED.exec(path) ?? [];
  const log = extension === undefined ? undefined : nameOfLog(plain);
  return log === undefined ? undefined : { log, format: FORMATS[extension as keyof typeof FORMATS] };
}

/**
 * The compressed logs of a bundle, which rotation leaves. They are searched once the bundle was read, the newest first, as
 * far as they may tell of the last day and not beyond what is worth it; what is not searched says so. What ended days ago
 * said why in a log that was rotated since: of a log with nothing newer the newest part is searched, whatever its age.
 */
export class PackedLogs {
  readonly #search: SearchFor;
  readonly #nameOfLog: NameOfLog;
  #logs: PackedLog[] = [];
  #held = 0;
  #newest = 0;
  /** The logs of which a part that is not compressed says anything. */
  readonly #told = new Set<string>();

  constructor(search: SearchFor, nameOfLog: NameOfLog = logName) {
    this.#search = search;
    this.#nameOfLog = nameOfLog;
  }

  /** Told of every log of the bundle, compressed or not. */
  sees({ path, size, mtime = 0 }: EntryHeader): void {
    this.#newest = Math.max(this.#newest, mtime);
    const log = size > 0 ? this.#nameOfLog(path) : undefined;
    if (log !== undefined) this.#told.add(familyOf({ file: path, log }));
  }

  /** Takes one, where anything is looked for in it. */
  sink({ path, mtime }: EntryHeader): EntrySink | undefined {
    const name = packedLogName(path, this.#nameOfLog);
    if (name === undefined || this.#search(name.log).sieve === undefined) return undefined;
    const chunks: Buffer[] = [];
    let size = 0;
    return {
      write: (chunk) => {
        size += chunk.length;
        if (size <= MOST_OF_ONE) chunks.push(Buffer.from(chunk));
      },
      end: (loss) => {
        const bytes = size <= MOST_OF_ONE ? Buffer.concat(chunks) : undefined;
        this.#hold({ file: path, ...name, ...present({ mtime, bytes, loss }) });
      },
    };
  }

  forget(path: string): void {
    this.#logs = this.#logs.filter(({ file }) => file !== path);
  }

  #hold(log: PackedLog): void {
    this.#logs.push(log);
    this.#held += log.bytes?.length ?? 0;
    if (this.#held <= MOST_HELD) return;
    this.#logs = newestFirst(this.#logs);
    for (let at = this.#logs.length - 1; at >= 0 && this.#held > MOST_HELD; at -= 1) {
      const { bytes, ...rest } = this.#logs[at] as PackedLog;
      this.#held -= bytes?.length ?? 0;
      this.#logs[at] = rest;
    }
  }

  /** Searches them; `keep` gets what was found in each. */
  async read(budget: Budget, keep: (file: string, found: Found) => void): Promise<void> {
    let room = MOST_UNPACKED;
    for (const packed of newestFirst(this.#logs)) {
      const family = familyOf(packed);
      const isOld = packed.mtime !== undefined && this.#newest - packed.mtime > DAY;
      if (isOld && (this.#told.has(family) || room <= 0)) continue;
      this.#told.add(family);
      room -= await this.#readOne(packed, room, budget, (found) => {
        // What of long ago could not be read leaves no question of now open.
        if (!isOld || found.every((fact) => fact.kind !== "log" || fact.problem === undefined))
          keep(packed.file, found);
      });
    }
  }

  async #readOne(packed: PackedLog, room: number, budget: Budget, done: (found: Found) => void): Promise<number> {
    const { file, log, format, mtime, bytes, loss } = packed;
    const sink = scanLog({ file, log, search: this.#search(log), budget, ...present({ mtime }) }, done);
    if (bytes === undefined || bytes.length === 0 || room <= 0) {
      sink.end(
        bytes?.length === 0 ? "it is compressed, and its content is not there" : "it is compressed, and too long",
      );
      return 0;
    }
    let taken = 0;
    const failure = await decoderFor(format, "system-first")(sourceOf(bytes), (chunk) => {
      const wanted = chunk.subarray(0, room - taken);
      taken += wanted.length;
      sink.write(wanted);
      return taken < room;
    });
    sink.end(loss ?? failure?.message ?? (taken >= room ? "it is compressed, and too long" : undefined));
    return taken;
  }
}

/** A log and all that was rotated out of it. */
function familyOf({ file, log }: Pick<PackedLog, "file" | "log">): string {
  return `${file.slice(0, file.lastIndexOf("/"))}:${log}`;
}

function sourceOf(bytes: Buffer): ByteSource {
  const stream = Readable.from([bytes], { objectMode: false });
  return { open: () => stream };
}

/** By time, and where that is not told by what rotation adds to a name: `.1` is newer than `.2`, a later day than an earlier. */
function newestFirst(logs: readonly PackedLog[]): PackedLog[] {
  return [...logs].sort(
    (one, other) =>
      (other.mtime ?? 0) - (one.mtime ?? 0) || numberOf(one) - numberOf(other) || (one.file > other.file ? -1 : 1),
  );
}

function numberOf({ file }: PackedLog): number {
  return Number(/\.(\d{1,3})\.\w+$/.exec(file)?.[1] ?? 0);
}
