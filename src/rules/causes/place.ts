import { bySeverity } from "../fold.ts";
import type { Finding } from "../outcome.ts";
import type { Fault } from "./fault.ts";
import type { Because } from "./law.ts";

/** What is wrong with one subject by one rule, in the graph of what follows from what. */
export interface Place {
  /** One, or several that say different things of the same subject. */
  readonly faults: Fault[];
  /** Whose effect it is. */
  readonly explainedBy: Set<Place>;
  /** Which of its faults each of them explains, and by what law: one log may tell of several servers that are down. */
  readonly explained: Map<Place, Map<Fault, Because | undefined>>;
  /** Those of them that are left when circles are cut, the one that it is shown under first. */
  causes: readonly Place[];
  /** Its causes, theirs, and so on. */
  above: ReadonlySet<Place>;
}

/** The places of faults, the worst first. */
export function placesOf(faults: readonly Fault[]): Place[] {
  const places = new Map<string, Place>();
  for (const fault of faults) {
    const { rule, node, subject } = fault.finding;
    const key = JSON.stringify([rule, node, subject.kind, subject.name]);
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
export function findingOf({ faults }: Place): Finding {
  return (faults[0] as Fault).finding;
}

/** Notes that one fault of a place follows from another place; the law that says so first is the one that is told. */
export function join(cause: Place, effect: Place, one: Fault, because?: Because): void {
  if (cause === effect) return;
  effect.explainedBy.add(cause);
  const known = effect.explained.get(cause) ?? new Map<Fault, Because | undefined>();
  if (known.get(one) === undefined) known.set(one, because);
  effect.explained.set(cause, known);
}
