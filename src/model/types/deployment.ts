import { type Static, Type } from "typebox";
import {
  Broker,
  CaptureTimes,
  CephCluster,
  ClusterBundle,
  ClusterMember,
  ClusterReplica,
  ClusterResource,
  Comparison,
  FailedAction,
  FloatingAddress,
  OvnRemote,
  Roster,
  Twins,
  Vip,
} from "./cluster.ts";
import type { FamilyCoverage } from "./coverage.ts";
import { ProjectBuilds, PulledImage, RegistryImage, RegistryRepository, Repository } from "./images.ts";
import { Node } from "./node.ts";
import { ControllerFile, OptionGroup, SharedAddress } from "./options.ts";
import { ClusterCondition, Pod } from "./pods.ts";
import { Reach } from "./reach.ts";
import { record } from "./sourced.ts";

/** What rules see of all nodes together. */
export const Deployment = record("Deployment", "cluster", {
  nodes: Type.Array(Node),
  registryImages: Type.Array(RegistryImage, { description: "What the registry on :8787 has to serve" }),
  registryRepositories: Type.Array(RegistryRepository, { description: "What registries on :8787 have" }),
  pulledImages: Type.Array(PulledImage, { description: "What nodes have from the registry, against what it has now" }),
  projectBuilds: Type.Array(ProjectBuilds, { description: "When the images of one project that run were built" }),
  reaches: Type.Array(Reach, { description: "What the health checks of all nodes tell of what services share" }),
  repositories: Type.Array(Repository, { description: "The images that run, without their tags" }),
  clusterMembers: Type.Array(ClusterMember, { description: "The nodes of its pacemaker clusters" }),
  clusterBundles: Type.Array(ClusterBundle, { description: "The bundles of its pacemaker clusters" }),
  clusterReplicas: Type.Array(ClusterReplica, { description: "The replicas of those bundles" }),
  clusterResources: Type.Array(ClusterResource, { description: "Pacemaker's resources that are no bundles" }),
  failedActions: Type.Array(FailedAction, { description: "What pacemaker tried in vain" }),
  floatingAddresses: Type.Array(FloatingAddress, {
    description: "The virtual addresses that nodes have without pacemaker",
  }),
  vips: Type.Array(Vip, { description: "The virtual addresses that pacemaker looks after" }),
  brokers: Type.Array(Broker, { description: "The nodes of RabbitMQ" }),
  ovnRemotes: Type.Array(OvnRemote, { description: "The OVN databases that Open vSwitch is told to ask" }),
  cephClusters: Type.Array(CephCluster, { description: "The Ceph clusters" }),
  pods: Type.Array(Pod, { description: "The pods of the control plane, where a must-gather tells of them" }),
  conditions: Type.Array(ClusterCondition, {
    description: "What the resources of the control plane say of themselves",
  }),
  comparisons: Type.Array(Comparison, { description: "What several nodes of a cluster say of the same thing" }),
  rosters: Type.Array(Roster, { description: "Who is known, against who has a bundle" }),
  twins: Type.Array(Twins, { description: "Pairs of bundles that may be of one machine" }),
  captureTimes: Type.Array(CaptureTimes, { description: "One, where there are several bundles" }),
  optionGroups: Type.Array(OptionGroup, { description: "Options on which the services of a cloud have to agree" }),
  sharedAddresses: Type.Array(SharedAddress, { description: "Values of options that are each host's own" }),
  controllerFiles: Type.Array(ControllerFile, { description: "Files that the controllers have in common" }),
});

export type Deployment = Omit<Static<typeof Deployment>, "nodes"> & {
  readonly nodes: readonly Node[];
  readonly coverage: FamilyCoverage;
};
