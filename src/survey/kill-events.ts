import { factsOf } from "../model/bundle/captured.ts";
import type { KillFact } from "../parse/host/host-facts.ts";
import type { NodeClock } from "./node-clock.ts";
import type { Place } from "./place.ts";
import type { NodeEvent } from "./types.ts";

/** What the kernel killed for want of memory, where it is known when. */
export function killEvents({ node, captured, masker }: Place, clock: NodeClock): NodeEvent[] {
  const names = new Map(node.containers.map(({ id, name }) => [id, name]));
  return factsOf(captured, "kill").flatMap((fact): NodeEvent[] => {
    const moment = momentOf(fact, clock);
    if (moment === undefined) return [];
    const id = fact.containerId?.slice(0, 12);
    return [
      {
        ...{ ...moment, kind: "killed" as const },
        subject: id === undefined ? node.name : (names.get(id) ?? id),
        text: masker.text(`want of memory: the kernel killed ${fact.process} (${fact.pid})`),
        ...{ file: fact.source.file, line: fact.source.line },
      },
    ];
  });
}

function momentOf({ afterBoot, localTime }: KillFact, clock: NodeClock) {
  if (afterBoot !== undefined) return clock.moment({ at: afterBoot * 1000, zone: "boot" }, true);
  return localTime === undefined ? undefined : clock.moment({ at: localTime, zone: "local" }, true);
}
