import type { BundleNoteCode, EntryHeader, EntrySink } from "./entry.ts";
import type { Layout } from "./layout.ts";
import type { Limits } from "./limits.ts";
import { checkName } from "./names.ts";
import type { Notes } from "./notes.ts";
import { capped } from "./sinks.ts";

/** The one gate that every entry passes, from whatever source: names, doubles and limits are judged here alone. */
export class Intake {
  readonly #limits: Limits;
  readonly #notes: Notes;
  readonly #layout: Layout;
  readonly #seen = new Set<string>();
  #counted = 0;
  #pathBytes = 0;
  /** Regular files let through. */
  entries = 0;
  #poured = 0;
  /** True once a limit is reached behind which nothing is read. */
  stopped = false;

  constructor(limits: Limits, notes: Notes, layout: Layout) {
    this.#limits = limits;
    this.#notes = notes;
    this.#layout = layout;
  }

  file(header: EntryHeader): EntrySink | undefined {
    if (!this.#count()) return undefined;
    const name = checkName(header.path, this.#limits);
    if (!name.ok) {
      this.#notes.add(name.code, `refused: ${name.reason}`, true, header.path);
      return undefined;
    }
    const path = name.path;
    if (this.#seen.has(path) && !this.#layout.isArchive(path)) {
      this.#notes.add("duplicate", "the archive holds this path again; only the first was read", false, path);
      return undefined;
    }
    if (!this.#keeps(path)) return undefined;
    this.#seen.add(path);
    this.entries += 1;
    const sink = this.#layout.file({ ...header, path });
    const isFree = sink === undefined || sink.unlimited || header.size <= this.#limits.maxEntryBytes;
    return isFree ? sink : this.#capped(sink, path);
  }

  folder(path: string): void {
    if (!this.#count()) return;
    const name = checkName(path, this.#limits);
    if (name.ok && name.path !== "") this.#layout.folder(name.path);
  }

  /** Something that is no regular file and is never delivered; `lossy` when a regular file is lost by that. */
  refused(code: BundleNoteCode, reason: string, lossy: boolean, path: string): void {
    if (this.#count()) this.#notes.add(code, `refused: ${reason}`, lossy, path);
  }

  /** Passes silently: the target of a symlink is an entry of its own or lies outside. */
  symlink(path: string): void {
    if (!this.#count()) return;
    const name = checkName(path, this.#limits);
    if (name.ok) this.#layout.symlink(name.path);
  }

  note(code: BundleNoteCode, message: string, lossy: boolean, path?: string): void {
    this.#notes.add(code, message, lossy, path);
  }

  /** How many of a file's bytes are worth fetching: one more than its limit, so that it is seen to be cut. */
  allowance(size: number): number {
    const worth = Math.min(size, this.#limits.maxEntryBytes + 1);
    this.#poured += worth;
    if (this.#poured > this.#limits.maxTotalBytes) {
      this.stop(
        "total-too-large",
        `more than ${this.#limits.maxTotalBytes} bytes of it were wanted; the rest was not read`,
      );
    }
    return this.stopped ? 0 : worth;
  }

  /** Bytes of the latest file let through that never came. */
  missing(bytes: number): void {
    this.#layout.missing(bytes);
  }

  /** Ends the reading, with the reason. */
  stop(code: BundleNoteCode, message: string): void {
    if (!this.stopped) this.#notes.add(code, message, true);
    this.stopped = true;
  }

  #count(): boolean {
    if (this.stopped) return false;
    this.#counted += 1;
    if (this.#counted > this.#limits.maxEntries) {
      this.stop("too-many-entries", `it holds more than ${this.#limits.maxEntries} entries; the rest was not read`);
    }
    return !this.stopped;
  }

  /** Whether a path may be kept beside the others. */
  #keeps(path: string): boolean {
    this.#pathBytes += Buffer.byteLength(path);
    const { maxAllPathBytes } = this.#limits;
    if (this.#pathBytes > maxAllPathBytes)
      this.stop(
        "too-many-entries",
        `the paths in it are longer than ${maxAllPathBytes} bytes together; the rest was not read`,
      );
    return !this.stopped;
  }

  #capped(sink: EntrySink, path: string): EntrySink {
    const max = this.#limits.maxEntryBytes;
    return capped(sink, max, () => {
      this.#notes.add("entry-too-large", `longer than ${max} bytes; only those were read`, true, path);
    });
  }
}
