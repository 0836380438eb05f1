import type { Catalogue } from "../../catalogue/catalogue.ts";
import type { Deployment } from "../../model/types.ts";
import { type Cloud, isGrave, isNotWorking, type Told } from "./told.ts";

interface Instance {
  readonly component: string;
  readonly cloud: Cloud;
  readonly node: string;
  running: boolean;
}

/** Which instances of components there are, and whether any of a component's still works. */
export class Instances {
  readonly #seen = new Map<string, Map<string, Instance>>();
  readonly #broken = new Set<string>();
  readonly #gone = new Set<string>();
  /** How many replicas pacemaker has running of a component, as far as bundles of nodes tell. */
  readonly #replicas = new Map<string, number>();
  readonly #lost = new Map<string, boolean>();

  constructor(deployment: Pick<Deployment, "nodes" | "clusterBundles">, catalogue: Catalogue, all: readonly Told[]) {
    for (const node of deployment.nodes) {
      const cloud = node.role === "Undercloud" ? "undercloud" : "overcloud";
      for (const { name, running, lifecycle } of node.containers) {
        const meaning = catalogue.ofContainer(name, node.tool);
        if (meaning?.kind !== "service" || lifecycle === "one-shot" || lifecycle === "leftover") continue;
        this.#note({ component: meaning.component.id, cloud, node: node.name, running: running !== false });
      }
    }
    for (const { name, running } of deployment.clusterBundles)
      for (const { id } of catalogue.ofPacemaker(name)) this.#replicas.set(id, (this.#replicas.get(id) ?? 0) + running);
    for (const told of all) this.#read(told);
  }

  /** No instance of the component works in this cloud, as far as bundles show; false where none is known of. */
  isLost(component: string, cloud: Cloud): boolean {
    const key = `${component} ${cloud}`;
    const known = this.#lost.get(key);
    if (known !== undefined) return known;
    const lost = this.#decide(component, cloud, key);
    this.#lost.set(key, lost);
    return lost;
  }

  /** No instance can be elsewhere: pacemaker tells of all, and the director's cloud is one node. */
  areAllSeen(component: string, cloud: Cloud): boolean {
    return cloud === "undercloud" || this.#replicas.has(component);
  }

  #decide(component: string, cloud: Cloud, key: string): boolean {
    if (this.#gone.has(key)) return true;
    const seen = [...(this.#seen.get(key)?.values() ?? [])];
    if (seen.length === 0) return false;
    if (seen.some(({ node, running }) => running && !this.#broken.has(`${component} ${node}`))) return false;
    // Replicas that run on nodes without a bundle are not in doubt.
    const running = cloud === "overcloud" ? (this.#replicas.get(component) ?? 0) : 0;
    return running <= seen.filter((one) => one.running).length;
  }

  #note(instance: Instance): void {
    const key = `${instance.component} ${instance.cloud}`;
    const nodes = this.#seen.get(key) ?? new Map<string, Instance>();
    const known = nodes.get(instance.node);
    if (known === undefined) nodes.set(instance.node, instance);
    else known.running &&= instance.running;
    this.#seen.set(key, nodes);
  }

  #read(told: Told): void {
    const { component, node, whole, cloud, oneShot, state, from } = told;
    if (component === undefined || oneShot) return;
    if (whole) {
      if (state === "down") this.#gone.add(`${component} ${cloud}`);
    } else if (node !== undefined && (isNotWorking(told) || (state === "cut-off" && from !== "time" && isGrave(told))))
      this.#broken.add(`${component} ${node}`);
  }
}
