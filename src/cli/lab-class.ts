import { mkdir, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Command } from "commander";
import { type ClassGrades, classOf } from "../lab/class.ts";
import { classCsv } from "../lab/class-csv.ts";
import { classHtml } from "../lab/class-html.ts";
import { classText } from "../lab/class-text.ts";
import type { Exercise } from "../lab/exercise.ts";
import { labWords } from "../lab/words.ts";
import { visibleJson, visibleLine } from "../report/visible.ts";
import type { Language } from "../report/words/language.ts";
import { type LabOptions, readSeconds } from "./lab-options.ts";
import { readClass } from "./lab-students.ts";
import { gradeAll } from "./lab-workers.ts";
import { complain, EXIT, isColored, print, progress } from "./output.ts";
import { writeWhole } from "./write-whole.ts";

const REPORTS = "reports";

export interface ClassOptions {
  readonly class?: string;
  readonly output?: string;
  readonly studentTimeout: number;
}

/** Adds what a class is graded with. */
export function addClass(grade: Command): Command {
  return grade
    .option("--class <dir>", "grade a class: DIR/STUDENT/ holds what STUDENT handed in, or DIR/STUDENT-NODE.tgz")
    .option("-o, --output <dir>", "with --class: where lab-EXERCISE.csv, .html and .json go (default: reports)")
    .option("--student-timeout <seconds>", "with --class: how long one student's bundles may take", readSeconds, 300);
}

/** Grades a class into a table; returns the exit code. */
export async function gradeClassLab(
  exercise: Exercise,
  directory: string,
  { lang, format, output = REPORTS, studentTimeout }: LabOptions & ClassOptions & { readonly format: "text" | "json" },
): Promise<number> {
  if (!(await stat(directory).catch(() => undefined))?.isDirectory()) {
    complain(`${visibleLine(directory)}: no such directory: --class wants one with a folder for each student`);
    return EXIT.usage;
  }
  const { students, nobodys } = await readClass(directory, exercise);
  for (const file of nobodys)
    complain(
      `${visibleLine(file)}: whose is it? put it into a folder of the student's name, or name it STUDENT-${visibleLine(file)}`,
    );
  if (students.length === 0) {
    complain(`${visibleLine(directory)}: no bundles of students: make a folder for each, and put the bundles into it`);
    return EXIT.unreadable;
  }
  const order = { directory, exercise: exercise.file, language: lang };
  const works = await gradeAll(students, { ...order, seconds: studentTimeout }, (student, done) =>
    progress(`${done} of ${students.length} graded, ${visibleLine(student)} last`),
  );
  progress("");
  const grades = classOf(headOf(exercise, lang), works);
  await write(output, grades, lang);
  await print(format === "json" ? jsonOf(grades) : classText(grades, { language: lang, color: isColored() }));
  return exitOf(grades);
}

function headOf({ id, title, tasks }: Exercise, language: Language) {
  return {
    exercise: id,
    title: title[language],
    tasks: tasks.map((task) => ({ id: task.id, label: task.label[language], points: task.points })),
  };
}

async function write(directory: string, grades: ClassGrades, language: Language): Promise<void> {
  await mkdir(directory, { recursive: true });
  const texts = {
    // Tables take UTF-8 for another encoding where nothing says that it is one.
    csv: `\ufeff${classCsv(grades, labWords[language])}`,
    html: classHtml(grades, language),
    json: jsonOf(grades),
  };
  const files = Object.entries(texts).map(([format, text]) => ({
    ...{ format, text },
    path: join(directory, `lab-${grades.exercise}.${format}`),
  }));
  await writeWhole(files);
  for (const { format, path } of files) complain(`${format}: ${path}`);
}

function jsonOf(grades: ClassGrades): string {
  return `${visibleJson(JSON.stringify({ schemaVersion: 1, ...grades }, null, 2))}\n`;
}

/** What could not be graded is to be looked at first; then what failed. */
function exitOf({ students }: ClassGrades): number {
  if (students.some(({ mark }) => mark === "ungraded")) return EXIT.unreadable;
  return students.some(({ mark }) => mark === "fail") ? EXIT.faults : EXIT.fine;
}
