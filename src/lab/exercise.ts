import type { Language } from "../report/words/language.ts";
import type { Message } from "../rules/message.ts";
import type { Rule } from "../rules/rule.ts";
import type { YamlFile } from "../yaml/yaml-file.ts";
import type { ExerciseFile, Mark, TaskFile } from "./schema.ts";

/** A text for people, in each language. */
export type Texts = Readonly<Record<Language, string>>;

/** What an author wrote in each language, ready to be filled in. */
export type Messages = Readonly<Record<Language, Message>>;

/** A task that was loaded: checked, compiled, ready to be graded. */
export interface Task {
  readonly id: string;
  readonly label: Texts;
  readonly points: number;
  /** The course's name of the node. */
  readonly on: string;
  readonly match: "every" | "some";
  /** Its conditions, compiled as those of a rule are; `when` is true where the task is done. */
  readonly rule: Rule;
  /** It looks at all nodes of the exercise, so that all have to be there. */
  readonly wide: boolean;
  readonly expected: Messages;
  readonly found: Messages;
  readonly absent?: Messages;
  readonly hint: Messages;
  readonly source: TaskFile;
}

/** An exercise that was loaded. */
export interface Exercise {
  readonly id: string;
  readonly file: string;
  readonly title: Texts;
  /** The points that pass. */
  readonly pass: number;
  readonly tasks: readonly Task[];
  readonly source: { readonly yaml: YamlFile; readonly data: ExerciseFile };
}

export type { Mark };

/** Every point that there is to have. */
export function pointsOf(tasks: readonly { readonly points: number }[]): number {
  return tasks.reduce((sum, { points }) => sum + points, 0);
}
