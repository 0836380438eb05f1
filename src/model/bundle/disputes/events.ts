import type { ContainerDetailsFact, ContainerEventFact } from "../../../parse/facts.ts";
import type { Span } from "../captured-for.ts";
import { type Dispute, type Field, hasChanged, place, quoted, shown, slackOf } from "./dispute.ts";

/** Events and inspect date the same thing by two readings of the clock. */
const APART_MS = 60_000;

/** What docker's events tell of the last start and end is what inspect tells as well. */
export function againstEvents(
  details: ContainerDetailsFact,
  events: readonly ContainerEventFact[],
  span: Span,
): Dispute[] {
  const { engine, state, startedAt, finishedAt, exitCode, sources } = details;
  if (engine !== "docker" || hasChanged(details, span)) return [];
  const last = (action: ContainerEventFact["action"]) => events.filter((event) => event.action === action).at(-1);
  const dispute = (about: Field, event: ContainerEventFact, says: string): Dispute[] => [
    {
      about,
      text: `the engine's events tell of '${event.action}' at ${shown(event.at)} (${place(event.source)}), and inspect ${says}${quoted(sources[about])}`,
      lines: [event.source, sources[about]],
    },
  ];
  const [start, die] = [last("start"), last("die")];
  const found: Dispute[] = [];
  if (state === "running" && start !== undefined && startedAt !== undefined && isApart(start.at, startedAt))
    found.push(...dispute("startedAt", start, `that it was started ${shown(startedAt)}`));
  if (state === "exited" && die !== undefined && finishedAt !== undefined && isApart(die.at, finishedAt))
    found.push(...dispute("finishedAt", die, `that it ended ${shown(finishedAt)}`));
  const checked = last("health");
  if (isTurned(details, checked, span)) found.push(...dispute("health", checked, `'${details.health}'`));
  if (found.length > 0) return found;
  if (state === "exited" && die?.exitCode !== undefined && exitCode !== undefined && die.exitCode !== exitCode)
    found.push(...dispute("exitCode", die, `that it ended with ${exitCode}`));
  return found;
}

/** Whether the last event of its health, from before the capture, tells otherwise than inspect. */
function isTurned(
  { state, health }: ContainerDetailsFact,
  event: ContainerEventFact | undefined,
  { from }: Span,
): event is ContainerEventFact {
  if (state !== "running" || (health !== "healthy" && health !== "unhealthy")) return false;
  if (event?.health === undefined || from === undefined) return false;
  return event.health !== health && event.at < from.time - slackOf(from) - APART_MS;
}

const isApart = (one: number, other: number): boolean => Math.abs(one - other) > APART_MS;
