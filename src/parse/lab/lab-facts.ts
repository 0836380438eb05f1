import type { Source } from "../syntax/text.ts";

/** What `lab setup` left on the node of one exercise. Times are epoch seconds. */
export interface LabRecordFact {
  readonly kind: "lab-record";
  readonly exercise: string;
  /** When setup was done, by what the record says. */
  readonly setupAt?: number;
  /** When the record was last written, and when anything of its file was last changed, by the file system. */
  readonly mtime: number;
  readonly ctime: number;
  readonly source: Source;
}

/** One line that a student answered an exercise with. */
interface LabAnswerFact {
  readonly kind: "lab-answer";
  readonly exercise: string;
  readonly name: string;
  readonly value: string;
  readonly source: Source;
}

export type LabFact = LabRecordFact | LabAnswerFact;
