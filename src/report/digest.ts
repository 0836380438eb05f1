import { findingsOf, treesOf } from "../rules/causes/trees.ts";
import { type Outcome, type Severity, severities } from "../rules/outcome.ts";
import { few, lostOf, unreadInputs } from "./inputs.ts";
import { nodesOf } from "./nodes.ts";
import type { NodeSummary, Result } from "./result.ts";
import { atLeast, counted } from "./summary.ts";
import { type DigestWords, digestWords } from "./words/digest.ts";
import { inputWords } from "./words/inputs.ts";
import type { Language } from "./words/language.ts";

/** What several rules or subjects could not decide for one and the same reason. */
export interface OpenQuestion {
  readonly reason: string;
  /** What to collect to decide it, where the reason names it. */
  readonly collect?: string;
  readonly nodes: readonly string[];
  readonly rules: readonly string[];
  readonly count: number;
}

/** Stands in a reason between what was looked for and what to collect. */
const COLLECT = "; collect: ";

/** All that is undecided, by reason; what leaves most open comes first. */
export function openQuestions({ outcomes }: Result, language: Language = "en"): OpenQuestion[] {
  const groups = new Map<string, Outcome[]>();
  for (const outcome of outcomes) {
    if (outcome.outcome !== "unknown" && outcome.outcome !== "error") continue;
    const reason =
      outcome.outcome === "error" ? digestWords[language].ruleBroke(outcome.reason ?? "") : (outcome.reason ?? "");
    const group = groups.get(reason);
    if (group === undefined) groups.set(reason, [outcome]);
    else group.push(outcome);
  }
  return [...groups].map(([text, members]) => questionOf(text, members)).sort((one, other) => other.count - one.count);
}

function questionOf(text: string, members: readonly Outcome[]): OpenQuestion {
  const at = text.indexOf(COLLECT);
  return {
    ...(at < 0 ? { reason: text } : { reason: text.slice(0, at), collect: text.slice(at + COLLECT.length) }),
    nodes: distinct(members.map(({ node }) => node)),
    rules: distinct(members.map(({ rule }) => rule)),
    count: members.length,
  };
}

function distinct(words: readonly string[]): string[] {
  return [...new Set(words)].sort();
}

export interface SeverityCount {
  readonly severity: Severity;
  readonly count: number;
}

/** How many findings of each severity that count, the worst first, none left out. */
export function countsBySeverity({ findings }: Result): SeverityCount[] {
  const all = counted(findings);
  return severities.map((severity) => ({
    severity,
    count: all.filter((finding) => finding.severity === severity).length,
  }));
}

/** `3 errors, 1 warning`; empty where there is nothing. */
export function countText(result: Result, language: Language = "en"): string {
  const { severities: count, separator } = digestWords[language];
  return countsBySeverity(result)
    .filter((one) => one.count > 0)
    .map((one) => count(one.count, one.severity))
    .join(separator);
}

/** How many findings somebody accepted. */
export function acceptedCount({ findings }: Result): number {
  return findings.length - counted(findings).length;
}

/** What is to be mended first: `; 2 root causes explain 14 of them`; empty where nothing follows from anything. */
function causesText({ findings }: Result, words: DigestWords): string {
  const effects = treesOf(findings)
    .map((tree) => counted(findingsOf(tree).slice(1)).length)
    .filter((count) => count > 0);
  const explained = effects.reduce((sum, count) => sum + count, 0);
  return effects.length === 0 ? "" : words.causes(effects.length, explained);
}

/** The verdict as a reader wants it first, and what makes it less sure. */
export interface Verdict {
  /** What is broken for users and why; empty where nothing of weight was found. */
  readonly answer: string;
  /** How much was found, and how sure it is. */
  readonly sentence: string;
  /** What of the inputs is damaged or was not read: it stands right under the verdict. */
  readonly notes: readonly string[];
}

export function verdictOf(result: Result, language: Language = "en"): Verdict {
  const unread = unreadInputs(result);
  const words = inputWords[language];
  if (result.nodes.length === 0 && unread.length > 0) {
    return { answer: "", sentence: words.nothingRead(result.inputs.length), notes: [] };
  }
  const missed = unread.length === 0 ? [] : [words.unread(few(unread.flatMap(lostOf), MOST_UNREAD, words))];
  const answer = (result.answer ?? []).join(language === "zh" ? "" : " ");
  return { answer, sentence: verdictOn(result, language), notes: [...damageNotes(result, language), ...missed] };
}

/** Both of them, one behind the other. */
export function verdictText(result: Result, language: Language = "en"): string {
  const { answer, sentence } = verdictOf(result, language);
  return answer === "" ? sentence : answer + (language === "zh" ? "" : " ") + sentence;
}

/** So much of what was not read is named. */
const MOST_UNREAD = 3;

function damageNotes({ nodes }: Result, language: Language): string[] {
  const damaged = nodes.flatMap(({ name, damage }) => (damage === undefined ? [] : [{ name, ...damage }]));
  const [first] = damaged;
  if (first === undefined) return [];
  const all = damaged.flatMap(({ what }) => what);
  const checks = damaged.reduce((sum, { openChecks }) => sum + openChecks, 0);
  return [digestWords[language].damaged(shortName(first.name), first.what[0] ?? "", all.length - 1, checks)];
}

function verdictOn(result: Result, language: Language): string {
  const words = digestWords[language];
  const { verdict, nodes } = result;
  const counts = countText(result, language);
  const causes = causesText(result, words);
  const where = nodes.length !== 1 ? words.nodes(nodes.length) : shortName(nodes[0]?.name ?? "");
  const open = openChecks(result);
  const undecided = open === 0 ? "" : words.undecided(open, openQuestions(result).length);
  const acceptances = acceptedCount(result);
  const accepted = acceptances === 0 ? "" : words.accepted(acceptances);
  if (verdict === "fault") {
    const faulty = faultyNodes(result);
    const some = faulty > 0 && faulty < nodes.length;
    return words.faults(some ? words.someNodes(faulty, nodes.length) : where, counts, causes) + accepted + undecided;
  }
  if (verdict === "ok") {
    const lesser = counts === "" ? "" : words.lesser(counts, causes);
    return words.fine(where, decidedShare(result), acceptances > 0 || counts !== "") + lesser + accepted + undecided;
  }
  if (open === 0 && result.findings.length === 0) return words.nothingChecked(where);
  const so = counts === "" ? words.nothingYet(acceptances > 0) : words.foundYet(counts, causes);
  return words.open(where) + so + words.provesNothing(undecided) + accepted;
}

/** On how many nodes something was found; all, where an error is of the deployment as a whole. */
function faultyNodes(result: Result): number {
  const names = new Set(result.nodes.map(({ name }) => name));
  const findings = counted(result.findings);
  const isOfAll = findings.some(({ node, severity }) => !names.has(node) && atLeast(severity, "error"));
  return isOfAll ? names.size : new Set(findings.flatMap(nodesOf).filter((node) => names.has(node))).size;
}

function openChecks({ outcomes }: Result): number {
  return outcomes.filter(({ outcome }) => outcome === "unknown" || outcome === "error").length;
}

/** How many of a hundred checks were decided, of those that a state decides; never a hundred where one is open. */
function decidedShare(result: Result): number {
  const decided = result.outcomes.filter(({ outcome }) => outcome === "ok" || outcome === "fault").length;
  const all = decided + openChecks(result);
  return all === 0 ? 0 : Math.floor((100 * decided) / all);
}

/** No node is called by more than 64 characters in truth; a longer name must not drown the sentence. */
export function shortName(name: string): string {
  const characters = [...name];
  return characters.length <= 64 ? name : `${characters.slice(0, 63).join("")}…`;
}

/** Products that go by their own names; all others are OSP's. */
const NAMED: Readonly<Record<string, string>> = { "kolla-ansible": "kolla-ansible", rhoso: "RHOSO" };

/** What is known to be deployed on a node: "OSP 13 Controller", "kolla-ansible 2024.1 control", "RHOSO 18 compute"; empty where nothing is. */
export function deployedText({ product, release, role }: Pick<NodeSummary, "product" | "release" | "role">): string {
  const what = NAMED[product ?? ""] ?? (release === undefined ? undefined : "OSP");
  return [what, release, role].filter((word) => word !== undefined).join(" ");
}
