const MiB = 1024 ** 2;
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
  /** Bytes of all paths together, which are kept to know one that comes again; reading stops there. */
  readonly maxAllPathBytes: number;
  /** Unpacked bytes of an input of which no ratio is asked: little can be large when it is all zeros. */
  readonly maxFreeBytes: number;
  /** Unpacked bytes for each byte of the input, beyond those; reading stops there. */
  readonly maxRatio: number;
  /** Bytes of one file that is parsed as a whole; the rest of it is cut off, and the file is not whole. */
  readonly maxParsedBytes: number;
  /** Lines of one such file; the rest of it is cut off, and the file is not whole. */
  readonly maxParsedLines: number;
  /** Bytes of all such files of a bundle; files beyond are not read. */
  readonly maxAllParsedBytes: number;
  /** Facts of one kind that are kept of a bundle: rows of tables, units, images; those beyond are left out, as is what lists more than so many things itself. */
  readonly maxFacts: number;
  /** Containers of a bundle, of which each is judged by most rules; what is told of those beyond is left out. */
  readonly maxContainers: number;
  /** The same for events, files and logs, of which honest bundles have many. */
  readonly maxManyFacts: number;
  /** Bytes of all names in facts of one kind; of those beyond none is kept. */
  readonly maxNameBytes: number;
  /** Bytes of all that facts of a bundle hold. */
  readonly maxFactBytes: number;
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
  maxAllPathBytes: 64 * MiB,
  maxFreeBytes: GiB,
  maxRatio: 1000,
  maxParsedBytes: 16 * MiB,
  maxParsedLines: 200_000,
  maxAllParsedBytes: 64 * MiB,
  maxFacts: 5000,
  maxContainers: 2000,
  maxManyFacts: 200_000,
  maxNameBytes: MiB,
  maxFactBytes: 64 * MiB,
  maxArchiveDepth: 3,
  maxArchives: 1000,
  maxBundles: 1000,
};

/** Bytes of one long name or extended header in a tar; honest ones have some hundred. */
export const maxMetaBytes = 1024 * 1024;

/** Bytes asked of the disk and of zlib at a time: a quarter of it costs a fifth of the speed. */
export const chunkBytes = 256 * 1024;

/** Memory that `xz` may take; its largest preset needs 65 MiB, a hostile header can ask for 1.5 GiB and more. */
export const xzMemoryBytes = 256 * MiB;

/** How long a program that unpacks may give nothing before it is ended. */
export const silentMs = 120_000;
/**
 * All archives within one input may unpack to as much as one bundle may, or to so many times its own size where that is
 * more: reports compress to a tenth or a thirtieth, what is made to exhaust a reader to a thousandth.
 */
export const maxUnpackedRatio = 100;
