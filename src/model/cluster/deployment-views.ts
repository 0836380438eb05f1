import type { Catalogue } from "../../catalogue/catalogue.ts";
import type { Coverage } from "../types/coverage.ts";
import type { Node } from "../types/node.ts";
import { comparisonsOf } from "./compare.ts";
import { floatingAddressesOf } from "./floating-addresses.ts";
import { clusterGroupsOf } from "./groups.ts";
import {
  clusterBundlesOf,
  clusterMembersOf,
  clusterReplicasOf,
  clusterResourcesOf,
  failedActionsOf,
} from "./joined.ts";
import { captureTimesOf, rostersOf, twinsOf } from "./roster.ts";
import { brokersOf, cephClustersOf, ovnRemotesOf } from "./services.ts";
import { vipsOf } from "./vips.ts";

/** What all nodes together tell of their clusters. */
export function deploymentViewsOf(nodes: readonly Node[], catalogue: Catalogue) {
  const groups = clusterGroupsOf(nodes);
  const vips = vipsOf(groups, nodes);
  return {
    clusterMembers: clusterMembersOf(groups, nodes),
    clusterBundles: clusterBundlesOf(groups, nodes, catalogue),
    clusterReplicas: clusterReplicasOf(groups, nodes, catalogue),
    clusterResources: clusterResourcesOf(groups, nodes),
    failedActions: failedActionsOf(groups, nodes),
    vips,
    floatingAddresses: floatingAddressesOf(vips, nodes),
    brokers: brokersOf(nodes),
    ovnRemotes: ovnRemotesOf(nodes),
    cephClusters: cephClustersOf(nodes),
    comparisons: comparisonsOf(groups, nodes, catalogue),
    rosters: rostersOf(groups, nodes),
    twins: twinsOf(nodes),
    captureTimes: captureTimesOf(nodes),
  };
}

/** What one node of a cluster tells of it holds for all: the cluster's own status, Ceph's. The others are asked each. */
export function sharedCoverage(nodes: readonly Node[]): { readonly pacemaker?: Coverage; readonly ceph?: Coverage } {
  const whole: Coverage = { state: "whole" };
  const groups = clusterGroupsOf(nodes);
  const alone = nodes.filter(
    (node) => node.coverage.pacemaker.state !== "whole" && !groups.some((group) => group.nodes.includes(node)),
  );
  const told = groups.every((group) =>
    group.nodes.some(
      ({ clusterEvidence, coverage }) => clusterEvidence.pacemaker?.listed && coverage.pacemaker.state === "whole",
    ),
  );
  const ceph = nodes.some(
    ({ clusterEvidence, coverage }) => clusterEvidence.ceph !== undefined && coverage.ceph.state === "whole",
  );
  return {
    ...(groups.length > 0 && told && alone.length === 0 ? { pacemaker: whole } : {}),
    ...(ceph ? { ceph: whole } : {}),
  };
}
