import { coreOf } from "./line-core.ts";
import type { Cloud, Told } from "./told.ts";

/** Of thousands that are of one node or component the worst say it: each law looks through so many for each finding. */
const MOST_KEPT = 50;

/** All that is told, by what laws ask for. Each list has the worst, the worst first. */
export class ToldIndex {
  readonly #lists = new Map<string, Told[]>();

  /** `all` in the order in which what they are of is bad. */
  constructor(all: readonly Told[]) {
    for (const told of all) for (const key of keysOf(told)) this.#add(key, told);
  }

  /** Of a component's instance on a node. */
  ofInstance(component: string, node: string): readonly Told[] {
    return this.#list("instance", component, node);
  }

  /** Of a component's instances anywhere in a cloud. */
  ofInstances(component: string, cloud: Cloud): readonly Told[] {
    return this.#list("instances", component, cloud);
  }

  /** Of a component as a whole. */
  ofWhole(component: string, cloud: Cloud): readonly Told[] {
    return this.#list("whole", component, cloud);
  }

  /** Of a container on a node. */
  ofContainer(container: string, node: string): readonly Told[] {
    return this.#list("container", container, node);
  }

  /** Of the same container on its node, and of the same instance of its component. */
  besides({ container, component, node }: Told): readonly Told[] {
    if (node === undefined) return [];
    const own = container === undefined ? [] : this.ofContainer(container, node);
    const all = component === undefined ? [] : this.ofInstance(component, node);
    return [...new Set([...own, ...all])];
  }

  /** A node's loss. */
  ofNode(node: string): readonly Told[] {
    return this.#list("lost", node);
  }

  /** What is exhausted on a node, or of one of its containers. */
  exhaustedOn(node: string): readonly Told[] {
    return this.#list("exhausted", node);
  }

  /** What is wrong with an address itself, such as a virtual one. */
  ofAddress(host: string): readonly Told[] {
    return this.#list("address", host);
  }

  /** What a rule found on a node in one line, whatever log it stands in. */
  ofLine(rule: string, node: string, core: string): readonly Told[] {
    return this.#list("line", rule, node, core);
  }

  #list(...key: readonly string[]): readonly Told[] {
    return this.#lists.get(JSON.stringify(key)) ?? [];
  }

  #add(key: readonly string[], told: Told): void {
    const text = JSON.stringify(key);
    const list = this.#lists.get(text);
    if (list === undefined) this.#lists.set(text, [told]);
    else if (list.length < MOST_KEPT) list.push(told);
  }
}

function* keysOf(told: Told): Iterable<readonly string[]> {
  const { state, component, container, node, whole, cloud, host, says, fault } = told;
  if (state === "lost") {
    if (node !== undefined) yield ["lost", node];
    return;
  }
  if (state === "exhausted" && node !== undefined) yield ["exhausted", node];
  if (says !== undefined && node !== undefined) yield ["line", fault.finding.rule, node, coreOf(says)];
  if (container !== undefined && node !== undefined) yield ["container", container, node];
  if (component !== undefined) {
    if (whole) yield ["whole", component, cloud];
    else {
      yield ["instances", component, cloud];
      if (node !== undefined) yield ["instance", component, node];
    }
  } else if (host !== undefined && (state === "down" || state === "degraded")) yield ["address", host];
}
