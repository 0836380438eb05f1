import type { Survey } from "../../survey/types.ts";

/** Where in the report a thing is shown; `undefined` where it is shown nowhere. Anchors are made of numbers, never of names. */
export interface Anchors {
  readonly node: (node: string) => string | undefined;
  readonly container: (node: string, name: string) => string | undefined;
}

/** The anchors of the pages of nodes and containers. Of several containers of one name the one that is in use is meant. */
export function anchorsOf(survey: Survey | undefined): Anchors {
  const nodes = new Map<string, string>();
  const containers = new Map<string, string>();
  for (const [number, { name, containers: all }] of (survey?.nodes ?? []).entries()) {
    nodes.set(name, `node-${number}`);
    for (const [index, container] of all.entries()) {
      const key = keyOf(name, container.name);
      if (!containers.has(key) || container.condition !== "leftover") {
        containers.set(key, containerAnchor(number, index));
      }
    }
  }
  return { node: (node) => nodes.get(node), container: (node, name) => containers.get(keyOf(node, name)) };
}

/** The place of a finding by its number among all, as they are shown, from 1. */
export function findingAnchor(number: number): string {
  return `finding-${number}`;
}

/** The page of a container by the number of its node and its own, both as in the survey. */
export function containerAnchor(node: number, container: number): string {
  return `container-${node}-${container}`;
}

function keyOf(node: string, name: string): string {
  return JSON.stringify([node, name]);
}
