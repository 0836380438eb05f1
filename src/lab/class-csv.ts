import { visibleLine } from "../report/visible.ts";
import type { ClassGrades, StudentRow } from "./class.ts";
import type { LabWords } from "./words.ts";

/** A class as a table: a row for each student, a column for each task. */
export function classCsv(grades: ClassGrades, words: LabWords): string {
  const { tasks, students } = grades;
  const head = ["student", "grade", "points", "of", ...tasks.map(({ id }) => id), "remarks"];
  const rows = students.map((row) => [
    ...[row.student, words.marks[row.mark], String(row.points), String(row.all)],
    ...tasks.map(({ id }) => words.marks[row.grade?.tasks.find((task) => task.id === id)?.mark ?? "ungraded"]),
    remarksOf(grades, row, words).join("; "),
  ]);
  return [head, ...rows].map((cells) => `${cells.map(cell).join(",")}\r\n`).join("");
}

/** What a table calculates begins with one of these: a name that does is to stay a name. */
function cell(text: string): string {
  const shown = visibleLine(text);
  return `"${(/^[=+\-@]/.test(shown) ? `'${shown}` : shown).replaceAll('"', '""')}"`;
}

/** What is to be known of a student's work besides its marks. */
export function remarksOf({ twice }: ClassGrades, { student, problems, grade }: StudentRow, words: LabWords): string[] {
  const same = twice
    .filter(({ handedIn }) => handedIn.some((one) => one.student === student))
    .map(({ why, handedIn }) => {
      const own = handedIn.find((one) => one.student === student);
      const others = handedIn.filter((one) => one.student !== student).map(({ source }) => source);
      return `${words.class.twice}: ${own?.source}: ${words.class.same[why]}: ${others.join(", ")}`;
    });
  const unread = problems.map((problem) => `${words.class.problems}: ${problem}`);
  const missing = (grade?.nodes ?? []).flatMap(({ node, reason }) =>
    reason === undefined ? [] : [`${node}: ${reason}`],
  );
  const others = (grade?.others ?? []).map(({ source, reason }) => `${words.notCounted}: ${source}: ${reason}`);
  return [...same, ...unread, ...missing, ...others];
}
