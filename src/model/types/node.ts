import { type Static, Type } from "typebox";
import type { ClusterEvidence } from "../cluster/evidence.ts";
import { BundleState } from "./bundle.ts";
import {
  BrokerView,
  ClusterDaemon,
  ClusterView,
  DatabaseView,
  OvnDatabase,
  PlacedReplica,
  RedisServer,
} from "./cluster.ts";
import { ConfigUse, GeneratedFile, Setting } from "./config.ts";
import { Container } from "./container.ts";
import type { FamilyCoverage } from "./coverage.ts";
import { Engine } from "./host.ts";
import { Image, type RegistryView, RequiredImage } from "./images.ts";
import { Log } from "./logs.ts";
import { maybe, record, text } from "./sourced.ts";

/** What rules see of a node: its own values, and the lists of its records. */
export const Node = record("Node", "host", {
  name: text("The host's short name"),
  release: maybe(text("OpenStack release: 12 to 17")),
  engines: Type.Array(Engine, { description: "The engines that it runs" }),
  images: Type.Array(Image, { description: "Every name of an image that it has" }),
  logs: Type.Array(Log, { description: "The logs of services" }),
  bundle: BundleState,
  containers: Type.Array(Container),
  requiredImages: Type.Array(RequiredImage),
  settings: Type.Array(Setting, { description: "What is set in /etc in files that puppet-generated has too" }),
  configUses: Type.Array(ConfigUse, { description: "Which container copies which configuration volume" }),
  generatedFiles: Type.Array(GeneratedFile, { description: "The configuration files of all volumes" }),
  clusterViews: Type.Array(ClusterView, { description: "Its view of its cluster; none where it is of no cluster" }),
  clusterDaemons: Type.Array(ClusterDaemon, { description: "The daemons of its cluster" }),
  placedReplicas: Type.Array(PlacedReplica, { description: "The replicas of pacemaker's bundles on it" }),
  brokerViews: Type.Array(BrokerView, { description: "What its RabbitMQ says of its cluster" }),
  databaseViews: Type.Array(DatabaseView, { description: "What its Galera says of itself" }),
  redisServers: Type.Array(RedisServer, { description: "What its redis says of itself" }),
  ovnDatabases: Type.Array(OvnDatabase, { description: "What its clustered OVN databases say of themselves" }),
});

export type Node = Static<typeof Node> & {
  readonly source: string;
  readonly kind: "sospect" | "sosreport";
  /** The engines with their versions, for people. */
  readonly engineText: string;
  readonly coverage: FamilyCoverage;
  readonly notes: readonly string[];
  /** What its part in questions on the whole deployment is made from. */
  readonly registry: RegistryView;
  readonly clusterEvidence: ClusterEvidence;
};
