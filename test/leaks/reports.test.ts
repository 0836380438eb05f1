import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { archiveOf } from "../../scripts/healthy/archive.js";
import { healthyBundle } from "../../scripts/healthy/index.js";
import { analyze, OWN_RULES, readDeployment } from "../../src/analyze.ts";
import { gradePaths } from "../../src/cli/lab-grade.ts";
import { OWN_LABS } from "../../src/cli/lab-load.ts";
import { parseExercise } from "../../src/lab/compile.ts";
import { gradeText } from "../../src/lab/grade-text.ts";
import { maskExplanation } from "../../src/mask/mask-explanation.ts";
import { createMasker } from "../../src/mask/masker.ts";
import { explanationText } from "../../src/report/explanation.ts";
import { formats } from "../../src/report/formats.ts";
import { languages } from "../../src/report/words/language.ts";
import { explain } from "../../src/rules/explain.ts";
import { loadKnowledge, loadRules } from "../../src/rules/load.ts";
import { planted } from "./planted.ts";
import { shownIn } from "./shown.ts";

const { secrets, into } = planted();

const directory = mkdtempSync(join(tmpdir(), "leaks-"));
const nodes = [0, 1].map((index) => {
  const { plan, files } = healthyBundle("13", "Controller", { index, controllers: 3 });
  const write = (name: string, content: typeof files) => {
    const path = join(directory, name);
    writeFileSync(path, archiveOf(`sospect-${plan.host}-20261124T040000Z`, content));
    return path;
  };
  return { now: write(`${index}.tgz`, into(files, index)), before: write(`${index}-before.tgz`, files) };
});
const paths = nodes.map(({ now }) => now);

afterAll(() => rmSync(directory, { recursive: true }));

/** Rules that quote or list values, of which each has to speak for the test to say anything. */
const SPEAKING = [
  ...["config-not-loaded", "config-edited-in-container", "config-edit-without-effect", "controllers-differ"],
  ...["config-option-repeated", "config-syntax-broken", "config-edited-by-hand", "container-unhealthy"],
  ...["kolla-config-invalid", "traceback", "critical-line", "amqp-unreachable", "unit-failed", "cluster-action-failed"],
  "image-other-registry",
];

describe("bundles that nobody masked, with a secret wherever one may stand", { timeout: 240_000 }, () => {
  it.each(languages)("show none in any format of a report in %s", async (language) => {
    const analysis = await analyze(paths, { survey: true, language, baseline: nodes.map(({ before }) => before) });
    if (!analysis.ok) throw new Error(JSON.stringify(analysis.problems));
    const { result, survey, rules } = analysis;
    expect([...new Set(result.findings.map(({ rule }) => rule))].sort()).toEqual(expect.arrayContaining(SPEAKING));
    for (const { name, render } of formats) {
      const text = render(result, { language, rules, ...(survey === undefined ? {} : { survey }) });
      expect(text).toContain("masked-");
      expect(shownIn(text, secrets), name).toEqual([]);
    }
    expect(shownIn(JSON.stringify([result, survey]), secrets)).toEqual([]);
  });

  it("show none when a rule is explained, nor in the model that it looks at", async () => {
    const { rules } = await loadRules([OWN_RULES]);
    const { known } = await loadKnowledge([OWN_RULES]);
    const masker = createMasker();
    const { deployment } = await readDeployment(paths, { rules, known, masker });
    expect(shownIn(JSON.stringify(deployment), secrets)).toEqual([]);
    const told = rules.map((rule) => {
      const places = explain(rule, deployment).map((place) => maskExplanation(place, masker));
      return explanationText(rule, places, { all: true, color: false });
    });
    expect(shownIn(told.join("\n"), secrets)).toEqual([]);
  });

  it("show none in a grade of any exercise", async () => {
    const { known } = await loadKnowledge([OWN_RULES]);
    const files = (await readdir(OWN_LABS)).filter((file) => file.endsWith(".yaml"));
    for (const file of files) {
      const loaded = parseExercise(file, await readFile(join(OWN_LABS, file), "utf8"));
      if ("problems" in loaded) throw new Error(JSON.stringify(loaded.problems));
      const { grade } = await gradePaths(loaded.exercise, paths, { known, language: "en" });
      const text = gradeText(grade, { language: "en", color: false, explain: true, live: false });
      expect(shownIn(`${text}\n${JSON.stringify(grade)}`, secrets), file).toEqual([]);
    }
  });
});
