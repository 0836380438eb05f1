import { readdirSync, readFileSync } from "node:fs";
import { test } from "vitest";
import { parseExercise } from "../../src/lab/compile.ts";
import { lintExercise } from "../../src/lab/lint.ts";
test("x", () => {
  for (const n of readdirSync("rules/labs")) {
    const f = `rules/labs/${n}`;
    const r = parseExercise(f, readFileSync(f, "utf8"));
    const p = "problems" in r ? r.problems : lintExercise(r.exercise);
    console.log(f, p.length, p.map((x) => `${x.line}:${x.column} ${x.message}`).join("\n"));
  }
});
