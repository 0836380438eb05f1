import type { Source } from "../syntax/text.ts";

/** What is said of clusters, of which a listing can be whole, cut or failed. */
export type ClusterListing = "pacemaker" | "rabbitmq" | "galera" | "redis" | "ovn" | "ceph" | "addresses";

/** A node of the cluster as pacemaker lists it: several words may hold at once. */
export interface PacemakerMember {
  readonly name: string;
  /**
   * `remote`: a node without corosync, which another node reaches over the network; `guest`: a virtual machine that the
   * cluster runs. The connections into bundles' containers, which are guests as well, are no nodes. Absent of full members.
   */
  readonly kind?: "remote" | "guest";
  /** True where the cluster is told not to connect to a remote node. */
  readonly disabled?: true;
  readonly online: boolean;
  /** standby, maintenance, unclean, pending: whatever is said beside online or offline. */
  readonly states: readonly string[];
  readonly source: Source;
}

/** A line that shows a resource, or one replica of a bundle. */
export interface PacemakerResource {
  readonly name: string;
  /** ocf::heartbeat:galera, systemd:ceph-nfs@pacemaker, … */
  readonly agent: string;
  /** started, master, slave, stopped, failed, starting, stopping, promoting, demoting, migrating. */
  readonly state: string;
  /** Where; several where it runs on more than one node. */
  readonly nodes: readonly string[];
  /** disabled, unmanaged, blocked, maintenance, … */
  readonly flags: readonly string[];
  readonly source: Source;
}

export interface PacemakerBundle {
  readonly name: string;
  readonly image: string;
  readonly flags: readonly string[];
  /** Its replicas, each by the name under which a guest node or a container runs. */
  readonly replicas: readonly PacemakerResource[];
  readonly source: Source;
}

export interface PacemakerFailure {
  readonly resource: string;
  readonly operation: string;
  readonly node: string;
  readonly result: string;
  readonly reason?: string;
  /** How long before this listing, by the clock that the listing itself bears. */
  readonly secondsAgo?: number;
  readonly fencing: boolean;
  readonly source: Source;
}

export interface PacemakerDaemon {
  readonly name: string;
  readonly active: boolean;
  readonly enabled: boolean;
  readonly source: Source;
}

/** What one `pcs status` or `crm_mon` says. */
export interface PacemakerFact {
  readonly kind: "pacemaker";
  readonly file: string;
  /** False where the tool says that the cluster does not run on this node: then nothing else is told. */
  readonly running: boolean;
  readonly cluster?: string;
  readonly dc?: string;
  readonly quorate?: boolean;
  /** The whole cluster's resources are left alone. */
  readonly maintenance: boolean;
  readonly noFenceDevices: boolean;
  readonly members: readonly PacemakerMember[];
  /** Whether its list of resources was read; what follows is empty where it was not. */
  readonly listed: boolean;
  readonly bundles: readonly PacemakerBundle[];
  readonly resources: readonly PacemakerResource[];
  readonly failures: readonly PacemakerFailure[];
  readonly daemons: readonly PacemakerDaemon[];
  /** Where each plain value stands. */
  readonly sources: Readonly<Record<string, Source>>;
}

/** A property of the cluster: stonith-enabled, maintenance-mode. */
export interface PacemakerPropertyFact {
  readonly kind: "pacemaker-property";
  readonly name: string;
  readonly value: string;
  readonly source: Source;
}

/** The nodes that corosync.conf lists. That there is one tells that the node is of a cluster. */
export interface CorosyncFact {
  readonly kind: "corosync";
  readonly members: readonly { readonly name: string; readonly source: Source }[];
  readonly source: Source;
}

/** What one RabbitMQ node says of its cluster. */
export interface RabbitmqFact {
  readonly kind: "rabbitmq";
  /** Who was asked: rabbit@controller-0. */
  readonly asked: string;
  readonly members: readonly string[];
  readonly running: readonly string[];
  /** Each node with those that it is parted from; absent where it is not told. */
  readonly partitions?: readonly { readonly node: string; readonly from: readonly string[] }[];
  /** node: memory or disk; absent where it is not told. */
  readonly alarms?: readonly { readonly node: string; readonly alarm: string }[];
  readonly file: string;
  readonly sources: Readonly<Record<string, Source>>;
}

/** What one server of Galera says of itself and of its cluster: the wsrep_ variables of its status, by name. */
export interface GaleraFact {
  readonly kind: "galera";
  readonly values: Readonly<Record<string, string>>;
  readonly sources: Readonly<Record<string, Source>>;
  readonly file: string;
}

/** What one redis says: `INFO replication`, by name. */
export interface RedisFact {
  readonly kind: "redis";
  readonly values: Readonly<Record<string, string>>;
  readonly sources: Readonly<Record<string, Source>>;
  readonly file: string;
}

/** What one server of a clustered OVN database says. */
export interface OvnFact {
  readonly kind: "ovn";
  readonly database: string;
  readonly values: Readonly<Record<string, string>>;
  readonly sources: Readonly<Record<string, Source>>;
  readonly file: string;
}

/** Which OVN database the Open vSwitch of a node is told to ask. */
export interface OvnRemoteFact {
  readonly kind: "ovn-remote";
  readonly value: string;
  readonly source: Source;
}

export interface CephFact {
  readonly kind: "ceph";
  readonly fsid?: string;
  /** HEALTH_OK, HEALTH_WARN, HEALTH_ERR. */
  readonly health: string;
  readonly checks: readonly string[];
  readonly source: Source;
}

/** An address on an interface of the node. */
export interface AddressFact {
  readonly kind: "address";
  readonly device: string;
  readonly address: string;
  /** An address alone, without the network that it is of: /32, /128. */
  readonly alone?: true;
  readonly source: Source;
}

/** A node that the deployment has written into /etc/hosts. */
export interface HostsFact {
  readonly kind: "host-entry";
  readonly name: string;
  readonly source: Source;
}

export type ClusterFact =
  | PacemakerFact
  | PacemakerPropertyFact
  | CorosyncFact
  | RabbitmqFact
  | GaleraFact
  | RedisFact
  | OvnFact
  | OvnRemoteFact
  | CephFact
  | AddressFact
  | HostsFact;
