import type { Static } from "typebox";
import { flag, maybe, number, record, text, texts } from "./sourced.ts";

export const Exec = record("Exec", "container", {
  container: text("The container that it was run in"),
  command: text("What was run: /openstack/healthcheck"),
  secondsAgo: maybe(number("Before the capture")),
  byEngine: flag("The engine ran it, to see to the container's health"),
  checksHealth: maybe(flag("It is the health check; absent of a shell, in which anything may have been run")),
});
export type Exec = Static<typeof Exec>;

export const GeneratedOption = record("GeneratedOption", "config", {
  file: text("The file below /var/lib/config-data/puppet-generated"),
  volume: text("Its configuration volume"),
  section: text("The section, without brackets"),
  key: text("The key"),
  value: maybe(text("What it is set to there; absent where it is masked")),
  hosts: maybe(texts("Hosts and ports of a URL, also of one whose password is masked: 172.24.1.1:5672")),
});
export type GeneratedOption = Static<typeof GeneratedOption>;
