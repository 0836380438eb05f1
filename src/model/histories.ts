import type { ContainerEventFact } from "../parse/facts.ts";
import { present } from "../parse/present.ts";
import { type Captured, factsOf } from "./captured.ts";
import { exitMeaning } from "./exit-meaning.ts";
import type { Seen } from "./neighbours.ts";
import type { Container, ContainerHistory } from "./types.ts";

const HOUR = 3_600_000;
/** A stop is told before the end that it brings about, or right after it. */
const [STOPPED_BEFORE, STOPPED_AFTER] = [60_000, 15_000];

/** What services went through as far back as the engine's events reach. */
export function historiesOf(captured: Captured, seen: Seen, capturedAt: number | undefined): ContainerHistory[] {
  const events = factsOf(captured, "container-event");
  return seen.flatMap(([{ id }, container]) =>
    container.lifecycle === "service"
      ? [historyOf(container, own(events, id), { from: reach(captured, container), to: capturedAt })]
      : [],
  );
}

function own(events: readonly ContainerEventFact[], id: string): ContainerEventFact[] {
  return events.filter((event) => event.id.slice(0, 12) === id.slice(0, 12)).sort((a, b) => a.at - b.at);
}

/** When the events of its engine begin. */
function reach(captured: Captured, { engine }: Container): number | undefined {
  const spans = factsOf(captured, "event-span").filter((span) => span.engine === engine);
  return spans.length === 0 ? undefined : Math.min(...spans.map(({ from }) => from));
}

function historyOf(
  { name, commands }: Container,
  events: readonly ContainerEventFact[],
  { from, to }: { readonly from: number | undefined; readonly to: number | undefined },
): ContainerHistory {
  const crashes = events.filter((event) => event.action === "die" && !wasStopped(event, events));
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

/** Whether somebody asked for this end. */
export function wasStopped({ at }: ContainerEventFact, events: readonly ContainerEventFact[]): boolean {
  return events.some(
    (event) =>
      ["kill", "stop", "restart"].includes(event.action) &&
      event.at >= at - STOPPED_BEFORE &&
      event.at <= at + STOPPED_AFTER,
  );
}

function mostInAnHour(crashes: readonly ContainerEventFact[]): number {
  const within = crashes.map(({ at }) => crashes.filter((other) => other.at >= at && other.at - at < HOUR).length);
  return Math.max(0, ...within);
}

/** podman tells every check, docker only changes: what counts is where one that failed follows one that did not. */
function healthFailures(events: readonly ContainerEventFact[]): ContainerEventFact[] {
  const told = events.filter(({ health }) => health !== undefined);
  return told.filter(({ health }, index) => health === "unhealthy" && told[index - 1]?.health !== "unhealthy");
}
