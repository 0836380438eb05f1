import { isoTime } from "../../parse/syntax/time.ts";
import type { PeerStart } from "../types.ts";
import type { Seen } from "./neighbours.ts";

const HOUR = 3_600_000;
/** Fewer tell nothing of what is usual. */
const ENOUGH = 5;

/**
 * When each service was started, beside the others of the node. Where they did not start together, as after a boot or a
 * deployment, there is nothing to compare with. Pacemaker, neutron and ceph start theirs at times of their own.
 */
export function peerStartsOf(seen: Seen): PeerStart[] {
  const services = seen.flatMap(([{ details }, container]) => {
    const { manager, lifecycle, running, owner } = container;
    if (details?.startedAt === undefined) return [];
    const started = details.startedAt;
    if (running !== true || lifecycle !== "service" || owner !== "root") return [];
    if (manager !== "paunch" && manager !== "tripleo_ansible" && manager !== "kolla-ansible") return [];
    return [{ container, details, started }];
  });
  const times = services.map(({ started }) => started).sort((a, b) => a - b);
  const middle = times[Math.floor((times.length - 1) / 2)];
  if (middle === undefined || times.length < ENOUGH) return [];
  const together = times.filter((time) => Math.abs(time - middle) <= HOUR).length;
  if (together * 2 < times.length) return [];
  return services.map(({ container, details, started }) => ({
    subject: { kind: "container", name: container.name },
    container: container.name,
    startedAt: shown(started),
    peersStartedAt: shown(middle),
    hoursAfter: Math.max(0, Math.round(((started - middle) / HOUR) * 10) / 10),
    ...(details.createdAt !== undefined && {
      how: started - details.createdAt < 5 * 60_000 ? "made anew" : "started again",
    }),
    commands: container.commands,
    evidence: details.sources["startedAt"] === undefined ? {} : { startedAt: details.sources["startedAt"] },
    lacks: {},
  }));
}

function shown(time: number): string {
  return `${isoTime(time).slice(0, 19)}Z`;
}
