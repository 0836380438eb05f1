import type { Language } from "../report/words/language.ts";
import type { ClassGrades } from "./class.ts";
import { remarksOf } from "./class-csv.ts";
import { checkLine, detail, linesFor } from "./lines.ts";
import { labWords } from "./words.ts";

/** A class for a terminal: a line for each student, with what is to be known besides below it. */
export function classText(
  grades: ClassGrades,
  { language, color }: { readonly language: Language; readonly color: boolean },
): string {
  const words = labWords[language];
  const lines = linesFor(words, color);
  const students = grades.students.flatMap((row) => [
    checkLine(lines, `${row.student} (${words.total(row.points, row.all, row.all)})`, row.mark),
    ...remarksOf(grades, row, words).flatMap((remark) => detail(words.class.remark, remark)),
  ]);
  const count = (mark: "pass" | "fail" | "ungraded") => grades.students.filter((row) => row.mark === mark).length;
  const counts = (["pass", "fail", "ungraded"] as const)
    .map((mark) => `${count(mark)} ${words.marks[mark]}`)
    .join(", ");
  return `${words.class.title(grades.title)}\n\n${students.join("\n")}\n\n${words.class.students(grades.students.length)}: ${counts}\n`;
}
