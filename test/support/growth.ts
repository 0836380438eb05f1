import { fileURLToPath } from "node:url";
import { defaultLimits, type Limits } from "../../src/bundle/limits.ts";
import { maskJudgement } from "../../src/mask/mask-judgement.ts";
import { createMasker } from "../../src/mask/masker.ts";
import type { Captured } from "../../src/model/bundle/captured.ts";
import { deploymentOf } from "../../src/model/deployment.ts";
import { FactBudget } from "../../src/parse/fact-budget.ts";
import type { Fact } from "../../src/parse/facts.ts";
import { logName } from "../../src/parse/logs/log-names.ts";
import { scanLog } from "../../src/parse/logs/log-scan.ts";
import { compileQueries } from "../../src/parse/logs/log-search.ts";
import { parserFor } from "../../src/parse/parsers.ts";
import { isListed } from "../../src/parse/read-facts.ts";
import { formats } from "../../src/report/formats.ts";
import { resultOf } from "../../src/report/summary.ts";
import { judge } from "../../src/rules/evaluate.ts";
import { loadKnowledge, loadRules } from "../../src/rules/load.ts";
import { logQueriesOf } from "../../src/rules/log-rule.ts";
import { surveyOf } from "../../src/survey/survey.ts";

const OWN = fileURLToPath(new URL("../../rules/", import.meta.url));
const unlimited: Limits = {
  ...defaultLimits,
  ...{ maxFacts: 1e9, maxContainers: 1e9, maxManyFacts: 1e9, maxNameBytes: 1e12, maxFactBytes: 1e12 },
};

export type Files = Readonly<Record<string, string>>;

/** Milliseconds of processor that a whole analysis of some files takes, by stage, without the limits on facts. */
export async function stages() {
  const { rules } = await loadRules([OWN]);
  const { known } = await loadKnowledge([OWN]);
  const search = compileQueries(logQueriesOf(rules));
  return (files: Files): Readonly<Record<string, number>> => {
    const took: Record<string, number> = {};
    const timed = <T>(stage: string, work: () => T): T => {
      const before = process.cpuUsage();
      const made = work();
      const { user, system } = process.cpuUsage(before);
      took[stage] = (user + system) / 1000;
      return made;
    };
    const facts = timed("parse", () => factsIn(files, search));
    const summary = { source: "node0.tgz", format: "tar.gz", root: "", entries: 1, bytes: 1, notes: [] } as const;
    const captured: Captured = { summary, facts };
    const masker = createMasker();
    const deployment = timed("model", () => deploymentOf([captured], known));
    const judgement = timed("judge", () => maskJudgement(judge(rules, deployment, "en", known.catalogue), masker));
    const { findings } = judgement;
    const survey = timed("survey", () => surveyOf({ deployment, bundles: [captured], findings }, masker));
    const result = resultOf(deployment, judgement, rules, "error");
    for (const { name, render } of formats) timed(name, () => render(result, { survey, rules }));
    return took;
  };
}

function factsIn(files: Files, search: ReturnType<typeof compileQueries>): Fact[] {
  const facts: Fact[] = [];
  const budget = new FactBudget(unlimited);
  const kinds = { kinds: 20_000 };
  const keep = (file: string, found: readonly Fact[]): void => {
    for (const fact of budget.take(file, found)) facts.push(fact);
  };
  for (const [file, text] of Object.entries(files)) {
    if (isListed(file)) keep(file, [{ kind: "file", file, size: text.length }]);
    const parser = parserFor(file);
    const log = parser === undefined ? logName(file) : undefined;
    if (parser !== undefined) keep(file, parser.parse({ file, text }));
    if (log === undefined) continue;
    const scan = scanLog({ file, log, search: search(log), budget: kinds }, (found) => keep(file, found));
    scan.write(Buffer.from(text));
    scan.end();
  }
  return facts;
}
