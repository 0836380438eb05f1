/** A log that was searched, or one that is there and could not be. */
export interface LogFact {
  readonly kind: "log";
  readonly file: string;
  /** What it is called wherever it lies: `nova/nova-compute.log`, `stdout:6a5f…`, `journal`. Rotated parts share it. */
  readonly log: string;
  readonly lines: number;
  /** The time stamps of its first and last line. */
  readonly first?: LogTime;
  readonly last?: LogTime;
  /** Its last line. */
  readonly ending?: { readonly line: number; readonly text: string };
  /** Last modification, epoch milliseconds, where the file itself was copied. */
  readonly mtime?: number;
  /** When a line came last that clears what a query finds, by the query's id and what the line names. */
  readonly cleared: readonly ClearFact[];
  /** Its last lines that say that something went wrong, by who wrote them. */
  readonly lastWords?: readonly LastWords[];
  /** Why its end is not in the bundle, or why it could not be read. */
  readonly problem?: string;
}

export interface ClearFact {
  readonly query: string;
  /** The groups that tell hits apart, as far as the clearing line names them. */
  readonly groups: Readonly<Record<string, string>>;
  /** Whose line it is, where it clears nothing of others. */
  readonly tag?: string;
  readonly line: number;
}

/** A time as a log has it. */
export interface LogTime {
  /** Milliseconds since the epoch if the log's clock were UTC; since the boot where `zone` is `boot`. */
  readonly at: number;
  /** `utc` where the stamp itself tells its zone; `local` where it does not; `boot` for seconds since the boot. */
  readonly zone: "utc" | "local" | "boot";
  /** True where the stamp has no year, so that the one of `at` is guessed. */
  readonly yearless?: true;
}

/** What one query found in one log, of those lines whose groups are the same. */
export interface LogHitFact {
  readonly kind: "log-hit";
  readonly query: string;
  readonly file: string;
  readonly log: string;
  /** What tells these lines from others of the query. */
  readonly key: string;
  /** The named groups of the pattern, in the last of the lines. */
  readonly groups: Readonly<Record<string, string>>;
  /** Of the journal and of syslog, whose line it is. */
  readonly tag?: string;
  /** True where it counts only if that is a container of the node. */
  readonly ofContainer?: true;
  readonly count: number;
  readonly first: HitLine;
  readonly last: HitLine;
  /** The times of the last hits, at most RECENT of them, in the order of the log. */
  readonly recent: readonly number[];
  /** The hour with the most hits: its beginning, and how many. */
  readonly busiest?: { readonly at: number; readonly count: number };
}

export interface HitLine {
  readonly line: number;
  readonly text: string;
  readonly time?: LogTime;
}

/** A line that says that something went wrong. */
export interface WordsLine {
  readonly line: number;
  readonly text: string;
}

/** The last lines of a log that say that something went wrong, of one of those who write into it. */
export interface LastWords {
  /** Of the journal and of syslog, whose lines they are. */
  readonly tag?: string;
  readonly lines: readonly WordsLine[];
}
