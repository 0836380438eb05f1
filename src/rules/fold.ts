import { type Finding, severities } from "./outcome.ts";

/** One fault for all that say the same of the same subject, counted. */
export function foldEqual<Fault extends { readonly finding: Finding }>(faults: readonly Fault[]): Fault[] {
  const folded = new Map<string, Fault>();
  for (const fault of faults) {
    const { rule, node, subject, message } = fault.finding;
    const key = JSON.stringify([rule, node, subject, message]);
    const known = folded.get(key);
    const counted = known && { ...known, finding: { ...known.finding, count: known.finding.count + 1 } };
    folded.set(key, counted ?? fault);
  }
  return [...folded.values()];
}

/** The worst first, then by node, subject and rule. */
export function bySeverity(one: Finding, other: Finding): number {
  const rank = severities.indexOf(one.severity) - severities.indexOf(other.severity);
  return (
    rank ||
    compare(one.node, other.node) ||
    compare(one.subject.name, other.subject.name) ||
    compare(one.rule, other.rule)
  );
}

function compare(one: string, other: string): number {
  return one === other ? 0 : one < other ? -1 : 1;
}
