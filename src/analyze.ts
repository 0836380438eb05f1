import { fileURLToPath } from "node:url";
import type { BundleError } from "./bundle/entry.ts";
import type { Limits } from "./bundle/limits.ts";
import { maskJudgement, maskNotes } from "./mask/mask-judgement.ts";
import { createMasker } from "./mask/masker.ts";
import { deploymentOf } from "./model/deployment.ts";
import { compileQueries } from "./parse/logs/log-search.ts";
import { type BundleFacts, readFacts } from "./parse/read-facts.ts";
import type { Result } from "./report/result.ts";
import { resultOf } from "./report/summary.ts";
import { judge } from "./rules/evaluate.ts";
import { loadReleases, loadRules } from "./rules/load.ts";
import { logQueriesOf } from "./rules/log-rule.ts";
import type { Severity } from "./rules/outcome.ts";
import type { Problem } from "./rules/problem.ts";

/** The rules that come with the program. */
export const OWN_RULES = fileURLToPath(new URL("../rules/", import.meta.url));

export interface AnalyzeOptions {
  /** Directories of further rules; a rule there takes the place of ours of the same id. */
  readonly rules?: readonly string[];
  /** The severity from which a finding makes the verdict `fault`. */
  readonly failOn?: Severity;
  readonly limits?: Partial<Limits>;
  /** Told of each bundle before it is read. */
  readonly onBundle?: (path: string) => void;
}

/** What came of it: a result, with the bundles that could not be read; or mistakes in rules, which end it before it begins. */
export type Analysis =
  | { readonly ok: true; readonly result: Result; readonly unreadable: readonly BundleError[] }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Bundles → facts → model → outcomes → result. */
export async function analyze(paths: readonly string[], options: AnalyzeOptions = {}): Promise<Analysis> {
  const { rules, problems } = await loadRules([OWN_RULES, ...(options.rules ?? [])]);
  if (problems.length > 0) return { ok: false, problems };

  const searchFor = compileQueries(logQueriesOf(rules));
  const bundles: BundleFacts[] = [];
  const unreadable: BundleError[] = [];
  for (const path of paths) {
    options.onBundle?.(path);
    const read = await readFacts(path, options.limits, searchFor);
    if (read.ok) bundles.push(read);
    else unreadable.push(read.error);
  }
  const deployment = deploymentOf(bundles, await loadReleases(OWN_RULES));
  const masker = createMasker();
  const judgement = maskJudgement(judge(rules, deployment), masker);
  const result = resultOf(maskNotes(deployment, masker), judgement, rules, options.failOn ?? "error");
  return { ok: true, result, unreadable };
}
