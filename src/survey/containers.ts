import { factsOf } from "../model/bundle/captured.ts";
import { sightingsIn } from "../model/releases/sightings.ts";
import type { Container } from "../model/types.ts";
import type { ContainerDetailsFact, StatsFact } from "../parse/facts.ts";
import { present } from "../parse/present.ts";
import { type Severity, severities } from "../rules/outcome.ts";
import { conditionOf } from "./condition.ts";
import { inspected } from "./inspected.ts";
import type { Place } from "./place.ts";
import { healthOf } from "./probes.ts";
import type { ContainerSurvey, Usage } from "./types.ts";
import { volumeNamesOf } from "./volume-names.ts";

/** Every container of a node, in the order of its model. */
export function containerSurveys(place: Place): ContainerSurvey[] {
  const details = new Map(sightingsIn(place.captured).map(({ id, details }) => [id.slice(0, 12), details]));
  const worst = worstByName(place);
  const usages = new Map(factsOf(place.captured, "stats").map((stats) => [stats.id.slice(0, 12), stats]));
  return place.node.containers.map((container) =>
    containerSurvey(container, place, {
      details: details.get(container.id),
      severity: worst.get(container.name),
      stats: container.running === true ? usages.get(container.id) : undefined,
    }),
  );
}

interface Known {
  readonly details: ContainerDetailsFact | undefined;
  readonly stats: StatsFact | undefined;
  /** The worst that the rules found on this container itself. */
  readonly severity: ContainerSurvey["severity"];
}

function containerSurvey(container: Container, place: Place, { details, stats, severity }: Known): ContainerSurvey {
  const { name, engine, id, state, exitCode, exitMeaning, lifecycle, lifecycleSource, manager, commands } = container;
  const { image, imageId, restartCount, restartPolicy, logDriver } = container;
  return {
    ...{ name, engine, id, condition: conditionOf(container), recovered: details?.recovered ?? false },
    ...present({
      ...{ state, exitCode, exitMeaning, lifecycle, lifecycleSource, manager, image, imageId },
      ...{ restartCount, restartPolicy, logDriver },
      ...{ health: healthOf(container, details, place.masker), usage: usageOf(stats) },
      severity,
      uninspected: details === undefined ? container.lacks["*"] : undefined,
    }),
    ...(details === undefined ? {} : inspected(details, place.masker)),
    ...{ volumes: volumeNamesOf(details), logs: [] },
    commands: { restart: commands.restart, logs: commands.logs, inspect: commands.inspect },
  };
}

function worstByName({ findings }: Place): Map<string, Severity> {
  const worst = new Map<string, Severity>();
  for (const { subject, severity, accepted } of findings) {
    if (subject.kind !== "container" || accepted !== undefined) continue;
    const known = worst.get(subject.name);
    if (known === undefined || severities.indexOf(severity) < severities.indexOf(known))
      worst.set(subject.name, severity);
  }
  return worst;
}

function usageOf(stats: StatsFact | undefined): Usage | undefined {
  if (stats === undefined) return undefined;
  const { cpuPercent, memoryPercent, memory } = stats;
  const usage = present({ cpuPercent, memoryPercent, memory });
  return Object.keys(usage).length === 0 ? undefined : usage;
}
