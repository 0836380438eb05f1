import type { Budget, Excess } from "./budget.ts";
import type { BundleNoteCode, EntryHeader, EntrySink } from "./entry.ts";
import type { Limits } from "./limits.ts";
import { checkName } from "./names.ts";
import type { Notes } from "./notes.ts";
import type { RootFinder } from "./root.ts";
import { capped } from "./sinks.ts";

/** The one gate that every entry passes, from whatever source: names, doubles and limits are judged here alone. */
export class Intake {
  readonly #budget: Budget;
  readonly #limits: Limits;
  readonly #notes: Notes;
  readonly #root: RootFinder;
  readonly #seen = new Set<string>();
  /** Regular files let through, and their bytes. */
  entries = 0;
  bytes = 0;
  /** Names seen that are those of archives, which are not looked into. */
  archives = 0;
  links = 0;
  /** True once a limit is reached behind which nothing is read. */
  stopped = false;

  constructor(budget: Budget, notes: Notes, root: RootFinder) {
    this.#budget = budget;
    this.#limits = budget.limits;
    this.#notes = notes;
    this.#root = root;
  }

  file(header: EntryHeader): EntrySink | undefined {
    if (!this.#count()) return undefined;
    const name = checkName(header.path, this.#limits);
    if (!name.ok) {
      this.#notes.add(name.code, `refused: ${name.reason}`, true, header.path);
      return undefined;
    }
    const path = name.path;
    if (this.#seen.has(path)) {
      this.#notes.add("duplicate", "the archive holds this path again; only the first was read", false, path);
      return undefined;
    }
    if (!this.#within(this.#budget.name(path))) return undefined;
    this.#seen.add(path);
    this.entries += 1;
    this.bytes += header.size;
    if (/\.(tgz|tar(\.\w+)?)$/.test(path)) this.archives += 1;
    const sink = this.#root.file({ ...header, path });
    return sink === undefined || header.size <= this.#limits.maxEntryBytes ? sink : this.#capped(sink, path);
  }

  folder(path: string): void {
    if (!this.#count()) return;
    const name = checkName(path, this.#limits);
    if (name.ok && name.path !== "") this.#root.folder(name.path);
  }

  /** Something that is no regular file and is never delivered; `lossy` when a regular file is lost by that. */
  refused(code: BundleNoteCode, reason: string, lossy: boolean, path: string): void {
    if (this.#count()) this.#notes.add(code, `refused: ${reason}`, lossy, path);
  }

  /** Passes silently: the target of a symlink is an entry of its own or lies outside. */
  symlink(): void {
    if (this.#count()) this.links += 1;
  }

  note(code: BundleNoteCode, message: string, lossy: boolean, path?: string): void {
    this.#notes.add(code, message, lossy, path);
  }

  /** How many of a file's bytes are worth fetching: one more than its limit, so that it is seen to be cut. */
  allowance(size: number): number {
    const worth = Math.min(size, this.#limits.maxEntryBytes + 1);
    this.#within(this.#budget.bytes(worth));
    return this.stopped ? 0 : worth;
  }

  /** Bytes of a file let through that never came. */
  missing(bytes: number): void {
    this.bytes -= bytes;
  }

  /** Ends the reading, with the reason. */
  stop(code: BundleNoteCode, message: string): void {
    if (!this.stopped) this.#notes.add(code, message, true);
    this.stopped = true;
  }

  #count(): boolean {
    return !this.stopped && this.#within(this.#budget.entry());
  }

  #within(excess: Excess | undefined): boolean {
    if (excess !== undefined) this.stop(excess.code, excess.message);
    return excess === undefined;
  }

  #capped(sink: EntrySink, path: string): EntrySink {
    const max = this.#limits.maxEntryBytes;
    return capped(sink, max, () => {
      this.#notes.add("entry-too-large", `longer than ${max} bytes; only those were read`, true, path);
    });
  }
}
