import { present } from "../../parse/present.ts";
import { onNode } from "../bundle/evidence.ts";
import type { FloatingAddress } from "../types/cluster.ts";
import type { Node } from "../types/node.ts";
import type { Evidence } from "../types/sourced.ts";
import { type ClusterGroup, togetherness } from "./groups.ts";
import { vipsOf } from "./vips.ts";

/** The virtual addresses that nodes have without pacemaker, as keepalived adds them, with the nodes that have each. */
export function floatingAddressesOf(groups: readonly ClusterGroup[], nodes: readonly Node[]): FloatingAddress[] {
  const byPacemaker = new Set(vipsOf(groups, nodes).map(({ name }) => name));
  const holders = new Map<string, Node[]>();
  for (const node of nodes)
    for (const address of node.clusterEvidence.addressesAlone.keys())
      if (!byPacemaker.has(address)) holders.set(address, [...(holders.get(address) ?? []), node]);
  return [...holders].map(([address, held]) => floatingAddress(address, held, nodes));
}

function floatingAddress(name: string, holders: readonly Node[], nodes: readonly Node[]): FloatingAddress {
  const when = holders.length > 1 ? togetherness(holders) : undefined;
  const rows = holders.map((node): [string, Evidence | undefined] => [
    `holders.${node.name}`,
    onNode(node, nodes, node.clusterEvidence.addressesAlone.get(name)),
  ]);
  return {
    subject: { kind: "cluster", name },
    name,
    holders: holders.map((node) => node.name),
    ...present({ heldTwice: when === undefined ? false : when.together ? true : undefined }),
    evidence: present(Object.fromEntries(rows)) as Record<string, Evidence>,
    lacks: present({ heldTwice: when?.together === false ? when.why : undefined }) as Record<string, string>,
  };
}
