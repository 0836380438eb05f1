import { basename } from "node:path";
import { compileRule } from "../rules/compile.ts";
import { Expressions } from "../rules/expression.ts";
import { compileMessage } from "../rules/message.ts";
import type { RuleFile } from "../rules/schema.ts";
import type { Problem } from "../yaml/problem.ts";
import { didYouMean } from "../yaml/suggest.ts";
import { checker, readYaml, schemaProblems, type YamlFile } from "../yaml/yaml-file.ts";
import { type Exercise, type Messages, pointsOf, type Task, type Texts } from "./exercise.ts";
import { ExerciseFile, type TaskFile } from "./schema.ts";

type Loaded = { readonly exercise: Exercise } | { readonly problems: readonly Problem[] };

const check = checker(ExerciseFile);

/** One exercise from the text of its file; all mistakes come back together. */
export function parseExercise(file: string, text: string): Loaded {
  const yaml = readYaml(file, text);
  if (yaml.problems.length > 0) return { problems: yaml.problems };
  const misshapen = schemaProblems(yaml, check, yaml.data);
  if (misshapen.length > 0) return { problems: misshapen };
  const data = yaml.data as ExerciseFile;
  const tasks = data.tasks.map((task, index) => compileTask(within(yaml, ["tasks", index]), task));
  const problems = [
    ...nameProblem(yaml, data),
    ...placeProblems(yaml, data),
    ...doubles(yaml, data),
    ...tasks.flatMap((task) => (Array.isArray(task) ? (task as Problem[]) : [])),
    ...passProblem(yaml, data),
  ];
  if (problems.length > 0) return { problems };
  const { id, title, pass = pointsOf(data.tasks) } = data;
  const compiled = tasks.filter((task): task is Task => !Array.isArray(task));
  return { exercise: { id, file, title, pass, tasks: compiled, source: { yaml, data } } };
}

/** The file as one part of it sees it, whose paths begin there. */
function within(yaml: YamlFile, at: readonly (string | number)[]): YamlFile {
  return { ...yaml, problemAt: (path, ...rest) => yaml.problemAt([...at, ...path], ...rest) };
}

/** A task's conditions are those of a rule that is true where the task is done; what it says to people is its own. */
function compileTask(yaml: YamlFile, task: TaskFile): Task | Problem[] {
  const { id, label, points, on, match = "every", needs, each, as, where, when, evidence = [] } = task;
  const data: RuleFile = {
    ...{ id, title: label.en, severity: "info", needs, when, message: "-", why: "-", remedy: "-", evidence },
    ...(each === undefined ? {} : { each }),
    ...(as === undefined ? {} : { as }),
    ...(where === undefined ? {} : { where }),
    tests: task.tests.map(({ name, given = {}, absent = [], partial = [] }) => ({
      ...{ name, given, absent, partial, expect: "ok" as const },
    })),
  };
  const rule = compileRule(yaml, data);
  if (Array.isArray(rule)) return rule;
  const expressions = new Expressions(rule.names);
  const problems: Problem[] = [];
  const messages = (key: "expected" | "found" | "absent" | "hint", texts: Texts): Messages => {
    const one = (language: "en" | "zh") => {
      const compiled = compileMessage(texts[language], expressions);
      if (!Array.isArray(compiled)) return compiled;
      for (const { message, offset } of compiled)
        problems.push(yaml.problemAt([key, language], `in '${key}': ${message}`, offset));
      return { render: () => "" };
    };
    return { en: one("en"), zh: one("zh") };
  };
  const said = {
    expected: messages("expected", task.expected),
    found: messages("found", task.found),
    hint: messages("hint", task.hint),
    ...(task.absent === undefined ? {} : { absent: messages("absent", task.absent) }),
  };
  if (problems.length > 0) return problems;
  return {
    ...{ id, label, points, on, match, rule, source: task },
    wide: rule.scope === "deployment",
    ...said,
  };
}

function nameProblem(yaml: YamlFile, { id }: ExerciseFile): Problem[] {
  const name = basename(yaml.file).replace(/\.ya?ml$/, "");
  return name === id ? [] : [yaml.problemAt(["id"], `the id '${id}' is to be the file's name, which is '${name}'`)];
}

const ACTIONS = ["requires", "setup", "finish"] as const;

/** What is done or graded is done on nodes that the exercise names. */
function placeProblems(yaml: YamlFile, data: ExerciseFile): Problem[] {
  const known = Object.keys(data.nodes);
  const places = [
    ...data.tasks.map(({ on }, index) => ({ on: [on], at: ["tasks", index, "on"] })),
    ...ACTIONS.flatMap((key) =>
      (data[key] ?? []).map(({ on }, index) => ({ on: nodesOf(on), at: [key, index, "on"] })),
    ),
  ];
  const unknown = places.flatMap(({ on, at }) =>
    on
      .filter((name) => !known.includes(name))
      .map((name) =>
        yaml.problemAt(at, `no node '${name}' in 'nodes'${didYouMean(name, known) || `; it has: ${known.join(", ")}`}`),
      ),
  );
  const names = new Map<string, string>();
  const twice = Object.entries(data.nodes).flatMap(([name, { aliases = [] }]) =>
    [name, ...aliases].flatMap((alias) => {
      const other = names.get(alias);
      names.set(alias, name);
      return other === undefined ? [] : [yaml.problemAt(["nodes", name], `'${alias}' is a name of ${other} too`)];
    }),
  );
  return [...unknown, ...twice];
}

/** The nodes that an action is for. */
export function nodesOf(on: string | readonly string[]): readonly string[] {
  return typeof on === "string" ? [on] : on;
}

function doubles(yaml: YamlFile, data: ExerciseFile): Problem[] {
  return (["tasks", ...ACTIONS] as const).flatMap((key) => {
    const ids = (data[key] ?? []).map(({ id }) => id);
    return ids.flatMap((id, index) =>
      ids.indexOf(id) === index
        ? []
        : [yaml.problemAt([key, index, "id"], `another of '${key}' has the id '${id}' too`)],
    );
  });
}

function passProblem(yaml: YamlFile, { pass, tasks }: ExerciseFile): Problem[] {
  const all = pointsOf(tasks);
  if (pass === undefined || pass <= all) return [];
  return [yaml.problemAt(["pass"], `${pass} points pass, and all tasks together have ${all}`)];
}
