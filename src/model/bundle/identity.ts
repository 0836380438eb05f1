import type { IdentityFact } from "../../parse/facts.ts";
import { readTime } from "../../parse/syntax/time.ts";
import type { Evidence } from "../types/sourced.ts";
import { type Captured, factsOf } from "./captured.ts";

export interface Known {
  readonly value: string;
  readonly evidence?: Evidence;
}

/** The host's short name: as the host, its manifest or its engine tells it, else the bundle's own. */
export function hostNameOf(captured: Captured): Known {
  const told = identityFact(captured, "host-name");
  if (told !== undefined) return { value: shortName(told.value), evidence: told.source };
  const engine = factsOf(captured, "engine").find(({ hostName }) => hostName !== undefined);
  if (engine?.hostName !== undefined) return { value: shortName(engine.hostName), evidence: engine.source };
  return { value: nameOfArchive(captured) };
}

function shortName(name: string): string {
  return name.split(".")[0] || name;
}

/** sosreport-HOST-DATE-CODE and sospect-HOST-TIME carry the host; other names stand for themselves. */
function nameOfArchive({ summary }: Captured): string {
  const file = summary.source.replace(/\/+$/, "").split("/").at(-1) ?? summary.source;
  const name = summary.root.split("/").at(-1) || file.replace(/\.(tar(\.\w+)?|tgz|txz|tbz2?)$/, "");
  return /^(?:sosreport|sospect)-(.+?)-(?:\d{4}-\d\d-\d\d|\d{8}T\d{6}Z)/.exec(name)?.[1] ?? name;
}

/** When the bundle was captured, epoch milliseconds; `undefined` where nothing tells it beyond doubt. */
export function capturedAt(captured: Captured): number | undefined {
  for (const { what, value } of factsOf(captured, "identity")) {
    if (what !== "captured-at") continue;
    const time = readTime(value) ?? dateCommand(value);
    if (time !== undefined) return time;
  }
  return undefined;
}

/** `date` prints the zone's abbreviation, of which only UTC and GMT are one zone everywhere. */
function dateCommand(text: string): number | undefined {
  return /\b(UTC|GMT)\b/.test(text) ? Date.parse(text) || undefined : undefined;
}

/** OSP's release number, from the images that run, else from the release file. */
export function releaseOf(
  captured: Captured,
  images: readonly (readonly [string, Evidence | undefined])[],
): Known | undefined {
  for (const [image, evidence] of images) {
    const value = releaseOfImage(image);
    if (value !== undefined) return { value, ...(evidence === undefined ? {} : { evidence }) };
  }
  const file = identityFact(captured, "openstack-release");
  const value = /release (\d\d)\b/.exec(file?.value ?? "")?.[1];
  return file === undefined || value === undefined ? undefined : { value, evidence: file.source };
}

/** Satellite makes one name of organization, view and repository: example_org-osp13_containers-keystone:13.0-118. */
const FLATTENED = /[/_-](?:rh)?osp(?:-?(?:rhel)?\d+)?[_-][^:@/]*:(1[2-7])\.\d/;

/** RDO's namespaces, with the system that the images are of where there are several. */
const RDO = /(?:^|\/)tripleo([a-z]*?)(centos\d+)?\//;

/** rhosp13/openstack-x:13.0-46, rhosp-rhel8/openstack-x:16.1-55; upstream images are named by their release. */
export function releaseOfImage(image: string): string | undefined {
  const tagged = /\/(?:rhosp-rhel\d|rhosp\d\d|rhosp)[^:]*:(1[2-7])\.\d/.exec(image)?.[1];
  if (tagged !== undefined) return tagged;
  const named = /\/rhosp(1[2-7])\//.exec(image)?.[1];
  if (named !== undefined) return named;
  // OSP 18 calls itself by another name; its images stand under it in any mirror, and upstream under podified-….
  if (/\/(rhoso|podified-antelope-centos\d+)\//.test(image)) return "18";
  const upstream = RDO.exec(image)?.[1];
  return FLATTENED.exec(image)?.[1] ?? (upstream === undefined ? undefined : UPSTREAM[upstream]);
}

/** RDO builds releases as well that OSP has none of, and those that are not yet out. */
export function isOfRdo(image: string): boolean {
  return RDO.test(image);
}

/** Train was built for CentOS 7 as well, where docker ran it; OSP 16 has it under podman alone. */
export function runsByEitherEngine(image: string): boolean {
  const [, release, system] = RDO.exec(image) ?? [];
  return release === "train" && system === undefined;
}

const UPSTREAM: Readonly<Record<string, string>> = {
  pike: "12",
  queens: "13",
  rocky: "14",
  stein: "15",
  train: "16",
  wallaby: "17",
};

function identityFact(captured: Captured, what: IdentityFact["what"]): IdentityFact | undefined {
  return factsOf(captured, "identity").find((fact) => fact.what === what);
}
