import type { KillFact } from "../../parse/host/host-facts.ts";
import { isoTime, readTime } from "../../parse/syntax/time.ts";
import { type Captured, factsOf } from "../bundle/captured.ts";
import type { Kill } from "../types.ts";
import { secondsSinceBoot, wordOf } from "./host.ts";

const DAY = 86400;

/** What the kernel killed for want of memory. `nameOf` tells the name of a container by its id. */
export function killsOf(
  captured: Captured,
  capturedAt: number | undefined,
  nameOf: (id: string) => string | undefined,
): Kill[] {
  const seen = new Set<string>();
  return factsOf(captured, "kill").flatMap((fact): Kill[] => {
    const { process, pid, containerId, source } = fact;
    const key = `${pid} ${process} ${fact.afterBoot ?? fact.localTime ?? ""}`;
    if (seen.has(key)) return [];
    seen.add(key);
    const seconds = secondsAgo(captured, fact, capturedAt);
    return [
      {
        subject: { kind: "host", name: process },
        name: process,
        pid,
        container: containerId === undefined ? "" : (nameOf(containerId) ?? containerId.slice(0, 12)),
        age: seconds === undefined ? "unknown" : seconds <= DAY ? "day" : "older",
        evidence: { name: source, container: source, age: source },
        lacks: {},
      },
    ];
  });
}

/** Of a local time without a zone only the zone that the node names makes a time. */
function secondsAgo(
  captured: Captured,
  { afterBoot, localTime }: KillFact,
  capturedAt: number | undefined,
): number | undefined {
  const uptime = secondsSinceBoot(captured)?.value;
  if (afterBoot !== undefined) return uptime === undefined ? undefined : Math.max(0, uptime - afterBoot);
  const zone = wordOf(captured, "utc-offset")?.value;
  if (localTime === undefined || zone === undefined || capturedAt === undefined) return undefined;
  const shown = isoTime(localTime).replace(/Z$/, "");
  const time = readTime(`${shown}${zone}`);
  return time === undefined ? undefined : (capturedAt - time) / 1000;
}
