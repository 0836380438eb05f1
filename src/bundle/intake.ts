import type { BundleNoteCode, EntryHeader, EntrySink } from "./entry.ts";
import type { Gate } from "./gate.ts";
import { HardLinks } from "./hard-links.ts";
import type { Layout } from "./layout.ts";
import type { Limits } from "./limits.ts";
import { checkName, isOddName } from "./names.ts";
import type { Notes } from "./notes.ts";
import { isPackedFolder, PackedFolder } from "./packed-folder.ts";
import { capped } from "./sinks.ts";
import { canBeTrue } from "./times.ts";

/** The one gate that every entry passes, from whatever source: names, doubles and limits are judged here alone. */
export class Intake implements Gate {
  readonly #limits: Limits;
  readonly #notes: Notes;
  readonly #layout: Layout;
  readonly #seen = new Set<string>();
  readonly #told = new Set<BundleNoteCode>();
  /** Files whose content stands under another name. */
  readonly #hardLinks = new HardLinks();
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
    if (isPackedFolder(path)) {
      // What lies around it tells first whether it is of a report.
      this.#layout.folder(path.slice(0, path.lastIndexOf("/")));
      if (!this.#layout.isArchive(path)) return new PackedFolder(path, this);
    }
    if (!this.#keeps(path)) return undefined;
    if (isOddName(header.path)) this.#once("odd-name", ODD_NAME, header.path);
    const isAgain = this.#seen.has(path) && !this.#layout.isArchive(path);
    if (isAgain) this.#once("duplicate", DUPLICATE, path);
    else this.entries += 1;
    this.#seen.add(path);
    this.#hardLinks.drop(path);
    const sink = this.#layout.file({ ...this.#timed(header), path });
    const isFree = sink === undefined || sink.unlimited || header.size <= this.#limits.maxEntryBytes;
    return isFree ? sink : this.#capped(sink, path);
  }

  folder(path: string): void {
    if (!this.#count()) return;
    const name = checkName(path, this.#limits);
    if (!name.ok || name.path === "") return;
    this.#gone(name.path);
    this.#layout.folder(name.path);
  }

  refused(code: BundleNoteCode, reason: string, lossy: boolean, path: string): void {
    if (this.#count()) this.#notes.add(code, `refused: ${reason}`, lossy, path);
  }

  symlink(path: string): void {
    if (!this.#count()) return;
    const name = checkName(path, this.#limits);
    if (!name.ok) return;
    this.#gone(name.path);
    this.#layout.symlink(name.path);
  }

  hardLink(path: string, target: string): void {
    if (!this.#count()) return;
    const [name, of] = [checkName(path, this.#limits), checkName(target, this.#limits)];
    if (!name.ok || !of.ok || !this.#hardLinks.add(name.path, of.path)) this.#lostLink(path);
    else if (!this.#seen.has(name.path)) {
      this.entries += 1;
      this.#seen.add(name.path);
    }
  }

  /** All has come: gives the hard links whose content can be read, and tells the others as lost. */
  foundLinks(canReadAgain: boolean): HardLinks {
    for (const path of this.#hardLinks.unresolved((file) => canReadAgain && this.#seen.has(file))) {
      this.#hardLinks.drop(path);
      this.entries -= 1;
      this.#lostLink(path);
    }
    return this.#hardLinks;
  }

  #lostLink(path: string): void {
    this.#notes.add("special-file", "refused: a hard link, whose content is not in the archive", true, path);
  }

  /** What is no file takes the place of one that came before. */
  #gone(path: string): void {
    if (!this.#seen.delete(path)) return;
    this.#hardLinks.drop(path);
    this.entries -= 1;
    this.#once("duplicate", DUPLICATE, path);
    this.#layout.file({ path, size: 0, gone: true });
  }

  /** A time that cannot be true is no time, whatever it is asked for later. */
  #timed(header: EntryHeader): EntryHeader {
    const { mtime, ...timeless } = header;
    if (mtime === undefined || canBeTrue(mtime)) return header;
    this.#once("odd-time", "its time cannot be true, and counts as not told", header.path);
    return timeless;
  }

  /** Notes the first of a kind of which there may be one for each file. */
  #once(code: BundleNoteCode, what: string, first: string): void {
    if (this.#told.has(code)) return;
    this.#told.add(code);
    this.#notes.add(code, `${what}; others like it are not noted`, false, first);
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

  missing(bytes: number): void {
    this.#layout.missing(bytes);
  }

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

const ODD_NAME = "its name holds what cannot be shown, and is written otherwise";
const DUPLICATE = "the archive holds this path again; the later one holds";
