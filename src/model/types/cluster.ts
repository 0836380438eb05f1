import type { Static } from "typebox";
import { flag, maybe, number, record, text, texts, word } from "./sourced.ts";

/** How one node sees the cluster that it is of. */
export const ClusterView = record("ClusterView", "cluster", {
  name: text("The node that looks"),
  member: maybe(flag("The node is of a pacemaker cluster: it has its configuration, or its bundles")),
  running: maybe(flag("pacemaker runs on the node")),
  quorate: maybe(flag("Its part of the cluster has quorum")),
  coordinator: maybe(text("The designated coordinator, as it sees it")),
  maintenance: maybe(flag("The cluster leaves all its resources alone: maintenance-mode")),
  fencing: maybe(flag("stonith-enabled")),
  fenceDevices: maybe(flag("False where pacemaker warns that fencing is wanted and no device can do it")),
});
export type ClusterView = Static<typeof ClusterView>;

export const ClusterDaemon = record("ClusterDaemon", "host", {
  name: text("corosync, pacemaker, pcsd, sbd"),
  active: flag("It runs"),
  enabled: flag("It starts when the node boots"),
  dependent: flag("Another of these daemons starts it, so that it need not start at boot itself"),
});
export type ClusterDaemon = Static<typeof ClusterDaemon>;

/** A replica of a bundle that pacemaker has placed on this node, or whose container is on it. */
export const PlacedReplica = record("PlacedReplica", "container", {
  name: text("Its container: galera-bundle-docker-0"),
  bundle: text("The bundle: galera-bundle"),
  state: text("As pacemaker has it: started, master, slave, stopped, failed, …"),
  running: flag("Pacemaker has it started, master or slave"),
  here: flag("Pacemaker has it on this node"),
  unmanaged: flag("Pacemaker leaves it alone"),
  containerRunning: maybe(flag("Its container runs on this node")),
});
export type PlacedReplica = Static<typeof PlacedReplica>;

/** A node of the cluster as those that look at it list it. */
export const ClusterMember = record("ClusterMember", "cluster", {
  name: text("The node"),
  online: flag("It takes part in the cluster"),
  remote: flag(
    "It runs no corosync: a remote node, which another node connects to, or a virtual machine of the cluster",
  ),
  disabled: flag("A remote node that the cluster is told not to connect to"),
  standby: flag("It is to run nothing"),
  maintenance: flag("Its resources are left alone"),
  unclean: flag("The cluster does not know what it does, and wants it fenced"),
  seenFrom: texts("The nodes whose bundles say so"),
});
export type ClusterMember = Static<typeof ClusterMember>;

export const ClusterBundle = record("ClusterBundle", "cluster", {
  name: text("galera-bundle, openstack-cinder-volume"),
  kind: text("What it runs: galera, rabbitmq, redis, ovn, or the bundle's name without -bundle and openstack-"),
  component: maybe(text("What it runs, by the catalogue of services: cinder-volume")),
  service: maybe(text("The service that this is a part of: cinder")),
  provides: texts("The capabilities that it provides: database; none where the catalogue does not know it"),
  promoted: word("Which of its replicas are to be master", ["none", "one", "all"]),
  image: text("The image of its containers"),
  tag: maybe(text("The image's tag")),
  host: text("Where the image is from: 172.25.249.200:8787, cluster.common.tag"),
  hostDiffers: flag("Most of the other bundles' images are from another place"),
  replicas: number("How many containers it is to have"),
  running: number("How many of them are started, master or slave"),
  masters: number("How many are master"),
  disabled: flag("It is to be stopped"),
  unmanaged: flag("It, or a replica, is left alone"),
  seenFrom: texts("The nodes whose bundles say so"),
});
export type ClusterBundle = Static<typeof ClusterBundle>;

export const ClusterReplica = record("ClusterReplica", "cluster", {
  name: text("galera-bundle-0, haproxy-bundle-docker-0"),
  bundle: text("The bundle that it is of"),
  kind: text("What it runs, as in the bundle"),
  state: text("started, master, slave, stopped, failed, starting, stopping, promoting, demoting, migrating"),
  place: text("' on NODE', or nothing where pacemaker names none"),
  node: text("The node that pacemaker has it on; empty where it names none or several"),
  only: flag("The bundle has no other replica"),
  disabled: flag("It is to be stopped"),
  blocked: flag("Pacemaker can do nothing more about it"),
  seenFrom: texts("The nodes whose bundles say so"),
});
export type ClusterReplica = Static<typeof ClusterReplica>;

/** A resource that is no bundle: a virtual address, a fence device, a service of systemd. */
export const ClusterResource = record("ClusterResource", "cluster", {
  name: text("ip-172.24.1.50, ceph-nfs, stonith-…"),
  kind: text("vip, fence or other"),
  agent: text("ocf::heartbeat:IPaddr2, systemd:ceph-nfs@pacemaker, …"),
  state: text("As of a replica"),
  running: flag("It is started, master or slave"),
  place: text("' on NODE', or nothing where pacemaker names none"),
  address: text("Of a virtual address, the address; else empty"),
  disabled: flag("It is to be stopped"),
  unmanaged: flag("Pacemaker leaves it alone"),
  blocked: flag("Pacemaker can do nothing more about it"),
  seenFrom: texts("The nodes whose bundles say so"),
});
export type ClusterResource = Static<typeof ClusterResource>;

export const FailedAction = record("FailedAction", "cluster", {
  name: text("The resource, or for fencing the node"),
  operation: text("start, stop, monitor, promote, …; reboot, off"),
  node: text("Where it failed"),
  result: text("not running, unknown error, timed out, …"),
  reason: maybe(text("What the agent said")),
  fencing: flag("It was to fence a node"),
  secondsAgo: maybe(number("Before the cluster's status was captured")),
  downNow: flag("The same status shows that its resource does not run, though it is to"),
  seenFrom: texts("The nodes whose bundles say so"),
});
export type FailedAction = Static<typeof FailedAction>;

export const Vip = record("Vip", "cluster", {
  name: text("The virtual address"),
  resource: text("Its resource"),
  owner: maybe(text("The node that pacemaker has it on; absent where it is stopped")),
  ownerHolds: maybe(flag("That node has the address on an interface")),
  compared: flag("Bundles of several nodes of the cluster tell their addresses"),
  holders: texts("The nodes that have it on an interface"),
  heldTwice: maybe(flag("Several nodes have it at once")),
  heldNowhere: maybe(flag("No node of the cluster has it, though it is to be started")),
});
export type Vip = Static<typeof Vip>;

export const FloatingAddress = record("FloatingAddress", "cluster", {
  name: text(
    "An address of no network (/32, /128) on a network's device, as keepalived adds it, and pacemaker does not know it",
  ),
  holders: texts("The nodes that have it on an interface"),
  heldTwice: maybe(flag("Several nodes have it at once")),
});
export type FloatingAddress = Static<typeof FloatingAddress>;

/** How one RabbitMQ node sees its cluster. */
export const BrokerView = record("BrokerView", "cluster", {
  name: text("The RabbitMQ node that was asked: rabbit@controller-0"),
  members: number("How many nodes it takes for its cluster"),
  running: number("How many of them it sees running"),
  replicas: maybe(number("How many replicas pacemaker's bundle is to have")),
});
export type BrokerView = Static<typeof BrokerView>;

/** A RabbitMQ node as all that were asked see it. */
export const Broker = record("Broker", "cluster", {
  name: text("rabbit@controller-0"),
  node: text("The node that it runs on: controller-0"),
  downFor: texts("The RabbitMQ nodes that know it and do not see it running"),
  partedFrom: maybe(texts("The RabbitMQ nodes that it is parted from")),
  alarms: maybe(texts("memory, disk: for each it takes no more messages")),
});
export type Broker = Static<typeof Broker>;

/** How one server of Galera sees itself. */
export const DatabaseView = record("DatabaseView", "cluster", {
  name: text("The node that it runs on"),
  size: maybe(number("wsrep_cluster_size: how many servers it sees, itself among them")),
  replicas: maybe(number("How many replicas pacemaker's bundle is to have")),
  status: maybe(text("wsrep_cluster_status: Primary, non-Primary, Disconnected")),
  state: maybe(text("wsrep_local_state_comment: Synced, Donor/Desynced, Joined, Joining, Initialized")),
});
export type DatabaseView = Static<typeof DatabaseView>;

export const RedisServer = record("RedisServer", "cluster", {
  name: text("The node that it runs on"),
  role: text("master or slave"),
  master: maybe(text("Whom a slave copies from")),
  linked: maybe(flag("A slave is connected to its master")),
});
export type RedisServer = Static<typeof RedisServer>;

/** One server of a clustered OVN database. */
export const OvnDatabase = record("OvnDatabase", "cluster", {
  name: text("OVN_Northbound or OVN_Southbound"),
  node: text("The node that it runs on"),
  role: text("leader, follower or candidate"),
  leader: maybe(text("self, the short id of another server, or unknown")),
  status: maybe(text("'cluster member' where it takes part")),
});
export type OvnDatabase = Static<typeof OvnDatabase>;

export const OvnRemote = record("OvnRemote", "cluster", {
  name: text("The database that Open vSwitch is told to ask: tcp:172.24.1.52:6642"),
  nodes: texts("The nodes that ask it"),
  others: texts("What the other nodes ask"),
});
export type OvnRemote = Static<typeof OvnRemote>;

export const CephCluster = record("CephCluster", "cluster", {
  name: text("Its fsid, or 'ceph' where none is told"),
  health: text("HEALTH_OK, HEALTH_WARN, HEALTH_ERR"),
  checks: texts("What lowers it"),
  seenFrom: texts("The nodes whose bundles say so"),
});
export type CephCluster = Static<typeof CephCluster>;

/** One thing that several nodes of a cluster say, each for itself. */
export const Comparison = record("Comparison", "cluster", {
  name: text("What they were asked: the coordinator, the masters of redis-bundle, the size of the cluster"),
  service: text("pacemaker, rabbitmq, galera, redis or ovn"),
  provides: texts("The capabilities that what was asked provides: database"),
  agree: maybe(flag("All say the same; absent where they do not and were not asked at one time")),
  sayings: texts("What each says: controller-0: 3"),
});
export type Comparison = Static<typeof Comparison>;

/** The nodes that bundles speak of, against those whose bundles there are. */
export const Roster = record("Roster", "bundle", {
  name: text("Where the names are from: the cluster, /etc/hosts"),
  known: number("How many nodes they are"),
  missing: texts("Those without a bundle"),
});
export type Roster = Static<typeof Roster>;

export const Twins = record("Twins", "bundle", {
  name: text("The nodes, by the names that they bear here; or the bundles, where all but one were left out"),
  same: maybe(flag("They were captured on one machine, since the same boot or at least by the same id and name")),
  kept: maybe(text("The bundle that is told of, where the others were left out")),
});
export type Twins = Static<typeof Twins>;

/** When the bundles were captured, by each node's own clock. */
export const CaptureTimes = record("CaptureTimes", "bundle", {
  first: maybe(text("The node that was captured first")),
  last: maybe(text("The node that was captured last")),
  secondsApart: maybe(number("Between the two")),
  clockSpread: maybe(
    number("Seconds between the clock that is ahead of its time source most and the one behind it most"),
  ),
  clocks: texts("How each node's clock stands to its time source"),
  releases: texts("Each release of OpenStack with its nodes: 13 on controller0"),
});
export type CaptureTimes = Static<typeof CaptureTimes>;
