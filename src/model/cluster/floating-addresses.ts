import { present } from "../../parse/present.ts";
import { groupBy } from "../group-by.ts";
import type { FloatingAddress, Vip } from "../types/cluster.ts";
import type { Node } from "../types/node.ts";
import type { Evidence } from "../types/sourced.ts";
import { togetherness } from "./groups.ts";
import { evidenceOfHolders } from "./vips.ts";

/** The virtual addresses that nodes have beside pacemaker's, as keepalived adds them, with the nodes that have each. */
export function floatingAddressesOf(vips: readonly Vip[], nodes: readonly Node[]): FloatingAddress[] {
  const byPacemaker = new Set(vips.map(({ name }) => name));
  const held = nodes.flatMap((node) =>
    [...node.clusterEvidence.addressesAlone.keys()].map((address) => ({ address, node })),
  );
  return [...groupBy(held, ({ address }) => address)]
    .filter(([address]) => !byPacemaker.has(address))
    .map(([address, all]) =>
      floatingAddress(
        address,
        all.map(({ node }) => node),
        nodes,
      ),
    );
}

function floatingAddress(name: string, holders: readonly Node[], nodes: readonly Node[]): FloatingAddress {
  const when = holders.length > 1 ? togetherness(holders) : undefined;
  const lines = evidenceOfHolders(holders, nodes, ({ addressesAlone }) => addressesAlone.get(name));
  return {
    subject: { kind: "cluster", name },
    name,
    holders: holders.map((node) => node.name),
    ...present({ heldTwice: when === undefined ? false : when.together ? true : undefined }),
    evidence: present(lines) as Record<string, Evidence>,
    lacks: present({ heldTwice: when?.together === false ? when.why : undefined }) as Record<string, string>,
  };
}
