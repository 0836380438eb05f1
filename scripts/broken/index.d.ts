import type { HealthyBundle } from "../healthy/index.js";

export const scenarios: readonly string[];
/** The bundles of a cloud in which one thing is broken. */
export function brokenCloud(scenario: string): readonly HealthyBundle[];
