import type { Survey } from "../../survey/types.ts";
import type { RuleSummary } from "../format.ts";
import type { Result } from "../result.ts";
import type { Language } from "../words/language.ts";
import type { Anchors } from "./anchors.ts";

/** All that the HTML report is made from. */
export interface Page {
  readonly result: Result;
  readonly survey: Survey | undefined;
  readonly anchors: Anchors;
  readonly rules: readonly RuleSummary[];
  readonly language: Language;
}

/** A report of more containers than these is large. */
const MANY_CONTAINERS = 500;

/**
 * True for a large report: its pages show less, and what it folds is text for the browser until it is opened, so that the
 * report can be used at once. Without script all of it is there from the beginning.
 */
export function isLarge({ survey }: Page): boolean {
  const containers = (survey?.nodes ?? []).reduce((sum, node) => sum + node.containers.length, 0);
  return containers > MANY_CONTAINERS;
}
