import type { Language } from "../report/words/language.ts";
import type { Grade, NodeGrade, TaskGrade } from "./grade.ts";
import { checkLine, detail, evidenceLine, type Lines, lastLine, linesFor, reasonDetails } from "./lines.ts";
import { labWords } from "./words.ts";

export interface GradeTextOptions {
  readonly language: Language;
  readonly color: boolean;
  /** For instructors: which lines decided, also of what passed. */
  readonly explain: boolean;
  /** Nodes were asked by ssh just now, so that their lines tell of that. */
  readonly live: boolean;
}

/** A grade as students read it: a line for each check, and what was wrong below it. */
export function gradeText(grade: Grade, { language, color, explain, live }: GradeTextOptions): string {
  const words = labWords[language];
  const lines = linesFor(words, color);
  const { passed, ungraded, all, pass } = grade.points;
  const open = ungraded === 0 ? "" : ` (${words.open(ungraded)})`;
  const parts = [
    [words.grading(grade.title)],
    [
      ...grade.nodes.flatMap((node) => nodeLines(lines, node, live)),
      ...grade.others.flatMap((one) => otherLines(lines, one)),
    ],
    grade.tasks.flatMap((task) => taskLines(lines, task, explain)),
    [`${words.total(passed, all, pass)}${open}`, lastLine(lines, words.overall, grade.mark)],
  ];
  return `${parts.map((part) => part.join("\n")).join("\n\n")}\n`;
}

function nodeLines(lines: Lines, { node, reason, remarks = [] }: NodeGrade, live: boolean): string[] {
  const label = live ? lines.words.reachable(node) : lines.words.bundle(node);
  const told = remarks.flatMap((remark) => detail(lines.words.class.remark, remark));
  if (reason === undefined) return [checkLine(lines, label, "success"), ...told];
  return [checkLine(lines, label, "fail"), ...reasonDetails(lines, lines.words.reason, reason)];
}

function otherLines({ words }: Lines, { source, reason }: Grade["others"][number]): string[] {
  return detail(words.notCounted, `${source}: ${reason}`);
}

function taskLines(lines: Lines, task: TaskGrade, explain: boolean): string[] {
  const { words } = lines;
  const { mark, expected, found, hint, reason, evidence } = task;
  const told = mark === "fail" || explain ? evidence.flatMap(evidenceLine) : [];
  return [
    checkLine(lines, `${task.label} (${words.points(task.points)})`, mark),
    ...(expected === undefined ? [] : detail(words.expected, expected)),
    ...(found === undefined ? [] : detail(words.found, found)),
    ...(mark === "pass" && told.length > 0 ? [`   - ${words.decidedBy}:`] : []),
    ...told,
    ...(hint === undefined ? [] : detail(words.hint, hint)),
    ...(reason === undefined ? [] : reasonDetails(lines, words.reason, reason)),
  ];
}
