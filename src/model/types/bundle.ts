import type { Static } from "../type.ts";
import { flag, record, texts } from "./sourced.ts";

export const BundleState = record("BundleState", "bundle", {
  lossy: flag("Something of the bundle was lost or refused, so that absence in it proves nothing"),
  losses: texts("What was lost, a sentence each"),
});
export type BundleState = Static<typeof BundleState>;
