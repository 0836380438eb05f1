import type { BundleSummary } from "../../bundle/entry.ts";
import type { CaptureFact, Fact, ListingFact } from "../../parse/facts.ts";
import { firstBy, groupBy } from "../group-by.ts";

/** All that was read out of one bundle. */
export interface Captured {
  readonly summary: BundleSummary;
  readonly facts: readonly Fact[];
  /** How long reading and parsing took, where it was measured. */
  readonly milliseconds?: number;
  /** Other bundles of the same node that were left out, by the names of their files. */
  readonly twins?: readonly string[];
}

/** The facts of one kind. */
export function factsOf<K extends Fact["kind"]>(captured: Captured, kind: K): readonly Extract<Fact, { kind: K }>[] {
  const all = kinds.get(captured.facts) ?? groupBy(captured.facts, (fact) => fact.kind);
  kinds.set(captured.facts, all);
  return (all.get(kind) ?? []) as Extract<Fact, { kind: K }>[];
}

/** Every part of the model asks for facts of some kinds: each list is made once. */
const kinds = new WeakMap<readonly Fact[], ReadonlyMap<Fact["kind"], readonly Fact[]>>();

/** True when something of the bundle was lost, refused or damaged: then absence in it proves nothing. */
export function isLossy(captured: Captured): boolean {
  const known = lossy.get(captured);
  if (known !== undefined) return known;
  const found =
    captured.summary.notes.some((note) => note.lossy) ||
    factsOf(captured, "damage").some(({ damage }) => damage !== "doubted");
  lossy.set(captured, found);
  return found;
}

/** Asked for every file of a bundle. */
const lossy = new WeakMap<Captured, boolean>();

/** True when bytes of the bundle are damaged: then names and values in it may be others than they were. */
export function isDamaged(captured: Captured): boolean {
  return captured.summary.notes.some((note) => note.code === "corrupt");
}

/**
 * A listing as its manifest lets it stand: a command that failed, hung or was cut short leaves a file that is no
 * evidence of the whole, however it looks.
 */
export function judgedListing(listing: ListingFact, captures: readonly CaptureFact[]): ListingFact {
  const capture = byPath(captures).get(listing.file);
  if (capture === undefined || listing.state === "failed") return listing;
  const problem = captureProblem(capture);
  return problem === undefined ? listing : { ...listing, state: "cut", problem };
}

/** The captures of a manifest are the same list for all listings. */
const paths = new WeakMap<readonly CaptureFact[], ReadonlyMap<string, CaptureFact>>();

function byPath(captures: readonly CaptureFact[]): ReadonlyMap<string, CaptureFact> {
  const known = paths.get(captures) ?? firstBy(captures, ({ path }) => path);
  paths.set(captures, known);
  return known;
}

function captureProblem({ command, exitCode, timedOut, cutShort }: CaptureFact): string | undefined {
  if (timedOut) return `'${command}' was timed out`;
  if (cutShort) return `the output of '${command}' was cut short`;
  return exitCode === undefined || exitCode === 0 ? undefined : `'${command}' ended with exit code ${exitCode}`;
}
