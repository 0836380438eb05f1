import type { ContainerMeaning } from "../../catalogue/types.ts";
import { PACEMAKER_REPLICA } from "./lifecycle.ts";
import type { Sighting } from "./sighting.ts";

/** What bears on why something of a container is not known. */
export interface LackSurroundings {
  readonly name: string;
  /** What the catalogue knows of the name. */
  readonly meaning?: ContainerMeaning;
  /** Its health is checked by a timer of systemd, of which the engine knows nothing. */
  readonly byTimer: boolean;
  /** The bundle tells when it was captured. */
  readonly dated: boolean;
  /** It was started or ended long after the capture: the clocks disagree. */
  readonly skewed: boolean;
}

/**
 * Why properties of a container are absent, and what to collect. No reason names the container where it need not: what
 * many containers lack alike is then told once.
 */
export function lacksOf(
  { engine, details, disputed }: Pick<Sighting, "engine" | "details" | "disputed">,
  { name, meaning, byTimer, dated, skewed }: LackSurroundings,
): Record<string, string> {
  const collect = `collect: '${engine} inspect' of every container as root, or run collect on the node`;
  const missing = `no inspect of the container in the bundle: looked for sos_commands/${engine}/containers/${engine}_inspect_ID`;
  const lifecycle = whyNoLifecycle(name, meaning, details === undefined ? `, and there is ${missing}` : "");
  const names = { component: UNKNOWN_NAME, service: UNKNOWN_NAME };
  if (details === undefined) return { "*": `${missing}; ${collect}`, ...names, lifecycle };
  const broken = details.recovered ? " (its JSON is broken and was recovered in part)" : "";
  return {
    "*": `${details.file} does not tell${broken}; ${collect}`,
    ...names,
    lifecycle,
    currentImageId: `the node lists no image of its reference; collect: '${engine} images --digests' as root, or run collect on the node`,
    "health.secondsBehind": NOTHING_TO_COMPARE,
    ...(byTimer && { health: TIMER }),
    ...(skewed && {
      secondsRunning: SKEWED,
      secondsEnded: SKEWED,
      secondsSinceEnd: SKEWED,
      secondsSinceCreated: SKEWED,
    }),
    ...(!dated &&
      details.startedAt !== undefined && {
        secondsRunning: UNDATED,
        secondsEnded: UNDATED,
        secondsSinceEnd: UNDATED,
        secondsSinceCreated: UNDATED,
      }),
    ...disputed,
  };
}

const UNKNOWN_NAME =
  "no service of the catalogue has a container of this name; add it below services/ of a directory of rules";

const NOTHING_TO_COMPARE =
  "no health check of another container is there to compare its last one with; collect: inspect of all containers as root";

const TIMER =
  "its health is checked by a timer of systemd, tripleo_NAME_healthcheck, and no state of it is in the bundle; collect: 'systemctl status \"tripleo_*_healthcheck*\"'";

const SKEWED = "the clock of the node was set back between its start and the capture; collect: capture the node again";

const UNDATED =
  "the bundle does not tell when it was captured: looked for manifest.json, sos_reports/manifest.json, sos_commands/date/date; collect: 'date -u'";

function whyNoLifecycle(name: string, meaning: ContainerMeaning | undefined, missing: string): string {
  if (PACEMAKER_REPLICA.test(name)) {
    return "pacemaker runs one replica of it in the cluster, on this node or on another; collect: 'pcs status'";
  }
  if (meaning?.kind === "helper") {
    return "an agent starts it for one network or router and may leave it behind when that is gone; collect: 'openstack network list' and 'openstack router list'";
  }
  const searched =
    "no start-up configuration, label config_data, restart policy, release table or name tells whether it is a service or a one-shot";
  return `${searched}${missing}; collect: /var/lib/tripleo-config and inspect of the container, or run collect on the node`;
}
