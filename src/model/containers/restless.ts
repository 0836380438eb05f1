import { present } from "../../parse/present.ts";
import { type Captured, factsOf } from "../bundle/captured.ts";
import type { Container, ContainerHistory } from "../types.ts";
import type { Seen } from "./neighbours.ts";

/** A service that has run for so long has started. */
const STARTED = 300;
/** What runs for less long may end as it did before: two minutes are enough to read a configuration and to connect. */
const UNTRIED = 120;
const HOUR = 3600;

interface Around {
  readonly histories: readonly ContainerHistory[];
  /** The container that a unit of systemd is of. */
  readonly containerOf: (unit: string) => string | undefined;
  /** Those that systemd's journal shows to be started again and again. */
  readonly looping: ReadonlySet<string>;
}

/**
 * Containers that were started by themselves moments ago, and those that do not run well: whoever restarts them, between
 * two ends they look as if they did.
 */
export function withRestlessness(captured: Captured, seen: Seen, { histories, containerOf, looping }: Around): Seen {
  const between = new Set(
    factsOf(captured, "unit").flatMap(({ name, sub }) => (sub === "auto-restart" ? (containerOf(name) ?? []) : [])),
  );
  const crashing = new Set(
    histories.flatMap(({ container, crashesInOneHour = 0, secondsSinceCrash = HOUR }) =>
      crashesInOneHour >= 3 && secondsSinceCrash < HOUR ? [container] : [],
    ),
  );
  const up = seen.flatMap(([, one]) => (isService(one) ? (one.upAtMost ?? []) : []));
  const long = up.filter((time) => time > 3 * STARTED).length;
  return seen.map(([sighting, container]) => {
    const { name, upAtMost } = container;
    const alone =
      container.running !== true || upAtMost === undefined
        ? undefined
        : isService(container) && isAlone(upAtMost, long, up.length);
    const restless = isFailing(container) || between.has(name) || crashing.has(name) || looping.has(name);
    return [
      sighting,
      {
        ...container,
        restless: restless || (alone === true && isUntried(container)),
        ...present({ startedAlone: alone }),
      },
    ];
  });
}

/** What nothing tells to be a one-shot may be a service. */
function isService({ running, lifecycle }: Container): boolean {
  return running === true && (lifecycle === undefined || lifecycle === "service");
}

/** Of fewer than three others nothing is usual. */
function isAlone(upAtMost: number, long: number, all: number): boolean | undefined {
  if (upAtMost > STARTED) return false;
  return all < 4 ? undefined : long * 2 > all;
}

/** Whoever made it anew a moment ago has done something about it. */
function isUntried({ upAtMost = Number.POSITIVE_INFINITY, madeAtLeast = 0 }: Container): boolean {
  return upAtMost < UNTRIED && madeAtLeast >= 2 * STARTED;
}

function isFailing({ state, health, restartCount = 0, upAtMost = Number.POSITIVE_INFINITY }: Container): boolean {
  return state === "restarting" || health?.status === "unhealthy" || (restartCount >= 3 && upAtMost < 2 * STARTED);
}
