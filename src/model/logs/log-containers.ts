import { PACEMAKER_REPLICA } from "../containers/lifecycle.ts";
import { groupBy } from "../group-by.ts";
import type { Container } from "../types.ts";

/** A container with its id. */
interface Known {
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

/** The containers of a node as what writes logs. Each hit asks for its own: they are sorted once. */
export class Writers {
  readonly engines: ReadonlySet<string>;
  readonly #byName: ReadonlyMap<string, readonly Known[]>;
  readonly #byBundle: ReadonlyMap<string | undefined, readonly Known[]>;
  readonly #byId: ReadonlyMap<string, readonly Known[]>;

  constructor(all: readonly Known[]) {
    this.engines = new Set(all.map(({ container }) => container.engine));
    this.#byName = groupBy(all, ({ container }) => container.name);
    this.#byBundle = groupBy(all, ({ container }) => PACEMAKER_REPLICA.exec(container.name)?.[1]);
    this.#byId = groupBy(all, ({ id }) => id.slice(0, 12));
  }

  /**
   * The container that writes a log: by the id or name that the log of its output bears, by the tag in the journal, by
   * the names that TripleO and kolla give to logs. `undefined` where not exactly one fits.
   */
  of(log: string, tag: string | undefined): Known | undefined {
    if (log.startsWith("stdout:")) return this.#named(log.slice("stdout:".length));
    if (log === "journal" || log === "syslog") return tag === undefined ? undefined : this.#named(tag);
    const [folder = "", ...rest] = log.split("/");
    const base = (rest.at(-1) ?? "").replace(/\.log$/, "").replaceAll("-", "_");
    const api = folder === "httpd" ? rest[0]?.replaceAll("-", "_") : undefined;
    const names = [WRITERS[log], api, base, `${folder}_${base}`].filter((name) => name !== undefined);
    const bundle = BUNDLES[folder] ?? (log === "cinder/cinder-volume.log" ? "openstack-cinder-volume" : undefined);
    const found = new Set([
      ...names.flatMap((name) => this.#byName.get(name) ?? []),
      ...(bundle === undefined ? [] : (this.#byBundle.get(bundle) ?? [])),
    ]);
    return only([...found].filter(({ container }) => container.lifecycle !== "leftover"));
  }

  #named(word: string): Known | undefined {
    const byName = this.#byName.get(word) ?? [];
    if (byName.length > 0) return only(byName);
    if (!/^[0-9a-f]{12,64}$/.test(word)) return undefined;
    return only((this.#byId.get(word.slice(0, 12)) ?? []).filter(({ id }) => sameId(id, word)));
  }
}

function sameId(one: string, other: string): boolean {
  return one.startsWith(other) || other.startsWith(one);
}

function only(found: readonly Known[]): Known | undefined {
  return found.length === 1 ? found[0] : undefined;
}
