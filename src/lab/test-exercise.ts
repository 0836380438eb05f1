import { checkGiven, deploymentFor } from "../rules/test-rule.ts";
import type { Exercise, Task } from "./exercise.ts";
import { gradeTask } from "./grade-task.ts";
import type { TaskTestCase } from "./schema.ts";

/** What a test of a task came to; `failure` says what was expected and what came. */
export interface TaskTestResult {
  readonly task: string;
  readonly test: string;
  readonly failure?: string;
  /** The place in the exercise's file that the failure is about. */
  readonly at: readonly (string | number)[];
}

/** Runs the tests that the tasks of an exercise carry. */
export function testExercise({ tasks }: Exercise): TaskTestResult[] {
  return tasks.flatMap((task, index) =>
    task.source.tests.map((test, position) => {
      const failed = runTest(task, test, position);
      const at = ["tasks", index, ...(failed?.at ?? ["tests", position])];
      const base = { task: task.id, test: test.name, at };
      return failed === undefined ? base : { ...base, failure: failed.failure };
    }),
  );
}

function runTest(task: Task, test: TaskTestCase, position: number): ReturnType<typeof checkGiven> {
  const given = task.rule.tests[position];
  if (given === undefined) return undefined;
  const misspelt = checkGiven(task.rule, given);
  if (misspelt !== undefined) return misspelt;
  const deployment = deploymentFor(task.rule, given);
  const [node] = deployment.nodes;
  const at = (key: string) => ["tests", position, key];
  if (node === undefined) return { failure: "it gives no node", at: at("given") };
  const { mark, reason, found } = gradeTask(task, node, deployment, "en");
  if (mark !== test.expect) {
    const why = reason ?? found;
    return {
      failure: `expected ${test.expect}, came ${mark}${why === undefined ? "" : ` (${why})`}`,
      at: at("expect"),
    };
  }
  if (test.found === undefined || found?.includes(test.found)) return undefined;
  return { failure: `expected '${test.found}' to be found, came: ${found ?? "nothing"}`, at: at("found") };
}
