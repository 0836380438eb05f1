import { PROVES_NOTHING } from "../model/bundle/damage.ts";
import type { Deployment, Node } from "../model/types.ts";
import type { Judgement } from "../rules/evaluate.ts";
import { type Finding, type Outcome, type Severity, severities } from "../rules/outcome.ts";
import type { Rule } from "../rules/rule.ts";
import { VERSION } from "../version.ts";
import { unreadInputs } from "./inputs.ts";
import { notSeenOf } from "./not-seen.ts";
import type { InputSummary, NodeSummary, Result } from "./result.ts";

/** What all reports are made from. */
export function resultOf(
  deployment: Deployment,
  judgement: Judgement,
  rules: readonly Rule[],
  failOn: Severity,
): Result {
  return {
    schemaVersion: 2,
    tool: { name: "sospect", version: VERSION },
    verdict: verdictOf(judgement, rules, failOn),
    inputs: [],
    nodes: deployment.nodes.map((node) => ({
      name: node.name,
      source: node.source,
      kind: node.kind,
      engine: node.engineText,
      containers: node.containers.length,
      ...(node.product === undefined ? {} : { product: node.product }),
      ...(node.release === undefined ? {} : { release: node.release }),
      ...(node.role === undefined ? {} : { role: node.role }),
      notes: [...node.notes],
      ...damageOn(node, judgement.outcomes),
    })),
    findings: [...judgement.findings],
    outcomes: [...judgement.outcomes],
    notSeen: notSeenOf(deployment, judgement.outcomes, rules),
  };
}

/** The same with what became of the inputs: where a node may be missing, nothing is said to be in order. */
export function withInputs(result: Result, inputs: readonly InputSummary[]): Result {
  const isOpen = result.verdict === "ok" && unreadInputs({ inputs }).length > 0;
  return { ...result, ...(isOpen ? { verdict: "unknown" as const } : {}), inputs };
}

/** What of a node's bundle is damaged, and what that leaves open. */
function damageOn({ name, damages }: Node, outcomes: readonly Outcome[]): Pick<NodeSummary, "damage"> {
  const what = damages.flatMap(({ text, how }) => (how === "doubted" ? [] : [text]));
  if (what.length === 0) return {};
  const isOpen = ({ node, outcome, reason = "" }: Outcome) =>
    outcome === "unknown" && node === name && (reason.includes(PROVES_NOTHING) || reason.includes(PART_LOST));
  return { damage: { what, openChecks: outcomes.filter(isOpen).length } };
}

/** What of a damaged archive is open for another reason. */
const PART_LOST = "part of the bundle was lost";

/** The findings that count: all but those that somebody accepted. */
export function counted(findings: readonly Finding[]): Finding[] {
  return findings.filter(({ accepted }) => accepted === undefined);
}

/** True for a severity that is `than` or worse. */
export function atLeast(severity: Severity, than: Severity): boolean {
  return severities.indexOf(severity) <= severities.indexOf(than);
}

/**
 * `fault` where something of the asked severity was found; `ok` only where every rule of that severity was decided on
 * every subject; `unknown` otherwise.
 */
function verdictOf({ findings, outcomes }: Judgement, rules: readonly Rule[], failOn: Severity): Result["verdict"] {
  if (counted(findings).some(({ severity }) => atLeast(severity, failOn))) return "fault";
  const grave = new Set(rules.filter(({ severity }) => atLeast(severity, failOn)).map(({ id }) => id));
  const decided = outcomes.some(({ outcome }) => outcome === "ok");
  const open = outcomes.some(({ rule, outcome }) => grave.has(rule) && (outcome === "unknown" || outcome === "error"));
  return decided && !open ? "ok" : "unknown";
}
