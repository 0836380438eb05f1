import type { ArchiveFormat } from "./formats/archive-format.ts";
import type { PassedBy } from "./passed-by.ts";

/** What the reader of a bundle knows of one regular file before its bytes arrive. */
export interface EntryHeader {
  /** Path inside the bundle: `/`-separated, relative, without the archive's own top folder: `sos_commands/docker/docker_ps`. */
  readonly path: string;
  /** Size in bytes as the archive or the directory declares it. */
  readonly size: number;
  /** Last modification, epoch milliseconds; absent where the archive does not tell, or tells what cannot be true. */
  readonly mtime?: number;
  /** Permission bits, and whose it was; absent where the archive does not tell. */
  readonly mode?: number;
  readonly owner?: Owner;
  /** That a file of this path, which was handed out before, is none: a later folder or link took its place. */
  readonly gone?: true;
}

/** Whose a file was on its node; a directory tells no names. */
export interface Owner {
  readonly uid?: number;
  readonly gid?: number;
  readonly uname?: string;
  readonly gname?: string;
}

/**
 * Takes the bytes of one entry as they stream by. Synchronous: nothing is held back for it.
 * A chunk is never overwritten later, but may be a slice of a far larger buffer: copy what is kept for long.
 */
export interface EntrySink {
  write(chunk: Buffer): void;
  /** Called exactly once. `loss` says why the entry is not whole (cut short, over a limit, unreadable); absent when it is. */
  end(loss?: string): void;
  /** Set where no limit on the bytes of a file holds: an archive has limits of its own. */
  readonly unlimited?: true;
}

/**
 * Asked for every regular file: a sink for those whose bytes are wanted, nothing for those that pass by unread. An archive
 * may hold a path again: the later file holds, and what was made of the earlier one counts no more.
 * `root` is the summary's, which is known by then.
 */
export type Visit = (entry: EntryHeader, root: string) => EntrySink | undefined;

export type BundleNoteCode =
  | "truncated"
  | "corrupt"
  | "escapes-root"
  | "special-file"
  | "absurd-name"
  | "odd-name"
  | "odd-time"
  | "twin"
  | "entry-too-large"
  | "total-too-large"
  | "too-many-entries"
  | "too-many-facts"
  | "unreadable"
  | "duplicate"
  | "trailing-data";

/** Something in a bundle that was refused, lost or odd. */
export interface BundleNote {
  readonly code: BundleNoteCode;
  /** The entry concerned, printable and shortened; absent when it is the bundle as a whole. */
  readonly path?: string;
  /** One sentence for a person. */
  readonly message: string;
  /** True when entries after or beside this one may be missing, so that absence proves nothing. */
  readonly lossy: boolean;
}

/** Where a bundle lies in an input. */
export interface BundleAddress {
  /** The path as the user gave it. */
  readonly input: string;
  /** The archives around it, the outermost first: `inner.tar » sosreport-a.tar.xz`; `` where it is the input itself. */
  readonly within: string;
  /** Its folder there. */
  readonly root: string;
}

/** What reading one bundle came to. */
export interface BundleSummary {
  /** The path as the user gave it; of one of several in it, with the way to it: `case.tar » sosreport-a.tar.xz`. */
  readonly source: string;
  /** Where it is found again, if not by its source alone. */
  readonly address?: BundleAddress;
  readonly format: ArchiveFormat | "directory";
  /** The archive's own top folder, or `` where it has none. */
  readonly root: string;
  /** Regular files seen, and their bytes, unpacked. */
  readonly entries: number;
  readonly bytes: number;
  /** Symbolic links, which are not read. */
  readonly links?: number;
  readonly notes: readonly BundleNote[];
}

/** Why a path is no bundle at all; `message` is one line that names the file and the reason. */
export interface BundleError {
  readonly code:
    | "not-found"
    | "empty"
    | "not-an-archive"
    | "unreadable"
    | "unrecognizable"
    | "tool-missing"
    | "several";
  readonly message: string;
}

export type BundleResult =
  | { readonly ok: true; readonly summary: BundleSummary; readonly passedBy: readonly PassedBy[] }
  | { readonly ok: false; readonly error: BundleError };
