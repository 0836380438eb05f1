import { readTime } from "../../parse/syntax/time.ts";
import type { Evidence } from "../types.ts";
import { type Captured, factsOf } from "./captured.ts";
import { capturedAt } from "./identity.ts";

/** From when to when a node was captured, with the line that says so; absent where nothing tells it. */
export interface Span {
  readonly from?: Moment;
  readonly to?: Moment;
}

/** A time, with the line that tells it. */
export interface Moment {
  /** Epoch milliseconds. */
  readonly time: number;
  readonly source?: Evidence;
}

/** A capture whose end is not told takes no longer. */
const LONGEST_MS = 15 * 60 * 1000;

/** When a node was captured. */
export function capturedFor(captured: Captured): Span {
  const from = capturedAt(captured);
  if (from === undefined) return {};
  const told = factsOf(captured, "identity");
  const began = told.find(({ what }) => what === "captured-at");
  const ended = told.find(({ what }) => what === "capture-ended");
  const to = readTime(ended?.value);
  const start = { time: from, ...(began && { source: began.source }) };
  if (ended === undefined || to === undefined || to < from)
    return { from: start, to: { ...start, time: from + LONGEST_MS } };
  return { from: start, to: { time: to, source: ended.source } };
}
