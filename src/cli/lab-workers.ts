import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { StudentWork } from "../lab/class.ts";
import type { HandedIn } from "./lab-students.ts";
import type { WorkerOrder } from "./lab-worker.ts";

const WORKER = new URL("lab-worker.js", import.meta.url);

/** What one worker may take: a bundle that needs more is its student's trouble, not the class's. */
const MOST_MIB = 2048;

/** Grades all students, as many at once as there are processors, each in so many seconds; one that breaks a worker leaves the others alone. */
export async function gradeAll(
  students: readonly HandedIn[],
  { seconds, ...order }: WorkerOrder & { readonly seconds: number },
  onDone: (student: string, done: number) => void,
): Promise<StudentWork[]> {
  const waiting = [...students];
  const works: StudentWork[] = [];
  const desk = async (): Promise<void> => {
    let worker: Worker | undefined;
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      worker ??= new Worker(WORKER, { workerData: order, resourceLimits: { maxOldGenerationSizeMb: MOST_MIB } });
      const result = await answerOf(worker, next, seconds);
      works.push(result.work);
      if (result.broken) worker = undefined;
      onDone(next.student, works.length);
    }
    await worker?.terminate();
  };
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), students.length) }, desk));
  return works;
}

interface Answer {
  readonly work: StudentWork;
  /** The worker has ended. */
  readonly broken: boolean;
}

function answerOf(worker: Worker, student: HandedIn, seconds: number): Promise<Answer> {
  return new Promise((resolve) => {
    const late = setTimeout(() => {
      void worker.terminate();
      broken(`not done after ${seconds} s (see --student-timeout)`);
    }, seconds * 1000);
    const settle = (answer: Answer): void => {
      clearTimeout(late);
      worker.off("message", onMessage);
      worker.off("error", onError);
      worker.off("exit", onExit);
      // An error that comes later is of a worker that nobody waits for.
      if (answer.broken) worker.on("error", () => {});
      resolve(answer);
    };
    const broken = (why: string): void => {
      const problems = [`${student.bundles.join(", ")}: could not be graded: ${why}`];
      settle({ work: { student: student.student, problems, prints: [] }, broken: true });
    };
    const onMessage = (work: StudentWork): void => settle({ work, broken: false });
    const onError = (error: Error): void => broken(error.message);
    const onExit = (code: number): void => broken(`its worker ended with ${code}`);
    worker.on("message", onMessage);
    worker.on("error", onError);
    worker.on("exit", onExit);
    worker.postMessage(student);
  });
}
