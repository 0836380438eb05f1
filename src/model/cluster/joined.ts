import type { Catalogue } from "../../catalogue/catalogue.ts";
import type { Component } from "../../catalogue/types.ts";
import type {
  PacemakerBundle,
  PacemakerFact,
  PacemakerFailure,
  PacemakerResource,
} from "../../parse/cluster/cluster-facts.ts";
import { splitReference } from "../../parse/images/image-reference.ts";
import { present } from "../../parse/present.ts";
import { onNode } from "../bundle/evidence.ts";
import type { ClusterBundle, ClusterMember, ClusterReplica, ClusterResource, FailedAction } from "../types/cluster.ts";
import type { Node } from "../types/node.ts";
import { isUp } from "./evidence.ts";
import { type ClusterGroup, type Joined, joinViews, type View, viewsOf } from "./groups.ts";
import { componentOf, isUnmanaged } from "./node-views.ts";

const TOLD = {
  "*": "the status of the cluster does not tell; collect: 'pcs status' as root, or run collect on the node",
};

export function clusterMembersOf(groups: readonly ClusterGroup[], nodes: readonly Node[]): ClusterMember[] {
  return eachGroup(groups, (views) =>
    joinViews(
      views,
      nodes,
      ({ fact }) => fact.members,
      ({ name, online, states }) => JSON.stringify([name, online, states]),
    ).map(({ item, seenFrom, evidence }) => ({
      subject: { kind: "cluster", name: item.name },
      name: item.name,
      online: item.online,
      remote: item.kind !== undefined,
      disabled: item.disabled === true,
      standby: item.states.includes("standby"),
      maintenance: item.states.includes("maintenance"),
      unclean: item.states.includes("unclean"),
      seenFrom,
      evidence,
      lacks: TOLD,
    })),
  );
}

function eachGroup<Item>(groups: readonly ClusterGroup[], read: (views: readonly View[]) => Item[]): Item[] {
  return groups.flatMap((group) => read(viewsOf(group)));
}

export function clusterBundlesOf(
  groups: readonly ClusterGroup[],
  nodes: readonly Node[],
  catalogue: Catalogue,
): ClusterBundle[] {
  return eachGroup(groups, (views) =>
    joinViews(
      views,
      nodes,
      ({ fact }) => fact.bundles.map((bundle) => ({ ...bundle, usual: usualHost(fact) })),
      stateOf,
    ).map((one) => bundleOf(one, nodes, catalogue)),
  );
}

function stateOf({ name, image, flags, replicas }: PacemakerBundle): string {
  return JSON.stringify([name, image, flags, replicas.map((one) => [one.name, one.state, one.nodes, one.flags])]);
}

function bundleOf(
  { item, seenFrom, evidence }: Joined<PacemakerBundle & { readonly usual: string }>,
  nodes: readonly Node[],
  catalogue: Catalogue,
): ClusterBundle {
  const { name, image, flags, replicas, usual } = item;
  const component = componentOf(item, catalogue);
  return {
    subject: { kind: "cluster", name },
    ...{ name, kind: kindOf(name, component), image, host: hostOf(image), hostDiffers: hostOf(image) !== usual },
    provides: [...(component?.provides ?? [])],
    promoted: component?.promoted ?? "none",
    ...present({ tag: splitReference(image).tag, component: component?.id, service: component?.service }),
    replicas: replicas.length,
    running: replicas.filter(({ state }) => isUp(state)).length,
    masters: replicas.filter(({ state }) => state === "master").length,
    disabled: isDisabled(flags, replicas),
    unmanaged: replicas.some((replica) => isUnmanaged(item, replica.flags)),
    seenFrom,
    evidence: { ...evidence, ...masterRows(replicas, { name: seenFrom[0] ?? "" }, nodes) },
    lacks: TOLD,
  };
}

/** For people; what no service has is told by its name. */
function kindOf(name: string, component: Component | undefined): string {
  return component?.cluster ?? name.replace(/-bundle$/, "").replace(/^openstack-/, "");
}

/** The rows that the number of masters is counted from, of one view. */
function masterRows(replicas: readonly PacemakerResource[], node: Pick<Node, "name">, nodes: readonly Node[]) {
  return Object.fromEntries(replicas.map(({ name, source }) => [`masters.${name}`, onNode(node, nodes, source)]));
}

function isDisabled(flags: readonly string[], replicas: readonly PacemakerResource[]): boolean {
  return (
    flags.includes("disabled") ||
    (replicas.length > 0 && replicas.every((replica) => replica.flags.includes("disabled")))
  );
}

function hostOf(image: string): string {
  return image.includes("/") ? image.slice(0, image.indexOf("/")) : "";
}

/** Where most of the cluster's images are from. */
function usualHost({ bundles }: PacemakerFact): string {
  const counts = new Map<string, number>();
  for (const { image } of bundles) counts.set(hostOf(image), (counts.get(hostOf(image)) ?? 0) + 1);
  return [...counts].reduce((most, one) => (one[1] > most[1] ? one : most), ["", 0] as [string, number])[0];
}

interface Placed extends PacemakerResource {
  readonly bundle: PacemakerBundle;
}

export function clusterReplicasOf(
  groups: readonly ClusterGroup[],
  nodes: readonly Node[],
  catalogue: Catalogue,
): ClusterReplica[] {
  return eachGroup(groups, (views) =>
    joinViews(
      views,
      nodes,
      ({ fact }) =>
        fact.bundles.flatMap((bundle) => bundle.replicas.map((replica): Placed => ({ ...replica, bundle }))),
      ({ bundle, name, state, nodes: places, flags }) =>
        JSON.stringify([bundle.name, bundle.flags, name, state, places, flags]),
    ).map(({ item, seenFrom, evidence }) => ({
      subject: { kind: "cluster", name: item.name },
      name: item.name,
      bundle: item.bundle.name,
      kind: kindOf(item.bundle.name, componentOf(item.bundle, catalogue)),
      ...present({ component: componentOf(item.bundle, catalogue)?.id }),
      state: item.state,
      place: placeOf(item),
      node: item.nodes.length === 1 ? (item.nodes[0] ?? "") : "",
      only: item.bundle.replicas.length === 1,
      disabled: isDisabled(item.bundle.flags, [item]),
      blocked: item.flags.includes("blocked"),
      seenFrom,
      evidence,
      lacks: TOLD,
    })),
  );
}

function placeOf({ nodes }: PacemakerResource): string {
  return nodes.length === 0 ? "" : ` on ${nodes.join(", ")}`;
}

export function clusterResourcesOf(groups: readonly ClusterGroup[], nodes: readonly Node[]): ClusterResource[] {
  return eachGroup(groups, (views) =>
    joinViews(
      views,
      nodes,
      ({ fact }) => fact.resources,
      ({ name, state, nodes: places, flags }) => JSON.stringify([name, state, places, flags]),
    ).map(({ item, seenFrom, evidence }) => ({
      subject: { kind: "cluster", name: item.name },
      name: item.name,
      kind: isAddress(item) ? "vip" : item.agent.startsWith("stonith") ? "fence" : "other",
      agent: item.agent,
      state: item.state,
      running: isUp(item.state),
      place: placeOf(item),
      address: (isAddress(item) ? addressOf(item.name) : undefined) ?? "",
      disabled: item.flags.includes("disabled"),
      unmanaged: item.flags.some((flag) => flag === "unmanaged" || flag === "maintenance"),
      blocked: item.flags.includes("blocked"),
      seenFrom,
      evidence,
      lacks: TOLD,
    })),
  );
}

/** ip-172.24.1.50; of IPv6, ip-fd00.fd00.fd00.2000..5 with dots for colons. */
export function addressOf(name: string): string | undefined {
  const written = /^ip-([\da-f.:]+)$/.exec(name)?.[1];
  if (written === undefined) return undefined;
  if (/^\d{1,3}(\.\d{1,3}){3}$/.test(written)) return written;
  const colons = written.replace(/\./g, ":");
  return /:.*:/.test(colons) ? colons : undefined;
}

export function isAddress({ agent }: Pick<PacemakerResource, "agent">): boolean {
  return /:IPaddr2?$/.test(agent);
}

export function failedActionsOf(groups: readonly ClusterGroup[], nodes: readonly Node[]): FailedAction[] {
  return eachGroup(groups, (views) =>
    joinViews(
      views,
      nodes,
      ({ fact }) => fact.failures.map((failure) => ({ ...failure, downNow: isDownNow(fact, failure) })),
      ({ resource, operation, node, result, reason, downNow }) =>
        JSON.stringify([resource, operation, node, result, reason, downNow]),
    ).map(({ item, seenFrom, evidence }) => ({
      subject: { kind: "cluster", name: item.resource },
      name: item.resource,
      ...{
        operation: item.operation,
        node: item.node,
        result: item.result,
        fencing: item.fencing,
        downNow: item.downNow,
      },
      ...present({ reason: item.reason, secondsAgo: item.secondsAgo }),
      seenFrom,
      evidence,
      lacks: { "*": "the status of the cluster does not tell when it failed; collect: 'pcs status' as root" },
    })),
  );
}

/**
 * Whether the resource of a failed action does not run, though it is to. What runs inside a bundle fails on its guest
 * node, galera-bundle-0; the replica of that name shows it.
 */
function isDownNow({ bundles, resources }: PacemakerFact, { resource, node, fencing }: PacemakerFailure): boolean {
  if (fencing) return false;
  const replicas = bundles.flatMap((bundle) => bundle.replicas);
  const own =
    [...replicas, ...resources].find(({ name }) => sameReplica(name, resource)) ??
    replicas.find(({ name }) => name === node);
  return own !== undefined && !isUp(own.state) && !own.flags.includes("disabled");
}

function sameReplica(one: string, other: string): boolean {
  const plain = (name: string) => name.replace(/-(docker|podman)-(\d+)$/, "-$2");
  return plain(one) === plain(other);
}
