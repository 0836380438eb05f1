import { fileURLToPath } from "node:url";
import { baselineOf, type Side } from "./baseline.ts";
import type { InputResult } from "./bundle/input.ts";
import type { Input } from "./bundle/inventory.ts";
import type { Limits } from "./bundle/limits.ts";
import type { Catalogue } from "./catalogue/catalogue.ts";
import { placesOf } from "./catalogue/places.ts";
import { withoutSecrets } from "./mask/hide-facts.ts";
import { learningFrom } from "./mask/learn-from.ts";
import { mapTexts } from "./mask/map-texts.ts";
import { maskJudgement, maskNotes } from "./mask/mask-judgement.ts";
import { createMasker, type Masker } from "./mask/masker.ts";
import { withTrueTimes } from "./model/bundle/true-times.ts";
import { oneOfEachNode } from "./model/bundle/twins.ts";
import { deploymentOf } from "./model/deployment.ts";
import type { Knowledge } from "./model/knowledge.ts";
import type { Deployment } from "./model/types.ts";
import { logNamer } from "./parse/logs/log-names.ts";
import { compileQueries, type SearchFor } from "./parse/logs/log-search.ts";
import { type BundleFacts, readFacts } from "./parse/read-facts.ts";
import { answerOf } from "./report/answer.ts";
import { inputsOf, type ReadInputs, unreadLine } from "./report/inputs.ts";
import type { Result } from "./report/result.ts";
import { resultOf, withInputs } from "./report/summary.ts";
import { accept } from "./rules/acceptances.ts";
import { type Judgement, judge } from "./rules/evaluate.ts";
import { foldNodes } from "./rules/fold-nodes.ts";
import { inLanguage } from "./rules/in-language.ts";
import type { Language } from "./rules/language.ts";
import { loadAcceptances, loadKnowledge, loadRules } from "./rules/load.ts";
import { logQueriesOf } from "./rules/log-rule.ts";
import type { Finding, Severity } from "./rules/outcome.ts";
import type { Rule } from "./rules/rule.ts";
import { looksAt } from "./survey/excerpts/looks.ts";
import { surveyOf } from "./survey/survey.ts";
import type { Survey } from "./survey/types.ts";
import { withLooks } from "./survey/with-looks.ts";
import type { Problem } from "./yaml/problem.ts";

/** The rules that come with the program. */
export const OWN_RULES = fileURLToPath(new URL("../rules/", import.meta.url));

export interface AnalyzeOptions {
  /** Directories of further rules; a rule there takes the place of ours of the same id. */
  readonly rules?: readonly string[];
  /** The severity from which a finding makes the verdict `fault`. */
  readonly failOn?: Severity;
  /** Files of findings that are accepted. */
  readonly accept?: readonly string[];
  /** The day by which acceptances expire, YYYY-MM-DD; the present one, UTC, where it is not given. */
  readonly today?: string;
  /** Earlier bundles of the same nodes, to compare with. */
  readonly baseline?: readonly (string | Input)[];
  readonly limits?: Partial<Limits>;
  /** What rules say their texts in, as far as they have it; English where it is not given. */
  readonly language?: Language;
  /** Whether what there is on the nodes is wanted as well. */
  readonly survey?: boolean;
  /** Whether all that happened is wanted of it, not only what is gravest and newest. */
  readonly everyEvent?: boolean;
  /** Told of each bundle before it is read. */
  readonly onBundle?: (source: string) => void;
}

/** What came of it: a result, which accounts for every input; or mistakes in rules, which end it before it begins. */
export type Analysis =
  | {
      readonly ok: true;
      readonly result: Result;
      readonly rules: readonly Rule[];
      readonly survey?: Survey;
      /** What was not read of the inputs, a line for each. */
      readonly unreadable: readonly string[];
    }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Bundles → facts → model → outcomes → result. */
export async function analyze(paths: readonly (string | Input)[], options: AnalyzeOptions = {}): Promise<Analysis> {
  const directories = [OWN_RULES, ...(options.rules ?? [])] as const;
  const { rules, problems } = await loadRules(directories);
  const { known, problems: misknown } = await loadKnowledge(directories);
  const acceptances = await loadAcceptances(options.accept ?? []);
  const mistakes = [...problems, ...misknown, ...acceptances.problems];
  if (mistakes.length > 0) return { ok: false, problems: mistakes };

  const { limits = {}, language = "en" } = options;
  const search = compileQueries(logQueriesOf(rules), known.catalogue);
  const masker = createMasker();
  const { now, before } = hidden(
    await read(paths, options, { search, masker, known }),
    options.baseline === undefined ? undefined : await read(options.baseline, options, { search, masker, known }),
    masker,
  );
  const sideOf = ({ bundles, clusters }: Read): Side => {
    const deployment = deploymentOf(bundles, known, clusters);
    return {
      bundles,
      deployment,
      judgement: maskJudgement(judge(rules, deployment, language, known.catalogue), masker),
    };
  };

  const side = sideOf(now);
  const compared = before && baselineOf(sideOf(before), side, { rules, masker });
  const judgement = accept(acceptances.accepted, {
    judgement: { ...side.judgement, ...(compared && { findings: compared.findings }) },
    rules: rules.map(({ id }) => id),
    nodes: side.deployment.nodes.map(({ name }) => name),
    today: options.today ?? new Date().toISOString().slice(0, 10),
  });
  const told = foldJudgement(judgement, side.deployment);
  const result = resultOf(maskNotes(side.deployment, masker), told, rules, options.failOn ?? "error");
  const seen =
    options.survey === true
      ? await survey(side, judgement.findings, {
          ...{ rules, masker, limits, catalogue: known.catalogue },
          everyEvent: options.everyEvent === true,
        })
      : undefined;
  const inputs = [
    ...inputsOf(now, result.nodes, masker.text),
    ...inputsOf(before ?? { inputs: [] }, [], masker.text, "baseline"),
  ];
  // The second look may have told of further secrets.
  const whole = {
    ...withInputs(result, inputs),
    ...(result.verdict === "fault" && {
      answer: answerOf(result.findings, { nodes: result.nodes, catalogue: known.catalogue, language }),
    }),
    ...(compared && { baseline: compared.baseline }),
  };
  const shown = mapTexts(whole, masker.known);
  return {
    ok: true,
    result: shown,
    rules: inLanguage(rules, language),
    ...(seen === undefined ? {} : { survey: mapTexts(seen, masker.known) }),
    unreadable: shown.inputs.flatMap((input) => unreadLine(input) ?? []),
  };
}

/** What is told: the same fault on several nodes once. What is shown of each node is made from all that was found on it. */
function foldJudgement({ findings, outcomes }: Judgement, { nodes }: Deployment): Judgement {
  return {
    findings: foldNodes(
      findings,
      nodes.map(({ name }) => name),
    ),
    outcomes,
  };
}

/** Both without secrets: what one side tells to be a secret is hidden in the other as well. */
function hidden(now: Read, before: Read | undefined, masker: Masker): { readonly now: Read; readonly before?: Read } {
  const parts = [now.bundles, now.clusters, before?.bundles ?? [], before?.clusters ?? []];
  const all = withoutSecrets(parts.flat(), masker);
  const [later = [], laterClusters = [], earlier = [], earlierClusters = []] = parts.map(({ length }) =>
    all.splice(0, length),
  );
  return {
    now: { ...now, bundles: later, clusters: laterClusters },
    ...(before === undefined ? {} : { before: { ...before, bundles: earlier, clusters: earlierClusters } }),
  };
}

interface Seeing {
  readonly rules: readonly Rule[];
  readonly masker: Masker;
  readonly limits: Partial<Limits>;
}

/** What there is on the nodes; for some of it each bundle is read a second time. */
async function survey(
  { deployment, bundles }: Side,
  findings: readonly Finding[],
  { catalogue, everyEvent, ...seeing }: Seeing & { readonly catalogue: Catalogue; readonly everyEvent: boolean },
): Promise<Survey> {
  const nameOfLog = logNamer(placesOf(catalogue).logs);
  const looks = await looksAt(deployment, bundles, { findings, nameOfLog, ...seeing });
  const seen = surveyOf({ deployment, bundles, findings }, seeing.masker, { everyEvent });
  return withLooks(seen, looks, deployment, catalogue);
}

interface Read extends ReadInputs {
  readonly bundles: readonly BundleFacts[];
  /** What the clusters say that the control plane runs on. */
  readonly clusters: readonly BundleFacts[];
}

async function read(
  paths: readonly (string | Input)[],
  { limits, onBundle }: Pick<AnalyzeOptions, "onBundle" | "limits">,
  { search, masker, known }: { readonly search: SearchFor; readonly masker: Masker; readonly known: Knowledge },
): Promise<Read> {
  const nameOfLog = logNamer(placesOf(known.catalogue).logs);
  const bundles: BundleFacts[] = [];
  const clusters: BundleFacts[] = [];
  const inputs: InputResult[] = [];
  for (const path of paths) {
    const read = await readFacts(typeof path === "string" ? { path } : path, {
      ...{ limits, search, nameOfLog, onBundle },
      other: learningFrom(masker),
    });
    bundles.push(...read.bundles.map(withTrueTimes));
    clusters.push(...read.clusters);
    inputs.push(read.input);
  }
  const { bundles: counted, leftOut } = oneOfEachNode(bundles);
  const others = leftOut.map(({ bundle, kept }) => [bundle.summary.source, kept.summary.source] as const);
  return { bundles: counted, clusters, inputs, leftOut: new Map(others) };
}

/** Bundles → facts → model, with what the rules look for in logs, and without secrets. */
export async function readDeployment(
  paths: readonly (string | Input)[],
  options: Pick<AnalyzeOptions, "onBundle" | "limits"> & {
    readonly rules: readonly Rule[];
    readonly known: Knowledge;
    readonly masker?: Masker;
  },
): Promise<{ readonly deployment: Deployment; readonly inputs: Result["inputs"] }> {
  const masker = options.masker ?? createMasker();
  const search = compileQueries(logQueriesOf(options.rules), options.known.catalogue);
  const { bundles, inputs } = await read(paths, options, { search, masker, known: options.known });
  const deployment = deploymentOf(withoutSecrets(bundles, masker), options.known);
  return { deployment, inputs: inputsOf({ inputs }, [], masker.text) };
}
