import type { Catalogue } from "../../catalogue/catalogue.ts";
import { firstBy, groupBy } from "../../model/group-by.ts";
import type { Deployment, Node } from "../../model/types.ts";
import type { Meaning } from "../rule.ts";
import { distanceOf } from "./distance.ts";
import type { Fault } from "./fault.ts";
import { hostOf, shortName } from "./hosts.ts";
import type { LastSaid } from "./last-said.ts";
import { meantBy } from "./meant-by.ts";
import type { Cloud, Told } from "./told.ts";

/** What of a record of the model laws join by, whichever record it is: those that have none of it are of none. */
interface Looked {
  readonly subject?: { readonly kind: string; readonly name: string };
  readonly name?: string;
  readonly component?: string;
  readonly container?: string;
  readonly containers?: readonly string[];
  readonly requiredBy?: readonly string[];
  readonly line?: string;
  readonly bundle?: string;
  readonly file?: string;
  readonly log?: string;
  readonly groups?: Readonly<Record<string, string>>;
  readonly lifecycle?: string;
  readonly exitCode?: number;
  readonly unitActive?: string;
  readonly seenFrom?: readonly string[];
}

interface Found {
  readonly replica: string | undefined;
  /** Containers that need the image that a line names. */
  readonly requiring: readonly string[];
  readonly product: string | undefined;
  readonly node: string | undefined;
}

type Joined = Pick<Told, "component" | "container">;

/** Reads what findings tell: their rules' words, with what the model knows of their subjects. */
export class Reader {
  readonly #catalogue: Catalogue;
  readonly #nodes: ReadonlyMap<string, Node>;
  readonly #alone: Cloud;
  /** Containers of replicas, by the names that pacemaker has for these: galera-bundle-0. */
  readonly #replicas: ReadonlyMap<string, readonly { readonly node: string; readonly container: string }[]>;
  readonly #byAddress: ReadonlyMap<string, readonly (readonly [string, string])[]>;
  /** What the health checks of containers say that they do not reach. */
  readonly #unreached: ReadonlyMap<string, string>;
  readonly #lastSaid: LastSaid;

  constructor(deployment: Pick<Deployment, "nodes" | "reaches">, catalogue: Catalogue, lastSaid: LastSaid) {
    this.#lastSaid = lastSaid;
    const { nodes, reaches } = deployment;
    this.#catalogue = catalogue;
    this.#nodes = firstBy(nodes, ({ name }) => shortName(name));
    this.#alone = nodes.length > 0 && nodes.every(isUndercloud) ? "undercloud" : "overcloud";
    const containers = nodes.flatMap((node) =>
      // A rule's own test may give a container without a name.
      node.containers.flatMap(({ name = "" }) =>
        replicaNamed(name) === name ? [] : [{ replica: replicaNamed(name), node: node.name, container: name }],
      ),
    );
    this.#replicas = groupBy(containers, ({ replica }) => replica);
    this.#byAddress = groupBy(
      nodes.flatMap(({ name, clusterEvidence }) =>
        [...(clusterEvidence?.addresses?.keys() ?? [])].map((address) => [address, name] as const),
      ),
      ([address]) => address,
    );
    this.#unreached = new Map(reaches.flatMap(({ name, failing }) => failing.map((one) => [one, name] as const)));
  }

  /** All that one finding tells, each thing once for each component or container that it is of. */
  toldBy(fault: Fault): Told[] {
    return fault.rule.tells.flatMap((meaning) => (this.#holds(meaning, fault) ? this.#read(meaning, fault) : []));
  }

  #holds({ when }: Meaning, { variables }: Fault): boolean {
    if (when === undefined) return true;
    const result = when.evaluate(variables);
    return result.kind === "value" && result.value === true;
  }

  #read(meaning: Meaning, fault: Fault): Told[] {
    const record = recordOf(fault);
    const text = (key: "at" | "of" | "on") => meaning[key]?.render(fault.variables).trim() || undefined;
    const at = text("at");
    const host = at === undefined ? undefined : hostOf(at);
    const { node, whole } = this.#nodeOf(fault, meaning.on !== undefined, text("on"));
    const replica = record.bundle === undefined ? undefined : this.#replicaOf(record);
    const meant = meantBy(record, fault, this.#catalogue);
    const common: Omit<Told, "component" | "container" | "from"> = {
      ...{ fault, state: meaning.state, ...(meaning.resource && { resource: meaning.resource }) },
      ...{ whole, cloud: this.#cloudOf(node, record), distance: distanceOf(fault) },
      ...((replica?.node ?? node) !== undefined && { node: replica?.node ?? node }),
      ...(at !== undefined && { at }),
      ...(host !== undefined && { host, ...this.#atNode(host) }),
      oneShot: record.lifecycle === "one-shot",
      stopped: record.exitCode === undefined ? record.unitActive === "inactive" : ASKED.has(record.exitCode),
      ...(meaning.state === "symptom" && meant.resource && { resource: meant.resource }),
    };
    const product = node === undefined ? undefined : this.#nodes.get(shortName(node))?.tool;
    const requiring = meaning.state === "refused" ? this.#requiring(record.line, node) : [];
    return this.#joinsOf(record, text("of"), {
      replica: replica?.container,
      requiring,
      product,
      node: common.node,
    }).map((joined) => {
      const from = meaning.from ?? this.#missedBy(meaning, meant.capability, joined, common.node);
      const asked = meaning.state === "symptom" || meaning.state === "cut-off";
      const deciding = asked && this.#isLastSaid(record, joined, common.node);
      const says = saidIn(meaning.state === "symptom", record);
      return {
        ...{ ...common, ...joined, ...(from !== undefined && { from }) },
        ...{ ...(deciding && { deciding }), ...(says !== undefined && { says }) },
      };
    });
  }

  /** What a symptom or a failing health check says that it misses. */
  #missedBy({ state }: Meaning, meant: string | undefined, { container }: Joined, node?: string): string | undefined {
    if (state === "symptom") return meant;
    if (state !== "unhealthy" || container === undefined) return undefined;
    const missed = this.#unreached.get(`${node}: ${container}`);
    return missed !== undefined && this.#catalogue.capability(missed) !== undefined ? missed : undefined;
  }

  /** Whether what a line of a log quotes is what its container said last. */
  #isLastSaid({ groups, line }: Looked, { container }: Joined, node: string | undefined): boolean {
    const text = groups?.["error"] ?? groups?.["text"] ?? line;
    if (text === undefined || container === undefined || node === undefined) return false;
    return this.#lastSaid.holds(text, container, node);
  }

  #nodeOf({ finding, rule }: Fault, named: boolean, on: string | undefined): { node?: string; whole: boolean } {
    if (on === "*") return { whole: true };
    if (named) return { ...(on !== undefined && { node: this.#known(on) }), whole: false };
    return rule.scope === "node" ? { node: finding.node, whole: false } : { whole: true };
  }

  /** A node by the name that its bundle has here, where there is one. */
  #known(name: string): string {
    const short = shortName(name);
    return this.#nodes.get(short)?.name ?? short;
  }

  #cloudOf(node: string | undefined, { seenFrom = [] }: Looked): Cloud {
    const names = node === undefined ? seenFrom : [node];
    const seen = names.flatMap((name) => this.#nodes.get(shortName(name)) ?? []);
    return seen.length === 0 ? this.#alone : seen.every(isUndercloud) ? "undercloud" : "overcloud";
  }

  #replicaOf({ name = "" }: Looked): { readonly node: string; readonly container: string } | undefined {
    const found = this.#replicas.get(replicaNamed(name)) ?? [];
    return found.length === 1 ? found[0] : undefined;
  }

  #atNode(host: string): Pick<Told, "atNode"> {
    const byAddress = this.#byAddress.get(host) ?? [];
    const node = byAddress.length === 1 ? byAddress[0]?.[1] : this.#nodes.get(shortName(host))?.name;
    // A name is that of a node also where there is no bundle of the node; a number may be any.
    if (node === undefined && !/[a-z]/i.test(host.replace(/^[\da-f:]+$/i, ""))) return {};
    return { atNode: node ?? shortName(host) };
  }

  /** The containers whose ids a line names, or that are to be made from an image that it names. */
  #requiring(line: string | undefined, node: string | undefined): string[] {
    const of = node === undefined ? undefined : this.#nodes.get(shortName(node));
    if (line === undefined || of === undefined) return [];
    const byId = of.containers.filter(({ id }) => namesId(line, id)).map(({ name }) => name);
    if (byId.length > 0) return byId;
    return (of.requiredImages ?? []).flatMap(({ reference, requiredBy }) =>
      namesImage(line, reference) ? requiredBy : [],
    );
  }

  /** Each component or container that a record is of; one of neither where nothing tells. */
  #joinsOf(record: Looked, of: string | undefined, { replica, requiring, product, node }: Found): readonly Joined[] {
    const byContainer = (container: string): Joined => {
      const component = this.#catalogue.ofContainer(container, product) ?? this.#catalogue.ofContainer(container);
      return { container, ...(component && { component: component.component.id }) };
    };
    const named = record.subject?.kind === "container" ? [record.subject.name] : [];
    const containers = [
      record.container || named,
      record.containers ?? [],
      record.requiredBy ?? [],
      requiring,
      replica ?? [],
    ].flat();
    if (of !== undefined) {
      if (this.#lastSaid.has(of, node)) return [byContainer(of)];
      const unit = this.#catalogue.ofContainerUnit(of);
      if (unit !== undefined && !unit.health && of.endsWith(".service")) return [byContainer(unit.container)];
      const [component] = componentsNamed(of, this.#catalogue, product);
      const [container] = containers;
      const both = { ...(component && { component }), ...(container !== undefined && { container }) };
      return component === undefined && container === undefined ? [byContainer(of)].filter(hasComponent) : [both];
    }
    if (containers.length > 0) return [...new Set(containers)].map(byContainer);
    if (record.component !== undefined) return [{ component: record.component }];
    const logs = record.log === undefined ? [] : this.#catalogue.ofLog(record.log);
    const files = record.file === undefined ? [] : (this.#catalogue.ofConfigFile(record.file)?.components ?? []);
    const components = (record.log === undefined ? files : logs).map(({ id }) => ({ component: id }));
    // What several components write or read tells of none of them alone.
    if (record.log !== undefined && components.length > 1) return [{}];
    return components.length === 0 ? [{}] : components;
  }
}

/** What programs end with that are told to end. */
const ASKED: ReadonlySet<number> = new Set([0, 130, 143]);

/** So much of an error tells it from others; of a shorter one nothing follows. */
const [TELLING, ENOUGH] = [24, 80];

/** Of a symptom the error that it quotes, of anything else in a log its last line. */
function saidIn(symptom: boolean, { log, line, groups }: Looked): string | undefined {
  if (log === undefined) return undefined;
  if (!symptom) return line;
  const quoted = (groups?.["error"] ?? groups?.["text"])?.replace(/^Unhandled error: /, "").slice(0, ENOUGH);
  return quoted === undefined || quoted.length < TELLING ? undefined : quoted;
}

/** Engines write an id whole or its first twelve digits. */
function namesId(text: string, id: string): boolean {
  const at = id.length < 12 ? -1 : text.indexOf(id);
  return at >= 0 && !/[\da-f]/i.test(text[at - 1] ?? "");
}

/** Whether the text has the whole reference, and not one of which it is the beginning or the end. */
function namesImage(text: string, reference: string): boolean {
  const at = text.indexOf(reference);
  if (at < 0 || !/[/:]/.test(reference)) return false;
  return !/[\w.-]$/.test(text.slice(0, at)) && !/^(?:[\w/@-]|[.:][\w])/.test(text.slice(at + reference.length));
}

/** What pacemaker calls the replica in a container: galera-bundle-0 of galera-bundle-podman-0. */
function replicaNamed(container: string): string {
  return container.replace(/-(?:docker|podman)-(\d+)$/, "-$1");
}

function hasComponent({ component }: Joined): boolean {
  return component !== undefined;
}

/** The components that a name means, whatever it is a name of: a component, a bundle, a backend of haproxy, a unit. */
function componentsNamed(name: string, catalogue: Catalogue, product: string | undefined): string[] {
  const id = name.toLowerCase().replaceAll("_", "-");
  if (catalogue.component(id) !== undefined) return [id];
  const container = catalogue.ofContainer(name, product) ?? catalogue.ofContainer(name);
  const found = [
    container === undefined ? [] : [container.component],
    catalogue.ofPacemaker(name),
    catalogue.ofHaproxy(name, product),
    catalogue.ofHostUnit(name, product),
    catalogue.ofUnit(name),
  ].find((all) => all.length > 0);
  // A unit such as httpd may be any of many; a backend that several may stand behind is named like the one that is meant.
  const own = found?.filter((one) => one.id === id.replace(/(-(front|back|external))+$/, "")) ?? [];
  const meant = own.length > 0 ? own : (found ?? []);
  return meant.length === 1 ? meant.map((one) => one.id) : [];
}

function recordOf({ rule, variables }: Fault): Looked {
  return (variables[rule.subjectName] ?? {}) as Looked;
}

function isUndercloud({ role }: Pick<Node, "role">): boolean {
  return role === "Undercloud";
}
