import type { EngineName, ListingFact } from "../parse/facts.ts";
import { type Captured, factsOf, isDamaged, isLossy, judgedListing } from "./captured.ts";
import { sightingsIn } from "./sightings.ts";
import type { Coverage, Family } from "./types.ts";

const WHOLE: Coverage = { state: "whole" };

/** Which families of facts the bundle holds, whole or not, and what to collect where not. */
export function coverageOf(captured: Captured): Record<Family, Coverage> {
  return {
    containers: containerCoverage(captured),
    images: imageCoverage(captured),
    configuration: configurationCoverage(captured),
    checksums: checksumCoverage(captured),
    registry: listingCoverage(captured, "registry", LOOKED_FOR.registry),
    logs: logCoverage(captured),
  };
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
    paths: "var/lib/config-data/puppet-generated/",
    collect: "run collect on the node, or sos with its openstack plugins",
  },
  logs: {
    what: "log of a service",
    paths:
      "var/log/containers/, var/log/kolla/, var/log/SERVICE/, sos_commands/{docker,podman}/containers/*_logs_-t_ID, sos_commands/logs/journalctl_--no-pager",
    collect: "run collect on the node, or sos with its openstack plugins",
  },
  checksums: {
    what: "configuration checksum",
    paths: "var/lib/config-data/puppet-generated/*.md5sum",
    collect: "run collect on the node",
  },
} satisfies Record<Family, LookedFor>;

interface LookedFor {
  readonly what: string;
  readonly paths: string;
  readonly collect: string;
}

const DAMAGED = { state: "cut", problem: "the archive that it is in is damaged" } as const;

function absent(captured: Captured, { what, paths, collect }: LookedFor, instead?: string): Coverage {
  const lost = isLossy(captured) ? " (part of the bundle was lost)" : "";
  return {
    state: "absent",
    reason: `no ${what} in the bundle${lost}: looked for ${paths}${instead ?? ""}; collect: ${collect}`,
  };
}

function listings(captured: Captured, of: ListingFact["of"]): ListingFact[] {
  const captures = factsOf(captured, "capture");
  return factsOf(captured, "listing")
    .filter((listing) => listing.of === of)
    .map((listing) => judgedListing(listing, captures))
    .map((listing) => (listing.state === "whole" && isDamaged(captured) ? { ...listing, ...DAMAGED } : listing));
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
  const generated = factsOf(captured, "config-file").some(({ file }) => file.startsWith("var/lib/config-data/"));
  if (generated) return isLossy(captured) ? { state: "partial", reason: "part of the bundle was lost" } : WHOLE;
  return absent(captured, LOOKED_FOR.configuration);
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

function checksumCoverage(captured: Captured): Coverage {
  if (runsNothing(captured)) return WHOLE;
  if (factsOf(captured, "checksum").some(({ generated }) => generated)) return WHOLE;
  return absent(captured, LOOKED_FOR.checksums);
}

/** A node that is known to have no container, such as the director of OSP 13, has no configuration for any either. */
function runsNothing(captured: Captured): boolean {
  return containerCoverage(captured).state === "whole" && factsOf(captured, "container-row").length === 0;
}
