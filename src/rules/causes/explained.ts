import { groupBy } from "../../model/group-by.ts";
import { names } from "../explains.ts";
import type { Explanation } from "../rule.ts";
import type { Fault } from "./fault.ts";
import { findingOf, join, type Place } from "./place.ts";
import type { Told } from "./told.ts";

/**
 * How often it is asked for each of the findings that one `explains` of a rule is about; what would take more is left
 * unexplained, so that the whole grows with the number of findings and not with its square.
 */
const MOST_ASKED = 40;
/** As often it is asked in any case. */
const FREE = 10_000;

/** Connects what rules say themselves that they explain, of which laws know nothing. */
export function connectExplained(places: readonly Place[], toldOf: ReadonlyMap<Fault, readonly Told[]>): void {
  const byRule = groupBy(places, (place) => findingOf(place).rule);
  for (const causes of byRule.values()) {
    const rule = causes[0]?.faults[0]?.rule;
    for (const explanation of rule?.explains ?? []) {
      const effects = [...byRule].flatMap(([id, all]) =>
        id !== rule?.id && explanation.rules.some((pattern) => names(pattern, id)) ? all : [],
      );
      connect(explanation, { causes, effects }, toldOf);
    }
  }
}

interface Pairs {
  readonly causes: readonly Place[];
  readonly effects: readonly Place[];
}

function connect(
  explanation: Explanation,
  { causes, effects }: Pairs,
  toldOf: ReadonlyMap<Fault, readonly Told[]>,
): void {
  const keyOf = (place: Place) => (explanation.on === "node" ? findingOf(place).node : "");
  const near = groupBy(effects, keyOf);
  const asked = causes.reduce((sum, cause) => sum + (near.get(keyOf(cause))?.length ?? 0), 0);
  if (asked > FREE + MOST_ASKED * (causes.length + effects.length)) return;
  for (const cause of causes)
    for (const fault of cause.faults)
      for (const effect of near.get(keyOf(cause)) ?? [])
        for (const one of effect.faults) if (explains(explanation, [fault, one], toldOf)) join(cause, effect, one);
}

/** A condition that the bundle does not decide, or that breaks, explains nothing. */
function explains(
  { when }: Explanation,
  [cause, effect]: readonly [Fault, Fault],
  toldOf: ReadonlyMap<Fault, readonly Told[]>,
): boolean {
  if (when === undefined) return true;
  const { rule, severity, node, subject } = effect.finding;
  const told = toldOf.get(effect) ?? [];
  const result = when.evaluate({
    ...cause.variables,
    effect: {
      ...{ rule, severity, node, subject },
      component: told.find(({ component }) => component !== undefined)?.component ?? "",
      container: told.find(({ container }) => container !== undefined)?.container ?? "",
      tells: told.map(({ state, from = "", at = "", resource = "" }) => ({ state, from, at, resource })),
      sameCloud: isOfDirector(cause) === isOfDirector(effect),
    },
  });
  return result.kind === "value" && result.value === true;
}

/** The director runs a cloud of its own beside the one that it deploys: what one lacks the other may have. */
function isOfDirector({ variables }: Fault): boolean {
  return (variables["node"] as { readonly role?: string } | undefined)?.role === "Undercloud";
}
