import type { Catalogue } from "../../catalogue/catalogue.ts";
import type { ClusterListing } from "../../parse/cluster/cluster-facts.ts";
import { type Captured, factsOf, isLossy } from "../bundle/captured.ts";
import { PACEMAKER_REPLICA } from "../containers/lifecycle.ts";
import type { Coverage } from "../types/coverage.ts";
import { pacemakerIn } from "./evidence.ts";

/** The families of facts on clusters. */
export const clusterFamilies = ["pacemaker", "rabbitmq", "galera", "redis", "ovn", "ceph"] as const;
export type ClusterFamily = (typeof clusterFamilies)[number] & ClusterListing;

export const CLUSTER_LOOKED_FOR = {
  pacemaker: {
    what: "status of the cluster",
    paths: "sos_commands/pacemaker/pcs_status, pcs_status_--full",
    collect: "'pcs status' as root, or run collect on the node",
  },
  rabbitmq: {
    what: "status of RabbitMQ's cluster",
    paths: "sos_commands/rabbitmq/*rabbitmqctl_cluster_status, *rabbitmqctl_report",
    collect: "'rabbitmqctl cluster_status' in its container, or run collect on the node",
  },
  galera: {
    what: "status of Galera",
    paths: "sos_commands/galera/*wsrep_status",
    collect: `'mysql -e "SHOW STATUS LIKE \\"wsrep%\\""' in its container, or run collect on the node`,
  },
  redis: {
    what: "replication of redis",
    paths: "sos_commands/redis/*info_replication",
    collect: "run collect on the node",
  },
  ovn: {
    what: "status of a clustered OVN database",
    paths: "sos_commands/ovn_central/*cluster.status_OVN_*",
    collect: "run collect on the node",
  },
  ceph: {
    what: "status of Ceph",
    paths: "sos_commands/ceph/*ceph_-s, *ceph_status",
    collect: "'ceph -s' in a monitor's container, or run collect on the node",
  },
} as const;

/**
 * Whether a node is of a pacemaker cluster; `undefined` where nothing decides it. pacemaker's packages are on every node
 * of an overcloud, so that neither they nor an answer that no cluster runs tell anything: what a cluster leaves does.
 */
export function isClusterMember(captured: Captured, containersWhole: boolean): boolean | undefined {
  if (factsOf(captured, "corosync").length > 0 || pacemakerIn(captured)?.running === true) return true;
  const names = containerNames(captured);
  if (names.some((name) => PACEMAKER_REPLICA.test(name) || /_(init|restart)_bundle$/.test(name))) return true;
  return containersWhole && !isLossy(captured) ? false : undefined;
}

/** Whether what a family is about is to be found on a node; `undefined` where nothing decides it. */
export function isExpected(
  captured: Captured,
  family: ClusterFamily,
  { containersWhole, catalogue }: { readonly containersWhole: boolean; readonly catalogue: Catalogue },
): boolean | undefined {
  if (family === "pacemaker") return isClusterMember(captured, containersWhole);
  const running = containerNames(captured, true).some((name) => isOfCluster(catalogue, name, family));
  if (running) return true;
  return containersWhole ? false : undefined;
}

/** One-shots such as a database's bootstrap tell nothing of its cluster. */
function isOfCluster(catalogue: Catalogue, name: string, family: ClusterFamily): boolean {
  const meaning = catalogue.ofContainer(name);
  return meaning?.kind === "service" && meaning.component.cluster === family;
}

/** A node whose pacemaker does not run has nothing to say of the cluster. */
export function stoppedCoverage(captured: Captured): Coverage | undefined {
  const fact = pacemakerIn(captured);
  if (fact === undefined || fact.running) return undefined;
  return {
    state: "absent",
    reason: `pacemaker does not run on this node (${fact.file}: ${fact.sources["running"]?.text}); collect: 'pcs status' on a node where it does`,
  };
}

function containerNames(captured: Captured, running = false): string[] {
  const rows = factsOf(captured, "container-row").filter(({ state }) => !running || state === "running");
  const details = factsOf(captured, "container-details").filter(({ state }) => !running || state === "running");
  return [...rows.flatMap(({ names }) => names), ...details.flatMap(({ name }) => name ?? [])].map((name) =>
    name.replace(/^\//, ""),
  );
}
