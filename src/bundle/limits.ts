const GiB = 1024 ** 3;

/** How much of a bundle is read before it is held to be hostile or broken. */
export interface Limits {
  /** Bytes of one entry that its sink is given; the rest of it passes by. */
  readonly maxEntryBytes: number;
  /** Unpacked bytes of a whole bundle; reading stops there. */
  readonly maxTotalBytes: number;
  /** Entries of any kind, folders and links included; reading stops there. */
  readonly maxEntries: number;
  /** Bytes of a path, as UTF-8; the limit that Linux has. */
  readonly maxPathBytes: number;
  /** Folders within folders. */
  readonly maxPathDepth: number;
  /** Characters of one line of a file that is parsed; the rest of the line is cut off, and the file is not whole. */
  readonly maxLineLength: number;
  /** Notes kept; those beyond are counted. */
  readonly maxNotes: number;
  /** Archives within archives within the input. */
  readonly maxArchiveDepth: number;
  /** Archives within one input that are opened. */
  readonly maxArchives: number;
  /** Bundles that are read from one input. */
  readonly maxBundles: number;
}

/** Far above any honest bundle: the largest sosreports seen in the field unpack to some 20 GiB. */
export const defaultLimits: Limits = {
  maxEntryBytes: 2 * GiB,
  maxTotalBytes: 64 * GiB,
  maxEntries: 1_000_000,
  maxPathBytes: 4096,
  maxPathDepth: 100,
  maxLineLength: 8 * 1024 * 1024,
  maxNotes: 100,
  maxArchiveDepth: 3,
  maxArchives: 1000,
  maxBundles: 1000,
};

/** Bytes of one long name or extended header in a tar; honest ones have some hundred. */
export const maxMetaBytes = 1024 * 1024;

/** Bytes asked of the disk and of zlib at a time: a quarter of it costs a fifth of the speed. */
export const chunkBytes = 256 * 1024;

/** Memory that `xz` may take; its largest preset needs 65 MiB, a hostile header can ask for 1.5 GiB and more. */
export const xzMemoryBytes = GiB;

/**
 * All archives within one input may unpack to as much as one bundle may, or to so many times its own size where that is
 * more: reports compress to a tenth or a thirtieth, what is made to exhaust a reader to a thousandth.
 */
export const maxUnpackedRatio = 100;
