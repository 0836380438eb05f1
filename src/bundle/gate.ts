import type { BundleNoteCode, EntryHeader, EntrySink } from "./entry.ts";

/** What a reader of archives hands to whoever takes their entries. */
export interface Gate {
  /** Nothing reads on once it is true. */
  readonly stopped: boolean;
  file(header: EntryHeader): EntrySink | undefined;
  folder(path: string): void;
  /** Passes silently: the target of a symlink is an entry of its own or lies outside. */
  symlink(path: string): void;
  /** A further name of a file, which may stand before or behind it. */
  hardLink(path: string, target: string): void;
  /** Something that is no regular file and is never delivered; `lossy` when a regular file is lost by that. */
  refused(code: BundleNoteCode, reason: string, lossy: boolean, path: string): void;
  note(code: BundleNoteCode, message: string, lossy: boolean, path?: string): void;
  /** Bytes of the latest file let through that never came. */
  missing(bytes: number): void;
  /** Ends the reading, with the reason. */
  stop(code: BundleNoteCode, message: string): void;
}
