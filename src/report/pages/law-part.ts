import { laws } from "../../rules/causes/laws.ts";
import type { Rule } from "../../rules/rule.ts";
import type { ToldData } from "../../rules/schema.ts";

/** By which laws findings of a rule may follow from others, and others from them. */
export interface Ties {
  readonly from: readonly string[];
  readonly to: readonly string[];
}

export function tiesOf({ source }: Rule): Ties {
  const { tells } = source.data;
  const told = tells === undefined || tells === "nothing" ? [] : [tells].flat();
  const states = told.map(({ state }) => state);
  const saying = (of: (law: (typeof laws)[number]) => readonly ToldData["state"][]) =>
    laws.filter((law) => of(law).some((state) => states.includes(state))).map(({ says }) => says.en);
  return { from: saying(({ effects }) => effects), to: saying(({ causes }) => causes) };
}

/** The same in brief: the states that it may follow from, and those that may follow from it. */
export function tiedStates(rule: Rule): Ties {
  const { tells } = rule.source.data;
  const states = tells === undefined || tells === "nothing" ? [] : [tells].flat().map(({ state }) => state);
  const distinct = (of: "effects" | "causes", others: "effects" | "causes") => [
    ...new Set(laws.filter((law) => law[of].some((state) => states.includes(state))).flatMap((law) => law[others])),
  ];
  return { from: distinct("effects", "causes"), to: distinct("causes", "effects") };
}
