import type { PacemakerResource } from "../../parse/cluster/cluster-facts.ts";
import { present } from "../../parse/present.ts";
import { onNode } from "../bundle/evidence.ts";
import type { Vip } from "../types/cluster.ts";
import type { Node } from "../types/node.ts";
import type { Evidence } from "../types/sourced.ts";
import { hostKey, isUp } from "./evidence.ts";
import { type ClusterGroup, togetherness, viewsOf } from "./groups.ts";
import { addressOf, isAddress } from "./joined.ts";

/** The virtual addresses of each cluster, with the node that pacemaker has them on and those that have them. */
export function vipsOf(groups: readonly ClusterGroup[], nodes: readonly Node[]): Vip[] {
  return groups.flatMap((group) => {
    const seen = new Map<string, PacemakerResource>();
    for (const { fact } of viewsOf(group))
      for (const resource of fact.resources)
        if (isAddress(resource) && !seen.has(resource.name)) seen.set(resource.name, resource);
    return [...seen.values()].flatMap((resource) => {
      const address = addressOf(resource.name);
      return address === undefined ? [] : [vipOf(address, resource, { group, nodes })];
    });
  });
}

interface Where {
  readonly group: ClusterGroup;
  readonly nodes: readonly Node[];
}

function vipOf(address: string, resource: PacemakerResource, where: Where): Vip {
  const { group, nodes } = where;
  const telling = group.nodes.filter(({ clusterEvidence }) => clusterEvidence.addresses !== undefined);
  const holders = telling.filter(({ clusterEvidence }) => clusterEvidence.addresses?.has(address));
  const owner = ownerOf(address, resource.name, where);
  const twice = heldTwice(holders, telling, group);
  const nowhere = heldNowhere(resource, holders, telling, group);
  return {
    subject: { kind: "cluster", name: address },
    name: address,
    resource: resource.name,
    compared: telling.length > 1,
    holders: holders.map(({ name }) => name),
    ...present({
      owner: isUp(resource.state) ? resource.nodes[0] : undefined,
      ownerHolds: owner.holds,
      heldTwice: twice.is,
      heldNowhere: nowhere.is,
    }),
    evidence: present({
      ...owner.evidence,
      ...evidenceOfHolders(holders, nodes, ({ addresses }) => addresses?.get(address)),
    }) as Record<string, Evidence>,
    lacks: present({
      owner: "pacemaker has it on no node",
      ownerHolds: owner.why,
      heldTwice: twice.why,
      heldNowhere: nowhere.why,
    }) as Record<string, string>,
  };
}

/** Of each node that has an address the line that says so. */
export function evidenceOfHolders(
  holders: readonly Node[],
  nodes: readonly Node[],
  lineOf: (evidence: Node["clusterEvidence"]) => Evidence | undefined,
): Record<string, Evidence | undefined> {
  return Object.fromEntries(
    holders.map((node) => [`holders.${node.name}`, onNode(node, nodes, lineOf(node.clusterEvidence))]),
  );
}

interface Answer {
  readonly is?: boolean;
  readonly why?: string;
}

/** The node that sees itself as the owner, and its own addresses of the same capture: no other bundle is needed. */
function ownerOf(address: string, resource: string, { group, nodes }: Where) {
  const owning = viewsOf(group).flatMap(({ node, fact }) => {
    const own = fact.resources.find(({ name }) => name === resource);
    const here = own !== undefined && isUp(own.state) && own.nodes.some((name) => hostKey(name) === hostKey(node.name));
    return here ? [{ node, source: own.source }] : [];
  })[0];
  if (owning === undefined)
    return {
      evidence: {},
      why: "the bundle of the node that pacemaker has it on is not among those analyzed; collect: run collect there",
    };
  const evidence = { ownerHolds: onNode(owning.node, nodes, owning.source) };
  const { addresses } = owning.node.clusterEvidence;
  if (addresses === undefined)
    return {
      evidence,
      why: `the addresses of ${owning.node.name} are not in its bundle: looked for sos_commands/networking/ip_-o_addr; collect: 'ip -o addr'`,
    };
  return { evidence, holds: addresses.has(address) };
}

/** Addresses are kept to full members: TripleO lets none start on a remote node. */
function unseen(telling: readonly Node[], group: ClusterGroup): string[] {
  const seen = new Set([...telling.map(({ name }) => name), ...group.remotes].map(hostKey));
  return group.members.filter((name) => !seen.has(hostKey(name)));
}

function heldTwice(holders: readonly Node[], telling: readonly Node[], group: ClusterGroup): Answer {
  if (holders.length > 1) {
    const when = togetherness(holders);
    return when.together ? { is: true } : { why: when.why };
  }
  const missing = unseen(telling, group);
  return missing.length === 0 ? { is: false } : { why: notTold(missing) };
}

function heldNowhere(
  resource: PacemakerResource,
  holders: readonly Node[],
  telling: readonly Node[],
  group: ClusterGroup,
): Answer {
  if (holders.length > 0 || !isUp(resource.state)) return { is: false };
  const missing = unseen(telling, group);
  if (missing.length > 0) return { why: notTold(missing) };
  const when = togetherness(telling);
  return when.together ? { is: true } : { why: when.why };
}

function notTold(missing: readonly string[]): string {
  return `the addresses of ${missing.join(", ")} are not among those captured; collect: run collect there`;
}
