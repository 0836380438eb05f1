import { firstBy } from "../../model/group-by.ts";
import type { Container, Deployment, Node } from "../../model/types.ts";
import type { Fault } from "./fault.ts";
import type { Place } from "./place.ts";
import type { Told } from "./told.ts";

/** States of a container whose own log is asked why. */
const NOT_WELL: ReadonlySet<string> = new Set(["down", "restarting", "unhealthy", "refused"]);

/** Shorter texts stand in many lines; of a longer one the beginning tells, since lines are cut. */
const [TELLING, ENOUGH] = [16, 80];

/** What containers said last, by node and name. */
export class LastSaid {
  readonly #nodes: ReadonlyMap<string, Node>;
  readonly #containers = new Map<Node, ReadonlyMap<string, Container>>();

  constructor({ nodes }: Pick<Deployment, "nodes">) {
    this.#nodes = firstBy(nodes, ({ name }) => name);
  }

  /** Whether a node has a container of this name. */
  has(container: string, node: string | undefined): boolean {
    return node !== undefined && this.#container(container, node) !== undefined;
  }

  /** Whether a text stands in the last words of a container. */
  holds(text: string, container: string, node: string): boolean {
    if (text.length < TELLING) return false;
    const begins = text.slice(0, ENOUGH);
    return this.#container(container, node)?.lastWords?.some((line) => line.includes(begins)) ?? false;
  }

  /** The container that a finding is about, where it is not well and said why. A line of a log speaks for itself. */
  of({ rule }: Fault, told: readonly Told[]): Container | undefined {
    const [first] = told.filter(({ state, container }) => NOT_WELL.has(state) && container !== undefined);
    if (first?.container === undefined || first.node === undefined) return undefined;
    if (rule.log !== undefined && !rule.tells.some(({ of }) => of !== undefined)) return undefined;
    const container = this.#container(first.container, first.node);
    return container?.lastWords === undefined ? undefined : container;
  }

  #container(name: string, on: string): Container | undefined {
    const node = this.#nodes.get(on);
    if (node === undefined) return undefined;
    const known = this.#containers.get(node) ?? firstBy(node.containers, (one) => one.name);
    this.#containers.set(node, known);
    return known.get(name);
  }
}

/** Whether something that a finding follows from shows the container's latest words: they are said once. */
export function isSaidAbove({ lastWords = [], evidence }: Container, { above }: Place, said: (one: Fault) => unknown) {
  const last = lastWords.length - 1;
  const line = evidence[`lastWords.${last}`];
  return [...above].some(({ faults }) =>
    faults.some(
      (one) =>
        said(one) !== undefined ||
        one.finding.evidence.some(({ file, line: at }) => file === line?.file && at === line?.line),
    ),
  );
}
