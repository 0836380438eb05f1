import type { Captured } from "../model/bundle/captured.ts";
import { capturedAt } from "../model/bundle/identity.ts";
import { wordOf } from "../model/host/host.ts";
import type { LogTime } from "../parse/logs/log-facts.ts";
import { readTime } from "../parse/syntax/time.ts";

/** A time on the line that all nodes share; uncertain where its zone is not known, so that it is taken as UTC. */
interface Moment {
  readonly at: number;
  readonly uncertain?: true;
}

/** The clock of a node: what its logs say, in epoch milliseconds. */
export interface NodeClock {
  readonly capturedAt?: number;
  readonly bootedAt?: number;
  /**
   * The moment of a time in a log; `undefined` for one after a boot that is not known. `ofHost` is true where the log is
   * known to be written by the host's own clock: a container may have another zone.
   */
  moment(time: LogTime, ofHost: boolean): Moment | undefined;
}

/** `secondsSinceBoot` as the node's model has it. */
export function nodeClock(captured: Captured, secondsSinceBoot: number | undefined): NodeClock {
  const time = capturedAt(captured);
  const bootedAt = time === undefined || secondsSinceBoot === undefined ? undefined : time - secondsSinceBoot * 1000;
  const offset = offsetOf(wordOf(captured, "utc-offset")?.value);
  return {
    ...(time === undefined ? {} : { capturedAt: time }),
    ...(bootedAt === undefined ? {} : { bootedAt }),
    moment({ at, zone }, ofHost) {
      if (zone === "utc") return { at };
      if (zone === "boot") return bootedAt === undefined ? undefined : { at: bootedAt + at };
      return offset === undefined || (offset !== 0 && !ofHost) ? { at, uncertain: true } : { at: at - offset };
    },
  };
}

/** `+02:00` in milliseconds. */
function offsetOf(zone: string | undefined): number | undefined {
  const time = zone === undefined ? undefined : readTime(`1970-01-02 00:00:00${zone}`);
  return time === undefined ? undefined : 24 * 3_600_000 - time;
}
