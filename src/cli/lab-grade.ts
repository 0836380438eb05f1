import { mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { OWN_RULES } from "../analyze.ts";
import { collectFromAll } from "../collect/remote/all.ts";
import { roomFor, USUAL_MIB } from "../collect/remote/arriving.ts";
import type { Exercise, Mark } from "../lab/exercise.ts";
import { type Grade, gradeBundles } from "../lab/grade.ts";
import { gradeText } from "../lab/grade-text.ts";
import { maskGrade } from "../lab/mask-grade.ts";
import { withoutSecrets } from "../mask/hide-facts.ts";
import { learningFrom } from "../mask/learn-from.ts";
import { mapTexts } from "../mask/map-texts.ts";
import { createMasker } from "../mask/masker.ts";
import type { Knowledge } from "../model/knowledge.ts";
import { type BundleFacts, readFacts } from "../parse/read-facts.ts";
import { inputsOf, unreadLine } from "../report/inputs.ts";
import { visibleJson, visibleLine } from "../report/visible.ts";
import type { Language } from "../report/words/language.ts";
import { loadKnowledge } from "../rules/load.ts";
import { SCRIPT } from "./collect.ts";
import { watchLines } from "./collect-lines.ts";
import { interruptible } from "./interrupt.ts";
import { type LabOptions, sshSettings } from "./lab-options.ts";
import { reachNodes } from "./lab-targets.ts";
import { complain, EXIT, isColored, print, progress } from "./output.ts";

export interface GradeOptions extends LabOptions {
  readonly explain?: boolean;
  readonly format: "text" | "json";
  readonly keep?: string;
}

const EXITS: Readonly<Record<Mark, number>> = { pass: EXIT.fine, fail: EXIT.faults, ungraded: EXIT.unreadable };

/** Bundles to grade by, with why nodes gave none. */
interface Material {
  readonly bundles: readonly string[];
  readonly reasons: Readonly<Record<string, string>>;
}

/** Grades by bundles, or by what is collected from the nodes now; returns the exit code. */
export async function gradeLab(exercise: Exercise, bundles: readonly string[], options: GradeOptions): Promise<number> {
  if (bundles.length > 0) return tell(exercise, { bundles, reasons: {} }, options, false);
  const reached = await reachNodes(exercise, options);
  if (!reached.ok) {
    complain(visibleLine(reached.problem));
    return EXIT.usage;
  }
  const { keep } = options;
  const directory = keep ?? (await mkdtemp(join(tmpdir(), "sospect-lab-")));
  if (keep !== undefined) await mkdir(keep, { recursive: true });
  const interrupt = interruptible();
  try {
    const order = {
      ...{ script: await readFile(SCRIPT), args: [], ssh: sshSettings(options) },
      ...{ directory, seconds: options.hostTimeout, room: roomFor(USUAL_MIB) },
    };
    const targets = [...reached.targets.values()];
    const outcomes = await collectFromAll(targets, order, 8, watchLines(process.stderr), interrupt.signal);
    const failed = outcomes.flatMap((outcome) =>
      outcome.ok
        ? []
        : [
            [
              outcome.target.label,
              `${outcome.reason}; collect: see why ${outcome.target.label} does not answer, and grade again`,
            ] as const,
          ],
    );
    const material = {
      bundles: outcomes.flatMap((outcome) => (outcome.ok ? outcome.path : [])),
      reasons: Object.fromEntries(failed),
    };
    return interrupt.exitCode() ?? (await tell(exercise, material, options, true));
  } finally {
    interrupt.release();
    if (keep === undefined) await rm(directory, { recursive: true, force: true });
  }
}

async function tell(exercise: Exercise, material: Material, options: GradeOptions, live: boolean): Promise<number> {
  const { known } = await loadKnowledge([OWN_RULES]);
  const { grade, unreadable } = await gradePaths(exercise, material.bundles, {
    ...{ known, language: options.lang, reasons: material.reasons },
    onBundle: (path) => progress(`reading ${path} …`),
  });
  progress("");
  for (const line of unreadable) complain(line);
  const text =
    options.format === "json"
      ? `${visibleJson(JSON.stringify({ schemaVersion: 1, ...grade, unreadable }, null, 2))}\n`
      : gradeText(grade, { language: options.lang, color: isColored(), explain: options.explain === true, live });
  await print(text);
  return EXITS[grade.mark];
}

export interface PathOptions {
  readonly known: Knowledge;
  readonly language: Language;
  readonly reasons?: Readonly<Record<string, string>>;
  readonly onBundle?: (path: string) => void;
  /** Bundles are told of by their paths below this directory. */
  readonly root?: string;
}

/** Reads bundles and grades by them, without the secrets that they hold. */
export async function gradePaths(
  exercise: Exercise,
  paths: readonly string[],
  { onBundle, root, ...options }: PathOptions,
): Promise<{
  readonly grade: Grade;
  readonly unreadable: readonly string[];
  readonly bundles: readonly BundleFacts[];
}> {
  const masker = createMasker();
  const bundles: BundleFacts[] = [];
  const unreadable: string[] = [];
  for (const path of paths) {
    onBundle?.(path);
    const read = await readFacts({ path }, { other: learningFrom(masker) });
    const told = (text: string): string => (root === undefined ? text : text.replace(path, () => relative(root, path)));
    for (const { summary, ...facts } of read.bundles) {
      bundles.push({ ...facts, summary: { ...summary, source: told(summary.source) } });
    }
    const [input] = inputsOf({ inputs: [read.input] }, [], told);
    const problem = input && unreadLine(input);
    if (problem !== undefined) unreadable.push(told(problem));
  }
  const hidden = withoutSecrets(bundles, masker);
  const grade = maskGrade(gradeBundles(exercise, hidden, options), masker);
  return { grade: mapTexts(grade, masker.known), unreadable, bundles };
}
