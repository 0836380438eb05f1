import type { PacemakerFact } from "../../parse/cluster/cluster-facts.ts";
import { onNode } from "../bundle/evidence.ts";
import type { Node } from "../types/node.ts";
import type { Evidence } from "../types/sourced.ts";
import { hostKey } from "./evidence.ts";

/** The analyzed nodes of one pacemaker cluster, with each one's view of it. */
export interface ClusterGroup {
  readonly nodes: readonly Node[];
  /** Names of all nodes that any of them lists, analyzed or not. */
  readonly members: readonly string[];
  /** Of these, those without corosync. */
  readonly remotes: readonly string[];
}

export interface View {
  readonly node: Node;
  readonly fact: PacemakerFact;
}

/** Nodes are of one cluster where one lists the other: all clusters of TripleO bear one name. */
export function clusterGroupsOf(nodes: readonly Node[]): ClusterGroup[] {
  const groups: { nodes: Node[]; members: Map<string, string> }[] = [];
  const remotes = new Set(nodes.flatMap(remotesOf));
  for (const node of nodes) {
    const members = membersOf(node);
    if (members.length === 0) continue;
    const keys = new Set([hostKey(node.name), ...members.map(hostKey)]);
    const known = groups.find(
      (group) => group.nodes.some(({ name }) => keys.has(hostKey(name))) || group.members.has(hostKey(node.name)),
    );
    const group = known ?? { nodes: [], members: new Map<string, string>() };
    if (known === undefined) groups.push(group);
    group.nodes.push(node);
    for (const member of members) group.members.set(hostKey(member), member);
  }
  return groups.map((group) => {
    const members = [...group.members.values()];
    return { nodes: group.nodes, members, remotes: members.filter((name) => remotes.has(name)) };
  });
}

function remotesOf({ clusterEvidence: { pacemaker } }: Node): string[] {
  return (pacemaker?.members ?? []).flatMap(({ name, kind }) => (kind === undefined ? [] : [name]));
}

function membersOf({ clusterEvidence: { pacemaker, corosync } }: Node): string[] {
  return [...(pacemaker?.members ?? []), ...(corosync?.members ?? [])].map(({ name }) => name);
}

/** The views of nodes whose pacemaker runs. */
export function viewsOf({ nodes }: Pick<ClusterGroup, "nodes">): View[] {
  return nodes.flatMap((node) => {
    const fact = node.clusterEvidence.pacemaker;
    return fact?.running === true ? [{ node, fact }] : [];
  });
}

/** One thing that views show, with the nodes that show it alike. */
export interface Joined<Item> {
  readonly item: Item;
  readonly seenFrom: string[];
  /** Evidence of each view, by a name that begins with the property's. */
  readonly evidence: Readonly<Record<string, Evidence>>;
}

/** Items of several views: equal ones become one, seen from several nodes. `keyOf` tells which are equal. */
export function joinViews<Item extends { readonly source: Evidence }>(
  views: readonly View[],
  nodes: readonly unknown[],
  itemsOf: (view: View) => readonly Item[],
  keyOf: (item: Item) => string,
): Joined<Item>[] {
  const joined = new Map<string, { item: Item; seenFrom: string[]; evidence: Record<string, Evidence> }>();
  for (const view of views)
    for (const item of itemsOf(view)) {
      const key = keyOf(item);
      const known = joined.get(key) ?? { item, seenFrom: [], evidence: {} };
      joined.set(key, known);
      known.seenFrom.push(view.node.name);
      known.evidence[`name.${view.node.name}`] = onNode(view.node, nodes, item.source);
    }
  return [...joined.values()];
}

/** Bundles that were captured within this time are of one time: what they say can be held against each other. */
const TOGETHER_SECONDS = 600;

/** Whether nodes were captured at one time, and if that is not known or not so, why. */
export function togetherness(
  nodes: readonly Node[],
): { readonly together: true } | { readonly together: false; readonly why: string } {
  const times = nodes.map(({ clusterEvidence: { capturedAt } }) => capturedAt);
  const known = times.filter((time) => time !== undefined);
  const names = nodes.map(({ name }) => name).join(", ");
  const collect = "collect: all nodes of the deployment at one time";
  if (known.length < times.length)
    return { together: false, why: `it is not known when ${names} were captured; ${collect}` };
  const seconds = Math.round((Math.max(...known) - Math.min(...known)) / 1000);
  if (seconds <= TOGETHER_SECONDS) return { together: true };
  return { together: false, why: `${names} were captured ${Math.round(seconds / 60)} minutes apart; ${collect}` };
}
