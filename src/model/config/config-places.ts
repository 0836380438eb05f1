import type { Places } from "../../catalogue/places.ts";
import type { ContainerDetailsFact, KollaConfigFact, Mount } from "../../parse/facts.ts";
import { type Captured, factsOf } from "../bundle/captured.ts";
import type { Sighting } from "../containers/sighting.ts";
import type { Container } from "../types.ts";

const INSTRUCTIONS = "/var/lib/kolla/config_files/config.json";
const FOLDER = "/var/lib/kolla/config_files";
const VOLUME = /^\/var\/lib\/config-data\/puppet-generated\/[^/]+$/;

export type Seen = readonly (readonly [Sighting, Container])[];

/** A container that kolla_start configures, as far as its mounts are known. */
export interface KollaContainer {
  readonly container: Container;
  readonly details: ContainerDetailsFact;
  readonly mounts: readonly Mount[];
  /** The path of its instructions on the host, without the leading slash. */
  readonly instructions: string;
  readonly config?: KollaConfigFact;
}

/** All containers that mount instructions of kolla_start: TripleO mounts the file, kolla-ansible the folder that it is in. */
export function kollaContainersOf(captured: Captured, containers: Seen): KollaContainer[] {
  const configs = new Map(factsOf(captured, "kolla-config").map((config) => [config.file, config]));
  return containers.flatMap(([{ details }, container]): KollaContainer[] => {
    if (details?.mounts === undefined) return [];
    const mounts = details.mounts.map(({ source, destination }) => ({
      source: bare(source),
      destination: bare(destination),
    }));
    const host = hostPath(mounts, INSTRUCTIONS);
    if (host === undefined) return [];
    const config = configs.get(host.slice(1));
    return [{ container, details, mounts, instructions: host.slice(1), ...(config === undefined ? {} : { config }) }];
  });
}

function bare(path: string): string {
  return path.length > 1 ? path.replace(/\/+$/, "") : path;
}

/** Where a path inside a container lies on the host; `undefined` where it is of the container's own. */
export function hostPath(mounts: readonly Mount[], path: string): string | undefined {
  const around = mounts.filter(({ destination }) => isWithin(path, destination));
  const [nearest] = around.sort((one, other) => other.destination.length - one.destination.length);
  return nearest === undefined ? undefined : nearest.source + path.slice(nearest.destination.length);
}

export function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}

/** A file that a container copies when it starts: its path in the bundle, and inside the container. */
export interface CopiedFile {
  readonly file: string;
  readonly inside: string;
}

/**
 * Which of the bundle's files a container copies, and where to. Left out is what two copies write, of which one may come
 * from a place that is not in the bundle, and what a mount covers, which others write to as well.
 */
export function copiedFiles(
  { config, mounts }: KollaContainer,
  files: readonly string[],
  { isCopiedApart }: Pick<Places, "isCopiedApart">,
): CopiedFile[] {
  const copies = config?.copies ?? presumedCopies(mounts);
  if (copies.length > MOST_COPIES) return [];
  const covered = new Set(mounts.map(({ destination }) => destination).filter((place) => place !== "/"));
  return copies.flatMap(({ from, to }, at) => {
    const later = copies.slice(at + 1).map((copy) => bare(copy.to));
    return filesOf(from, to, mounts, files).filter(
      ({ inside }) =>
        !later.some((place) => isWithin(inside, place)) &&
        !isCovered(inside, covered) &&
        (config !== undefined || !isCopiedApart(inside)),
    );
  });
}

/** Honest instructions have some twenty; those of more are not followed. */
const MOST_COPIES = 200;

/** Whether a path is one of some places, or lies in one. */
function isCovered(path: string, places: ReadonlySet<string>): boolean {
  for (let end = path.length; end > 0; end = path.lastIndexOf("/", end - 1))
    if (places.has(path.slice(0, end))) return true;
  return false;
}

/** What TripleO tells nearly all containers to copy. */
function presumedCopies(mounts: readonly Mount[]): { from: string; to: string }[] {
  const standard = mounts.some(({ source, destination }) => destination === `${FOLDER}/src` && VOLUME.test(source));
  return standard ? [{ from: `${FOLDER}/src/*`, to: "/" }] : [];
}

function filesOf(from: string, to: string, mounts: readonly Mount[], files: readonly string[]): CopiedFile[] {
  const all = from.endsWith("/*");
  if (/[*?[]/.test(all ? from.slice(0, -2) : from) || (all && !to.endsWith("/"))) return [];
  const folder = hostPath(mounts, all ? from.slice(0, -2) : bare(from))?.slice(1);
  if (folder === undefined) return [];
  const name = all || from.endsWith("/") ? "" : (from.split("/").at(-1) ?? "");
  const into = to.endsWith("/") ? to + name : to;
  return files
    .filter((file) => isWithin(file, folder))
    .map((file) => ({ file, inside: joined(into, file.slice(folder.length)) }));
}

function joined(folder: string, rest: string): string {
  return `${folder}${rest}`.replace(/\/{2,}/g, "/");
}
