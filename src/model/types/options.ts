import type { ConfigFileFact } from "../../parse/facts.ts";
import type { Static } from "../type.ts";
import { type Evidence, flag, maybe, number, record, text, texts } from "./sourced.ts";

export const RepeatedOption = record("RepeatedOption", "config", {
  file: text("The file on the host"),
  section: text("Its section"),
  key: text("An option that has one value"),
  values: texts("What it is set to, in order: the last counts"),
  differ: maybe(flag("The values are not the same")),
});
export type RepeatedOption = Static<typeof RepeatedOption>;

export const DebugUse = record("DebugUse", "config", {
  services: texts("The services that are set to debug, by configuration volume"),
  on: maybe(flag("There are any")),
});
export type DebugUse = Static<typeof DebugUse>;

export const WorkerOption = record("WorkerOption", "config", {
  file: text("The file on the host"),
  section: text("Its section"),
  key: text("An option of the number of workers that refuses 0"),
  value: number("What it is set to"),
});
export type WorkerOption = Static<typeof WorkerOption>;

export const BindAddress = record("BindAddress", "config", {
  file: text("The file on the host"),
  section: text("Its section"),
  key: text("The option: bind_host"),
  address: text("The address that the service listens on"),
  port: number("The port"),
  everywhere: flag("It is every address of the node"),
  haproxyToo: maybe(flag("haproxy listens on the same port of an address of this node")),
});
export type BindAddress = Static<typeof BindAddress>;

export const TunnelAgent = record("TunnelAgent", "config", {
  file: text("The file on the host"),
  tunnelTypes: text("[agent] tunnel_types"),
  tunnels: flag("It names any"),
  localIp: maybe(flag("[ovs] local_ip is set")),
});
export type TunnelAgent = Static<typeof TunnelAgent>;

export const OptionGroup = record("OptionGroup", "config", {
  option: text("transport_url, connection, auth_url, memcached_servers or region_name"),
  uses: texts("Each value with the services and nodes that have it"),
  differs: maybe(flag("There is more than one value")),
});
export type OptionGroup = Static<typeof OptionGroup>;

export const SharedAddress = record("SharedAddress", "config", {
  option: text("An option that is each host's own: [DEFAULT] my_ip"),
  value: text("What it is set to"),
  nodes: texts("The nodes that set it so"),
  shared: maybe(flag("There are more than one")),
});
export type SharedAddress = Static<typeof SharedAddress>;

export const ControllerFile = record("ControllerFile", "config", {
  file: text("A configuration file that several controllers have"),
  nodes: texts("These controllers"),
  differs: maybe(flag("They do not set the same where they have to")),
  differences: texts("What differs, a sentence each; the first five"),
  differenceCount: number("How many settings differ"),
});
export type ControllerFile = Static<typeof ControllerFile>;

/** What one bundle has its part in questions on the options of all nodes from. */
export interface OptionsView {
  readonly options: readonly NamedOption[];
  readonly own: readonly NamedOption[];
  readonly files: readonly ServiceFile[];
  readonly controller: boolean;
}

export interface NamedOption {
  readonly option: string;
  readonly service: string;
  /** What is compared; absent where it is masked. */
  readonly value?: string;
  readonly evidence: Evidence;
}

/** A file of settings in force, with the configuration volume, or folder of /etc/kolla, that it is of. */
export interface ServiceFile {
  readonly service: string;
  readonly fact: ConfigFileFact;
}
