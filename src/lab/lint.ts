import { conditionProblems } from "../rules/lint/conditions.ts";
import { needProblems } from "../rules/lint/needs.ts";
import type { Remark } from "../rules/lint/remark.ts";
import { propertyOf, typeNamed } from "../rules/model-schema.ts";
import type { Problem } from "../yaml/problem.ts";
import { didYouMean } from "../yaml/suggest.ts";
import type { Exercise, Task } from "./exercise.ts";
import { testExercise } from "./test-exercise.ts";

/** What keeps an exercise that loads from being a good one, each with its place. */
export function lintExercise(exercise: Exercise): Problem[] {
  const { yaml, data } = exercise.source;
  const remarks: Remark[] = [
    ...exercise.tasks.flatMap((task, index) =>
      taskRemarks(task).map((remark) => ({ ...remark, at: ["tasks", index, ...remark.at] })),
    ),
    ...testExercise(exercise).flatMap(({ test, failure, at }) =>
      failure === undefined ? [] : [{ at, message: `test '${test}': ${failure}` }],
    ),
    ...textRemarks(data, []),
  ];
  const problems = remarks.map(({ at, message, offset }) => yaml.problemAt(at, message, offset));
  return problems.sort((one, other) => one.line - other.line || one.column - other.column);
}

function taskRemarks(task: Task): Remark[] {
  return [...conditionProblems(task.rule), ...needProblems(task.rule), ...missingTests(task), ...unknownEvidence(task)];
}

const WANTED = {
  pass: "no test in which it is done: add one with 'expect: pass'",
  fail: "no test in which it is not done: add one with 'expect: fail'",
  ungraded: "no test without evidence: add one with 'given: {}' and 'expect: ungraded'",
} as const;

function missingTests({ source }: Task): Remark[] {
  const expected = new Set(source.tests.map(({ expect }) => expect));
  const missing = (["pass", "fail", "ungraded"] as const).filter((mark) => !expected.has(mark));
  const names = source.tests.map(({ name }) => name);
  return [
    ...missing.map((mark) => ({ at: ["tests"], message: WANTED[mark] })),
    ...names.flatMap((name, index) =>
      names.indexOf(name) === index
        ? []
        : [{ at: ["tests", index, "name"], message: `another test has the name '${name}' too` }],
    ),
  ];
}

function unknownEvidence({ rule, wide, source }: Task): Remark[] {
  const title = rule.each?.type.slice("list<".length, -1) ?? (wide ? "Deployment" : "Node");
  const type = typeNamed(title);
  return (source.evidence ?? []).flatMap((property, index): Remark[] => {
    if (propertyOf(type, property) !== undefined) return [];
    const names = Object.keys(type?.properties ?? {});
    const meant = didYouMean(property, names) || `; it has: ${names.join(", ")}`;
    return [{ at: ["evidence", index], message: `a ${title} has no '${property}' to quote${meant}` }];
  });
}

/** Texts that are not written yet, or not translated, wherever they stand. */
function textRemarks(value: unknown, at: readonly (string | number)[]): Remark[] {
  if (typeof value !== "object" || value === null) return [];
  const entries: [string | number, unknown][] = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return entries.flatMap(([key, inner]): Remark[] => {
    const here = [...at, key];
    if (typeof inner !== "string" || (key !== "en" && key !== "zh")) return textRemarks(inner, here);
    if (/\b(TODO|FIXME|XXX)\b/.test(inner)) return [{ at: here, message: "it is not written yet" }];
    if (key === "zh" && !/\p{Script=Han}/u.test(inner))
      return [{ at: here, message: "it is not translated: no Chinese in it" }];
    return [];
  });
}
