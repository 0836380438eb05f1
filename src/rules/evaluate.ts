import type { Catalogue } from "../catalogue/catalogue.ts";
import { JUDGED_TOGETHER, worstDamage } from "../model/bundle/damage.ts";
import { atHand, toolIn } from "../model/remedies/at-hand.ts";
import type { Coverage, CoverageDamage, Deployment, Evidence, LogHit, Node, Sourced, Tool } from "../model/types.ts";
import { renewBudget } from "./budget.ts";
import { NOTHING_KNOWN, withCauses } from "./causes/causes.ts";
import type { Fault } from "./causes/fault.ts";
import { linesFor } from "./evidence.ts";
import type { Evaluation } from "./expression.ts";
import { foldEqual } from "./fold.ts";
import type { Language } from "./language.ts";
import { type Finding, idOf, type Outcome } from "./outcome.ts";
import type { Rule } from "./rule.ts";
import { inChinese } from "./translation.ts";

export interface Judgement {
  readonly findings: readonly Finding[];
  readonly outcomes: readonly Outcome[];
}

/** Where a rule is judged: one node, or all of them. */
export interface Place {
  readonly name: string;
  readonly root: Node | Deployment;
  readonly variables: Readonly<Record<string, unknown>>;
  /** For the names of components in remedies. */
  readonly catalogue?: Catalogue;
}

interface Verdict {
  readonly outcome: Outcome;
  readonly fault?: Fault;
}

/**
 * Judges a deployment by all rules. Whatever a rule does, it ends with an outcome. Rules without a text in the language say
 * it in English. The catalogue tells which finding may follow from which.
 */
export function judge(
  rules: readonly Rule[],
  deployment: Deployment,
  language: Language = "en",
  catalogue: Catalogue = NOTHING_KNOWN.catalogue,
): Judgement {
  const faults: Fault[] = [];
  const outcomes: Outcome[] = [];
  withoutTraces(() => {
    for (const rule of rules) {
      renewBudget();
      for (const { outcome, fault } of placesOf(rule, deployment, catalogue).flatMap((place) => judgeAt(rule, place))) {
        outcomes.push(outcome);
        if (fault !== undefined) faults.push(fault);
      }
    }
  });
  renewBudget();
  return { findings: withCauses(foldEqual(faults), language, { deployment, catalogue }), outcomes };
}

/** What is not known ends an expression by an error, a hundred thousand times in a large deployment: nobody reads its trace. */
function withoutTraces(work: () => void): void {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  try {
    work();
  } finally {
    Error.stackTraceLimit = limit;
  }
}

/** The nodes that a rule looks at one by one, or the deployment. */
export function placesOf(rule: Rule, deployment: Deployment, catalogue?: Catalogue): Place[] {
  const known = catalogue === undefined ? {} : { catalogue };
  if (rule.scope === "deployment") {
    return [{ name: deployment.subject.name, root: deployment, variables: { deployment }, ...known }];
  }
  return deployment.nodes.map((node) => ({ name: node.name, root: node, variables: { node, deployment }, ...known }));
}

/** What a rule ends with at one place: on each of its subjects in order, and then on the list of them, where that is open. */
export function judgeAt(rule: Rule, place: Place): Verdict[] {
  if (rule.log !== undefined && "logHits" in place.root) return judgeLogs(rule, place, place.root, rule.log.fits);
  const absent = lack(rule, place, "absent");
  if (absent !== undefined) return [{ outcome: outcomeOf(rule, place, "unknown", absent) }];
  if (rule.each === undefined) return [judgeSubject(rule, place, place.root, place.variables)];
  const list = rule.each.evaluate(place.variables);
  if (list.kind !== "value") return [{ outcome: undecided(rule, place, list, place.root) }];
  const subjects = list.value as readonly Sourced[];
  // One object for all subjects: to make one for each would take longer than to judge it.
  const variables: Record<string, unknown> = { ...place.variables };
  const verdicts = subjects.map((subject) => {
    variables[rule.subjectName] = subject;
    return judgeSubject(rule, place, subject, variables);
  });
  const partial = lack(rule, place, "partial") ?? damageAt(rule, place)?.reason;
  if (partial !== undefined) verdicts.push({ outcome: outcomeOf(rule, place, "unknown", partial) });
  else if (subjects.length === 0) verdicts.push({ outcome: outcomeOf(rule, place, "not-applicable") });
  return verdicts;
}

/**
 * A rule over logs ends with each of its findings, with each reason for which something is undecided, and where there is
 * neither, with one outcome for the node, which is never `ok`: words that are not there prove nothing.
 */
function judgeLogs(rule: Rule, place: Place, node: Node, fits: (log: string) => boolean): Verdict[] {
  const searched = node.searchedLogs.filter(({ log }) => fits(log));
  const hits = node.logHits.filter((hit) => hit.rule === rule.id);
  const absent = lack(rule, place, "absent");
  if (searched.length === 0 && hits.length === 0 && absent !== undefined)
    return [{ outcome: outcomeOf(rule, place, "unknown", absent) }];
  const verdicts = hits.map((hit) => judgeSubject(rule, place, hit, variablesFor(rule, place, hit)));
  const telling = verdicts.filter(({ outcome }) => outcome.outcome === "fault" || outcome.outcome === "error");
  const reasons = verdicts.flatMap(({ outcome }) => (outcome.outcome === "unknown" ? (outcome.reason ?? "") : []));
  const torn = searched.flatMap(({ file, problem }) =>
    problem === undefined ? [] : `${file} was not searched to its end: ${problem}; collect: run collect on the node`,
  );
  const open = [
    ...new Set([...reasons, ...torn, lack(rule, place, "partial") ?? damageAt(rule, place)?.reason ?? ""]),
  ].filter((reason) => reason !== "");
  const unknown = open.map((reason) => ({ outcome: outcomeOf(rule, place, "unknown", reason) }));
  if (telling.length + unknown.length > 0) return [...telling, ...unknown];
  if (hits.length > 0) return [{ outcome: outcomeOf(rule, place, "not-seen", countsForNothing(hits)) }];
  return [{ outcome: outcomeOf(rule, place, searched.length === 0 ? "not-applicable" : "not-seen") }];
}

/** Words that were seen, of which the conditions say that they are no fault. */
function countsForNothing(hits: readonly LogHit[]): string {
  const logs = [...new Set(hits.map(({ log }) => log))];
  const more = logs.length - MOST_LOGS;
  return `seen in ${logs.slice(0, MOST_LOGS).join(", ")}${more > 0 ? ` and ${more} more` : ""}, where it does not count`;
}

const MOST_LOGS = 3;

/** What a rule's expressions name where they are asked of one subject. */
export function variablesFor({ each, log, subjectName }: Rule, place: Place, subject: Sourced): Place["variables"] {
  if (log !== undefined) return { ...place.variables, [subjectName]: subject, found: (subject as LogHit).groups };
  return each === undefined ? place.variables : { ...place.variables, [subjectName]: subject };
}

function lack(rule: Rule, place: Place, state: "absent" | "partial"): string | undefined {
  for (const family of rule.needs) {
    const coverage: Coverage = place.root.coverage[family];
    if (coverage.state === state) return coverage.reason;
  }
  return undefined;
}

/** What a rule rests on that is damaged, the worst first. */
export function damageOf(rule: Rule, root: Place["root"]): CoverageDamage | undefined {
  const needed = rule.needs.length > 0 ? rule.needs : JUDGED_TOGETHER;
  const roots = ["nodes" in root ? root.nodes : [], root].flat();
  return worstDamage(roots.flatMap(({ coverage }) => needed.flatMap((family) => coverage[family].damage ?? [])));
}

/** What a rule ends with on one subject. */
export function judgeSubject(rule: Rule, place: Place, subject: Sourced, variables: Place["variables"]): Verdict {
  const where = rule.where?.evaluate(variables) ?? { kind: "value", value: true };
  if (where.kind === "value" && where.value !== true)
    return { outcome: outcomeOf(rule, place, "not-applicable", undefined, subject) };
  const when = rule.when.evaluate(variables);
  if (when.kind === "value" && when.value !== true) return { outcome: fine(rule, place, subject) };
  if (where.kind !== "value") return { outcome: undecided(rule, place, where, subject) };
  if (when.kind !== "value") return { outcome: undecided(rule, place, when, subject) };
  return fault(rule, place, subject, variables);
}

interface Known {
  readonly rule: Rule;
  readonly damage: CoverageDamage | undefined;
}

/** Asked for every subject of a rule. */
const known = new WeakMap<Place, Known>();

function damageAt(rule: Rule, place: Place): CoverageDamage | undefined {
  const found = known.get(place);
  if (found?.rule === rule) return found.damage;
  const damage = damageOf(rule, place.root);
  known.set(place, { rule, damage });
  return damage;
}

/** A rule on a whole list cannot clear it where the list is not whole, damaged evidence clears nothing, and neither do words. */
function fine(rule: Rule, place: Place, subject: Sourced): Outcome {
  const partial = (rule.each === undefined ? lack(rule, place, "partial") : undefined) ?? damageAt(rule, place)?.reason;
  return partial === undefined
    ? outcomeOf(rule, place, rule.log === undefined ? "ok" : "not-seen", undefined, subject)
    : outcomeOf(rule, place, "unknown", partial, subject);
}

function undecided(rule: Rule, place: Place, result: Evaluation, subject: Sourced): Outcome {
  if (result.kind === "error") return outcomeOf(rule, place, "error", result.message, subject);
  const path = result.kind === "unknown" ? result.path : "";
  return outcomeOf(rule, place, "unknown", whyUnknown(rule, place, subject, path), subject);
}

/** What of the node is not known, the node tells itself. */
function whyUnknown(rule: Rule, place: Place, subject: Sourced, path: string): string {
  const [first = "", ...rest] = path.split(".");
  const own = first === rule.subjectName;
  const property = own || first === "node" ? rest.join(".") : path;
  const { lacks } = first === "node" && !own ? place.root : subject;
  const told = lacks[property] ?? lacks[property.split(".")[0] ?? ""] ?? lacks["*"];
  return told ?? `the bundle does not tell '${path}'`;
}

function fault(rule: Rule, place: Place, subject: Sourced, variables: Place["variables"]): Verdict {
  const altered = damageAt(rule, place)?.how === "altered";
  try {
    const { kind, name } = subject.subject;
    const finding: Finding = {
      id: idOf(rule.id, place.name, kind, name),
      rule: rule.id,
      title: rule.title,
      severity: altered && isGrave(rule) ? "warning" : rule.severity,
      node: place.name,
      subject: subject.subject,
      message: rule.message.render(variables),
      why: rule.why,
      remedy: rule.remedy.render({ ...variables, tool: toolAt(place, "en") }),
      count: 1,
      evidence: evidenceOf(rule, place, subject),
    };
    const chinese = rule.translation && {
      chinese: inChinese(finding, rule, { ...variables, tool: toolAt(place, "zh") }),
    };
    return {
      outcome: outcomeOf(rule, place, "fault", undefined, subject),
      fault: { finding, rule, variables: { ...variables }, ...chinese },
    };
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    return { outcome: outcomeOf(rule, place, "error", reason, subject) };
  }
}

/** Asked for every finding, and looks at all containers of a place. */
const tools = new WeakMap<Place, Map<Language, Tool>>();

/** What is known of the tool that made the containers there, for remedies. */
function toolAt(place: Place, language: Language): Tool {
  const known = tools.get(place) ?? new Map<Language, Tool>();
  tools.set(place, known);
  const { root, variables, catalogue } = place;
  const tool =
    known.get(language) ??
    toolIn(atHand(root, (variables["deployment"] as Deployment | undefined)?.nodes, catalogue), language, catalogue);
  known.set(language, tool);
  return tool;
}

/** What may have been altered accuses nobody of a grave fault. */
function isGrave({ severity }: Rule): boolean {
  return severity === "critical" || severity === "error";
}

/** The lines that the condition rests on: those of the properties that it reads, also of the node, and of those that the rule adds. */
function evidenceOf(rule: Rule, place: Place, subject: Sourced): Evidence[] {
  const distinct = new Map<string, Evidence>();
  const quote = (of: Sourced, property: string): void => {
    for (const evidence of linesFor(of, property)) distinct.set(`${evidence.file}:${evidence.line}`, evidence);
  };
  for (const property of rule.quoted) quote(subject, property);
  for (const property of rule.quotedOfNode) quote(place.root, property);
  return [...distinct.values()];
}

/** Each is written out, since copying properties together takes ten times as long, and there is one for every subject. */
function outcomeOf(rule: Rule, place: Place, outcome: Outcome["outcome"], reason?: string, of?: Sourced): Outcome {
  const { id } = rule;
  const { name: node } = place;
  if (of === undefined) return reason === undefined ? { rule: id, node, outcome } : { rule: id, node, outcome, reason };
  const { subject } = of;
  return reason === undefined ? { rule: id, node, subject, outcome } : { rule: id, node, subject, outcome, reason };
}
