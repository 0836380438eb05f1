import { type Command, Option } from "commander";
import { addClass, type ClassOptions, gradeClassLab } from "./lab-class.ts";
import { type GradeOptions, gradeLab } from "./lab-grade.ts";
import { addLabLint, addLabTest } from "./lab-lint.ts";
import { exerciseNamed } from "./lab-load.ts";
import { type LabOptions, withSshOptions } from "./lab-options.ts";
import { runLab } from "./lab-run.ts";
import { addLabList, addLabShow } from "./lab-show.ts";
import { complain, EXIT } from "./output.ts";

const VERBS = ["setup", "start", "grade", "finish", "cleanup"];

/** `lab EXERCISE VERB`, as students type it in some courses, is `lab VERB EXERCISE`, as they do in others. */
export function inOrder(args: readonly string[]): string[] {
  const [lab, first = "", second = "", ...rest] = args;
  const swapped = lab === "lab" && VERBS.includes(second) && !VERBS.includes(first) && !first.startsWith("-");
  return swapped ? ["lab", second, first, ...rest] : [...args];
}

/** `sospect lab EXERCISE setup|grade|finish`, and what authors of exercises need. */
export function addLab(program: Command): void {
  const lab = program
    .command("lab")
    .description("set up, grade and finish exercises of a course: lab EXERCISE setup|grade|finish");
  const exits = "\nExit: 0 done, 1 something failed, 2 wrong usage or a bad exercise, 3 a node could not be reached.";
  for (const [verb, alias, description] of [
    ["setup", "start", "verify that the nodes are reachable and prepare them; twice is the same as once"],
    ["finish", "cleanup", "put back what setup did; twice is the same as once"],
  ] as const) {
    withSshOptions(lab.command(verb).alias(alias).description(description).argument("<exercise>", "see: lab list"))
      .addHelpText("after", exits)
      .action(async (name: string, options: LabOptions) => {
        const exercise = await exerciseNamed(name, options.labs);
        process.exitCode = exercise === undefined ? EXIT.usage : await runLab(verb, exercise, options);
      });
  }
  const grade = lab
    .command("grade")
    .description("grade each task, by bundles or by what is collected from the nodes now")
    .argument("<exercise>", "see: lab list")
    .argument("[bundle...]", "bundles of the nodes; without any, the nodes are collected from by ssh")
    .option("--explain", "for instructors: the lines that decided, also of what passed")
    .addOption(new Option("--format <format>", "what goes to stdout").choices(["text", "json"]).default("text"))
    .option("--keep <dir>", "keep in DIR the bundles that are collected");
  addClass(withSshOptions(grade))
    .addHelpText("after", "\nExit: 0 passed, 1 failed, 2 wrong usage or a bad exercise, 3 could not be graded.")
    .action(async (name: string, bundles: string[], options: GradeOptions & ClassOptions) => {
      const exercise = await exerciseNamed(name, options.labs);
      process.exitCode = exercise === undefined ? EXIT.usage : await gradeOne(exercise, bundles, options);
    });
  for (const add of [addLabList, addLabShow, addLabLint, addLabTest]) add(lab);
}

async function gradeOne(
  exercise: NonNullable<Awaited<ReturnType<typeof exerciseNamed>>>,
  bundles: readonly string[],
  options: GradeOptions & ClassOptions,
): Promise<number> {
  if (options.class === undefined) return gradeLab(exercise, bundles, options);
  if (bundles.length === 0) return gradeClassLab(exercise, options.class, options);
  complain("either bundles or --class DIR: a class is graded by the bundles in its directory");
  return EXIT.usage;
}
