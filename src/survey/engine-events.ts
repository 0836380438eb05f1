import { factsOf } from "../model/bundle/captured.ts";
import { stopsIn, wasStopped } from "../model/containers/histories.ts";
import type { ContainerEventFact } from "../parse/facts.ts";
import { exitText } from "./exit-text.ts";
import type { Place } from "./place.ts";
import type { NodeEvent } from "./types.ts";

/** What the engines themselves tell of their containers' lives, as far back as their events reach. */
export function engineEvents({ node, captured }: Place): NodeEvent[] {
  const names = new Map(node.containers.map(({ id, name }) => [id, name]));
  const byContainer = new Map<string, ContainerEventFact[]>();
  for (const fact of factsOf(captured, "container-event")) {
    const id = fact.id.slice(0, 12);
    const known = byContainer.get(id);
    if (known === undefined) byContainer.set(id, [fact]);
    else known.push(fact);
  }
  // What is no more there has no name.
  return [...byContainer].flatMap(([id, facts]) => eventsOf(names.get(id) ?? id, facts));
}

function eventsOf(subject: string, facts: readonly ContainerEventFact[]): NodeEvent[] {
  const sorted = [...facts].sort((one, other) => one.at - other.at);
  const stops = stopsIn(sorted);
  const changes = changesOf(sorted);
  const event = ({ at, source }: ContainerEventFact, kind: NodeEvent["kind"], text = ""): NodeEvent[] => [
    { at, kind, subject, text, file: source.file, line: source.line },
  ];
  return sorted.flatMap((fact) => {
    switch (fact.action) {
      case "start":
        return event(fact, "started");
      case "die":
        return event(fact, "exited", endText(fact, stops));
      case "oom":
        return event(fact, "killed", "want of memory");
      case "health":
        return fact.health === undefined || !changes.has(fact) ? [] : event(fact, fact.health);
      default:
        // A stop shows in the end that it brings about.
        return [];
    }
  });
}

function endText(fact: ContainerEventFact, stops: readonly number[]): string {
  return [exitText(fact.exitCode), wasStopped(fact, stops) ? "stopped" : ""].filter((part) => part !== "").join("; ");
}

/** podman tells every check, docker changes only. */
function changesOf(events: readonly ContainerEventFact[]): ReadonlySet<ContainerEventFact> {
  const told = events.filter(({ health }) => health !== undefined);
  return new Set(told.filter((fact, index) => told[index - 1]?.health !== fact.health));
}
