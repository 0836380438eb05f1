import type { Command } from "commander";
import { lintExercise } from "../lab/lint.ts";
import { testExercise } from "../lab/test-exercise.ts";
import { type Exercises, loadExercises, OWN_LABS } from "./lab-load.ts";
import { complain, EXIT, print } from "./output.ts";
import { showHere } from "./rules-chosen.ts";
import { count } from "./rules-lint.ts";

const PATHS = "files of exercises, or directories of them; ours where none is given";

/** `lab lint`: everything that is wrong with exercises before a student sees them. */
export function addLabLint(lab: Command): void {
  lab
    .command("lint")
    .description("check exercises: names, expressions, placeholders, missing tests and translations")
    .argument("[path...]", PATHS)
    .addHelpText("after", "\nExit: 0 nothing to mend, 2 problems.")
    .action(async (paths: string[]) => {
      const { exercises, problems } = await load(paths);
      const found = [...problems, ...exercises.flatMap(lintExercise)];
      for (const problem of found) complain(showHere(problem));
      await print(`${count(exercises.length, "exercise")}, ${count(found.length, "problem")}\n`);
      process.exitCode = found.length > 0 || nothing(exercises, paths) ? EXIT.usage : EXIT.fine;
    });
}

/** `lab test`: runs the tests that exercises carry. */
export function addLabTest(lab: Command): void {
  lab
    .command("test")
    .description("run the tests that exercises carry")
    .argument("[path...]", PATHS)
    .addHelpText("after", "\nExit: 0 all pass, 1 some fail, 2 an exercise that does not load.")
    .action(async (paths: string[]) => {
      const { exercises, problems } = await load(paths);
      for (const problem of problems) complain(showHere(problem));
      const results = exercises.flatMap((exercise) => testExercise(exercise).map((result) => ({ exercise, result })));
      const failed = results.filter(({ result }) => result.failure !== undefined);
      for (const { exercise, result } of failed)
        complain(showHere(exercise.source.yaml.problemAt(result.at, `test '${result.test}': ${result.failure}`)));
      await print(
        `${count(exercises.length, "exercise")}, ${count(results.length, "test")}: ${results.length - failed.length} passed, ${failed.length} failed\n`,
      );
      if (problems.length > 0 || nothing(exercises, paths)) process.exitCode = EXIT.usage;
      else process.exitCode = failed.length > 0 ? EXIT.faults : EXIT.fine;
    });
}

function load(paths: readonly string[]): Promise<Exercises> {
  return loadExercises(paths.length > 0 ? paths : [OWN_LABS]);
}

function nothing(exercises: Exercises["exercises"], paths: readonly string[]): boolean {
  if (exercises.length > 0) return false;
  complain(`no exercises in ${paths.join(", ") || OWN_LABS}: an exercise is a file NAME.yaml there or below`);
  return true;
}
