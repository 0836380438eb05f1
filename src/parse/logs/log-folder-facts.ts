import type { Source } from "../syntax/text.ts";

/** A folder of logs, as `ls -l` shows it. */
export interface LogFolderFact {
  readonly kind: "log-folder";
  readonly folder: string;
  /** Whose it is, by name or number. */
  readonly owner: string;
  readonly mode: string;
  readonly source: Source;
}
