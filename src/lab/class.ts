import type { Mark } from "./exercise.ts";
import type { Grade } from "./grade.ts";

/** What tells one capture from another: whoever hands in another's has the same. */
export interface Fingerprint {
  readonly source: string;
  /** SHA-256 of the file's bytes; a directory has none. */
  readonly sha256?: string;
  readonly host?: string;
  readonly boots: readonly string[];
}

/** One student's work: the grade, or why there is none. */
export interface StudentWork {
  readonly student: string;
  readonly grade?: Grade;
  /** What is wrong with what was handed in. */
  readonly problems: readonly string[];
  readonly prints: readonly Fingerprint[];
}

/** One thing that was handed in under several names. */
interface Twice {
  readonly why: "file" | "boot";
  readonly host?: string;
  readonly handedIn: readonly { readonly student: string; readonly source: string }[];
}

/** A whole class, in the order of names. */
export interface ClassGrades {
  readonly exercise: string;
  readonly title: string;
  readonly tasks: readonly { readonly id: string; readonly label: string; readonly points: number }[];
  readonly students: readonly StudentRow[];
  readonly twice: readonly Twice[];
}

export interface StudentRow {
  readonly student: string;
  readonly mark: Mark;
  readonly points: number;
  readonly all: number;
  readonly grade?: Grade;
  readonly problems: readonly string[];
}

/** The class from what each student handed in. */
export function classOf(
  head: Pick<ClassGrades, "exercise" | "title" | "tasks">,
  works: readonly StudentWork[],
): ClassGrades {
  const sorted = [...works].sort((one, other) => compare(one.student, other.student));
  const all = head.tasks.reduce((sum, { points }) => sum + points, 0);
  return {
    ...head,
    students: sorted.map(({ student, grade, problems }) => ({
      ...{ student, mark: grade?.mark ?? "ungraded", points: grade?.points.passed ?? 0, all, problems },
      ...(grade === undefined ? {} : { grade }),
    })),
    twice: twiceIn(sorted),
  };
}

/** The same on every machine, whatever its language. */
export function compare(one: string, other: string): number {
  return one === other ? 0 : one < other ? -1 : 1;
}

type Handed = StudentWork["prints"][number] & { readonly student: string };

/** A boot's id is drawn by the kernel: two students have the same only where they share a machine, or a bundle. */
function twiceIn(works: readonly StudentWork[]): Twice[] {
  const prints = works.flatMap(({ student, prints: own }) => own.map((print): Handed => ({ ...print, student })));
  const files = shared(prints, ({ sha256 }) => (sha256 === undefined ? [] : [sha256]));
  const told = new Set(files.flat());
  const boots = shared(prints, (print) => print.boots).filter((group) => !group.every((print) => told.has(print)));
  return [...files.map((group) => twiceOf("file", group)), ...boots.map((group) => twiceOf("boot", group))];
}

/** The groups of prints of more than one student that have a key in common. */
function shared(prints: readonly Handed[], keys: (print: Handed) => readonly string[]): Handed[][] {
  const groups = new Map<string, Handed[]>();
  for (const print of prints)
    for (const key of new Set(keys(print))) groups.set(key, [...(groups.get(key) ?? []), print]);
  return [...groups.values()].filter((group) => new Set(group.map(({ student }) => student)).size > 1);
}

function twiceOf(why: Twice["why"], group: readonly Handed[]): Twice {
  const host = group[0]?.host;
  return {
    why,
    ...(host === undefined ? {} : { host }),
    handedIn: group.map(({ student, source }) => ({ student, source })),
  };
}
