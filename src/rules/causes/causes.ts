import { Catalogue } from "../../catalogue/catalogue.ts";
import type { Deployment } from "../../model/types.ts";
import type { Language } from "../language.ts";
import { withLastWords } from "../last-words.ts";
import type { Finding } from "../outcome.ts";
import { connectExplained } from "./explained.ts";
import type { Fault } from "./fault.ts";
import { Instances } from "./instances.ts";
import { isSaidAbove, LastSaid } from "./last-said.ts";
import type { Known } from "./law.ts";
import { laws } from "./laws.ts";
import { lossBy } from "./loss.ts";
import { findingOf, join, type Place, placesOf } from "./place.ts";
import { Reader } from "./read-told.ts";
import { settle } from "./settle.ts";
import type { Told } from "./told.ts";
import { ToldIndex } from "./told-index.ts";
import { inOrder } from "./trees.ts";

/** What laws know of the world beside what findings tell. */
export interface World {
  readonly deployment: Pick<Deployment, "nodes" | "reaches" | "clusterBundles">;
  readonly catalogue: Catalogue;
}

/** A world of which nothing is known: there findings explain each other by what their rules say alone. */
export const NOTHING_KNOWN: World = {
  deployment: { nodes: [], reaches: [], clusterBundles: [] },
  catalogue: new Catalogue({ services: [], capabilities: [], tools: [] }),
};

/**
 * The findings with their causes: those that follow from none first to last as they are bad, each followed by what
 * follows from it. None is left out and none is doubled. What follows from what is decided by what findings tell, whatever
 * the language in which they are told.
 */
export function withCauses(
  faults: readonly Fault[],
  language: Language = "en",
  world: World = NOTHING_KNOWN,
): Finding[] {
  const places = placesOf(faults);
  const lastSaid = new LastSaid(world.deployment);
  const reader = new Reader(world.deployment, world.catalogue, lastSaid);
  const toldOf = new Map(places.flatMap((place) => place.faults.map((one) => [one, reader.toldBy(one)] as const)));
  const all = [...toldOf.values()].flat();
  const instances = new Instances(world.deployment, world.catalogue, all);
  const known: Known = { index: new ToldIndex(all), instances, catalogue: world.catalogue };
  connectByLaws(places, all, known);
  connectExplained(places, toldOf);
  settle(places);
  return inOrder(
    places.flatMap((place) => place.faults.map((one) => findingFor(one, place, { toldOf, language, lastSaid, known }))),
  );
}

function connectByLaws(places: readonly Place[], all: readonly Told[], known: Known): void {
  const placeOf = new Map(places.flatMap((place) => place.faults.map((one) => [one, place] as const)));
  for (const effect of all) {
    const place = placeOf.get(effect.fault);
    for (const law of laws) {
      for (const { told, because } of law.find(effect, known)) {
        const cause = placeOf.get(told.fault);
        if (cause !== undefined && place !== undefined) join(cause, place, effect.fault, because);
      }
    }
  }
}

interface Telling {
  readonly toldOf: ReadonlyMap<Fault, readonly Told[]>;
  readonly language: Language;
  readonly lastSaid: LastSaid;
  readonly known: Known;
}

/** A finding in the language that is wanted, with what it tells and what it follows from. */
function findingFor(fault: Fault, place: Place, { toldOf, language, lastSaid, known }: Telling): Finding {
  const { causes, explained } = place;
  const chinese = language === "zh" ? fault.chinese : undefined;
  const bare = chinese ?? fault.finding;
  const said = (one: Fault) => lastSaid.of(one, toldOf.get(one) ?? []);
  const container = said(fault);
  const finding =
    container === undefined || isSaidAbove(container, place, (one) => (said(one) === container ? container : undefined))
      ? bare
      : withLastWords(bare, container, chinese === undefined ? "en" : "zh");
  const references = causes.flatMap((cause) => {
    const by = explained.get(cause);
    if (by?.has(fault) !== true) return [];
    const { rule, node, subject } = findingOf(cause);
    const because = by.get(fault)?.[language];
    return [{ rule, node, subject, ...(because !== undefined && { because }) }];
  });
  const [first] = toldOf.get(fault) ?? [];
  const loss = lossBy(first, known, language);
  return {
    ...finding,
    ...(first?.component !== undefined && { component: first.component }),
    ...(first !== undefined && { tells: tellingOf(first) }),
    ...(loss !== undefined && { loss }),
    ...(references.length > 0 && { causes: references }),
  };
}

function tellingOf({ state, from, at, resource }: Told): NonNullable<Finding["tells"]> {
  return { state, ...(from && { from }), ...(at && { at }), ...(resource && { resource }) };
}
