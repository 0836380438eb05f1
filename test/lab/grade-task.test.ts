import { describe, expect, it } from "vitest";
import { gradeTask } from "../../src/lab/grade-task.ts";
import type { Family } from "../../src/model/types.ts";
import { deploymentFor } from "../../src/rules/test-rule.ts";
import { exerciseOf, smallExercise } from "./support.ts";

const A = { name: "a", state: "running", running: true };
const STOPPED = { name: "a", state: "exited", running: false };
const SILENT = { name: "a" };
const OTHER = { name: "b", state: "running", running: true };

/** What a task comes to where the node has these containers. */
function mark(containers: readonly object[], more: Readonly<Record<string, unknown>> = {}, partial: Family[] = []) {
  const [task] = exerciseOf(smallExercise(more)).tasks;
  if (task === undefined) throw new Error("no task");
  const { source } = task;
  const node = { containers };
  const given = { name: "x", given: { node }, partial, expect: "ok" as const };
  const deployment = deploymentFor({ ...task.rule, subjectName: "none" }, given);
  const [only] = deployment.nodes;
  if (only === undefined) throw new Error("no node");
  return { source, ...gradeTask(task, only, deployment, "en") };
}

const CUT: Family[] = ["containers"];
const SOME = { match: "some" };
const UNSURE = { where: 'container.name == "a" && container.lifecycle == "service"' };

describe("a task", () => {
  it.each([
    ["passes where the one that is meant is so", [A, OTHER], {}, [], "pass"],
    ["fails where it is not", [STOPPED, OTHER], {}, [], "fail"],
    ["fails where there is none of it and the list is whole", [OTHER], {}, [], "fail"],
    ["is not graded where there is none of it and the list is cut", [OTHER], {}, CUT, "ungraded"],
    ["is not graded by a cut list even where what is seen is so", [A], {}, CUT, "ungraded"],
    ["fails by a cut list where what is seen is not so", [STOPPED], {}, CUT, "fail"],
    ["is not graded where the bundle does not tell", [SILENT], {}, [], "ungraded"],
    ["fails where one is wrong, whatever another may be", [SILENT, STOPPED], {}, [], "fail"],
    ["is not graded where another may be wrong", [SILENT, A], {}, [], "ungraded"],
    ["is not graded where it is not known which are meant", [A], UNSURE, [], "ungraded"],
    ["that wants some passes by one, though the list is cut", [A, STOPPED], SOME, CUT, "pass"],
    ["that wants some fails where none is so", [STOPPED], SOME, [], "fail"],
    ["that wants some is not graded where the list is cut and none is so", [STOPPED], SOME, CUT, "ungraded"],
    ["that wants some is not graded where one may be so", [SILENT, STOPPED], SOME, [], "ungraded"],
    ["that wants some fails where the one in doubt is not so anyway", [STOPPED], { ...SOME, ...UNSURE }, [], "fail"],
  ] as const)("%s", (_, containers, more, partial, expected) => {
    expect(mark(containers, more, [...partial]).mark).toBe(expected);
  });

  const whole = { each: undefined, as: undefined, where: undefined, when: "node.containers.exists(c, c.running)" };
  const plain = { ...whole, found: { en: "none", zh: "没有" } };
  it.each([
    ["passes by a condition on the node", [A], [], "pass"],
    ["fails by one that is decided", [STOPPED], [], "fail"],
    ["is not graded by one on a list that is cut", [A], CUT, "ungraded"],
  ] as const)("without a list of subjects %s", (_, containers, partial, expected) => {
    expect(mark(containers, plain, [...partial]).mark).toBe(expected);
  });

  it("that failed says what was expected and what there is, and not how to do it", () => {
    expect(mark([STOPPED])).toMatchObject({ expected: "it runs", found: "its state is exited", hint: "think" });
  });

  it("that could not be graded says why, and what to collect", () => {
    expect(mark([SILENT]).reason).toContain("container.running");
    expect(mark([A], {}, CUT).reason).toContain("cut short");
  });

  it("does not say what is to be found of one that is not there", () => {
    expect(mark([OTHER]).found).toBe("no such container on the node");
    expect(mark([OTHER], { absent: { en: "none", zh: "无" } }).found).toBe("none");
  });
});
