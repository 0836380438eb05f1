import type { ContainerEventFact } from "../../parse/facts.ts";
import { present } from "../../parse/present.ts";
import { type Captured, factsOf } from "../bundle/captured.ts";
import { groupBy } from "../group-by.ts";
import type { Container, ContainerHistory } from "../types.ts";
import { exitMeaning } from "./exit-meaning.ts";
import type { Seen } from "./neighbours.ts";

const HOUR = 3_600_000;
/** A stop is told before the end that it brings about, or right after it. */
const [STOPPED_BEFORE, STOPPED_AFTER] = [60_000, 15_000];

/** What services went through as far back as the engine's events reach. */
export function historiesOf(captured: Captured, seen: Seen, capturedAt: number | undefined): ContainerHistory[] {
  const events = groupBy(factsOf(captured, "container-event"), ({ id }) => id.slice(0, 12));
  return seen.flatMap(([{ id }, container]) =>
    container.lifecycle === "service"
      ? [
          historyOf(container, own(events.get(id.slice(0, 12)) ?? []), {
            from: reach(captured, container),
            to: capturedAt,
          }),
        ]
      : [],
  );
}

function own(events: readonly ContainerEventFact[]): ContainerEventFact[] {
  return [...events].sort((a, b) => a.at - b.at);
}

/** When the events of its engine begin. */
function reach(captured: Captured, { engine }: Container): number | undefined {
  let from: number | undefined;
  for (const span of factsOf(captured, "event-span"))
    if (span.engine === engine && (from === undefined || span.from < from)) from = span.from;
  return from;
}

function historyOf(
  { name, commands }: Container,
  events: readonly ContainerEventFact[],
  { from, to }: { readonly from: number | undefined; readonly to: number | undefined },
): ContainerHistory {
  const stops = stopsIn(events);
  const crashes = events.filter((event) => event.action === "die" && !wasStopped(event, stops));
  const failures = healthFailures(events);
  const hours = from === undefined || to === undefined || to < from ? undefined : (to - from) / HOUR;
  // Of less than an hour, what did not happen proves nothing.
  const long = hours !== undefined && hours >= 1;
  const last = crashes.at(-1);
  const [crash, failure] = [crashes.at(-1)?.source, failures.at(-1)?.source];
  return {
    subject: { kind: "container", name },
    container: name,
    ...present({
      hours: hours === undefined ? undefined : Math.round(hours * 10) / 10,
      crashes: long || crashes.length > 0 ? crashes.length : undefined,
      crashesInOneHour: long || crashes.length > 0 ? mostInAnHour(crashes) : undefined,
      secondsSinceCrash:
        last === undefined || to === undefined ? undefined : Math.max(0, Math.round((to - last.at) / 1000)),
      lastExit: last?.exitCode === undefined ? undefined : describe(last.exitCode),
      healthFailures: long || failures.length > 0 ? failures.length : undefined,
    }),
    commands,
    evidence: {
      ...(crash && { crashes: crash, crashesInOneHour: crash, secondsSinceCrash: crash }),
      ...(failure && { healthFailures: failure }),
    },
    lacks: { "*": from === undefined || to === undefined ? UNDATED : SHORT },
  };
}

const SHORT =
  "the engine's events reach back less than an hour; collect: run collect on the node when the engine has run for longer, or read its journal";
const UNDATED =
  "the bundle does not tell when it was captured, or the engine had no events; collect: run collect on the node";

function describe(code: number): string {
  const meaning = exitMeaning(code);
  return `exit code ${code}${meaning === "" ? "" : `, ${meaning}`}`;
}

/** When somebody asked for an end, the earliest first. */
export function stopsIn(events: readonly ContainerEventFact[]): readonly number[] {
  const asked = events.filter(({ action }) => ["kill", "stop", "restart"].includes(action));
  return asked.map(({ at }) => at).sort((one, other) => one - other);
}

/** Whether somebody asked for this end; `stops` are those of its container, the earliest first. */
export function wasStopped({ at }: ContainerEventFact, stops: readonly number[]): boolean {
  const first = stops[firstFrom(stops, at - STOPPED_BEFORE)];
  return first !== undefined && first <= at + STOPPED_AFTER;
}

/** Where the first of ascending times stands that is not before a time. */
function firstFrom(times: readonly number[], time: number): number {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] ?? 0) < time) low = middle + 1;
    else high = middle;
  }
  return low;
}

function mostInAnHour(crashes: readonly ContainerEventFact[]): number {
  const times = crashes.map(({ at }) => at).sort((one, other) => one - other);
  return times.reduce((most, at, index) => Math.max(most, firstFrom(times, at + HOUR) - index), 0);
}

/** podman tells every check, docker only changes: what counts is where one that failed follows one that did not. */
function healthFailures(events: readonly ContainerEventFact[]): ContainerEventFact[] {
  const told = events.filter(({ health }) => health !== undefined);
  return told.filter(({ health }, index) => health === "unhealthy" && told[index - 1]?.health !== "unhealthy");
}
