import type { Catalogue } from "../../catalogue/catalogue.ts";
import type { StartupFact } from "../../parse/facts.ts";
import type { LogFact, LogHitFact } from "../../parse/logs/log-facts.ts";
import { UNIT_RESTARTS } from "../../parse/logs/unit-restarts.ts";
import { present } from "../../parse/present.ts";
import { type Captured, factsOf } from "../bundle/captured.ts";
import { firstBy } from "../group-by.ts";
import { age, between } from "../logs/log-ages.ts";

/** So many starts within an hour, the last of them so many seconds ago, are a loop. */
const STARTS = 3;
const HOUR = 3600;
const RECENT = 600;

interface Around {
  readonly catalogue: Catalogue;
  readonly startup: readonly StartupFact[];
  /** Epoch milliseconds. */
  readonly capturedAt?: number;
}

/** The containers, by name, whose units systemd starts again and again, as its journal tells: no engine counts that. */
export function loopingContainers(captured: Captured, around: Around): ReadonlySet<string> {
  const logs = firstBy(factsOf(captured, "log"), ({ file }) => file);
  const quadlets = new Map(around.startup.map(({ quadlet, container }) => [quadlet?.unit, container] as const));
  return new Set(
    factsOf(captured, "log-hit").flatMap((hit) => {
      const log = hit.query === UNIT_RESTARTS.id ? logs.get(hit.file) : undefined;
      if (log === undefined || !isLoop(hit, log, around)) return [];
      const unit = `${hit.groups["unit"]}.service`;
      return quadlets.get(unit) ?? around.catalogue.ofContainerUnit(unit)?.container ?? [];
    }),
  );
}

function isLoop({ recent, last: { time } }: LogHitFact, log: LogFact, { capturedAt }: Around): boolean {
  const ago = age(time, { end: log.last, beside: [log], ...present({ capturedAt }) });
  const beforeEnd = between(time, log.last);
  if (ago === undefined || beforeEnd === undefined || ago >= RECENT || time === undefined) return false;
  return recent.filter((at) => at >= time.at + (beforeEnd - HOUR) * 1000).length >= STARTS;
}
