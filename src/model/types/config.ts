import type { Static } from "typebox";
import { Commands } from "./container.ts";
import { flag, maybe, number, record, text, texts } from "./sourced.ts";

export const Setting = record("Setting", "config", {
  file: text("The file on the host: /etc/nova/nova.conf"),
  section: text("The section, without brackets"),
  key: text("The key"),
  value: text("What /etc sets it to"),
  inForce: text("What puppet-generated sets it to, or 'not set'"),
  loaded: flag("That was written before the containers started that copy it: it is in force"),
  volumes: texts("The configuration volumes that hold a file of this name"),
  differs: maybe(flag("No configuration volume sets it as /etc does")),
  edited: maybe(
    flag("The file in /etc is not older than what was generated: it is no default that a package left there"),
  ),
  mounted: maybe(flag("A container mounts this place of /etc, so that it is in force there")),
});
export type Setting = Static<typeof Setting>;

export const ConfigUse = record("ConfigUse", "container", {
  container: text("The container"),
  volume: text("The configuration volume that it copies when it starts"),
  running: maybe(flag("The container is running")),
  hashed: maybe(flag("The container carries a TRIPLEO_CONFIG_HASH; pacemaker's do not")),
  containerHash: maybe(text("Its TRIPLEO_CONFIG_HASH: the checksums of all its volumes, joined by -")),
  volumeHash: maybe(text("What VOLUME.md5sum holds now")),
  hashDiffers: maybe(flag("It was made for another state of the volume")),
  changedFile: maybe(text("The file of the volume that was changed last")),
  changedAfterStart: maybe(flag("That file was changed after the container had started")),
  secondsAfterStart: maybe(number("How long after")),
  commands: Commands,
});
export type ConfigUse = Static<typeof ConfigUse>;

export const GeneratedFile = record("GeneratedFile", "config", {
  file: text("The file below /var/lib/config-data/puppet-generated"),
  volume: text("Its configuration volume"),
  editedByHand: maybe(flag("It is newer than the volume's checksum: puppet did not write it so")),
  secondsAfterChecksum: maybe(number("How much newer")),
});
export type GeneratedFile = Static<typeof GeneratedFile>;
