import type { Static } from "typebox";
import { flag, maybe, record, texts } from "./sourced.ts";

export const BundleState = record("BundleState", "bundle", {
  lossy: flag("Something of the bundle was lost or refused, so that absence in it proves nothing"),
  losses: texts("What was lost, a sentence each"),
  hosts: maybe(
    texts("The hosts that its files were captured on, by the names that these give themselves: one, most often"),
  ),
  boots: texts("The ids of the boots that its files tell of: one, most often, or none where they tell of no boot"),
});
export type BundleState = Static<typeof BundleState>;
