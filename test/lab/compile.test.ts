import { describe, expect, it } from "vitest";
import { parseExercise } from "../../src/lab/compile.ts";
import { lintExercise } from "../../src/lab/lint.ts";
import { exerciseOf, smallExercise } from "./support.ts";

/** The mistakes in a text, as an editor links them. */
function mistakes(text: string, file = "some-exercise.yaml"): string[] {
  const loaded = parseExercise(file, text);
  return "problems" in loaded
    ? loaded.problems.map(({ line, column, message }) => `${line}:${column}: ${message}`)
    : [];
}

const changed = (from: string | RegExp, to: string) => smallExercise().replace(from, to);

describe("an exercise", () => {
  it("loads where it is right", () => {
    expect(mistakes(smallExercise())).toEqual([]);
  });

  it.each([
    ["an unknown key", changed('"points"', '"poinst"'), /unknown key 'poinst'; did you mean 'points'\?/],
    ["a text in one language", changed(/,\s*"zh": "文Some"/, ""), /'zh' is missing/],
    [
      "a property that the model does not have",
      changed("container.running", "container.runing"),
      /did you mean 'running'\?/,
    ],
    [
      "a placeholder that the model does not have",
      changed("{{container.state}}", "{{container.stat}}"),
      /in 'found'.*'container\.stat'/,
    ],
    [
      "a node that it does not name",
      changed('"on": "node0"', '"on": "node1"'),
      /no node 'node1' in 'nodes'; did you mean 'node0'\?/,
    ],
    ["a mark that there is not", changed('"expect": "ungraded"', '"expect": "passed"'), /'expect' is never 'passed'/],
    [
      "more points to pass than there are",
      changed('"id": "some-exercise"', '"id": "some-exercise", "pass": 11'),
      /11 points pass, and all tasks together have 10/,
    ],
    ["another name than its file's", changed('"id": "some-exercise"', '"id": "other"'), /is to be the file's name/],
  ])("is refused with its place for %s", (_, text, message) => {
    const found = mistakes(text);
    expect(found.join("\n")).toMatch(message);
    expect(found[0]).toMatch(/^\d+:\d+: /);
  });

  it("points at the line of a task's condition", () => {
    const text = changed("container.running", "container.runing");
    const line = text.split("\n").findIndex((one) => one.includes("runing")) + 1;
    expect(mistakes(text)[0]).toMatch(new RegExp(`^${line}:`));
  });

  it("is told of what keeps it from being a good one", () => {
    const messages = (text: string) => lintExercise(exerciseOf(text)).map(({ message }) => message);
    expect(messages(smallExercise())).toEqual([
      expect.stringContaining("no test in which it is done"),
      expect.stringContaining("no test in which it is not done"),
    ]);
    expect(messages(changed("文Some", "Some")).join()).toContain("not translated");
    expect(messages(smallExercise({ evidence: ["helth"] })).join()).toContain("did you mean 'health'");
    expect(messages(smallExercise({ needs: [] })).join()).toContain("add 'containers' to needs");
  });

  it("has its tests run", () => {
    const given = { container: { name: "a", state: "running", running: true } };
    const test = (expected: string, more: object = {}) =>
      lintExercise(exerciseOf(smallExercise({ tests: [{ name: "x", given, expect: expected, ...more }] })))
        .map(({ message }) => message)
        .filter((message) => message.startsWith("test 'x'"));
    expect(test("pass")).toEqual([]);
    expect(test("fail")).toEqual(["test 'x': expected fail, came pass"]);
    expect(test("pass", { given: { container: { nam: "a" } } }).join()).toContain("did you mean 'name'");
  });
});
