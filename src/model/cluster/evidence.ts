import type {
  CephFact,
  CorosyncFact,
  GaleraFact,
  HostsFact,
  OvnFact,
  OvnRemoteFact,
  PacemakerFact,
  PacemakerPropertyFact,
  RabbitmqFact,
  RedisFact,
} from "../../parse/cluster/cluster-facts.ts";
import type { IdentityFact } from "../../parse/facts.ts";
import { type Captured, factsOf, isDamaged, judgedListing } from "../bundle/captured.ts";
import { capturedAt } from "../bundle/identity.ts";
import type { Evidence } from "../types/sourced.ts";

/** How the node's clock stands to its time source: seconds ahead of it, negative behind it. */
interface ClockState {
  readonly synchronised: boolean;
  readonly offset?: number;
  readonly source: Evidence;
}

/** What one bundle tells of clusters, for questions on all nodes together. */
export interface ClusterEvidence {
  /** Epoch milliseconds, by the node's own clock. */
  readonly capturedAt?: number;
  readonly pacemaker?: PacemakerFact;
  readonly properties: readonly PacemakerPropertyFact[];
  readonly corosync?: CorosyncFact;
  readonly hosts: readonly HostsFact[];
  /** Its addresses; absent where no whole list of them was captured. */
  readonly addresses?: ReadonlyMap<string, Evidence>;
  /** Those of no network, such as keepalived adds to a network's device. */
  readonly addressesAlone: ReadonlyMap<string, Evidence>;
  readonly brokers: readonly RabbitmqFact[];
  readonly databases: readonly GaleraFact[];
  readonly redis: readonly RedisFact[];
  readonly ovn: readonly OvnFact[];
  readonly ovnRemote?: OvnRemoteFact;
  readonly ceph?: CephFact;
  readonly clock?: ClockState;
  readonly machineId?: IdentityFact;
  readonly bootId?: IdentityFact;
  /** Other bundles of the node that were left out. */
  readonly twins: readonly string[];
}

export function clusterEvidenceOf(captured: Captured): ClusterEvidence {
  const time = capturedAt(captured);
  const identity = (what: IdentityFact["what"]) => factsOf(captured, "identity").find((fact) => fact.what === what);
  return {
    ...some("capturedAt", time),
    ...some("pacemaker", pacemakerIn(captured)),
    properties: factsOf(captured, "pacemaker-property"),
    ...some("corosync", factsOf(captured, "corosync")[0]),
    hosts: factsOf(captured, "host-entry"),
    ...some("addresses", addressesIn(captured)),
    addressesAlone: new Map(
      factsOf(captured, "address").flatMap(({ address, alone, device, source }) =>
        alone === true && !ANYCAST.test(device) ? [[address, source] as const] : [],
      ),
    ),
    brokers: distinct(factsOf(captured, "rabbitmq"), ({ asked }) => asked),
    databases: factsOf(captured, "galera").filter(usesGalera).slice(0, 1),
    redis: factsOf(captured, "redis").slice(0, 1),
    ovn: distinct(factsOf(captured, "ovn"), ({ database }) => database),
    ...some("ovnRemote", factsOf(captured, "ovn-remote")[0]),
    ...some("ceph", cephIn(captured)),
    ...some("clock", clockIn(captured)),
    ...some("machineId", identity("machine-id")),
    ...some("bootId", identity("boot-id")),
    twins: captured.twins ?? [],
  };
}

/** A director's database is built with Galera and does not use it: it names no provider, and is of no cluster. */
function usesGalera({ values }: GaleraFact): boolean {
  return values["wsrep_provider_name"] !== "";
}

/** By chronyd, which tells by how much it is off. */
function clockIn(captured: Captured): ClockState | undefined {
  const leap = factsOf(captured, "host-word").find(({ what }) => what === "chrony-synchronised");
  if (leap === undefined) return undefined;
  const offset = factsOf(captured, "host-number").find(({ what }) => what === "chrony-offset-seconds");
  return {
    synchronised: leap.value === "yes",
    ...some("offset", offset?.value),
    source: offset?.source ?? leap.source,
  };
}

function some<Key extends string, Value>(key: Key, value: Value | undefined): { [K in Key]?: Value } {
  return value === undefined ? {} : ({ [key]: value } as { [K in Key]?: Value });
}

function distinct<Item>(items: readonly Item[], key: (item: Item) => string): Item[] {
  return [...new Map(items.map((item) => [key(item), item])).values()];
}

/** Of several listings the one that says most: with resources, of pcs, with details. */
export function pacemakerIn(captured: Captured): PacemakerFact | undefined {
  const rank = ({ listed, running, file }: PacemakerFact) =>
    (listed ? 8 : 0) + (running ? 4 : 0) + (/pcs_status/.test(file) ? 2 : 0) + (/--full/.test(file) ? 1 : 0);
  return factsOf(captured, "pacemaker")
    .slice()
    .sort((one, other) => rank(other) - rank(one))[0];
}

/** The status has the name of the cluster, health detail what is wrong: the one with more to say. */
function cephIn(captured: Captured): CephFact | undefined {
  const facts = factsOf(captured, "ceph");
  const worst = facts.slice().sort((one, other) => other.checks.length - one.checks.length)[0];
  const fsid = facts.find((fact) => fact.fsid !== undefined)?.fsid;
  return worst === undefined || fsid === undefined ? worst : { ...worst, fsid };
}

/** Devices on which several nodes may have one address, since routers choose among them. */
const ANYCAST = /^(?:lo|dummy)/;

/** What is missing of a list that is not whole may be an address. */
function addressesIn(captured: Captured): ReadonlyMap<string, Evidence> | undefined {
  const captures = factsOf(captured, "capture");
  const whole = factsOf(captured, "listing").some(
    (listing) => listing.of === "addresses" && judgedListing(listing, captures).state === "whole",
  );
  if (!whole || isDamaged(captured)) return undefined;
  return new Map(factsOf(captured, "address").map(({ address, source }) => [address, source]));
}

/** Names of hosts compare by their first part, whatever their case. */
export function hostKey(name: string): string {
  return (name.split(".")[0] ?? name).toLowerCase();
}

/** A resource in one of these states does what it is for. */
export function isUp(state: string): boolean {
  return state === "started" || state === "master" || state === "slave";
}
