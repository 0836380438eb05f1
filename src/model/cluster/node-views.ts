import type { Catalogue } from "../../catalogue/catalogue.ts";
import type { Component } from "../../catalogue/types.ts";
import type { PacemakerBundle, PacemakerFact } from "../../parse/cluster/cluster-facts.ts";
import { present } from "../../parse/present.ts";
import type { Captured } from "../bundle/captured.ts";
import type {
  BrokerView,
  ClusterDaemon,
  ClusterView,
  DatabaseView,
  OvnDatabase,
  PlacedReplica,
  RedisServer,
} from "../types/cluster.ts";
import type { Container } from "../types/container.ts";
import type { Coverage } from "../types/coverage.ts";
import type { Evidence } from "../types/sourced.ts";
import { type ClusterFamily, isClusterMember } from "./coverage.ts";
import { type ClusterEvidence, hostKey, isUp } from "./evidence.ts";

/** What one node sees of the clusters that it is of. */
export interface NodeViews {
  readonly clusterViews: ClusterView[];
  readonly clusterDaemons: ClusterDaemon[];
  readonly placedReplicas: PlacedReplica[];
  readonly brokerViews: BrokerView[];
  readonly databaseViews: DatabaseView[];
  readonly redisServers: RedisServer[];
  readonly ovnDatabases: OvnDatabase[];
  readonly clusterEvidence: ClusterEvidence;
}

export interface Around {
  readonly name: string;
  readonly catalogue: Catalogue;
  readonly containers: readonly Container[];
  /** What is known of its containers, and of its cluster's status. */
  readonly listed: Coverage;
  readonly status: Coverage;
  readonly evidence: ClusterEvidence;
}

export function nodeViewsOf(captured: Captured, around: Around): NodeViews {
  return {
    clusterViews: clusterViewsOf(captured, around),
    clusterDaemons: daemonsOf(around.evidence.pacemaker),
    placedReplicas: placedReplicasOf(around),
    brokerViews: brokerViewsOf(around),
    databaseViews: databaseViewsOf(around),
    redisServers: redisServersOf(around),
    ovnDatabases: ovnDatabasesOf(around),
    clusterEvidence: around.evidence,
  };
}

const COLLECT_PCS = "collect: 'pcs status' as root, or run collect on the node";

/** One view, or none of a node that is known to be of no cluster. */
function clusterViewsOf(captured: Captured, { name, listed, status, evidence }: Around): ClusterView[] {
  const { pacemaker, properties } = evidence;
  const member = isClusterMember(captured, listed.state === "whole");
  if (member === false) return [];
  const stonith = properties.find((property) => property.name === "stonith-enabled");
  const standing = properties.find((property) => property.name === "maintenance-mode");
  const running = pacemaker?.running === true ? pacemaker : undefined;
  const sources: Readonly<Record<string, Evidence>> = pacemaker?.sources ?? {};
  const maintenance = running?.maintenance || standing?.value === "true";
  return [
    {
      subject: { kind: "cluster", name },
      name,
      ...present({
        member,
        running: pacemaker?.running,
        quorate: running?.quorate,
        coordinator: running?.dc,
        maintenance: running === undefined && standing === undefined ? undefined : maintenance,
        fencing: stonith === undefined ? undefined : stonith.value !== "false",
        fenceDevices: running === undefined ? undefined : !running.noFenceDevices,
      }),
      evidence: present({
        ...{ member: evidence.corosync?.source, running: sources["running"], quorate: sources["quorate"] },
        ...{ coordinator: sources["dc"], maintenance: sources["maintenance"] ?? standing?.source },
        ...{ fencing: stonith?.source, fenceDevices: sources["noFenceDevices"] },
      }),
      lacks: {
        member:
          listed.state === "whole"
            ? "the bundle does not tell whether the node is of a cluster; collect: run collect on the node"
            : listed.reason,
        fencing:
          "no properties of the cluster in the bundle: looked for sos_commands/pacemaker/pcs_property*; collect: 'pcs property' as root, or run collect on the node",
        "*": status.state === "whole" ? `the status of the cluster does not tell; ${COLLECT_PCS}` : status.reason,
      },
    },
  ];
}

function daemonsOf(pacemaker: PacemakerFact | undefined): ClusterDaemon[] {
  return (pacemaker?.daemons ?? []).map(({ name, active, enabled, source }) => ({
    subject: { kind: "host", name },
    // pacemaker starts corosync itself.
    ...{ name, active, enabled, dependent: name === "corosync" },
    evidence: { name: source, active: source, enabled: source, dependent: source },
    lacks: {},
  }));
}

/** galera-bundle-0 is the name of a connection into the container galera-bundle-docker-0; a replica without one bears its container's. */
function containerShape(replica: string): RegExp {
  const escaped = replica.replace(/[.@]/g, "\\$&");
  return /-(docker|podman)-\d+$/.test(replica)
    ? new RegExp(`^${escaped}$`)
    : new RegExp(`^${escaped.replace(/-(\d+)$/, "-(docker|podman)-$1")}$`);
}

function placedReplicasOf({ name, containers, listed, evidence }: Around): PlacedReplica[] {
  return (evidence.pacemaker?.bundles ?? []).flatMap((bundle) =>
    bundle.replicas.flatMap((replica): PlacedReplica[] => {
      const shape = containerShape(replica.name);
      const container = containers.find((one) => shape.test(one.name));
      const here = replica.nodes.some((node) => hostKey(node) === hostKey(name));
      if (!here && container === undefined) return [];
      const containerName = container?.name ?? containerNameOf(replica.name, containers);
      const running = container === undefined ? (listed.state === "whole" ? false : undefined) : container.running;
      const row = container?.evidence["state"];
      return [
        {
          subject: { kind: "container", name: containerName },
          name: containerName,
          bundle: bundle.name,
          state: replica.state,
          running: isUp(replica.state),
          here,
          unmanaged: isUnmanaged(bundle, replica.flags),
          ...present({ containerRunning: running }),
          evidence: { here: replica.source, ...(row === undefined ? {} : { containerRunning: row }) },
          lacks: {
            "*":
              listed.state === "whole"
                ? "the list of containers does not tell its state; collect: inspect of the container"
                : listed.reason,
          },
        },
      ];
    }),
  );
}

/** By the engine of the other replicas, where one is to be guessed at for a name only. */
function containerNameOf(replica: string, containers: readonly Container[]): string {
  if (/-(docker|podman)-\d+$/.test(replica)) return replica;
  const engine = containers.some((container) => container.engine === "podman") ? "podman" : "docker";
  return replica.replace(/-(\d+)$/, `-${engine}-$1`);
}

export function isUnmanaged({ flags }: PacemakerBundle, own: readonly string[]): boolean {
  return [...flags, ...own].some((flag) => flag === "unmanaged" || flag === "maintenance");
}

/** What a bundle runs, by the agent inside it; the others by their names. */
export function componentOf({ name, replicas }: PacemakerBundle, catalogue: Catalogue): Component | undefined {
  return catalogue.ofAgent(replicas[0]?.agent ?? "")[0] ?? catalogue.ofPacemaker(name)[0];
}

function replicasOf({ evidence, catalogue }: Around, cluster: ClusterFamily): number | undefined {
  return evidence.pacemaker?.bundles.find((bundle) => componentOf(bundle, catalogue)?.cluster === cluster)?.replicas
    .length;
}

const NO_REPLICAS = `no bundle of pacemaker tells how many there are to be; ${COLLECT_PCS}`;

function brokerViewsOf(around: Around): BrokerView[] {
  return around.evidence.brokers.map(({ asked, members, running, sources }) => ({
    subject: { kind: "cluster", name: asked },
    name: asked,
    members: members.length,
    running: running.length,
    ...present({ replicas: replicasOf(around, "rabbitmq") }),
    evidence: present({ members: sources["members"], running: sources["running"] }),
    lacks: { "*": NO_REPLICAS },
  }));
}

function databaseViewsOf(around: Around): DatabaseView[] {
  const { name, evidence } = around;
  return evidence.databases.map(({ values, sources }) => ({
    subject: { kind: "cluster", name: `galera on ${name}` },
    name,
    ...present({
      size: numberIn(values["wsrep_cluster_size"]),
      replicas: replicasOf(around, "galera"),
      status: values["wsrep_cluster_status"],
      state: values["wsrep_local_state_comment"],
    }),
    evidence: present({
      size: sources["wsrep_cluster_size"],
      status: sources["wsrep_cluster_status"],
      state: sources["wsrep_local_state_comment"],
    }),
    lacks: {
      replicas: NO_REPLICAS,
      "*": "the status of Galera in the bundle does not tell; collect: run collect on the node",
    },
  }));
}

function numberIn(text: string | undefined): number | undefined {
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;
}

function redisServersOf({ name, evidence }: Around): RedisServer[] {
  return evidence.redis.map(({ values, sources }) => {
    const link = values["master_link_status"];
    return {
      subject: { kind: "cluster", name: `redis on ${name}` },
      name,
      role: values["role"] ?? "",
      ...present({ master: values["master_host"], linked: link === undefined ? undefined : link === "up" }),
      evidence: present({
        role: sources["role"],
        master: sources["master_host"],
        linked: sources["master_link_status"],
      }),
      lacks: { "*": "redis does not tell; collect: run collect on the node" },
    };
  });
}

function ovnDatabasesOf({ name, evidence }: Around): OvnDatabase[] {
  return evidence.ovn.map(({ database, values, sources }) => ({
    subject: { kind: "cluster", name: `${database} on ${name}` },
    name: database,
    node: name,
    role: values["Role"] ?? "",
    ...present({ leader: values["Leader"], status: values["Status"] }),
    evidence: present({ role: sources["Role"], leader: sources["Leader"], status: sources["Status"] }),
    lacks: { "*": "the database's status in the bundle does not tell; collect: run collect on the node" },
  }));
}
