import { basename, join, resolve } from "node:path";
import { OWN_RULES } from "../analyze.ts";
import { parseExercise } from "../lab/compile.ts";
import type { Exercise } from "../lab/exercise.ts";
import { findFiles, readText } from "../yaml/files.ts";
import type { Problem } from "../yaml/problem.ts";
import { didYouMean } from "../yaml/suggest.ts";
import { complain } from "./output.ts";
import { showHere } from "./rules-chosen.ts";

/** Where our exercises are. */
export const OWN_LABS = join(OWN_RULES, "labs");

/** Exercises, and every mistake in their files. */
export interface Exercises {
  readonly exercises: readonly Exercise[];
  readonly problems: readonly Problem[];
}

/** Loads all exercises of directories or files; a later one of the same id takes the place of an earlier. */
export async function loadExercises(paths: readonly string[]): Promise<Exercises> {
  const exercises = new Map<string, Exercise>();
  const problems: Problem[] = [];
  const found = await Promise.all(paths.map((path) => findFiles(path)));
  problems.push(...found.flatMap((one) => one.problems));
  for (const file of found.flatMap((one) => one.files)) {
    const loaded = parseExercise(file, await readText(file));
    if ("problems" in loaded) problems.push(...loaded.problems);
    else exercises.set(loaded.exercise.id, loaded.exercise);
  }
  return { exercises: [...exercises.values()].sort((one, other) => (one.id < other.id ? -1 : 1)), problems };
}

/** The exercise of this name, or of this file; where there is none, says so. */
export async function exerciseNamed(name: string, further: readonly string[]): Promise<Exercise | undefined> {
  const isFile = /\.ya?ml$/.test(name);
  const file = isFile ? name : ((await fileOf(name, [...further].reverse())) ?? (await fileOf(name, [OWN_LABS])));
  if (file === undefined) {
    const { exercises } = await loadExercises([OWN_LABS, ...further]);
    const ids = exercises.map(({ id }) => id);
    complain(`no exercise '${name}'${didYouMean(name, ids) || "; see: lab list"}`);
    return undefined;
  }
  const text = await readText(file).catch((error: Error) => error);
  if (text instanceof Error) {
    complain(`cannot read the exercise: ${text.message}`);
    return undefined;
  }
  const loaded = parseExercise(resolve(file), text);
  if ("exercise" in loaded) return loaded.exercise;
  for (const problem of loaded.problems) complain(showHere(problem));
  return undefined;
}

/** The file of an exercise in the first of these directories that has it; one file is read, not all. */
async function fileOf(name: string, directories: readonly string[]): Promise<string | undefined> {
  if (!/^[a-z0-9-]+$/.test(name)) return undefined;
  for (const directory of directories) {
    const { files } = await findFiles(directory);
    const found = files.find((file) => /^(.*)\.ya?ml$/.exec(basename(file))?.[1] === name);
    if (found !== undefined) return found;
  }
  return undefined;
}
