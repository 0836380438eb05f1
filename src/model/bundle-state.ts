import type { BundleNote } from "../bundle/entry.ts";
import { type Captured, factsOf, isLossy, judgedListing } from "./captured.ts";
import type { BundleState } from "./types.ts";

/** Whether something of the bundle was lost, and what. */
export function bundleStateOf(captured: Captured): BundleState {
  const lost = captured.summary.notes.filter(({ lossy }) => lossy);
  return {
    subject: { kind: "bundle", name: captured.summary.source.split("/").at(-1) ?? captured.summary.source },
    lossy: isLossy(captured),
    losses: lost.map(told),
    evidence: {},
    lacks: {},
  };
}

/** What a person should know of the bundle: what was refused or lost, and what was read in spite of being broken. */
export function notesOf(captured: Captured): string[] {
  const captures = factsOf(captured, "capture");
  const listings = factsOf(captured, "listing").map((listing) => judgedListing(listing, captures));
  const whole = new Set(listings.flatMap(({ state, of, engine }) => (state === "whole" ? [`${of} ${engine}`] : [])));
  const broken = listings
    .filter(({ state, of, engine }) => state === "cut" || (state === "failed" && !whole.has(`${of} ${engine}`)))
    .map(({ file, problem }) => `${file}: ${problem}`);
  return [...captured.summary.notes.map(told), ...broken];
}

function told({ path, message }: BundleNote): string {
  return path === undefined ? message : `${path}: ${message}`;
}
