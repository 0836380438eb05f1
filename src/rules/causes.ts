import { bySeverity } from "./fold.ts";
import type { Language } from "./language.ts";
import { type Finding, type FindingReference, severities } from "./outcome.ts";
import { Pairs } from "./pairs.ts";
import type { Explanation, Rule } from "./rule.ts";

/** A finding with what its rule was judged by, which tells what follows from it. */
export interface Fault {
  readonly finding: Finding;
  readonly rule: Rule;
  readonly variables: Readonly<Record<string, unknown>>;
  /** The same finding in Chinese, where its rule has any. */
  readonly chinese?: Finding;
}

/** What is wrong with one subject by one rule, in the graph of what follows from what. */
interface Place {
  /** One, or several that say different things of the same subject. */
  readonly faults: Fault[];
  /** Whose effect it is, by what rules say. */
  readonly explainedBy: Set<Place>;
  /** Which of its faults each of them explains: one log may tell of several servers that are down. */
  readonly explained: Map<Place, Set<Fault>>;
  /** Those of them that are left when circles are cut, the one that it is shown under first. */
  causes: readonly Place[];
  /** Its causes, theirs, and so on. */
  above: ReadonlySet<Place>;
}

/**
 * The findings with their causes: those that follow from none first to last as they are bad, each followed by what
 * follows from it. None is left out and none is doubled. What follows from what is decided on the English texts, which
 * rules' conditions read, whatever the language in which findings are told.
 */
export function withCauses(faults: readonly Fault[], language: Language = "en"): Finding[] {
  const places = placesOf(faults);
  connect(places);
  settle(places);
  return inOrder(
    places.flatMap(({ faults: all, causes, explained }) =>
      all.map((one) =>
        withReferences(
          (language === "zh" ? one.chinese : undefined) ?? one.finding,
          causes.filter((cause) => explained.get(cause)?.has(one)),
        ),
      ),
    ),
  );
}

/** What one finding has in common with another of the same matter, whatever each says of it. */
export function keyOf({ rule, node, subject }: FindingReference): string {
  return JSON.stringify([rule, node, subject.kind, subject.name]);
}

function placesOf(faults: readonly Fault[]): Place[] {
  const places = new Map<string, Place>();
  for (const fault of faults) {
    const key = keyOf(fault.finding);
    const place = places.get(key) ?? unconnected();
    place.faults.push(fault);
    places.set(key, place);
  }
  return [...places.values()].sort((one, other) => bySeverity(findingOf(one), findingOf(other)));
}

function unconnected(): Place {
  return { faults: [], explainedBy: new Set(), explained: new Map(), causes: [], above: new Set() };
}

/** The one that stands for a place: those of one place differ in what they say alone. */
function findingOf({ faults }: Place): Finding {
  return (faults[0] as Fault).finding;
}

function connect(places: readonly Place[]): void {
  const pairs = new Pairs(places);
  for (const cause of places) {
    for (const fault of cause.faults) {
      for (const explanation of fault.rule.explains) {
        for (const effect of pairs.effectsFor(explanation, fault))
          for (const one of effect.faults) if (explains(explanation, fault, one)) join(cause, effect, one);
      }
    }
  }
}

function join(cause: Place, effect: Place, one: Fault): void {
  effect.explainedBy.add(cause);
  effect.explained.set(cause, (effect.explained.get(cause) ?? new Set()).add(one));
}

/** A condition that the bundle does not decide, or that breaks, explains nothing. */
function explains({ when }: Explanation, cause: Fault, effect: Fault): boolean {
  const { rule, severity, node, subject, message } = effect.finding;
  if (when === undefined) return true;
  const sameCloud = isOfDirector(cause) === isOfDirector(effect);
  const result = when.evaluate({
    ...cause.variables,
    effect: { rule, severity, node, subject, message, sameCloud },
  });
  return result.kind === "value" && result.value === true;
}

/** The director runs a cloud of its own beside the one that it deploys: what one lacks the other may have. */
function isOfDirector({ variables }: Fault): boolean {
  return (variables["node"] as { readonly role?: string } | undefined)?.role === "Undercloud";
}

/**
 * Settles the causes of each, those of a cause before those of its effects. What explains itself in a circle is entered
 * where something outside explains part of it, else at its worst finding; what would close the circle is left out.
 */
function settle(places: readonly Place[]): void {
  let open = new Set(places);
  while (open.size > 0) {
    const isSettled = (cause: Place) => !open.has(cause);
    const next = new Set(nextOf([...open], isSettled));
    const settled = [...next].map((place) => ({ place, causes: [...place.explainedBy].filter(isSettled) }));
    for (const { place, causes } of settled) {
      place.above = new Set(causes.flatMap((cause) => [cause, ...cause.above]));
      place.causes = preferred(causes, place);
    }
    open = new Set([...open].filter((place) => !next.has(place)));
  }
}

function nextOf(open: readonly Place[], isSettled: (place: Place) => boolean): readonly Place[] {
  const ready = open.filter(({ explainedBy }) => [...explainedBy].every(isSettled));
  if (ready.length > 0) return ready;
  return firstCircles(open).flatMap((circle) => {
    const entered = circle.filter(({ explainedBy }) => [...explainedBy].some(isSettled));
    return entered.length > 0 ? entered : circle.slice(0, 1);
  });
}

/** Where all that is open is in a circle or follows from one: the circles that follow from nothing open, worst first. */
function firstCircles(open: readonly Place[]): Place[][] {
  const effects = new Map<Place, Place[]>(open.map((place) => [place, []]));
  for (const place of open) for (const cause of place.explainedBy) effects.get(cause)?.push(place);
  const left = new Set<Place>();
  for (const place of open) for (const one of leftFrom(place, effects, left)) left.add(one);
  // From what was left last, going back along causes leads to its own circle alone, since all before it is told already.
  const told = new Set<Place>();
  const rank = new Map(open.map((place, index) => [place, index] as const));
  return [...left].reverse().flatMap((last) => {
    if (told.has(last)) return [];
    const circle = new Set([last]);
    let isFirst = true;
    for (const place of circle) {
      for (const cause of place.explainedBy) {
        if (told.has(cause)) isFirst = false;
        else if (effects.has(cause)) circle.add(cause);
      }
    }
    for (const place of circle) told.add(place);
    return isFirst ? [[...circle].sort((one, other) => (rank.get(one) ?? 0) - (rank.get(other) ?? 0))] : [];
  });
}

/** The places reached from one, in the order in which a walk into the depth is done with them. */
function leftFrom(from: Place, effects: ReadonlyMap<Place, readonly Place[]>, done: ReadonlySet<Place>): Place[] {
  if (done.has(from)) return [];
  const entered = new Set([from]);
  const path = [{ place: from, rest: [...(effects.get(from) ?? [])] }];
  const left: Place[] = [];
  for (let step = path.at(-1); step !== undefined; step = path.at(-1)) {
    const next = step.rest.pop();
    if (next === undefined) {
      left.push(step.place);
      path.pop();
    } else if (!entered.has(next) && !done.has(next)) {
      entered.add(next);
      path.push({ place: next, rest: [...(effects.get(next) ?? [])] });
    }
  }
  return left;
}

/**
 * The nearest cause first: one that stands above another is reached through that one, and so no step of a chain is
 * skipped. Then one on the same node, then the worse one.
 */
function preferred(causes: readonly Place[], effect: Place): readonly Place[] {
  const reached = new Set(causes.flatMap((cause) => [...cause.above]));
  const { node } = findingOf(effect);
  const ranked = causes.map((place) => ({
    place,
    far: reached.has(place) ? 1 : 0,
    elsewhere: findingOf(place).node === node ? 0 : 1,
  }));
  return ranked
    .sort(
      (one, other) =>
        one.far - other.far ||
        one.elsewhere - other.elsewhere ||
        bySeverity(findingOf(one.place), findingOf(other.place)),
    )
    .map(({ place }) => place);
}

function withReferences(finding: Finding, causes: readonly Place[]): Finding {
  const references = causes.map(findingOf).map(({ rule, node, subject }) => ({ rule, node, subject }));
  return references.length === 0 ? finding : { ...finding, causes: references };
}

/** A finding with those that are shown under it. */
export interface Tree {
  readonly finding: Finding;
  readonly effects: readonly Tree[];
}

/** Findings as trees: each under the first of its causes. Of several of one rule on one subject the first bears them. */
export function treesOf(findings: readonly Finding[]): Tree[] {
  const trees = findings.map((finding) => ({ finding, effects: [] as Tree[] }));
  const byKey = new Map<string, { readonly finding: Finding; readonly effects: Tree[] }>();
  for (const tree of trees) {
    const key = keyOf(tree.finding);
    if (!byKey.has(key)) byKey.set(key, tree);
  }
  return trees.filter((tree) => {
    const [first] = tree.finding.causes ?? [];
    const parent = first === undefined ? undefined : byKey.get(keyOf(first));
    parent?.effects.push(tree);
    return parent === undefined;
  });
}

/** All findings of a tree, its root first. */
export function findingsOf({ finding, effects }: Tree): Finding[] {
  return [finding, ...effects.flatMap(findingsOf)];
}

/**
 * Findings in the order in which they are shown. What was accepted does not make a tree worse; of trees that are as bad as
 * each other, the one whose root explains most comes first, since mending it mends most.
 */
export function inOrder(findings: readonly Finding[]): Finding[] {
  const rank = (tree: Tree) => {
    const counted = findingsOf(tree).filter(({ accepted }) => accepted === undefined);
    return {
      worst: Math.min(severities.length, ...counted.map(({ severity }) => severities.indexOf(severity))),
      size: counted.length,
    };
  };
  return treesOf([...findings].sort(bySeverity))
    .map((tree) => ({ tree, ...rank(tree) }))
    .sort((one, other) => one.worst - other.worst || other.size - one.size)
    .flatMap(({ tree }) => findingsOf(tree));
}

/** The worst severity in a tree that counts; of what is accepted as a whole, that of its root. */
export function worstOf(tree: Tree): Finding["severity"] {
  const counted = findingsOf(tree).filter(({ accepted }) => accepted === undefined);
  return severities.find((severity) => counted.some((one) => one.severity === severity)) ?? tree.finding.severity;
}
