import { PACEMAKER_REPLICA } from "./lifecycle.ts";
import type { Container } from "./types.ts";

/** A container with its id. */
export interface Known {
  readonly id: string;
  readonly container: Container;
}

/** Logs that a container of another name writes. */
const WRITERS: Readonly<Record<string, string>> = {
  "neutron/server.log": "neutron_api",
  "neutron/dhcp-agent.log": "neutron_dhcp",
  "neutron/l3-agent.log": "neutron_l3_agent",
  "neutron/metadata-agent.log": "neutron_metadata_agent",
  "neutron/openvswitch-agent.log": "neutron_ovs_agent",
  "neutron/networking-ovn-metadata-agent.log": "ovn_metadata_agent",
  "nova/nova-novncproxy.log": "nova_vnc_proxy",
  "swift/swift.log": "swift_proxy",
};

/** Services whose whole folder is of one pacemaker bundle. */
const BUNDLES: Readonly<Record<string, string>> = {
  mysql: "galera-bundle",
  rabbitmq: "rabbitmq-bundle",
  redis: "redis-bundle",
  haproxy: "haproxy-bundle",
};

/**
 * The container that writes a log: by the id or name that the log of its output bears, by the tag in the journal, by the
 * names that TripleO and kolla give to logs. `undefined` where not exactly one fits.
 */
export function writerOf(log: string, tag: string | undefined, known: readonly Known[]): Known | undefined {
  if (log.startsWith("stdout:")) return named(log.slice("stdout:".length), known);
  if (log === "journal" || log === "syslog") return tag === undefined ? undefined : named(tag, known);
  const [folder = "", ...rest] = log.split("/");
  const base = (rest.at(-1) ?? "").replace(/\.log$/, "").replaceAll("-", "_");
  const api = folder === "httpd" ? rest[0]?.replaceAll("-", "_") : undefined;
  const names = new Set([WRITERS[log], api, base, `${folder}_${base}`].filter((name) => name !== undefined));
  const bundle = BUNDLES[folder] ?? (log === "cinder/cinder-volume.log" ? "openstack-cinder-volume" : undefined);
  return only(
    known.filter(
      ({ container: { name, lifecycle } }) =>
        lifecycle !== "leftover" &&
        (names.has(name) || (bundle !== undefined && PACEMAKER_REPLICA.exec(name)?.[1] === bundle)),
    ),
  );
}

function named(word: string, known: readonly Known[]): Known | undefined {
  const byName = known.filter(({ container }) => container.name === word);
  if (byName.length > 0) return only(byName);
  return /^[0-9a-f]{12,64}$/.test(word) ? only(known.filter(({ id }) => sameId(id, word))) : undefined;
}

function sameId(one: string, other: string): boolean {
  return one.startsWith(other) || other.startsWith(one);
}

function only(found: readonly Known[]): Known | undefined {
  return found.length === 1 ? found[0] : undefined;
}
