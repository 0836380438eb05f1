import { type Finding, severities } from "./outcome.ts";

/** One finding for all that say the same of the same subject, counted; the worst first, then by node and subject. */
export function foldEqual(findings: readonly Finding[]): Finding[] {
  const folded = new Map<string, Finding>();
  for (const finding of findings) {
    const { rule, node, subject, message } = finding;
    const key = [rule, node, subject.kind, subject.name, message].join("\0");
    const known = folded.get(key);
    folded.set(key, known === undefined ? finding : { ...known, count: known.count + 1 });
  }
  return [...folded.values()].sort(bySeverity);
}

function bySeverity(one: Finding, other: Finding): number {
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
