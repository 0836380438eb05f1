import type { Container } from "../model/types.ts";
import type { Condition } from "./types.ts";

/** What a container comes to, in a word: of what the model knows, with nothing added. */
export function conditionOf({ state, lifecycle, expectedExit, health }: Container): Condition {
  if (lifecycle === "leftover") return "leftover";
  switch (state) {
    case undefined:
      return "unknown";
    case "running":
      return runningCondition(health?.status);
    case "exited":
    case "dead":
      return endedCondition(lifecycle, expectedExit);
    default:
      return "held";
  }
}

function runningCondition(health: string | undefined): Condition {
  return health === "healthy" || health === "unhealthy" || health === "starting" ? health : "running";
}

function endedCondition(lifecycle: string | undefined, expectedExit: boolean | undefined): Condition {
  if (expectedExit === true) return "done";
  return lifecycle === "service" || expectedExit === false ? "failed" : "unknown";
}
