import type { ContainerEventFact } from "../../parse/facts.ts";
import { nameOf } from "../containers/container.ts";
import type { Sighting } from "../containers/sighting.ts";
import type { Contradiction } from "../types.ts";
import { type Captured, factsOf } from "./captured.ts";
import { capturedFor, type Span } from "./captured-for.ts";
import type { Dispute, Field } from "./disputes/dispute.ts";
import { againstEvents } from "./disputes/events.ts";
import { healthAlone } from "./disputes/health.ts";
import { againstOther } from "./disputes/inspections.ts";
import { againstRows } from "./disputes/rows.ts";
import { timesOf } from "./disputes/times.ts";

/** What is not known where a field is disputed: of what inspect and ps tell, and of the container. */
const FACTS: Readonly<Record<Field, readonly string[]>> = {
  state: ["state", "exitCode", "health", "ago"],
  health: ["health", "failingStreak", "lastProbe", "lastProbeAt", "lastProbeExit", "probes"],
  exitCode: ["exitCode"],
  startedAt: ["startedAt"],
  finishedAt: ["finishedAt"],
  createdAt: ["createdAt"],
  imageId: ["imageId", "image"],
  restartCount: ["restartCount"],
};
const PROPERTIES: Readonly<Record<Field, readonly string[]>> = {
  state: ["state", "running", "exitCode", "exitMeaning", "expectedExit", "health", "secondsRunning", "secondsEnded"],
  health: ["health"],
  exitCode: ["exitCode", "exitMeaning", "expectedExit"],
  startedAt: ["secondsRunning"],
  finishedAt: ["secondsEnded", "secondsSinceEnd"],
  createdAt: ["secondsSinceCreated"],
  imageId: ["imageId", "image"],
  restartCount: ["restartCount"],
};

/** Containers less what is disputed of them, and the disputes. */
export interface Settled {
  readonly sightings: readonly Sighting[];
  readonly contradictions: Contradiction[];
}

/**
 * Holds what a bundle says of each container at several places against each other. A container may change while its node is
 * captured: then inspect, which is asked last, holds. What cannot both be true is not known, and is told.
 */
export function settled(captured: Captured, sightings: readonly Sighting[]): Settled {
  const span = capturedFor(captured);
  const events = eventsById(captured);
  const contradictions: Contradiction[] = [];
  const left = sightings.map((sighting) => {
    const disputes = disputesOn(sighting, span, events.get(sighting.id.slice(0, 12)) ?? []);
    if (disputes.length === 0) return sighting;
    contradictions.push(contradictionOf(sighting, disputes));
    return without(sighting, disputes);
  });
  return { sightings: left, contradictions };
}

function eventsById(captured: Captured): Map<string, ContainerEventFact[]> {
  const found = new Map<string, ContainerEventFact[]>();
  for (const event of factsOf(captured, "container-event")) {
    const id = event.id.slice(0, 12);
    const known = found.get(id);
    if (known === undefined) found.set(id, [event]);
    else known.push(event);
  }
  return found;
}

function contradictionOf(sighting: Sighting, disputes: readonly Dispute[]): Contradiction {
  const name = nameOf(sighting);
  const lines = disputes.flatMap(({ lines: both }) => both.filter((line) => line !== undefined));
  return {
    subject: { kind: "container", name },
    container: name,
    engine: sighting.engine,
    about: [...new Set(disputes.map(({ about }) => about))],
    sayings: disputes.map(({ text }) => text),
    evidence: Object.fromEntries(lines.map((line, at) => [`sayings.${at}`, line])),
    lacks: {},
  };
}

function without(sighting: Sighting, disputes: readonly Dispute[]): Sighting {
  const { row, details } = sighting;
  const gone = new Set(disputes.flatMap(({ about }) => FACTS[about]));
  const less = <T extends object>(fact: T): T =>
    Object.fromEntries(Object.entries(fact).filter(([field]) => !gone.has(field))) as T;
  const disputed = Object.fromEntries(
    [...disputes]
      .reverse()
      .flatMap(({ about, text }) => PROPERTIES[about].map((property) => [property, reasonOf(text)])),
  );
  return {
    ...sighting,
    ...(row === undefined ? {} : { row: less(row) }),
    ...(details === undefined ? {} : { details: less(details) }),
    disputed,
  };
}

const reasonOf = (text: string): string => `the bundle contradicts itself: ${text}; collect: capture the node again`;

function disputesOn(sighting: Sighting, span: Span, events: readonly ContainerEventFact[]): Dispute[] {
  const { details, rows = [], inspections = [] } = sighting;
  if (details === undefined) return [];
  const others = inspections.filter((other) => other !== details && !other.recovered && !details.recovered);
  return [
    ...timesOf(details, span),
    ...healthAlone(details),
    ...againstRows(details, rows, span),
    ...others.flatMap((other) => againstOther(details, other, span)),
    ...againstEvents(details, events, span),
  ];
}
