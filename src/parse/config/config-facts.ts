import type { Source } from "../syntax/text.ts";

export interface Setting {
  readonly section: string;
  readonly key: string;
  readonly values: readonly string[];
  /** Lines of the values, from 1; a continued value stands at its first line. */
  readonly lines: readonly number[];
}

/** A file of settings: oslo.config, or another ini. */
export interface ConfigFileFact {
  readonly kind: "config-file";
  readonly file: string;
  readonly settings: readonly Setting[];
  /** The lines at which its sections begin. */
  readonly sections: readonly { readonly name: string; readonly line: number }[];
  readonly mtime?: number;
  /** True when a scrubber has rewritten it, so that neither its masked values nor its time prove anything. */
  readonly scrubbed: boolean;
  /** Why it is not whole; absent when it is. */
  readonly problem?: string;
  /** Lines at which oslo.config refuses the file; absent where another reader reads it. */
  readonly mistakes?: readonly ConfigMistake[];
}

/** A line that the reader of a configuration file refuses. */
export interface ConfigMistake {
  readonly problem: string;
  readonly source: Source;
}

/** A configuration file that is no ini: its lines that are neither blank nor comments, with their numbers. */
export interface ConfigTextFact {
  readonly kind: "config-text";
  readonly file: string;
  readonly lines: readonly { readonly line: number; readonly text: string }[];
  readonly mtime?: number;
  readonly problem?: string;
}

/** What kolla_start copies into a container and runs there: config.json. */
export interface KollaConfigFact {
  readonly kind: "kolla-config";
  readonly file: string;
  readonly command?: string;
  readonly copies: readonly KollaCopy[];
  /** Why kolla_start refuses the file; absent where it does not, or where that is not certain. */
  readonly refusal?: string;
  /** Why it is not known whether kolla_start takes it. */
  readonly problem?: string;
  readonly source: Source;
}

export interface KollaCopy {
  readonly from: string;
  readonly to: string;
  readonly optional: boolean;
  readonly source: Source;
}

/** The checksum that puppet left beside a configuration volume: VOLUME.md5sum. */
export interface ChecksumFact {
  readonly kind: "checksum";
  readonly volume: string;
  readonly generated: boolean;
  readonly value: string;
  readonly mtime?: number;
  readonly source: Source;
}
