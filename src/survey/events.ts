import { severities } from "../rules/outcome.ts";
import { engineEvents } from "./engine-events.ts";
import { killEvents } from "./kill-events.ts";
import { lifeEvents } from "./life-events.ts";
import { logEvents } from "./log-events.ts";
import type { NodeClock } from "./node-clock.ts";
import type { Place } from "./place.ts";
import type { ContainerSurvey, NodeEvent } from "./types.ts";

const MOST_EVENTS = 300;
/** Where all are wanted, what there may be of them. */
const ALL_EVENTS = 20_000;
/** What two sources tell within this time is the same. */
const SAME_MS = 2000;

/** What happened on a node, the earliest first; of too many the gravest and the newest. */
export function eventsOf(
  place: Place,
  clock: NodeClock,
  { containers, every = false }: { readonly containers: readonly ContainerSurvey[]; readonly every?: boolean },
): { readonly events: readonly NodeEvent[]; readonly moreEvents: number } {
  const all = [
    ...nodeEvents(place, clock),
    ...engineEvents(place),
    ...lifeEvents(place, containers),
    ...killEvents(place, clock),
    ...logEvents(place, clock),
  ].filter(({ at }) => Number.isSafeInteger(Math.round(at)));
  const events = chosen(withoutDoubles(all), every ? ALL_EVENTS : MOST_EVENTS);
  return { events: events.kept, moreEvents: events.left };
}

function nodeEvents({ node: { name } }: Place, { bootedAt, capturedAt }: NodeClock): NodeEvent[] {
  const event = (kind: "booted" | "captured", at: number | undefined): NodeEvent[] =>
    at === undefined ? [] : [{ at, kind, subject: name, text: "" }];
  return [...event("booted", bootedAt), ...event("captured", capturedAt)];
}

/** The earliest first; of two that are the same the one that says more. */
function withoutDoubles(events: readonly NodeEvent[]): NodeEvent[] {
  const last = new Map<string, number>();
  const kept: NodeEvent[] = [];
  for (const event of [...events].sort((one, other) => one.at - other.at)) {
    const key = `${event.kind} ${event.subject}${event.kind === "log" ? ` ${event.text}` : ""}`;
    const place = last.get(key);
    const known = place === undefined ? undefined : kept[place];
    if (place !== undefined && known !== undefined && event.at - known.at <= SAME_MS)
      kept[place] = { ...(event.text.length > known.text.length ? event : known), at: known.at };
    else {
      last.set(key, kept.length);
      kept.push(event);
    }
  }
  return kept;
}

function chosen(
  events: readonly NodeEvent[],
  most: number,
): { readonly kept: readonly NodeEvent[]; readonly left: number } {
  if (events.length <= most) return { kept: events, left: 0 };
  const newest = [...events].sort((one, other) => other.at - one.at);
  const gravest = [...newest].sort((one, other) => gravity(other) - gravity(one)).slice(0, most / 2);
  const kept = new Set<NodeEvent>(gravest);
  for (const event of newest) {
    if (kept.size >= most) break;
    kept.add(event);
  }
  return { kept: events.filter((event) => kept.has(event)), left: events.length - kept.size };
}

/** The node's own are always told; then what a rule found, by its severity; then what went wrong without one. */
function gravity({ kind, severity }: NodeEvent): number {
  if (kind === "booted" || kind === "captured") return 10;
  if (severity !== undefined) return 9 - severities.indexOf(severity);
  return kind === "killed" || kind === "unhealthy" ? 2 : kind === "exited" ? 1 : 0;
}
