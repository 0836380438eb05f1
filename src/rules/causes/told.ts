import type { ToldData } from "../schema.ts";
import type { Fault } from "./fault.ts";

/** The undercloud runs a cloud of its own beside the one that it deploys: what one lacks the other may have. */
export type Cloud = "undercloud" | "overcloud";

/** One thing that a finding tells, with all that laws join it by. What is not known is absent, and joins nothing. */
export interface Told extends Pick<ToldData, "state" | "from" | "resource"> {
  readonly fault: Fault;
  /** The id of the component that it is of. */
  readonly component?: string;
  /** The container that it is of, on its node. */
  readonly container?: string;
  /** The node that it is of. */
  readonly node?: string;
  /** It is of the component as a whole, on all nodes of the cloud. */
  readonly whole: boolean;
  readonly cloud: Cloud;
  /** The address, or the place of what is exhausted, as it is told. */
  readonly at?: string;
  /** The host of that address. */
  readonly host?: string;
  /** The node that the address is of. */
  readonly atNode?: string;
  /** How far from the thing itself it was seen: 0 is the cluster's manager, 9 a line of a log. */
  readonly distance: number;
  /** It is of a container that is to end: nobody is served by it. */
  readonly oneShot: boolean;
  /** A container that ended as it does when it is stopped on purpose. */
  readonly stopped: boolean;
  /** What it quotes of a log is what its container said last. */
  readonly deciding?: boolean;
  /** Of a symptom in a log the error that it quotes, of anything else in a log its last line. */
  readonly says?: string;
}

const NOT_WORKING: ReadonlySet<string> = new Set(["down", "restarting", "unhealthy", "degraded"]);
const STOPPED: ReadonlySet<string> = new Set(["down", "restarting", "unhealthy"]);

/** The component does not do its work, or not as it should. */
export function isNotWorking({ state }: Told): boolean {
  return NOT_WORKING.has(state);
}

/** It does not do its work at all. */
export function isStopped({ state }: Told): boolean {
  return STOPPED.has(state);
}

export function isGrave({ fault: { finding } }: Told): boolean {
  return finding.severity === "critical" || finding.severity === "error";
}
