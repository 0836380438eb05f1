import type { Command } from "commander";
import { pointsOf } from "../lab/exercise.ts";
import { labWords } from "../lab/words.ts";
import { exerciseNamed, loadExercises, OWN_LABS } from "./lab-load.ts";
import { type LabOptions, withLabOptions } from "./lab-options.ts";
import { complain, EXIT, print } from "./output.ts";
import { showHere } from "./rules-chosen.ts";

type Options = Pick<LabOptions, "labs" | "lang">;

/** `lab list`: the exercises that there are. */
export function addLabList(lab: Command): void {
  withLabOptions(lab.command("list").description("list the exercises")).action(async ({ labs, lang }: Options) => {
    const { exercises, problems } = await loadExercises([OWN_LABS, ...labs]);
    for (const problem of problems) complain(showHere(problem));
    const width = Math.max(0, ...exercises.map(({ id }) => id.length));
    await print(exercises.map(({ id, title }) => `${id.padEnd(width)}  ${title[lang]}\n`).join(""));
    process.exitCode = problems.length > 0 ? EXIT.usage : EXIT.fine;
  });
}

/** `lab show EXERCISE`: what a student is to do, and what each task is worth. */
export function addLabShow(lab: Command): void {
  withLabOptions(
    lab.command("show").description("tell what an exercise asks for").argument("<exercise>", "see: lab list"),
  ).action(async (name: string, { labs, lang }: Options) => {
    const exercise = await exerciseNamed(name, labs);
    if (exercise === undefined) {
      process.exitCode = EXIT.usage;
      return;
    }
    const { title, tasks, source, pass } = exercise;
    const words = labWords[lang];
    const list = tasks.map(({ label, points, on }) => `  - ${label[lang]} (${on}, ${words.points(points)})`);
    const all = pointsOf(tasks);
    const total = pass === all ? words.points(all) : `${words.points(all)}; ${words.passing(pass)}`;
    await print(`${title[lang]}\n\n${source.data.text[lang].trim()}\n\n${list.join("\n")}\n\n${total}\n`);
  });
}
