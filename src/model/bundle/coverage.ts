import type { Catalogue } from "../../catalogue/catalogue.ts";
import type { EngineName } from "../../parse/engine-name.ts";
import type { ListingFact } from "../../parse/facts.ts";
import {
  CLUSTER_LOOKED_FOR,
  type ClusterFamily,
  clusterFamilies,
  isExpected,
  stoppedCoverage,
} from "../cluster/coverage.ts";
import { groupBy } from "../group-by.ts";
import type { LookedFor } from "../host/host-coverage.ts";
import { HOST_LOOKED_FOR, hostCoverageOf } from "../host/host-coverage.ts";
import type { Product } from "../releases/releases.ts";
import { sightingsIn } from "../releases/sightings.ts";
import type { Coverage, Family } from "../types.ts";
import { type Captured, factsOf, isDamaged, isLossy, judgedListing } from "./captured.ts";
import { damagesOf, withDamage } from "./damage.ts";

const WHOLE: Coverage = { state: "whole" };

/** Which families of facts the bundle holds, whole or not, and what to collect where not. */
export function coverageOf(captured: Captured, known: KnownOfNode): Record<Family, Coverage> {
  return withDamage(undamagedCoverageOf(captured, known), damagesOf(captured));
}

/** What bears on which facts a node has: what is known of services, and who deployed it. */
export interface KnownOfNode {
  readonly catalogue: Catalogue;
  readonly product?: Product;
}

function undamagedCoverageOf(captured: Captured, known: KnownOfNode): Record<Family, Coverage> {
  return {
    containers: containerCoverage(captured),
    images: imageCoverage(captured),
    configuration: configurationCoverage(captured),
    checksums: checksumCoverage(captured, known),
    registry: listingCoverage(captured, "registry", LOOKED_FOR.registry),
    logs: logCoverage(captured),
    startup: startupCoverage(captured, known),
    events: listingCoverage(captured, "events", LOOKED_FOR.events),
    statistics: statisticsCoverage(captured),
    ...hostCoverageOf(captured, (of) => listingCoverage(captured, of, LOOKED_FOR[of])),
    ...clusterCoverage(captured, known),
    configCopies: copyCoverage(captured),
    kollaConfigs: kollaCoverage(captured),
    logFolders: listingCoverage(captured, "logFolders", LOOKED_FOR.logFolders),
    "lab-records": listingCoverage(captured, "lab-records", LOOKED_FOR["lab-records"]),
  };
}

/** What a family of facts is, where it is looked for, and how to collect it. */
export function lookedFor(family: Family): LookedFor {
  return LOOKED_FOR[family];
}

const LOOKED_FOR = {
  containers: {
    what: "list of all containers",
    paths: "sos_commands/docker/docker_ps_-a, sos_commands/podman/podman_ps_-a, insights_commands/docker_ps_--all*",
    collect: "'docker ps -a' or 'podman ps -a' as root, or run collect on the node",
  },
  images: {
    what: "list of images",
    paths: "sos_commands/docker/docker_images, sos_commands/podman/podman_images, insights_commands/docker_images*",
    collect: "'docker images' or 'podman images' as root, or run collect on the node",
  },
  registry: {
    what: "answer of a registry",
    paths: "sos_commands/registry/v2/_catalog, sos_commands/registry/v2/NAME/tags/list",
    collect: "run collect on the director, or 'curl http://REGISTRY:8787/v2/_catalog?n=1000' and '…/v2/NAME/tags/list'",
  },
  configuration: {
    what: "generated configuration",
    paths: "var/lib/config-data/puppet-generated/, etc/kolla/, var/lib/openstack/",
    collect: "run collect on the node, or sos with its openstack plugins",
  },
  logs: {
    what: "log of a service",
    paths:
      "var/log/containers/, var/log/kolla/, var/log/SERVICE/, sos_commands/{docker,podman}/containers/*_logs_-t_ID, sos_commands/logs/journalctl_--no-pager",
    collect: "run collect on the node, or sos with its openstack plugins",
  },
  startup: {
    what: "start-up configuration of containers",
    paths: "var/lib/tripleo-config/*container-startup-config*, var/lib/docker-container-startup-configs.json",
    collect: "run collect on the node",
  },
  events: {
    what: "list of an engine's events",
    paths: "sos_commands/docker/docker_events_*, sos_commands/podman/podman_events_*",
    collect: "run collect on the node, or 'docker events --since 24h --until 1s' as root",
  },
  statistics: {
    what: "statistics of containers",
    paths: "sos_commands/docker/docker_stats_--no-stream, sos_commands/podman/podman_stats_--no-stream",
    collect: "run collect on the node, or 'docker stats --no-stream' as root",
  },
  checksums: {
    what: "configuration checksum",
    paths: "var/lib/config-data/puppet-generated/*.md5sum",
    collect: "run collect on the node",
  },
  ...HOST_LOOKED_FOR,
  ...CLUSTER_LOOKED_FOR,
  configCopies: {
    what: "configuration out of a container",
    paths: "sos_containers/NAME/etc/",
    collect: "run collect on the node, or 'docker cp NAME:/etc/SERVICE' as root",
  },
  kollaConfigs: {
    what: "instructions of kolla_start",
    paths: "var/lib/kolla/config_files/*.json, etc/kolla/NAME/config.json",
    collect: "run collect on the node",
  },
  logFolders: {
    what: "listing of the folders of logs",
    paths: "sos_commands/logs/ls_-lRn_--full-time_var_log",
    collect: "'ls -lRn --full-time /var/log', or run collect on the node",
  },
  "lab-records": {
    what: "record of lab exercises",
    paths: "sos_commands/lab/records",
    collect: "run collect on the node, or let lab grade collect",
  },
} satisfies Record<Family, LookedFor>;

const DAMAGED = { state: "cut", problem: "the archive that it is in is damaged" } as const;

function absent(captured: Captured, { what, paths, collect }: LookedFor, instead?: string): Coverage {
  const lost = isLossy(captured) ? " (part of the bundle was lost)" : "";
  return {
    state: "absent",
    reason: `no ${what} in the bundle${lost}: looked for ${paths}${instead ?? ""}; collect: ${collect}`,
  };
}

function listings(captured: Captured, of: ListingFact["of"]): readonly ListingFact[] {
  const known = judged.get(captured) ?? groupBy(judgedListings(captured), (listing) => listing.of);
  judged.set(captured, known);
  return known.get(of) ?? [];
}

/** Each family asks for its own, several times. */
const judged = new WeakMap<Captured, ReadonlyMap<ListingFact["of"], readonly ListingFact[]>>();

function judgedListings(captured: Captured): ListingFact[] {
  const captures = factsOf(captured, "capture");
  const damaged = isDamaged(captured);
  return factsOf(captured, "listing")
    .map((listing) => judgedListing(listing, captures))
    .map((listing) => (listing.state === "whole" && damaged ? { ...listing, ...DAMAGED } : listing));
}

function listingCoverage(captured: Captured, of: ListingFact["of"], lookedFor: LookedFor): Coverage {
  return fromListings(listings(captured, of)) ?? absent(captured, lookedFor, failureIn(listings(captured, of)));
}

/** Whole where each engine has a whole listing: one engine's table says nothing of another's containers. */
function fromListings(found: readonly ListingFact[]): Coverage | undefined {
  const read = found.filter((listing) => listing.state !== "failed");
  if (read.length === 0) return undefined;
  const engines = new Set(found.filter((listing) => !isMissingEngine(listing)).map(engineAndUser));
  for (const engine of engines) {
    const own = found.filter((listing) => engineAndUser(listing) === engine);
    if (own.some((listing) => listing.state === "whole")) continue;
    const broken = own[0];
    return { state: "partial", reason: `${broken?.file} is not whole: ${broken?.problem}` };
  }
  return WHOLE;
}

/** Of podman each user has an own, with containers and images of its own. */
function engineAndUser({ engine, file }: ListingFact): string {
  return `${engine} ${/\/user_[^/]+\//.exec(file)?.[0] ?? ""}`;
}

/** A file that only says that there is no such command is evidence that the engine is not there. */
function isMissingEngine({ state, problem = "" }: ListingFact): boolean {
  return (
    state === "failed" &&
    /command not found|failed to run command|(docker|podman)['’]?: (no such file or directory|not found)/i.test(problem)
  );
}

/** An engine of which something else is in the bundle, but no list: what it has is not known. */
function unlisted(captured: Captured, of: "containers" | "images", seen: readonly EngineName[]): Coverage | undefined {
  const listed = new Set(listings(captured, of).map(({ engine }) => engine));
  const engine = seen.find((name) => !listed.has(name));
  if (engine === undefined) return undefined;
  const [command, path] = of === "images" ? ["images", `${engine}_images`] : ["ps -a", `${engine}_ps_-a`];
  return {
    state: "partial",
    reason: `no list of ${engine}'s ${of} in the bundle: looked for sos_commands/${engine}/${path}; collect: '${engine} ${command}' as root, or run collect on the node`,
  };
}

function imageCoverage(captured: Captured): Coverage {
  const listed = listingCoverage(captured, "images", LOOKED_FOR.images);
  if (listed.state !== "whole") return listed;
  return unlisted(captured, "images", [...new Set(sightingsIn(captured).map(({ engine }) => engine))]) ?? listed;
}

function failureIn(found: readonly ListingFact[]): string | undefined {
  const failed = found.find((listing) => listing.state === "failed");
  return failed === undefined ? undefined : `; ${failed.file} is there, but ${failed.problem}`;
}

function containerCoverage(captured: Captured): Coverage {
  const all = listings(captured, "containers");
  const whole = fromListings(all);
  if (whole !== undefined) {
    const seen = [...factsOf(captured, "engine"), ...sightingsIn(captured)].map(({ engine }) => engine);
    return (whole.state === "whole" ? unlisted(captured, "containers", seen) : undefined) ?? whole;
  }
  const running = listings(captured, "running-containers").find((listing) => listing.state !== "failed");
  const inspected = listings(captured, "container-details").find((listing) => listing.state !== "failed");
  const instead = running ?? inspected;
  if (instead === undefined) return absent(captured, LOOKED_FOR.containers, failureIn(all));
  const reason = `${instead.file} does not list containers that have ended; collect: ${LOOKED_FOR.containers.collect}`;
  return { state: "partial", reason };
}

function configurationCoverage(captured: Captured): Coverage {
  if (runsNothing(captured)) return WHOLE;
  const generated = factsOf(captured, "config-file").some(({ file }) =>
    /^(var\/lib\/config-data|var\/lib\/openstack|etc\/kolla)\//.test(file),
  );
  if (generated) return isLossy(captured) ? { state: "partial", reason: "part of the bundle was lost" } : WHOLE;
  return runsNothing(captured) ? WHOLE : absent(captured, LOOKED_FOR.configuration);
}

function logCoverage(captured: Captured): Coverage {
  const there =
    factsOf(captured, "file").some(({ file }) => file.startsWith("var/log/containers/")) ||
    factsOf(captured, "log").some(({ log, lines }) => lines > 0 && /\/|^stdout:|^journal$/.test(log));
  if (!there && !runsNothing(captured)) return absent(captured, LOOKED_FOR.logs);
  return isLossy(captured)
    ? {
        state: "partial",
        reason: "part of the bundle was lost, and logs may have been in it; collect: run collect on the node",
      }
    : WHOLE;
}

function startupCoverage(captured: Captured, known: KnownOfNode): Coverage {
  if (needsNoneOfTripleo(captured, known)) return WHOLE;
  if (factsOf(captured, "startup").length === 0) return absent(captured, LOOKED_FOR.startup);
  return isLossy(captured) ? { state: "partial", reason: "part of the bundle was lost" } : WHOLE;
}

/** Other tools keep neither TripleO's start-up configurations nor volumes generated by puppet on a node. */
function needsNoneOfTripleo(captured: Captured, { product = "tripleo" }: KnownOfNode): boolean {
  return product !== "tripleo" || runsNothing(captured);
}

function copyCoverage(captured: Captured): Coverage {
  const there = factsOf(captured, "config-file").some(({ file }) => file.startsWith("sos_containers/"));
  return there || runsNothing(captured) ? WHOLE : absent(captured, LOOKED_FOR.configCopies);
}

function kollaCoverage(captured: Captured): Coverage {
  const there = factsOf(captured, "kolla-config").length > 0;
  return there || runsNothing(captured) ? WHOLE : absent(captured, LOOKED_FOR.kollaConfigs);
}

function checksumCoverage(captured: Captured, known: KnownOfNode): Coverage {
  if (needsNoneOfTripleo(captured, known)) return WHOLE;
  if (factsOf(captured, "checksum").some(({ generated }) => generated)) return WHOLE;
  return absent(captured, LOOKED_FOR.checksums);
}

function statisticsCoverage(captured: Captured): Coverage {
  return factsOf(captured, "stats").length > 0 || runsNothing(captured)
    ? WHOLE
    : absent(captured, LOOKED_FOR.statistics);
}

/**
 * A node that is known not to run what a family is about has nothing to tell of it; where its containers are not known,
 * their list is what is missing first.
 */
function clusterCoverage(captured: Captured, { catalogue }: KnownOfNode): Record<ClusterFamily, Coverage> {
  const containers = containerCoverage(captured);
  const entries = clusterFamilies.map((family): [ClusterFamily, Coverage] => {
    const stopped = family === "pacemaker" ? stoppedCoverage(captured) : undefined;
    const expected = isExpected(captured, family, { containersWhole: containers.state === "whole", catalogue });
    if (expected === false) return [family, WHOLE];
    const told = listings(captured, family).length > 0;
    if (expected === undefined && !told && family !== "pacemaker" && containers.state !== "whole")
      return [family, { state: "absent", reason: containers.reason }];
    return [family, stopped ?? listingCoverage(captured, family, LOOKED_FOR[family])];
  });
  return Object.fromEntries(entries) as Record<ClusterFamily, Coverage>;
}

/** A node that is known to have no container, such as the director of OSP 13, has no configuration for any either. */
export function runsNothing(captured: Captured): boolean {
  return containerCoverage(captured).state === "whole" && factsOf(captured, "container-row").length === 0;
}
