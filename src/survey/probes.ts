import type { Masker } from "../mask/masker.ts";
import type { Container } from "../model/types.ts";
import type { ContainerDetailsFact, HealthProbe } from "../parse/facts.ts";
import { present } from "../parse/present.ts";
import { shortened } from "../parse/syntax/text.ts";
import type { HealthSurvey, Probe } from "./types.ts";

const LONGEST_OUTPUT = 300;

/** What is known of a container's health, with the checks that the engine remembers. */
export function healthOf(
  { health }: Container,
  details: ContainerDetailsFact | undefined,
  masker: Masker,
): HealthSurvey | undefined {
  if (health === undefined) return undefined;
  const { status, by, failingStreak } = health;
  const probes = by === "engine" && status !== "none" ? (details?.probes ?? []) : [];
  return { ...present({ by, failingStreak }), status, probes: probes.map((probe) => probeOf(probe, masker)) };
}

function probeOf({ at, exitCode, output }: HealthProbe, masker: Masker): Probe {
  return { ...present({ at, exitCode }), output: shortened(masker.text(output), LONGEST_OUTPUT) };
}
