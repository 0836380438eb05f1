import type { EventKind, NodeEvent } from "../../../survey/types.ts";

/** What went wrong is only taken together where it is of one moment, so that the order of failures can be seen. */
const MOMENT = 5000;
const GRAVE: readonly EventKind[] = ["exited", "killed", "unhealthy", "log", "burst"];
/** Captures of one deployment differ by less; what comes later has a wrong clock. */
const LATEST = 24 * 3_600_000;

/** Events of one kind that stand in one place of the picture. */
export interface EventGroup {
  readonly first: NodeEvent;
  readonly events: readonly NodeEvent[];
  /** When the last of them ended. */
  readonly until: number;
}

/**
 * The events of a node, those of one kind taken together that would cover each other: a deployment starts dozens of
 * containers at once.
 * @param apart how much later, in milliseconds, an event is that can be told from the one before
 */
export function groupsOf(events: readonly NodeEvent[], apart: number): EventGroup[] {
  const groups: (EventGroup & { events: NodeEvent[] })[] = [];
  const open = new Map<string, number>();
  for (const event of [...events].sort((one, other) => one.at - other.at)) {
    const key = [event.kind, event.severity, event.uncertain].join(" ");
    const index = open.get(key);
    const group = index === undefined ? undefined : groups[index];
    const near = GRAVE.includes(event.kind) ? Math.min(apart, MOMENT) : apart;
    const until = event.until ?? event.at;
    // What lasts has a bar of its own.
    if (index !== undefined && group !== undefined && event.until === undefined && event.at - group.first.at <= near) {
      groups[index] = { ...group, events: [...group.events, event], until: Math.max(group.until, until) };
      continue;
    }
    if (event.until === undefined) open.set(key, groups.length);
    groups.push({ first: event, events: [event], until });
  }
  return groups;
}

/** Where the picture ends: at the last capture, or with what came a little later. A log from the future does not move it. */
export function endOf(captures: readonly number[], times: readonly number[]): number {
  const last = latest(captures);
  return last === undefined
    ? (latest(times) ?? 0)
    : (latest([last, ...times.filter((at) => at <= last + LATEST)]) ?? last);
}

function latest(times: readonly number[]): number | undefined {
  return times.reduce<number | undefined>((most, at) => (most === undefined || at > most ? at : most), undefined);
}
