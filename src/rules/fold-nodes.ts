import { inOrder, keyOf } from "./causes/trees.ts";
import { essenceOf } from "./essence.ts";
import { type Finding, type FindingReference, idOf } from "./outcome.ts";

/** Occurrences that are one finding: the same fault, at most once on each node. */
interface Fold {
  readonly number: number;
  readonly members: Finding[];
}

/**
 * One finding for the same fault on several nodes: of one rule, on one subject, of the same weight, mended by the same
 * commands, in the same state since the baseline and accepted alike or not at all, which says the same but for its node, times
 * and counts, and which follows from the same findings once those are folded. So no occurrence is lost, and none gets a cause
 * that it has not. What is of no single node stays as it is.
 */
export function foldNodes(findings: readonly Finding[], nodes: readonly string[]): Finding[] {
  const folds = foldsOf(findings, new Set(nodes));
  const all = [...new Set(folds)];
  const whole = new Map(all.map((fold) => [fold, mergedOf(fold.members)]));
  const ids = idsOf([...whole.values()]);
  const byKey = new Map<string, Fold>();
  for (const [index, finding] of findings.entries()) {
    const key = keyOf(finding);
    if (!byKey.has(key)) byKey.set(key, folds[index] as Fold);
  }
  return inOrder(
    [...whole.values()].map((finding) => {
      const id = ids.get(finding) ?? finding.id;
      if (finding.causes === undefined) return { ...finding, id };
      return { ...finding, id, causes: referencesTo(finding.causes, byKey, whole, ids) };
    }),
  );
}

/** The fold of each finding, those of causes before those of what follows from them. */
function foldsOf(findings: readonly Finding[], nodes: ReadonlySet<string>): Fold[] {
  const places = new Map<string, number>();
  for (const [index, finding] of findings.entries()) {
    if (!places.has(keyOf(finding))) places.set(keyOf(finding), index);
  }
  const folds: (Fold | undefined)[] = findings.map(() => undefined);
  const byKey = new Map<string, Fold>();
  const entered = new Set<number>();
  let count = 0;

  const causeKey = (reference: FindingReference): string => {
    const index = places.get(keyOf(reference));
    const fold = index === undefined || entered.has(index) ? undefined : foldAt(index);
    return fold === undefined ? essenceOf(keyOf(reference), reference.node) : String(fold.number);
  };
  const foldAt = (index: number): Fold => {
    const known = folds[index];
    if (known !== undefined) return known;
    const finding = findings[index] as Finding;
    entered.add(index);
    const [first = "", ...others] = (finding.causes ?? []).map(causeKey);
    entered.delete(index);
    const key = JSON.stringify([likenessOf(finding), first, ...new Set(others.sort())]);
    const fold = nodes.has(finding.node) ? freeFold(key, finding.node) : newFold();
    fold.members.push(finding);
    folds[index] = fold;
    return fold;
  };
  const newFold = (): Fold => ({ number: count++, members: [] });
  /** Several of one node that say the same but for a number are several findings. */
  const freeFold = (key: string, node: string): Fold => {
    for (let turn = 0; ; turn++) {
      const name = `${turn} ${key}`;
      const fold = byKey.get(name) ?? newFold();
      byKey.set(name, fold);
      if (!fold.members.some((member) => member.node === node)) return fold;
    }
  };
  return findings.map((_, index) => foldAt(index));
}

/** All that has to be alike in occurrences of one fault, beside their causes. */
function likenessOf(finding: Finding) {
  const { rule, subject, severity, component, tells, loss, message, remedy, accepted, change, node } = finding;
  const said = [message, JSON.stringify(tells ?? "")].map((text) => essenceOf(text, node));
  return [
    rule,
    subject.kind,
    subject.name,
    severity,
    component ?? "",
    ...said,
    remedy,
    accepted ?? "",
    change ?? "",
    loss ?? "",
  ];
}

function mergedOf(members: readonly Finding[]): Finding {
  const [first, ...others] = [...members].sort((one, other) => byName(one.node, other.node));
  if (first === undefined) throw new Error("a fold without a finding");
  if (others.length === 0) return first;
  const all = [first, ...others];
  const messages = others
    .filter(({ message }) => message !== first.message)
    .map(({ node, message }) => ({ node, message }));
  return {
    ...first,
    nodes: all.map(({ node }) => node),
    ...(messages.length === 0 ? {} : { messages }),
    count: Math.max(...all.map(({ count }) => count)),
    evidence: all.flatMap(({ node, evidence }) => evidence.map((line) => ({ ...line, file: `${node}:${line.file}` }))),
  };
}

function byName(one: string, other: string): number {
  return one === other ? 0 : one < other ? -1 : 1;
}

/** What findings follow from, each named once and as it is folded. */
function referencesTo(
  causes: readonly FindingReference[],
  byKey: ReadonlyMap<string, Fold>,
  whole: ReadonlyMap<Fold, Finding>,
  ids: ReadonlyMap<Finding, string>,
): FindingReference[] {
  const references = new Map<string, FindingReference>();
  for (const reference of causes) {
    const fold = byKey.get(keyOf(reference));
    const finding = fold && whole.get(fold);
    const id = finding && ids.get(finding);
    const known = id ?? keyOf(reference);
    if (references.has(known)) continue;
    references.set(known, finding && id !== undefined ? { ...reference, id, node: finding.node } : reference);
  }
  return [...references.values()];
}

/** The ids, each of one finding; of those that have all in common, the first by node and message keeps the plain one. */
function idsOf(findings: readonly Finding[]): Map<Finding, string> {
  const essences = new Map(findings.map((finding) => [finding, essenceOf(finding.message, finding.node)]));
  const sorted = [...findings].sort(
    (one, other) => byName(one.node, other.node) || byName(essences.get(one) ?? "", essences.get(other) ?? ""),
  );
  const taken = new Set<string>();
  const ids = new Map<Finding, string>();
  for (const finding of sorted) {
    const { rule, node, nodes, subject } = finding;
    const parts = [...(nodes === undefined ? [node] : []), subject.kind, subject.name];
    let id = idOf(rule, ...parts);
    for (let turn = 0; taken.has(id); turn++)
      id = idOf(rule, ...parts, node, essences.get(finding) ?? "", String(turn));
    taken.add(id);
    ids.set(finding, id);
  }
  return ids;
}
