/** What the reader of a bundle knows of one regular file before its bytes arrive. */
export interface EntryHeader {
  /** Path inside the bundle: `/`-separated, relative, without the archive's own top folder: `sos_commands/docker/docker_ps`. */
  readonly path: string;
  /** Size in bytes as the archive or the directory declares it. */
  readonly size: number;
  /** Last modification, epoch milliseconds; absent where the archive does not tell. */
  readonly mtime?: number;
  /** Permission bits, and whose it was; absent where the archive does not tell. */
  readonly mode?: number;
  readonly owner?: Owner;
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
}

/**
 * Asked once for every regular file: a sink for those whose bytes are wanted, nothing for those that pass by unread.
 * `root` is the summary's, which is known by then.
 */
export type Visit = (entry: EntryHeader, root: string) => EntrySink | undefined;

export type BundleNoteCode =
  | "truncated"
  | "corrupt"
  | "escapes-root"
  | "outside-root"
  | "special-file"
  | "absurd-name"
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

/** What reading one bundle came to. */
export interface BundleSummary {
  /** The path as the user gave it. */
  readonly source: string;
  readonly format: "tar" | "tar.gz" | "tar.xz" | "tar.bz2" | "directory";
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
  readonly code: "not-found" | "empty" | "not-an-archive" | "unreadable" | "unrecognizable" | "tool-missing";
  readonly message: string;
}

export type BundleResult =
  | { readonly ok: true; readonly summary: BundleSummary }
  | { readonly ok: false; readonly error: BundleError };
