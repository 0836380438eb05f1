import { type Static, Type } from "typebox";
import { BundleState } from "./bundle.ts";
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
} from "./config-copies.ts";
import { Container } from "./container.ts";
import type { FamilyCoverage } from "./coverage.ts";
import { Engine } from "./host.ts";
import { Image, type RegistryView, RequiredImage } from "./images.ts";
import { Log } from "./logs.ts";
import { BindAddress, DebugUse, type OptionsView, RepeatedOption, TunnelAgent, WorkerOption } from "./options.ts";
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
  configCopies: Type.Array(ConfigCopy, { description: "What running containers copied when they started" }),
  kollaConfigs: Type.Array(KollaConfig, { description: "The instructions of kolla_start" }),
  configSources: Type.Array(ConfigSource, { description: "What containers need when they start" }),
  configMounts: Type.Array(ConfigMount, { description: "What containers are to mount for their configuration" }),
  configStarts: Type.Array(ConfigStart, { description: "How containers come by their configuration" }),
  configPermissions: Type.Array(ConfigPermission, { description: "Who may read the configuration of services" }),
  logFolders: Type.Array(LogFolder, { description: "The folders that containers write their logs to" }),
  configMistakes: Type.Array(ConfigMistake, { description: "Files that oslo.config refuses" }),
  repeatedOptions: Type.Array(RepeatedOption, { description: "Options that are set more than once in a file" }),
  debugUses: Type.Array(DebugUse, { description: "One: the services that are set to debug" }),
  workerOptions: Type.Array(WorkerOption, { description: "Numbers of workers that may not be 0" }),
  bindAddresses: Type.Array(BindAddress, { description: "What services behind haproxy listen on" }),
  tunnelAgents: Type.Array(TunnelAgent, { description: "Open vSwitch agents" }),
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
  readonly options: OptionsView;
};
