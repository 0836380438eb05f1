import type { Static } from "typebox";
import { Commands } from "./container.ts";
import { flag, maybe, number, record, text, texts } from "./sourced.ts";

export const ConfigCopy = record("ConfigCopy", "config", {
  container: text("The running container"),
  file: text("The file inside it: /etc/nova/nova.conf"),
  copiedFrom: text("The file of the host that it copied it from when it started"),
  differs: maybe(flag("The two do not set the same")),
  differences: maybe(texts("What differs, a sentence each; the first five")),
  differenceCount: maybe(number("How many settings or lines differ")),
  edited: maybe(
    text(
      "Which of the two was changed since the container started: host, container, or undecided where the times do not tell",
    ),
  ),
  commands: Commands,
});
export type ConfigCopy = Static<typeof ConfigCopy> & {
  /** The file inside the container as the bundle has it, where it has it. */
  readonly copy?: string;
  /** Of a file of settings, those that differ, as far as they are shown at all. */
  readonly differing?: readonly { readonly section: string; readonly key: string }[];
};

export const KollaConfig = record("KollaConfig", "config", {
  file: text("The instructions of kolla_start on the host: /var/lib/kolla/config_files/nova_api.json"),
  containers: texts("The containers that start by it"),
  used: maybe(flag("A container starts by it")),
  refused: maybe(flag("kolla_start gives up on it")),
  refusal: maybe(text("Why")),
});
export type KollaConfig = Static<typeof KollaConfig>;

export const ConfigSource = record("ConfigSource", "config", {
  container: text("The container that needs it when it starts"),
  instructions: flag("It is the instructions of kolla_start, not what they copy"),
  inside: text("Its name inside the container: /var/lib/kolla/config_files/src/*"),
  file: text("Its place on the host: /var/lib/config-data/puppet-generated/nova"),
  missing: maybe(flag("It is not there")),
});
export type ConfigSource = Static<typeof ConfigSource>;

export const ConfigMount = record("ConfigMount", "container", {
  container: text("The container"),
  source: text("What its start-up configuration mounts: /var/lib/config-data/puppet-generated/nova"),
  destination: text("Where: /var/lib/kolla/config_files/src"),
  actual: text("What is mounted there, or 'nothing'"),
  wrong: flag("The container does not mount it there"),
  commands: Commands,
});
export type ConfigMount = Static<typeof ConfigMount>;

export const ConfigStart = record("ConfigStart", "container", {
  container: text("A container that copies configuration when it starts"),
  running: maybe(flag("It is running")),
  hashed: maybe(flag("It carries a TRIPLEO_CONFIG_HASH; pacemaker's do not")),
  strategy: maybe(text("Its KOLLA_CONFIG_STRATEGY: COPY_ALWAYS or COPY_ONCE")),
  containerHash: maybe(text("The TRIPLEO_CONFIG_HASH that it carries")),
  startupHash: maybe(text("The TRIPLEO_CONFIG_HASH of its start-up configuration")),
  commands: Commands,
});
export type ConfigStart = Static<typeof ConfigStart>;

export const ConfigPermission = record("ConfigPermission", "config", {
  file: text("The file on the host"),
  mode: text("Its permission bits: 0640"),
  owner: text("The numbers of its owner and group: 0:42436"),
  secret: maybe(flag("It holds passwords")),
  worldReadable: maybe(flag("Everyone may read it")),
  service: maybe(text("Who has to read it: nova (42436)")),
  readable: maybe(flag("That user may read it")),
});
export type ConfigPermission = Static<typeof ConfigPermission>;

export const OpenFile = record("OpenFile", "config", {
  file: text("The file on the host"),
  mode: text("Its permission bits: 0644"),
  owner: text("The numbers of its owner and group: 0:42434"),
  worldReadable: flag("Everyone who reaches it may read it"),
});
export type OpenFile = Static<typeof OpenFile>;

export const LogFolder = record("LogFolder", "log", {
  folder: text("The folder on the host: /var/log/containers/nova"),
  containers: texts("The running containers that write there"),
  owner: text("Whose it is, by number or name"),
  expectedOwner: text("The number of the user that the service runs as in its container"),
  wrong: maybe(flag("It is another's")),
});
export type LogFolder = Static<typeof LogFolder>;

export const ConfigMistake = record("ConfigMistake", "config", {
  file: text("The file on the host"),
  line: number("The first line that oslo.config refuses"),
  problem: text("Why"),
  count: number("How many such lines there are"),
});
export type ConfigMistake = Static<typeof ConfigMistake>;
