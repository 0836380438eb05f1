import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type StudentOptions, studentFiles } from "../../scripts/labs/students.js";
import { parseExercise } from "../../src/lab/compile.ts";
import type { Exercise } from "../../src/lab/exercise.ts";
import { gradeBundles } from "../../src/lab/grade.ts";
import type { Captured } from "../../src/model/bundle/captured.ts";
import { parserFor } from "../../src/parse/parsers.ts";
import { isListed } from "../../src/parse/read-facts.ts";
import { captured } from "../support/captured.ts";
import { SHIPPED } from "../support/known.ts";

/** The exercise of a text that is to be right. */
export function exerciseOf(text: string, file = "some-exercise.yaml"): Exercise {
  const loaded = parseExercise(file, text);
  if ("problems" in loaded) throw new Error(JSON.stringify(loaded.problems));
  return loaded.exercise;
}

/** An exercise of two tasks; the course's own of that name has more, and changes. */
export const SMALL = fileURLToPath(new URL("small/architecture-containerization.yaml", import.meta.url));

export function twoTasks(): Exercise {
  return exerciseOf(readFileSync(SMALL, "utf8"), SMALL);
}

/** The bundles of a student's nodes, as they are read. */
export function bundlesOf(student: string, options: StudentOptions = {}): Captured[] {
  return studentFiles(student, options).map(({ node, files }) => {
    const read = Object.entries(files).filter(([path]) => parserFor(path) !== undefined || isListed(path));
    return captured(Object.fromEntries(read), { source: `${node}.tgz` });
  });
}

export function grade(exercise: Exercise, bundles: readonly Captured[], language: "en" | "zh" = "en") {
  return gradeBundles(exercise, bundles, { known: SHIPPED, language });
}

/** An exercise of one task on containers, of which `more` adds or changes keys. */
export function smallExercise(more: Readonly<Record<string, unknown>> = {}): string {
  const texts = (text: string) => ({ en: text, zh: `文${text}` });
  const task = {
    ...{ id: "one", label: texts("One"), points: 10, on: "node0", needs: ["containers"] },
    ...{ each: "node.containers", as: "container", where: 'container.name == "a"', when: "container.running" },
    ...{ expected: texts("it runs"), found: texts("its state is {{container.state}}"), hint: texts("think") },
    tests: [{ name: "one", absent: ["containers"], expect: "ungraded" }],
    ...more,
  };
  const base = { id: "some-exercise", title: texts("Some"), text: texts("Do it."), nodes: { node0: {} } };
  return JSON.stringify({ ...base, tasks: [task] }, null, 2);
}
