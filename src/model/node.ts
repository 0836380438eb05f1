import type { BundleNote } from "../bundle/entry.ts";
import type { EngineName } from "../parse/facts.ts";
import { present } from "../parse/present.ts";
import { type Captured, factsOf, isLossy, judgedListing } from "./captured.ts";
import { containerOf, identityOf, type Sighting } from "./container.ts";
import { coverageOf } from "./coverage.ts";
import { configUsesOf, generatedFilesOf } from "./generated-config.ts";
import { capturedAt, hostNameOf, releaseOf } from "./identity.ts";
import { imageIndexOf, imagesOf, requiredImagesOf } from "./images.ts";
import { logHitsOf, searchedLogsOf } from "./log-hits.ts";
import { logStubsOf, logsOf } from "./logs.ts";
import { registryViewOf } from "./registry.ts";
import type { ReleaseTable } from "./releases.ts";
import { type MountedPlaces, settingsOf } from "./settings.ts";
import { sightingsIn } from "./sightings.ts";
import { startupsOf } from "./startup.ts";
import type { BundleState, Container, Engine, Evidence, Node } from "./types.ts";

/** The model of the node that one bundle was captured on. */
export function nodeOf(captured: Captured, tables: readonly ReleaseTable[]): Node {
  const { value: name, evidence } = hostNameOf(captured);
  const sightings = sightingsIn(captured);
  const release = releaseOf(captured, sightings.map(imageOf));
  const index = imageIndexOf(captured);
  const time = capturedAt(captured);
  const startup = startupsOf(captured);
  const around = {
    startup,
    tables,
    imageIdOf: index.idOf,
    ...(release === undefined ? {} : { release: release.value }),
    ...(time === undefined ? {} : { capturedAt: time }),
  };
  const containers = withLeftovers(sightings.map((sighting) => [sighting, containerOf(sighting, around)] as const));
  const models = containers.map(([, container]) => container);
  const coverage = coverageOf(captured);
  const engines = enginesOf(captured);
  return {
    subject: { kind: "host", name },
    name,
    ...(release === undefined ? {} : { release: release.value }),
    source: captured.summary.source,
    kind: factsOf(captured, "capture").some(({ tool }) => tool === "sospect") ? "sospect" : "sosreport",
    engines,
    images: imagesOf(captured),
    logs: logsOf(captured, models, time),
    logStubs: logStubsOf(captured),
    engineText: engineTextOf(engines),
    logHits: logHitsOf(captured, { containers, ...present({ capturedAt: time }) }),
    bundle: bundleStateOf(captured),
    containers: models,
    requiredImages: requiredImagesOf(models, { startup, index, coverage: coverage.images }),
    settings: settingsOf(captured, mountedPlaces(containers)),
    configUses: configUsesOf(captured, containers),
    generatedFiles: generatedFilesOf(captured),
    coverage,
    notes: notesOf(captured),
    searchedLogs: searchedLogsOf(captured),
    registry: registryViewOf(captured),
    evidence: evidence === undefined ? {} : { name: evidence },
    lacks: {},
  };
}

type Seen = readonly (readonly [Sighting, Container])[];

/**
 * What has ended while another of its identity runs is what is left of an earlier one: of a container that was made anew
 * or under another engine, of a replica that pacemaker has numbered anew.
 */
function withLeftovers(containers: Seen): Seen {
  const running = new Map(
    containers.flatMap(([sighting, { name, running }]) => (running ? [[identityOf(sighting, name), name]] : [])),
  );
  return containers.map(([sighting, container]) => {
    const instead = running.get(identityOf(sighting, container.name));
    if (instead === undefined || container.state !== "exited") return [sighting, container];
    const { expectedExit: _, ...rest } = container;
    return [sighting, { ...rest, lifecycle: "leftover", lifecycleSource: `${instead}, which runs in its place` }];
  });
}

function imageOf({ row, details }: Sighting): readonly [string, Evidence | undefined] {
  return [details?.image ?? row?.image ?? "", details?.sources["image"] ?? row?.source];
}

function engineNames(captured: Captured): EngineName[] {
  const seen = [
    ...factsOf(captured, "engine"),
    ...factsOf(captured, "container-row"),
    ...factsOf(captured, "container-details"),
  ];
  return [...new Set(seen.map(({ engine }) => engine))].sort();
}

/** Each engine with what its version and its information tell, from whichever file tells it. */
function enginesOf(captured: Captured): Engine[] {
  return engineNames(captured).map((name) => {
    const own = factsOf(captured, "engine").filter(({ engine }) => engine === name);
    const told = <Key extends "version" | "storageDriver" | "insecureRegistries">(key: Key) =>
      own.find((fact) => fact[key] !== undefined);
    const [version, storage, insecure] = [told("version"), told("storageDriver"), told("insecureRegistries")];
    return {
      subject: { kind: "host", name },
      name,
      ...present({
        version: version?.version,
        storageDriver: storage?.storageDriver,
        insecureRegistries: insecure?.insecureRegistries && [...insecure.insecureRegistries],
      }),
      evidence: present({
        version: version?.source,
        storageDriver: storage?.source,
        insecureRegistries: insecure?.source,
      }),
      lacks: {
        "*": `the bundle does not tell; collect: '${name} version' and '${name} info' as root, or run collect on the node`,
      },
    };
  });
}

function engineTextOf(engines: readonly Engine[]): string {
  return (
    engines.map(({ name, version }) => (version === undefined ? name : `${name} ${version}`)).join(" and ") || "unknown"
  );
}

function mountedPlaces(containers: Seen): MountedPlaces {
  const sources = containers.flatMap(([{ details }]) =>
    (details?.mounts ?? []).map(({ source }) => source.replace(/\/$/, "")),
  );
  const known = containers.every(([{ details }, { running }]) => running === false || details?.mounts !== undefined);
  return { known, sources };
}

function bundleStateOf(captured: Captured): BundleState {
  const lost = captured.summary.notes.filter(({ lossy }) => lossy);
  return {
    subject: { kind: "bundle", name: captured.summary.source.split("/").at(-1) ?? captured.summary.source },
    lossy: isLossy(captured),
    losses: lost.map(told),
    evidence: {},
    lacks: {},
  };
}

/** What a person should know of the bundle: what was refused or lost, and what was read in spite of being broken. */
function notesOf(captured: Captured): string[] {
  const captures = factsOf(captured, "capture");
  const listings = factsOf(captured, "listing").map((listing) => judgedListing(listing, captures));
  const whole = new Set(listings.flatMap(({ state, of, engine }) => (state === "whole" ? [`${of} ${engine}`] : [])));
  const broken = listings
    .filter(({ state, of, engine }) => state === "cut" || (state === "failed" && !whole.has(`${of} ${engine}`)))
    .map(({ file, problem }) => `${file}: ${problem}`);
  return [...captured.summary.notes.map(told), ...broken];
}

function told({ path, message }: BundleNote): string {
  return path === undefined ? message : `${path}: ${message}`;
}
