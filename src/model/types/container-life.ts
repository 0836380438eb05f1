import type { Static } from "typebox";
import { Commands } from "./container.ts";
import { command, engine, flag, maybe, number, record, text, texts } from "./sourced.ts";

export const DefinedContainer = record("DefinedContainer", "container", {
  container: text("A container that runs and that a start-up configuration or its label config_data defines"),
  engine: engine("Which engine has it"),
  definedBy: maybe(text("Where its definition stands")),
  wantedRestart: maybe(text("The restart policy that its definition asks for; no where it asks for none")),
  restart: maybe(text("The restart policy that it has; no where it has none")),
  setRestart: command("Gives it the restart policy that its definition asks for"),
  privilegedUnasked: maybe(flag("It is privileged, and its definition does not ask for that")),
  hostPidUnasked: maybe(flag("It sees the processes of the host, and its definition does not ask for that")),
  extraMounts: maybe(texts("Places of the host that it mounts and its definition does not: /srv on /mnt")),
  outdated: maybe(texts("What its start-up configuration says otherwise than what it was made from")),
  madeByHand: maybe(flag("It bears the name of a start-up entry, and no label of what starts those")),
  commands: Commands,
});
export type DefinedContainer = Static<typeof DefinedContainer>;

export const Contradiction = record("Contradiction", "container", {
  container: text("A container of which the bundle says things that cannot both be true"),
  engine: engine("Which engine has it"),
  about: texts("What is not known of it for that: state, health, exitCode, startedAt, …"),
  sayings: texts("Both sayings with their places, a sentence for each contradiction"),
});
export type Contradiction = Static<typeof Contradiction>;

export const ContainerHistory = record("ContainerHistory", "container", {
  container: text("A container that is to run all the time"),
  hours: maybe(number("How many hours the engine's events reach back")),
  crashes: maybe(number("How often it ended in that time without having been stopped")),
  crashesInOneHour: maybe(number("How often within the worst hour of it")),
  secondsSinceCrash: maybe(number("Since the last time, at the time of the capture")),
  lastExit: maybe(text("What it ended with the last time: exit code 137, ended by SIGKILL")),
  healthFailures: maybe(number("How often its health check began to fail in that time")),
  commands: Commands,
});
export type ContainerHistory = Static<typeof ContainerHistory>;

export const PeerStart = record("PeerStart", "container", {
  container: text(
    "A service that runs, on a node where at least half of five or more started within an hour of each other",
  ),
  startedAt: text("When it was started"),
  peersStartedAt: text("When half of the services had been started"),
  hoursAfter: number("How much later than those it was started"),
  how: maybe(text("made anew, or started again")),
  commands: Commands,
});
export type PeerStart = Static<typeof PeerStart>;

export const ContainerLoad = record("ContainerLoad", "container", {
  container: text("A container that runs"),
  memoryPercent: maybe(number("Of its limit, or of the node's memory where it has none")),
  memory: maybe(text("Use and limit: 1.2GiB / 4GiB")),
  cpuPercent: maybe(number("Of one processor: 200 is two of them")),
  cpus: maybe(number("Processors of the node")),
  commands: Commands,
});
export type ContainerLoad = Static<typeof ContainerLoad>;
