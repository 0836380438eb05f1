import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import glob from "fast-glob";
import { describe, expect, it } from "vitest";
import { parseExercise } from "../../src/lab/compile.ts";
import { lintExercise } from "../../src/lab/lint.ts";
import { showProblem } from "../../src/yaml/problem.ts";

const files = glob.sync("*.yaml", { cwd: fileURLToPath(new URL("../../rules/labs", import.meta.url)), absolute: true });

describe("our exercises", () => {
  it.each(files.map((file) => [file.split("/").at(-1), file]))(
    "%s has no mistake, and its tests pass",
    (_, file = "") => {
      const loaded = parseExercise(file, readFileSync(file, "utf8"));
      const problems = "problems" in loaded ? loaded.problems : lintExercise(loaded.exercise);
      expect(problems.map(showProblem)).toEqual([]);
    },
  );
});
