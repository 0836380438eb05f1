import type { Container } from "../model/types.ts";
import type { Condition } from "./types.ts";

/** A one-shot that runs for longer is stuck, as the rule one-shot-still-running has it. */
const LONGEST_ONE_SHOT_SECONDS = 900;
/** A check that is this much older than its neighbours' is not run any more, as the rule health-check-stalled has it. */
const STALLED_SECONDS = 600;

/** What a container comes to, in a word: by what the rules on its state look at, with nothing added. */
export function conditionOf(container: Container): Condition {
  const { state, lifecycle } = container;
  // What is dead, and what was killed for want of memory, is at fault whatever it was for.
  if (state === "dead") return "failed";
  if (lifecycle === "leftover") return "leftover";
  switch (state) {
    case undefined:
      return "unknown";
    case "running":
      return runningCondition(container);
    case "exited":
      return endedCondition(container);
    default:
      return "held";
  }
}

function runningCondition({ lifecycle, secondsRunning = 0, health }: Container): Condition {
  switch (health?.status) {
    case "unhealthy":
    case "starting":
      return health.status;
    default:
      if (lifecycle === "one-shot" && secondsRunning > LONGEST_ONE_SHOT_SECONDS) return "held";
      if (health?.status !== "healthy") return "running";
      return isStalled(health) ? "unknown" : "healthy";
  }
}

function isStalled({ secondsBehind = 0, interval, by }: NonNullable<Container["health"]>): boolean {
  return by === "engine" && interval !== undefined && secondsBehind > STALLED_SECONDS && secondsBehind > interval * 3;
}

function endedCondition({ lifecycle, expectedExit, oomKilled, exitCode }: Container): Condition {
  if (oomKilled === true && exitCode !== undefined && exitCode !== 0 && exitCode !== 143) return "failed";
  if (expectedExit === true) return "done";
  return lifecycle === "service" || expectedExit === false ? "failed" : "unknown";
}
