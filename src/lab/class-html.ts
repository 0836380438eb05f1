import { visible, visibleLine } from "../report/visible.ts";
import type { Language } from "../report/words/language.ts";
import { VERSION } from "../version.ts";
import { assets } from "./assets.ts";
import type { ClassGrades, StudentRow } from "./class.ts";
import { remarksOf } from "./class-csv.ts";
import type { Mark } from "./exercise.ts";
import type { TaskGrade } from "./grade.ts";
import { type LabWords, labWords } from "./words.ts";

const SIGNS: Readonly<Record<Mark, string>> = { pass: "✓", fail: "✗", ungraded: "?" };

/** A class as one page that opens anywhere: no network, no script, everything from bundles escaped. */
export function classHtml(grades: ClassGrades, language: Language): string {
  const words = labWords[language];
  const { template, ...look } = assets();
  const { tasks, students, twice } = grades;
  const count = (mark: Mark) => students.filter((row) => row.mark === mark).length;
  return template({
    ...look,
    ...{ language, version: VERSION, words, title: words.class.title(grades.title), exercise: grades.exercise },
    size: words.class.students(students.length),
    counts: (["pass", "fail", "ungraded"] as const).map((mark) => ({
      mark,
      sign: SIGNS[mark],
      word: words.marks[mark],
      count: count(mark),
    })),
    tasks: tasks.map(({ id, label, points }, index) => ({
      id,
      label,
      number: index + 1,
      points: words.points(points),
      done: doneBy(grades, id),
    })),
    students: students.map((row, index) => studentView(grades, row, index + 1, words)),
    twice: twice.map(({ why, handedIn }) => ({
      same: words.class.same[why],
      handedIn: handedIn.map(({ student, source }) => ({ student: visibleLine(student), source: visibleLine(source) })),
    })),
  });
}

/** How many of the students did a task: what most did not do was perhaps not taught. */
function doneBy({ students }: ClassGrades, id: string): number {
  return students.filter(({ grade }) => grade?.tasks.some((task) => task.id === id && task.mark === "pass")).length;
}

function studentView(grades: ClassGrades, row: StudentRow, number: number, words: LabWords) {
  const marks = grades.tasks.map(({ id, label }, index) => {
    const mark = row.grade?.tasks.find((task) => task.id === id)?.mark ?? "ungraded";
    return { mark, sign: SIGNS[mark], word: words.marks[mark], label, number: index + 1 };
  });
  const remarks = remarksOf(grades, row, words).map(visibleLine);
  return {
    ...{ number, student: visibleLine(row.student), mark: row.mark, word: words.marks[row.mark], marks, remarks },
    ...{ points: row.points, all: row.all, remarked: remarks.length > 0 },
    tasks: (row.grade?.tasks ?? []).filter(({ mark }) => mark !== "pass").map((task) => taskView(task, words)),
  };
}

function taskView({ label, mark, expected, found, reason, evidence }: TaskGrade, words: LabWords) {
  const [why, collect] = (reason ?? "").split("; collect: ");
  const rows = [
    [words.expected, expected],
    [words.found, found],
    [words.reason, why],
    [words.collect, collect],
  ] as const;
  return {
    ...{ label, mark, word: words.marks[mark] },
    rows: rows.flatMap(([name, text]) =>
      text === undefined || text === "" ? [] : [{ name, text: visibleLine(text) }],
    ),
    evidence: evidence.map(({ file, line, text }) => ({ place: visibleLine(`${file}:${line}`), text: visible(text) })),
  };
}
