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
import {
  ConfigCopy,
  ConfigMistake,
  ConfigMount,
  ConfigPermission,
  ConfigSource,
  ConfigStart,
  KollaConfig,
  LogFolder,
  OpenFile,
} from "./config-copies.ts";
import { Container } from "./container.ts";
import { ContainerHistory, ContainerLoad, Contradiction, DefinedContainer, PeerStart } from "./container-life.ts";
import type { CoverageDamage, FamilyCoverage } from "./coverage.ts";
import { Exec, GeneratedOption } from "./exercise.ts";
import { ExpectedContainer } from "./expected.ts";
import {
  ApiPort,
  Clock,
  ContainerUnit,
  Disk,
  Engine,
  ExposedCommand,
  Kill,
  Load,
  Memory,
  OwnRegistry,
  Rival,
  Selinux,
  Unit,
  UsedRegistry,
} from "./host.ts";
import {
  type Build,
  DanglingImages,
  Image,
  ImageUse,
  ListedImage,
  PacemakerImage,
  type RegistryView,
  RequiredImage,
  UntaggedImage,
} from "./images.ts";
import { Lab, LabAnswer } from "./lab.ts";
import { Log, LogHit, type SearchedLog } from "./logs.ts";
import { BindAddress, DebugUse, type OptionsView, RepeatedOption, TunnelAgent, WorkerOption } from "./options.ts";
import { maybe, number, record, text, texts } from "./sourced.ts";

/** What rules see of a node: its own values, and the lists of its records. */
export const Node = record("Node", "host", {
  name: text("The host's short name"),
  release: maybe(text("OSP release: 12 to 17; of kolla-ansible the release of OpenStack: 2024.1")),
  product: maybe(text("What was deployed: tripleo, kolla-ansible or rhoso, which is OSP 18")),
  tool: maybe(text("Who made its containers: tripleo, kolla-ansible or edpm")),
  role: maybe(text("Its role: Controller, Compute, ComputeHCI, CephStorage, Undercloud, …; control, compute, …")),
  releaseEngine: maybe(text("The engine that its release runs containers by")),
  engines: Type.Array(Engine, { description: "The engines that it runs" }),
  images: Type.Array(Image, { description: "Every name of an image that it has" }),
  logs: Type.Array(Log, { description: "The logs of services" }),
  logStubs: texts(
    "Services whose folder in /var/log holds the note that their logs are in /var/log/containers, where the bundle has nothing of that folder",
  ),
  logHits: Type.Array(LogHit, { description: "What rules found in logs" }),
  bundle: BundleState,
  containers: Type.Array(Container),
  runningContainers: maybe(
    number("How many containers run; not known where none is seen to and the state of one is not told"),
  ),
  expectedContainers: Type.Array(ExpectedContainer, { description: "The containers that it is to have" }),
  definedContainers: Type.Array(DefinedContainer, { description: "Containers that run, against their definitions" }),
  contradictions: Type.Array(Contradiction, { description: "What the bundle says of containers that cannot be true" }),
  histories: Type.Array(ContainerHistory, { description: "What services went through, by the engine's events" }),
  peerStarts: Type.Array(PeerStart, { description: "When services were started, beside the others" }),
  loads: Type.Array(ContainerLoad, { description: "What containers used at the moment of the capture" }),
  requiredImages: Type.Array(RequiredImage),
  imageUses: Type.Array(ImageUse, { description: "Which image each container runs, beside the others" }),
  untaggedImages: Type.Array(UntaggedImage, { description: "Whether what runs still has a name on the node" }),
  pacemakerImages: Type.Array(PacemakerImage, { description: "What pcmklatest names, against what the release has" }),
  danglingImages: Type.Array(DanglingImages, { description: "What nobody needs, of each engine" }),
  listedImages: Type.Array(ListedImage, { description: "The entries of the image lists on the node" }),
  settings: Type.Array(Setting, { description: "What is set in /etc in files that puppet-generated has too" }),
  configUses: Type.Array(ConfigUse, { description: "Which container copies which configuration volume" }),
  generatedFiles: Type.Array(GeneratedFile, { description: "The configuration files of all volumes" }),
  secondsSinceBoot: maybe(number("Since the node booted, at the time of the capture")),
  disks: Type.Array(Disk, { description: "The file systems that are mounted" }),
  memory: Type.Array(Memory, { description: "One record, where the bundle tells of memory" }),
  load: Type.Array(Load, { description: "One record, where the bundle tells of load" }),
  clock: Type.Array(Clock, { description: "One record, where the bundle tells of the clock" }),
  timeDaemons: texts("Daemons that keep the time and run: chronyd, ntpd"),
  selinux: Type.Array(Selinux, { description: "One record, where the bundle tells of SELinux" }),
  units: Type.Array(Unit, { description: "Units of systemd, as far as they are listed" }),
  containerUnits: Type.Array(ContainerUnit, { description: "Containers that units of systemd are to run" }),
  rivals: Type.Array(Rival, { description: "Units of the host that do what a container of this node does" }),
  pastKills: Type.Array(Type.String(), {
    description: "Processes that it killed in containers that are gone or have run well since, and nowhere else",
  }),
  kills: Type.Array(Kill, { description: "What the kernel killed for want of memory" }),
  usedRegistries: Type.Array(UsedRegistry, { description: "The registries at :8787 that this node's images are of" }),
  plainRegistries: texts("Registries that answered without TLS when the bundle was captured"),
  ownRegistries: Type.Array(OwnRegistry, {
    description: "The registry that this node is to run, where it is to run one",
  }),
  exposedCommands: Type.Array(ExposedCommand, { description: "Processes whose command lines show a secret" }),
  apiPorts: Type.Array(ApiPort, { description: "The ports of services whose containers run" }),
  clusterViews: Type.Array(ClusterView, { description: "Its view of its cluster; none where it is of no cluster" }),
  clusterDaemons: Type.Array(ClusterDaemon, { description: "The daemons of its cluster" }),
  placedReplicas: Type.Array(PlacedReplica, { description: "The replicas of pacemaker's bundles on it" }),
  brokerViews: Type.Array(BrokerView, { description: "What its RabbitMQ says of its cluster" }),
  databaseViews: Type.Array(DatabaseView, { description: "What its Galera says of itself" }),
  redisServers: Type.Array(RedisServer, { description: "What its redis says of itself" }),
  ovnDatabases: Type.Array(OvnDatabase, { description: "What its clustered OVN databases say of themselves" }),
  configCopies: Type.Array(ConfigCopy, { description: "What running containers copied when they started" }),
  kollaConfigs: Type.Array(KollaConfig, { description: "The instructions of kolla_start" }),
  configSources: Type.Array(ConfigSource, { description: "What containers need when they start" }),
  configMounts: Type.Array(ConfigMount, { description: "What containers are to mount for their configuration" }),
  configStarts: Type.Array(ConfigStart, { description: "How containers come by their configuration" }),
  configPermissions: Type.Array(ConfigPermission, { description: "Who may read the configuration of services" }),
  openFiles: Type.Array(OpenFile, {
    description: "Other files of the generated configuration that hold secrets, and who may read them",
  }),
  logFolders: Type.Array(LogFolder, { description: "The folders that containers write their logs to" }),
  execs: Type.Array(Exec, { description: "What docker tells of commands that were run in containers" }),
  generatedOptions: Type.Array(GeneratedOption, { description: "What is set in the generated configuration" }),
  lab: maybe(Lab),
  labAnswers: Type.Array(LabAnswer, { description: "What a student has answered to exercises" }),
  configMistakes: Type.Array(ConfigMistake, { description: "Files that oslo.config refuses" }),
  repeatedOptions: Type.Array(RepeatedOption, { description: "Options that are set more than once in a file" }),
  debugUses: Type.Array(DebugUse, { description: "One: the services that are set to debug" }),
  workerOptions: Type.Array(WorkerOption, { description: "Numbers of workers that may not be 0" }),
  bindAddresses: Type.Array(BindAddress, { description: "What services behind haproxy listen on" }),
  tunnelAgents: Type.Array(TunnelAgent, { description: "Open vSwitch agents" }),
});

/** What of a bundle is not as it was captured, in words, and how. */
interface DamagedPart {
  readonly text: string;
  readonly how: CoverageDamage["how"] | "doubted";
}

/** Records of which more is known than rules see. */
interface Fuller {
  readonly configCopies: readonly ConfigCopy[];
  readonly logHits: readonly LogHit[];
}

export type Node = Omit<Static<typeof Node>, keyof Fuller> &
  Fuller & {
    readonly source: string;
    readonly kind: "sospect" | "sosreport";
    /** The engines with their versions, for people. */
    readonly engineText: string;
    readonly coverage: FamilyCoverage;
    readonly notes: readonly string[];
    /** What of its bundle is damaged, or unlike the bundle's own manifest. */
    readonly damages: readonly DamagedPart[];
    /** When the images that it runs were built. */
    readonly builds: readonly Build[];
    /** What setup left of every exercise; `lab` is that of the one that is graded. */
    readonly labs: readonly Lab[];
    readonly searchedLogs: readonly SearchedLog[];
    /** What its part in questions on the whole deployment is made from. */
    readonly registry: RegistryView;
    readonly clusterEvidence: ClusterEvidence;
    readonly options: OptionsView;
  };
