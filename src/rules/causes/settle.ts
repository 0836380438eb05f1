import { bySeverity } from "../fold.ts";
import { findingOf, type Place } from "./place.ts";

/**
 * Settles the causes of each, those of a cause before those of its effects. What explains itself in a circle is entered
 * where something outside explains part of it, else at its worst finding; what would close the circle is left out.
 */
export function settle(places: readonly Place[]): void {
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
