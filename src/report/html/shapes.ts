import type { Condition } from "../../survey/types.ts";

/** What a container's condition is shown by beside its colour, for who sees none. */
export const SHAPES: Readonly<Record<Condition, string>> = {
  failed: "■",
  missing: "✕",
  unhealthy: "▲",
  held: "◆",
  starting: "◇",
  unknown: "?",
  running: "○",
  healthy: "●",
  done: "✓",
  leftover: "–",
};
