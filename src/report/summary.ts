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
 * `fault` where something of the asked severity was found; `ok` only where the states of all containers were decided on every
 * node; `unknown` otherwise. What else stays open is counted and said, and hides nothing that was found.
 */
function verdictOf({ findings, outcomes }: Judgement, rules: readonly Rule[], failOn: Severity): Result["verdict"] {
  if (counted(findings).some(({ severity }) => atLeast(severity, failOn))) return "fault";
  const deciding = new Set(rules.filter(isOfState).map(({ id }) => id));
  const isOpen = ({ rule, outcome }: Outcome) => deciding.has(rule) && (outcome === "unknown" || outcome === "error");
  const decided = outcomes.some(({ rule, outcome }) => deciding.has(rule) && outcome === "ok");
  return decided && !outcomes.some(isOpen) ? "ok" : "unknown";
}

const NOT_WORKING: ReadonlySet<string> = new Set(["down", "restarting", "unhealthy"]);

/** It tells by containers alone whether one works: a loop that is caught while it is up is one that does not. */
function isOfState({ severity, needs, tells }: Rule): boolean {
  return (
    atLeast(severity, "warning") &&
    needs.length === 1 &&
    needs[0] === "containers" &&
    tells.some(({ state }) => NOT_WORKING.has(state))
  );
}
