import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { parentPort, workerData } from "node:worker_threads";
import { OWN_RULES } from "../analyze.ts";
import type { Fingerprint, StudentWork } from "../lab/class.ts";
import { parseExercise } from "../lab/compile.ts";
import type { Exercise } from "../lab/exercise.ts";
import { bundleStateOf } from "../model/bundle/bundle-state.ts";
import type { Knowledge } from "../model/knowledge.ts";
import type { BundleFacts } from "../parse/read-facts.ts";
import type { Language } from "../report/words/language.ts";
import { loadKnowledge } from "../rules/load.ts";
import { gradePaths } from "./lab-grade.ts";
import type { HandedIn } from "./lab-students.ts";

/** What a worker is to know of the class. */
export interface WorkerOrder {
  readonly directory: string;
  readonly exercise: string;
  readonly language: Language;
}

/** Grades one student after the other: what one took of memory is free for the next. */
async function work(order: WorkerOrder): Promise<void> {
  const loaded = parseExercise(order.exercise, await readFile(order.exercise, "utf8"));
  if (!("exercise" in loaded)) throw new Error("the exercise was changed while the class was graded");
  const { known } = await loadKnowledge([OWN_RULES]);
  parentPort?.on("message", async (student: HandedIn) => {
    parentPort?.postMessage(await gradeStudent(student, { ...order, loaded: loaded.exercise, known }));
  });
}

interface Desk extends WorkerOrder {
  readonly loaded: Exercise;
  readonly known: Knowledge;
}

async function gradeStudent({ student, bundles }: HandedIn, desk: Desk): Promise<StudentWork> {
  const { directory, loaded, known, language } = desk;
  const paths = bundles.map((bundle) => join(directory, bundle));
  const read = await gradePaths(loaded, paths, { known, language, root: directory });
  const prints = await Promise.all(read.bundles.map((facts) => printOf(facts, directory)));
  const remarks = read.grade.nodes.flatMap(({ node, remarks: own = [] }) => own.map((remark) => `${node}: ${remark}`));
  const problems = [...read.unreadable, ...remarks];
  return { student, grade: read.grade, problems, prints };
}

async function printOf(facts: BundleFacts, directory: string): Promise<Fingerprint> {
  const { hosts = [], boots } = bundleStateOf(facts);
  const { source, address } = facts.summary;
  // Of an archive with several bundles each is told apart by its boots alone.
  const sha256 = address?.within === "" ? await digestOf(join(directory, source)) : undefined;
  const [host] = hosts;
  return { source, boots, ...(sha256 === undefined ? {} : { sha256 }), ...(host === undefined ? {} : { host }) };
}

async function digestOf(path: string): Promise<string | undefined> {
  if (!(await stat(path)).isFile()) return undefined;
  const hash = createHash("sha256");
  await pipeline(createReadStream(path), hash);
  return hash.digest("hex");
}

await work(workerData as WorkerOrder);
