import type { StartupFact } from "../../parse/facts.ts";
import { type Captured, factsOf, isLossy, judgedListing } from "../bundle/captured.ts";
import { hostNameOf, type Known, releaseOf } from "../bundle/identity.ts";
import { identityOf } from "../containers/container.ts";
import { managerOf } from "../containers/manager.ts";
import type { Sighting } from "../containers/sighting.ts";
import { isOfEdpm, isOfTripleo } from "../containers/startup.ts";
import type { Evidence } from "../types.ts";

/** What was deployed on the node, each with where it was read; what nothing tells is absent. */
export interface DeployedOn {
  readonly release?: Known;
  readonly product?: Known & { readonly value: "tripleo" | "kolla-ansible" | "edpm" };
  readonly role?: Known;
}

/** Release, product and role of a node, by the strongest evidence that there is of each. */
export function deployedOn(
  captured: Captured,
  sightings: readonly Sighting[],
  startup: readonly StartupFact[],
): DeployedOn {
  const release = releaseOf(captured, runningFirst(sightings).map(imageOf)) ?? releaseByLayout(startup);
  const product = productOf(sightings, startup, release);
  // A role is told by what a node does not run as well: of what is left of a list nothing follows.
  const named = listsAll(captured) ? namesOf(sightings) : new Map();
  const role =
    product?.value === "kolla-ansible"
      ? roleInKolla(named)
      : roleInTripleo(captured, sightings, named, product !== undefined);
  const told = product?.value === "kolla-ansible" ? kollaRelease(sightings) : release;
  return {
    ...(told === undefined ? {} : { release: told }),
    ...(product === undefined ? {} : { product }),
    ...(role === undefined ? {} : { role }),
  };
}

function listsAll(captured: Captured): boolean {
  if (!isLossy(captured)) return true;
  const captures = factsOf(captured, "capture");
  return factsOf(captured, "listing").some(
    (listing) => listing.of === "containers" && judgedListing(listing, captures).state === "whole",
  );
}

export const DEPLOYED_LACKS = {
  release:
    "no image, /etc/rhosp-release or start-up configuration tells which release it is; collect: /etc/rhosp-release and 'docker ps -a' or 'podman ps -a' as root",
  product:
    "no label, start-up configuration or release tells who deployed its containers; collect: run collect on the node",
  role: "no label, container or host name tells which role the node has; collect: run collect on the node",
} as const;

/** What has ended may be left of an earlier release. */
function runningFirst(sightings: readonly Sighting[]): Sighting[] {
  const rank = ({ row, details }: Sighting) => ((details?.state ?? row?.state) === "running" ? 0 : 1);
  return [...sightings].sort((one, other) => rank(one) - rank(other));
}

function imageOf({ row, details }: Sighting): readonly [string, Evidence | undefined] {
  return [details?.image ?? row?.image ?? "", details?.sources["image"] ?? row?.source];
}

/** OSP 15 alone keeps a file for each step under this name; the layouts of the others are each of two releases. */
function releaseByLayout(startup: readonly StartupFact[]): Known | undefined {
  const found = startup.find(({ source }) => /\/(hashed-)?container-startup-config-step_/.test(source.file));
  return found === undefined ? undefined : { value: "15", evidence: found.source };
}

function known<Value extends string>(value: Value, evidence: Evidence | undefined): Known & { readonly value: Value } {
  return { value, ...(evidence === undefined ? {} : { evidence }) };
}

/** TripleO's images are kolla's and carry its labels as well: TripleO's own evidence comes first. */
function productOf(
  sightings: readonly Sighting[],
  startup: readonly StartupFact[],
  release: Known | undefined,
): DeployedOn["product"] {
  const managed = sightings.find(({ details }) =>
    /^(paunch|docker-cmd|tripleo[-_].+)$/.test(details?.labels?.["managed_by"] ?? ""),
  );
  if (managed !== undefined) return known("tripleo", lineOf(managed));
  const edpm = startup.find(isOfEdpm);
  if (edpm !== undefined) return known("edpm", edpm.source);
  const entry = startup.find(isOfTripleo);
  if (entry !== undefined) return known("tripleo", entry.source);
  if (release !== undefined && /^1[2-7]$/.test(release.value)) return known("tripleo", release.evidence);
  const kolla = sightings.find(
    (sighting) => nameOf(sighting) === "kolla_toolbox" || managerOf(nameOf(sighting), sighting.details) === KOLLA,
  );
  return kolla === undefined ? undefined : known(KOLLA, lineOf(kolla));
}

const KOLLA = "kolla-ansible";

function nameOf({ row, details }: Sighting): string {
  return details?.name ?? row?.names[0] ?? "";
}

/** The row of `ps` is what people know; else whatever line shows that the container is there. */
function lineOf({ row, details }: Sighting): Evidence | undefined {
  return row?.source ?? details?.sources["configData"] ?? Object.values(details?.sources ?? {})[0];
}

type Named = ReadonlyMap<string, Evidence | undefined>;

function namesOf(sightings: readonly Sighting[]): Named {
  return new Map(sightings.map((sighting) => [identityOf(sighting, nameOf(sighting)), lineOf(sighting)]));
}

function anyOf(named: Named, pattern: RegExp): Known | undefined {
  for (const [name, evidence] of named) if (pattern.test(name)) return known(name, evidence);
  return undefined;
}

function roleInTripleo(
  captured: Captured,
  sightings: readonly Sighting[],
  named: Named,
  isOfTripleo: boolean,
): Known | undefined {
  const found = roleByLabel(sightings) ?? roleByImageLists(captured) ?? roleByContainers(named);
  return found ?? (isOfTripleo ? roleByHostName(captured) : undefined);
}

/** paunch notes the role of the node on whatever it starts: tripleo-Controller. */
function roleByLabel(sightings: readonly Sighting[]): Known | undefined {
  for (const sighting of sightings) {
    const role = /^tripleo-(\w+)$/.exec(sighting.details?.labels?.["managed_by"] ?? "")?.[1];
    if (role !== undefined) return known(role, sighting.details?.sources["configData"] ?? lineOf(sighting));
  }
  return undefined;
}

/** The lists that images are prepared from lie in the home of who deploys, on the director. */
function roleByImageLists(captured: Captured): Known | undefined {
  const list = factsOf(captured, "required-image").find(({ source }) => source.file.startsWith("home/"));
  return list === undefined ? undefined : known("Undercloud", list.source);
}

const STORES = /^ceph-(.+-)?osd-/;
const COMPUTES = /^nova_(libvirt|virtqemud)$/;

/**
 * By what only one role runs. Keystone beside what an undercloud is made of, or beside a hypervisor, may be one or the
 * other: that is not decided.
 */
function roleByContainers(named: Named): Known | undefined {
  const keystone = anyOf(named, /^keystone$/);
  const hypervisor = anyOf(named, COMPUTES);
  const osd = anyOf(named, STORES);
  if (keystone !== undefined) {
    const another = hypervisor ?? anyOf(named, /^(ironic_|mistral_|zaqar)/);
    return another === undefined ? known("Controller", keystone.evidence) : undefined;
  }
  if (hypervisor !== undefined)
    return known(osd === undefined ? "Compute" : "ComputeHCI", (osd ?? hypervisor).evidence);
  const rest: readonly (readonly [Known | undefined, string])[] = [
    [osd, "CephStorage"],
    [anyOf(named, /^swift_(account|container|object)_server$/), "ObjectStorage"],
    [anyOf(named, /^neutron_(dhcp|l3_agent)$/), "Networker"],
    [anyOf(named, /^galera-bundle$/), "Database"],
    [anyOf(named, /^rabbitmq-bundle$/), "Messaging"],
  ];
  const [found, role] = rest.find(([one]) => one !== undefined) ?? [];
  return found === undefined || role === undefined ? undefined : known(role, found.evidence);
}

const HOST_NAMES: readonly (readonly [RegExp, string])[] = [
  [/(^|-)(director|undercloud)\b/, "Undercloud"],
  [/(^|-)controller-?\d*$/, "Controller"],
  [/(^|-)computehci-?\d*$/, "ComputeHCI"],
  [/(^|-)(nova)?compute-?\d*$/, "Compute"],
  [/(^|-)ceph(storage)?-?\d*$/, "CephStorage"],
];

/** Anybody may name a host as they like: the last resort, and only where it is known to be one of TripleO. */
function roleByHostName(captured: Captured): Known | undefined {
  const host = hostNameOf(captured);
  const role = HOST_NAMES.find(([pattern]) => pattern.test(host.value))?.[1];
  return role === undefined ? undefined : known(role, host.evidence);
}

/** kolla-ansible's groups, which a host may be in several of. */
function roleInKolla(named: Named): Known | undefined {
  const control = anyOf(named, /^keystone$/);
  const compute = anyOf(named, /^nova_compute$/);
  if (control !== undefined) return known(compute === undefined ? "control" : "all-in-one", control.evidence);
  if (compute !== undefined) return known("compute", compute.evidence);
  const network = anyOf(named, /^neutron_(l3|dhcp)_agent$/);
  if (network !== undefined) return known("network", network.evidence);
  const storage = anyOf(named, /^cinder_(volume|backup)$/);
  return storage === undefined ? undefined : known("storage", storage.evidence);
}

/** kolla's images carry their release in tag or path: kolla/nova-api:2024.1-rocky-9, kolla/release/2025.1/nova-api. */
function kollaRelease(sightings: readonly Sighting[]): Known | undefined {
  for (const [image, evidence] of runningFirst(sightings).map(imageOf)) {
    const release = /kolla.*[:/](20\d\d\.[12]|[q-z][a-z]{2,7})(?=[-/]|$)/.exec(image)?.[1];
    if (release !== undefined && (/\d/.test(release) || SERIES.has(release))) return known(release, evidence);
  }
  return undefined;
}

const SERIES = new Set(["queens", "rocky", "stein", "train", "ussuri", "victoria", "wallaby", "xena", "yoga", "zed"]);
