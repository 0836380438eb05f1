import type { Fact } from "../../parse/facts.ts";
import type { Captured } from "./captured.ts";
import { capturedAt } from "./identity.ts";

/** Clocks and zones may differ by this much; what is newer than the capture by more was never a time of the node. */
const AHEAD = 24 * 3600 * 1000;
/** Fewer files may well be of one second. */
const FEWEST = 3;

/**
 * A bundle without the times of its files, where these cannot be theirs: they lie behind the capture, or all files are of
 * one second, as after a packing that sets or does not keep them. Everything is then judged as if none were told.
 */
export function withTrueTimes<T extends Captured>(captured: T): T {
  const dated = captured.facts.flatMap((fact) => (mtimeOf(fact) === undefined ? [] : [fact]));
  const [first] = dated;
  if (first === undefined) return captured;
  const limit = (capturedAt(captured) ?? Number.POSITIVE_INFINITY) + AHEAD;
  const allAlike = areAlike(dated);
  const untrue = (fact: Fact) => allAlike || (mtimeOf(fact) ?? 0) > limit;
  const worst = dated.find(untrue);
  if (worst === undefined) return captured;
  const message = allAlike
    ? "all files are of one second, as after a packing that does not keep their times: these count as not told"
    : "its time lies behind the capture, and counts as not told; others like it are not noted";
  const note = { code: "odd-time", message, lossy: false, ...(allAlike ? {} : { path: fileOf(worst) }) } as const;
  return {
    ...captured,
    summary: { ...captured.summary, notes: [...captured.summary.notes, note] },
    facts: captured.facts.map((fact) => (untrue(fact) ? withoutTime(fact) : fact)),
  };
}

function areAlike(dated: readonly Fact[]): boolean {
  const seconds = new Set(dated.map((fact) => Math.floor((mtimeOf(fact) ?? 0) / 1000)));
  return seconds.size === 1 && new Set(dated.map(fileOf)).size >= FEWEST;
}

/** When the file that a fact is of was changed last; of a lab's records it is what was written down, not the archive's word. */
function mtimeOf(fact: Fact): number | undefined {
  return "mtime" in fact && fact.kind !== "lab-record" ? fact.mtime : undefined;
}

function withoutTime<F extends Fact>(fact: F): F {
  if (mtimeOf(fact) === undefined) return fact;
  const { mtime: _, ...timeless } = { mtime: undefined, ...fact };
  return timeless as unknown as F;
}

function fileOf(fact: Fact): string {
  if ("file" in fact && typeof fact.file === "string") return fact.file;
  return "source" in fact && fact.source !== undefined ? fact.source.file : "";
}
