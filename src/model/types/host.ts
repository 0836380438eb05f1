import type { Static } from "typebox";
import { engine, flag, maybe, number, record, text, texts } from "./sourced.ts";

export const Engine = record("Engine", "host", {
  name: engine("Which engine it is"),
  version: maybe(text("Its own version: 1.13.1")),
  storageDriver: maybe(text("overlay2, devicemapper, …")),
  insecureRegistries: maybe(texts("Registries that it asks without TLS")),
  hasContainers: flag("The bundle shows containers of it"),
  dType: maybe(flag("The file system below its storage tells types of entries")),
  loopStorage: maybe(flag("devicemapper keeps its data in files behind loop devices")),
  poolUsedPercent: maybe(number("How full devicemapper's pool is")),
  poolMetadataUsedPercent: maybe(number("How full the metadata of devicemapper's pool is")),
  liveRestore: maybe(flag("Containers run on while the daemon restarts")),
  loggingDriver: maybe(text("journald, json-file, …")),
  package: maybe(text("The package that it is of: docker-1.12.6-28.git1398f24.el7")),
  packageRelease: maybe(number("The release in that package's name: 28")),
  managesFirewall: maybe(flag("Its options let it write rules of iptables")),
  optionsThere: maybe(flag("It has a file /etc/docker/daemon.json")),
  optionsValid: maybe(flag("/etc/docker/daemon.json is valid JSON")),
  optionsProblem: maybe(text("What is wrong with /etc/docker/daemon.json")),
  secondsSinceStart: maybe(number("Since its daemon was started, at the time of the capture")),
  startedAfterBoot: maybe(number("Seconds between the node's boot and its daemon's start")),
  outlivedBy: maybe(texts("Containers that run since before its daemon was started")),
});
export type Engine = Static<typeof Engine>;

export const Disk = record("Disk", "host", {
  name: text("Where it is mounted: /var"),
  device: text("What is mounted: /dev/mapper/rhel-var"),
  matters: flag("The system, containers, their data, logs or images lie on it"),
  usedPercent: maybe(number("How full it is, as df prints it")),
  freeMiB: maybe(number("What is left on it")),
  inodesUsedPercent: maybe(number("How many of its inodes are in use; absent also where it counts none")),
  countsInodes: maybe(flag("It has a fixed number of inodes")),
});
export type Disk = Static<typeof Disk>;

export const Memory = record("Memory", "host", {
  totalMiB: maybe(number("All memory")),
  availableMiB: maybe(number("What new processes could have without swapping")),
  availablePercent: maybe(number("The same, of all memory")),
  swapMiB: maybe(number("All swap; 0 where there is none")),
  swapFreePercent: maybe(number("What is left of swap; absent where there is none")),
});
export type Memory = Static<typeof Memory>;

export const Load = record("Load", "host", {
  fifteenMinutes: maybe(number("Processes that ran or waited, the mean of a quarter of an hour")),
  cpus: maybe(number("Processors")),
});
export type Load = Static<typeof Load>;

export const Clock = record("Clock", "host", {
  synchronised: maybe(flag("It follows another clock")),
  toldBy: maybe(text("Who says so: chronyd, ntpd or the kernel")),
  offsetSeconds: maybe(number("How far it is from the clock that it follows, never negative")),
});
export type Clock = Static<typeof Clock>;

export const Selinux = record("Selinux", "host", {
  mode: text("enforcing, permissive or disabled"),
  ofKolla: flag("kolla-ansible, which asks for no SELinux, runs containers here"),
});
export type Selinux = Static<typeof Selinux>;

export const Unit = record("Unit", "host", {
  name: text("chronyd.service"),
  of: text("container, health or timer: it runs a container, its health check, or the timer of that; host: all others"),
  active: text("active, inactive, failed, activating, …"),
  sub: text("running, exited, dead, waiting, …"),
  result: maybe(text("How its main process ended last: success, exit-code, …")),
  container: text("The container that it is of; empty where it is of none"),
  containerListed: flag("The bundle shows whether that container is there, and so its health"),
  important: flag("Containers of OpenStack cannot do without it"),
});
export type Unit = Static<typeof Unit>;

export const ContainerUnit = record("ContainerUnit", "container", {
  name: text("The container: nova_compute"),
  engine: engine("Which engine has it, or is to have it"),
  unit: text("The unit that is to run it: tripleo_nova_compute.service"),
  timerUnit: text("The timer of its health check: tripleo_nova_compute_healthcheck.timer"),
  unitActive: maybe(text("The unit's state: active, inactive, failed, …")),
  oneShot: flag("The container is to do its work once and end"),
  containerListed: flag("The bundle shows whether that container is there"),
  containerExists: maybe(flag("The engine has this container")),
  containerRunning: maybe(flag("The engine runs this container")),
  healthActive: maybe(
    text("The state of the unit of its health check: inactive between two checks, failed after a bad one"),
  ),
  healthDefined: maybe(flag("Its start-up definition has a health check")),
  timer: maybe(text("The state of its health check's timer: active while it is armed")),
  timersInUse: maybe(flag("Timers of other health checks are armed on this node")),
});
export type ContainerUnit = Static<typeof ContainerUnit>;

export const Rival = record("Rival", "host", {
  name: text("A unit of the host: httpd.service"),
  active: text("Its state"),
  sub: text("running, exited, dead, …"),
  container: text("The container that does the same work"),
});
export type Rival = Static<typeof Rival>;

export const Kill = record("Kill", "host", {
  name: text("The process that the kernel killed for want of memory"),
  pid: number("Its number"),
  container: text("The container that it ran in; empty where its control group names none"),
  age: text("day: within a day before the capture; older; unknown"),
  past: flag("The container is gone, or was started again and has run well since"),
});
export type Kill = Static<typeof Kill>;

export const ExposedCommand = record("ExposedCommand", "host", {
  name: text("The program: mysqld"),
  option: text("What the secret follows: --password; -p; user: of a URL"),
  user: maybe(text("Who runs it")),
});
export type ExposedCommand = Static<typeof ExposedCommand>;

export const UsedRegistry = record("UsedRegistry", "host", {
  name: text("Host and port: 172.25.249.200:8787"),
  engine: engine("The engine that is to pull from it"),
  trusted: maybe(flag("The engine is told that it may ask it without TLS")),
  seenPlain: flag("One of the bundles shows that it answers without TLS"),
});
export type UsedRegistry = Static<typeof UsedRegistry>;

export const OwnRegistry = record("OwnRegistry", "host", {
  name: text("Host and port that it answers at, or its unit"),
  unit: text("The unit that is to run it: docker-distribution.service"),
  answers: maybe(flag("It answered, or something listens at its port")),
  problem: maybe(text("What came instead of an answer")),
});
export type OwnRegistry = Static<typeof OwnRegistry>;

export const ApiPort = record("ApiPort", "container", {
  name: text("The container: nova_api"),
  port: number("The port that its service listens at"),
  secondsRunning: maybe(number("Since it was last started, at the time of the capture")),
  listening: maybe(flag("Something listens at it on this node")),
});
export type ApiPort = Static<typeof ApiPort>;
