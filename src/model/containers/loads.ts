import { present } from "../../parse/present.ts";
import { type Captured, factsOf } from "../bundle/captured.ts";
import { firstBy } from "../group-by.ts";
import type { ContainerLoad } from "../types.ts";
import type { Seen } from "./neighbours.ts";

/** What each container that runs used of memory and processors, at the moment of the capture. */
export function loadsOf(captured: Captured, seen: Seen): ContainerLoad[] {
  const engines = factsOf(captured, "engine");
  const byId = firstBy(seen, ([{ id }]) => id.slice(0, 12));
  return factsOf(captured, "stats").flatMap((stats) => {
    const found = byId.get(stats.id.slice(0, 12));
    if (found === undefined || found[1].running !== true) return [];
    const { name, commands } = found[1];
    const cpus = engines.find(({ engine, cpus: told }) => engine === stats.engine && told !== undefined)?.cpus;
    return {
      subject: { kind: "container" as const, name },
      container: name,
      ...present({
        memoryPercent: stats.memoryPercent,
        memory: stats.memory,
        cpuPercent: stats.cpuPercent,
        cpus,
      }),
      commands,
      evidence: { memoryPercent: stats.source, cpuPercent: stats.source },
      lacks: {
        "*": `the engine's statistics do not tell; collect: '${stats.engine} stats --no-stream' and '${stats.engine} info' as root`,
      },
    };
  });
}
