import type { KillFact } from "../../parse/host/host-facts.ts";
import { isoTime, readTime } from "../../parse/syntax/time.ts";
import { type Captured, factsOf } from "../bundle/captured.ts";
import type { Container, Kill } from "../types.ts";
import { secondsSinceBoot, wordOf } from "./host.ts";

const DAY = 86400;

/** How long a container has to run after it was killed to be well again. */
const WELL = 300;

interface Around {
  /** Epoch milliseconds. */
  readonly capturedAt?: number;
  /** The container with an id. */
  readonly containerOf: (id: string) => Container | undefined;
  /** All containers are listed: one that is not is gone. */
  readonly listed: boolean;
}

/** What the kernel killed for want of memory. */
export function killsOf(captured: Captured, { capturedAt, containerOf, listed }: Around): Kill[] {
  const seen = new Set<string>();
  return factsOf(captured, "kill").flatMap((fact): Kill[] => {
    const { process, pid, containerId, source } = fact;
    const key = `${pid} ${process} ${fact.afterBoot ?? fact.localTime ?? ""}`;
    if (seen.has(key)) return [];
    seen.add(key);
    const seconds = secondsAgo(captured, fact, capturedAt);
    const container = containerId === undefined ? undefined : containerOf(containerId);
    const gone = containerId !== undefined && container === undefined && listed;
    return [
      {
        subject: { kind: "host", name: process },
        name: process,
        pid,
        container: container?.name ?? containerId?.slice(0, 12) ?? "",
        past: gone || (container !== undefined && isWellSince(container, seconds)),
        age: seconds === undefined ? "unknown" : seconds <= DAY ? "day" : "older",
        evidence: { name: source, container: source, age: source },
        lacks: {},
      },
    ];
  });
}

/** The names of those that are all past. */
export function pastKillsOf(kills: readonly Kill[]): string[] {
  const now = new Set(kills.flatMap(({ name, past }) => (past ? [] : name)));
  return [...new Set(kills.map(({ name }) => name))].filter((name) => !now.has(name));
}

/** Started again after it, and well for long enough. */
function isWellSince({ running, restless, secondsRunning }: Container, seconds: number | undefined): boolean {
  if (running !== true || restless || secondsRunning === undefined || seconds === undefined) return false;
  return secondsRunning >= WELL && secondsRunning < seconds;
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
