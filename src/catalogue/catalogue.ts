import { RE2JS } from "re2js";
import { Names, standsFor } from "./names.ts";
import { containersOf, foldersOf, type Meant, pacemakerNames, unitsOf, usersOf, withTool } from "./names-of.ts";
import type { OtherwiseFile, Port, ToolsFile } from "./schema.ts";
import type {
  Capability,
  CatalogueData,
  Component,
  ConfigPlace,
  ContainerKind,
  ContainerMeaning,
  General,
  Need,
  Service,
  Tool,
} from "./types.ts";

interface Pods {
  readonly name: string;
  readonly address?: string;
  readonly component: Component;
}

/**
 * All that is known of services, and which of it a name in a bundle means. A lookup that finds nothing says `undefined` or
 * an empty list; what the catalogue does not know may still be there.
 */
export class Catalogue {
  readonly services: readonly Service[];
  /** The components of all services. */
  readonly components: readonly Component[];
  readonly capabilities: readonly Capability[];
  readonly tools: readonly Tool[];
  readonly general: General;
  readonly #services: ReadonlyMap<string, Service>;
  readonly #components: ReadonlyMap<string, Component>;
  readonly #capabilities: ReadonlyMap<string, Capability>;
  readonly #tools: ReadonlyMap<string, Tool>;
  readonly #containers: Names<Meant>;
  readonly #logs: Names<Component>;
  readonly #units: Names<Component>;
  readonly #hostUnits: Names<readonly [tool: string, component: Component]>;
  readonly #images: Names<Component>;
  readonly #pods: Names<Pods>;
  readonly #pacemaker: Names<Component>;
  readonly #agents: Names<Component>;
  readonly #haproxy: Names<readonly [tool: string, component: Component]>;
  readonly #config: Names<readonly [tool: string, component: Component]>;
  /** The folders of tools' configurations, the longest first: one may lie in another. */
  readonly #roots: readonly (readonly [root: string, tool: string])[];
  readonly #users: Names<Service>;
  readonly #folders: Names<Service>;
  readonly #ports: ReadonlyMap<number, readonly (readonly [Port, Component])[]>;
  readonly #providers: ReadonlyMap<string, readonly Component[]>;
  readonly #needing: ReadonlyMap<string, readonly (readonly [Need, Component])[]>;
  readonly #exceptions: ReadonlyMap<string, Capability>;
  readonly #errors: readonly (readonly [RE2JS, Capability])[];
  /** Compiled when first asked for. */
  #daemons:
    | readonly { readonly tool: Tool; readonly unit: string; readonly pattern: RE2JS; readonly beside?: string }[]
    | undefined;

  constructor({ services, capabilities, tools, general = generalOf([]) }: CatalogueData) {
    const components = services.flatMap((service) => service.components);
    const each = <Meaning>(pairs: (component: Component) => Iterable<readonly [string, Meaning]>) =>
      new Names(components.flatMap((component) => [...pairs(component)]));
    this.services = services;
    this.components = components;
    this.capabilities = capabilities;
    this.tools = tools;
    this.general = general;
    this.#services = byId(services);
    this.#components = byId(components);
    this.#capabilities = byId(capabilities);
    this.#tools = byId(tools);
    this.#containers = each(containersOf);
    this.#logs = each((component) => (component.logs ?? []).map((log) => [log, component]));
    this.#units = each((component) => unitsOf(component).map((unit) => [unit, component]));
    this.#hostUnits = each((component) => withTool(component["host-units"], component));
    this.#images = each((component) => (component.images ?? []).map((image) => [image, component]));
    this.#pods = each((component) => (component.pods ?? []).map((pods) => [pods.name, { ...pods, component }]));
    this.#pacemaker = each((component) => pacemakerNames(component).map((name) => [name, component]));
    this.#agents = each((component) => (component.agents ?? []).map((agent) => [agent, component]));
    this.#haproxy = each((component) => withTool(component.haproxy, component));
    this.#config = each((component) => withTool(component.config, component));
    this.#roots = tools
      .flatMap(({ id, config = [] }) => config.map((root) => [root, id] as const))
      .sort(([one], [other]) => other.length - one.length);
    this.#users = new Names(services.flatMap((service) => usersOf(service).map((name) => [name, service] as const)));
    this.#folders = new Names(
      services.flatMap((service) => foldersOf(service).map((name) => [name, service] as const)),
    );
    this.#ports = grouped(components, ({ ports = [] }) => ports.map((port) => [port.port, port]));
    this.#providers = new Map(
      capabilities.map(({ id }) => [id, components.filter(({ provides }) => provides.includes(id))]),
    );
    this.#needing = grouped(components, ({ needs }) => needs.map((need) => [need.capability, need]));
    this.#exceptions = new Map(
      capabilities.flatMap((capability) => (capability.exceptions ?? []).map((name) => [name, capability] as const)),
    );
    this.#errors = capabilities.flatMap((capability) =>
      (capability.errors ?? []).map((pattern) => [RE2JS.compile(pattern), capability] as const),
    );
  }

  service(id: string): Service | undefined {
    return this.#services.get(id);
  }

  component(id: string): Component | undefined {
    return this.#components.get(id);
  }

  capability(id: string): Capability | undefined {
    return this.#capabilities.get(id);
  }

  tool(id: string): Tool | undefined {
    return this.#tools.get(id);
  }

  /**
   * What a container of this name is, under a deployment tool or, where that has none of the name, under any that has; a
   * pacemaker bundle and its replicas are the same. `undefined` where none has it, or where tools mean different things.
   */
  ofContainer(name: string, tool?: string): ContainerMeaning | undefined {
    const all = this.#containers.of(name);
    const named = all.filter((one) => one.tool === tool);
    const own = named.length > 0 ? named : all;
    const [first] = own;
    if (first === undefined) return undefined;
    if (own.some(({ component, kind }) => component !== first.component || kind !== first.kind)) return undefined;
    const { component, kind, bundle } = first;
    return { component, kind, tools: own.map((one) => one.tool), ...(bundle === undefined ? {} : { bundle }) };
  }

  /** Whose a log is, by the name that src/parse/logs/log-names.ts gives it: `nova/nova-compute.log`, `stdout:nova_compute`. */
  ofLog(log: string): readonly Component[] {
    if (!log.startsWith("stdout:")) return this.#logs.of(log);
    const meaning = this.ofContainer(log.slice("stdout:".length));
    return meaning === undefined ? [] : [meaning.component];
  }

  /** The services that have a folder of this name below /etc or among the logs: nova, ironic-inspector. */
  ofFolder(folder: string): readonly Service[] {
    return this.#folders.of(folder);
  }

  /** All folders that services have below /etc or among the logs. */
  get folders(): readonly string[] {
    return [...new Set(this.services.flatMap(foldersOf))];
  }

  /** What a unit of a package does the work of; a name with `.service` is the same without. httpd serves many. */
  ofUnit(unit: string): readonly Component[] {
    return this.#units.of(unit.replace(/\.service$/, ""));
  }

  /** What a unit of the host is itself, since no container does it there: openvswitch under TripleO, docker under all. */
  ofHostUnit(unit: string, tool?: string): readonly Component[] {
    return this.#ofTool(this.#hostUnits, unit.replace(/\.service$/, ""), tool);
  }

  /** What an image, by its name without registry, prefix and tag, is made for. Several components may have one. */
  ofImage(name: string): readonly Component[] {
    return this.#images.of(name);
  }

  /** What pods of this name, without what tells them apart, run; and at which host others reach it, where that is told. */
  ofPods(name: string): { readonly component: Component; readonly address?: string } | undefined {
    const [found, ...others] = this.#pods.of(name);
    if (found === undefined || others.length > 0) return undefined;
    const [before = "", after = ""] = found.name.split("*");
    const star = name.slice(before.length, name.length - after.length);
    const address = found.address?.replace("*", () => star);
    return { component: found.component, ...(address === undefined ? {} : { address }) };
  }

  /** What a bundle, a resource or a replica of pacemaker's is: galera-bundle, galera, galera-bundle-0. */
  ofPacemaker(name: string): readonly Component[] {
    return this.#pacemaker.of(name.replace(/:\d+$/, ""));
  }

  /** What a resource agent starts: `ocf::heartbeat:galera`, `ocf:heartbeat:galera` or `galera`. */
  ofAgent(agent: string): readonly Component[] {
    return this.#agents.of(agent.slice(agent.lastIndexOf(":") + 1));
  }

  /** What stands behind a section of haproxy.cfg; kolla-ansible's `_front`, `_back` and `_external` tell nothing. */
  ofHaproxy(section: string, tool?: string): readonly Component[] {
    const bare = section.replace(/_(front|back)$/, "");
    const [found] = [section, bare, bare.replace(/_external$/, "")]
      .map((name) => this.#ofTool(this.#haproxy, name, tool))
      .filter((all) => all.length > 0);
    return found ?? [];
  }

  /** What is configured in a place of a deployment tool's: TripleO's volume nova_libvirt, kolla-ansible's folder nova-compute. */
  ofConfig(place: string, tool?: string): readonly Component[] {
    return this.#ofTool(this.#config, place, tool);
  }

  /** The place of configuration that a file of a bundle lies in: var/lib/config-data/puppet-generated/nova/etc/nova/nova.conf. */
  ofConfigFile(path: string): ConfigPlace | undefined {
    const absolute = path.startsWith("/") ? path : `/${path}`;
    const found = this.#roots.find(([root]) => absolute.startsWith(`${root}/`));
    if (found === undefined) return undefined;
    const [root, tool] = found;
    const place = absolute.slice(root.length + 1).split("/")[0] ?? "";
    return { tool, place, components: this.ofConfig(place, tool) };
  }

  /** The tool that writes this into the label managed_by of its containers. */
  ofManager(label: string): Tool | undefined {
    return this.tools.find((tool) => tool["managed-by"]?.some((name) => standsFor(name, label)));
  }

  /** The container that a unit is of, by how deployment tools name units; `health` where it is of its health check. */
  ofContainerUnit(
    unit: string,
  ): { readonly tool: string; readonly container: string; readonly health: boolean } | undefined {
    const bare = unit.replace(/\.(service|timer)$/, "");
    for (const health of [true, false]) {
      for (const tool of this.tools) {
        for (const pattern of (health ? tool["health-units"] : tool.units) ?? []) {
          const container = between(bare, pattern);
          if (container !== undefined) return { tool: tool.id, container, health };
        }
      }
    }
    return undefined;
  }

  /** The unit of a container that is named otherwise than that, with the tool that makes both; it may have a star. */
  ofDaemon(container: string, beside?: string): { readonly tool: Tool; readonly unit: string } | undefined {
    this.#daemons ??= this.tools.flatMap((tool) =>
      (tool["units-of"] ?? []).map((one) => ({ ...one, tool, pattern: RE2JS.compile(one.container) })),
    );
    for (const { tool, unit, pattern, beside: only } of this.#daemons) {
      if (only !== undefined && only !== beside) continue;
      const found = pattern.matcher(container);
      if (found.matches())
        return { tool, unit: unit.replace(/\$(\d)/g, (_, group) => found.group(Number(group)) ?? "") };
    }
    return undefined;
  }

  /** Whether only one-shots have such a name. */
  isOneShotName(container: string): boolean {
    return this.general.oneShots.some((name) => standsFor(name, container));
  }

  /** What listens at a port, with what for. */
  ofPort(port: number, tool?: string): readonly (readonly [Port, Component])[] {
    const all = this.#ports.get(port) ?? [];
    return tool === undefined ? all : all.filter(([{ tools }]) => tools === undefined || tools.includes(tool));
  }

  /** Whose a user of the database, of messages or of Keystone is, or a database. */
  ofUser(name: string): readonly Service[] {
    return this.#users.of(name);
  }

  /** Who provides a capability. */
  providersOf(capability: string): readonly Component[] {
    return this.#providers.get(capability) ?? [];
  }

  /** Who needs a capability, and how. */
  needing(capability: string): readonly (readonly [Need, Component])[] {
    return this.#needing.get(capability) ?? [];
  }

  /** The capability whose loss a Python exception tells: by its own name, or by the longest module that it is of. */
  ofException(name: string): Capability | undefined {
    return this.isAnswer(name) ? undefined : this.#raising(name);
  }

  /** Whether an exception came with the answer of a capability, so that whatever else the line names was not lost. */
  isAnswer(name: string): boolean {
    return this.#raising(name)?.answered?.includes(name.slice(name.lastIndexOf(".") + 1)) === true;
  }

  #raising(name: string): Capability | undefined {
    for (let end = name.length; end > 0; end = name.lastIndexOf(".", end - 1)) {
      const found = this.#exceptions.get(name.slice(0, end));
      if (found !== undefined) return found;
    }
    return this.#exceptions.get(name.slice(name.lastIndexOf(".") + 1));
  }

  /** The capability whose loss the text of an error tells. */
  ofError(text: string): Capability | undefined {
    return this.#errors.find(([pattern]) => pattern.test(text))?.[1];
  }

  /** All names of a component's containers of a kind, under a tool or under all; names may have stars. */
  containersOf({ id }: Component, kind: ContainerKind, tool?: string): readonly string[] {
    const component = this.component(id);
    if (component === undefined) return [];
    const found = containersOf(component).flatMap(([name, one]) =>
      one.kind === kind && (tool === undefined || one.tool === tool) ? [name] : [],
    );
    return [...new Set(found)];
  }

  #ofTool(
    index: Names<readonly [tool: string, component: Component]>,
    name: string,
    tool: string | undefined,
  ): readonly Component[] {
    const found = index.of(name).filter(([one]) => tool === undefined || one === tool || one === ANY);
    return [...new Set(found.map(([, component]) => component))];
  }
}

/** What files say of all tools together, the later before the earlier. */
export function generalOf(files: readonly Omit<ToolsFile, "tools">[]): General {
  return {
    otherwise: files.findLast(({ otherwise }) => otherwise !== undefined)?.otherwise ?? NOTHING_SAID,
    pacemaker: files.findLast(({ pacemaker }) => pacemaker !== undefined)?.pacemaker ?? {},
    oneShots: files.flatMap((file) => file["one-shots"] ?? []),
  };
}

const NOTHING_SAID: OtherwiseFile = { logs: "/var/log", config: "/etc", definitions: "/etc/systemd/system", says: {} };

/** Names of the host that hold under every tool. */
export const ANY = "any";

function byId<One extends { readonly id: string }>(all: readonly One[]): Map<string, One> {
  return new Map(all.map((one) => [one.id, one]));
}

function grouped<Key, Value>(
  components: readonly Component[],
  pairs: (component: Component) => readonly (readonly [Key, Value])[],
): Map<Key, (readonly [Value, Component])[]> {
  const groups = new Map<Key, (readonly [Value, Component])[]>();
  for (const component of components) {
    for (const [key, value] of pairs(component)) {
      const known = groups.get(key);
      if (known === undefined) groups.set(key, [[value, component]]);
      else known.push([value, component]);
    }
  }
  return groups;
}

/** What stands for NAME: nova_compute of tripleo_nova_compute by tripleo_NAME. */
function between(unit: string, pattern: string): string | undefined {
  const [before = "", after = ""] = pattern.split("NAME");
  const fits = unit.startsWith(before) && unit.endsWith(after) && unit.length > before.length + after.length;
  return fits ? unit.slice(before.length, unit.length - after.length) : undefined;
}
