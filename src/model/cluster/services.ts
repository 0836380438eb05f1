import { present } from "../../parse/present.ts";
import { onNode } from "../bundle/evidence.ts";
import type { Broker, CephCluster, OvnRemote } from "../types/cluster.ts";
import type { Node } from "../types/node.ts";
import type { Evidence } from "../types/sourced.ts";

interface OpenBroker {
  readonly downFor: string[];
  readonly partedFrom: Set<string>;
  readonly alarms: Set<string>;
  told: { partitions: boolean; alarms: boolean };
  readonly evidence: Record<string, Evidence>;
}

const OLD_RABBITMQ =
  "this release of RabbitMQ does not tell; collect: 'rabbitmqctl list_queues' and its log in /var/log/containers/rabbitmq";

/** Every RabbitMQ node that any of them knows, as all see it. Names are unique: a node bears its host's. */
export function brokersOf(nodes: readonly Node[]): Broker[] {
  const brokers = new Map<string, OpenBroker>();
  const open = (name: string): OpenBroker => {
    const known = brokers.get(name) ?? {
      ...{ downFor: [], partedFrom: new Set<string>(), alarms: new Set<string>(), evidence: {} },
      told: { partitions: false, alarms: false },
    };
    brokers.set(name, known);
    return known;
  };
  for (const node of nodes)
    for (const { asked, members, running, partitions, alarms, sources } of node.clusterEvidence.brokers) {
      const note = (broker: OpenBroker, key: string, source: Evidence | undefined) => {
        if (source !== undefined) broker.evidence[`${key}.${asked}`] = onNode(node, nodes, source);
      };
      for (const member of members) {
        const broker = open(member);
        broker.told = { partitions: partitions !== undefined, alarms: alarms !== undefined };
        if (running.includes(member)) continue;
        broker.downFor.push(asked);
        note(broker, "downFor", sources["running"]);
      }
      for (const { node: name, from } of partitions ?? []) {
        for (const other of from) open(name).partedFrom.add(other);
        note(open(name), "partedFrom", sources["partitions"]);
      }
      for (const { node: name, alarm } of alarms ?? []) {
        open(name).alarms.add(alarm);
        note(open(name), "alarms", sources["alarms"]);
      }
    }
  return [...brokers].map(([name, { downFor, partedFrom, alarms, told, evidence }]) => ({
    subject: { kind: "cluster", name },
    name,
    node: name.slice(name.indexOf("@") + 1),
    downFor,
    ...present({
      partedFrom: told.partitions || partedFrom.size > 0 ? [...partedFrom].sort() : undefined,
      alarms: told.alarms || alarms.size > 0 ? [...alarms].sort() : undefined,
    }),
    evidence,
    lacks: { "*": OLD_RABBITMQ },
  }));
}

export function cephClustersOf(nodes: readonly Node[]): CephCluster[] {
  const clusters = new Map<string, CephCluster>();
  for (const node of nodes) {
    const { ceph } = node.clusterEvidence;
    if (ceph === undefined) continue;
    const name = ceph.fsid ?? "ceph";
    const key = JSON.stringify([name, ceph.health, ceph.checks]);
    const known = clusters.get(key);
    const evidence = { ...known?.evidence, [`health.${node.name}`]: onNode(node, nodes, ceph.source) };
    clusters.set(key, {
      subject: { kind: "cluster", name },
      ...{ name, health: ceph.health, checks: [...ceph.checks] },
      seenFrom: [...(known?.seenFrom ?? []), node.name],
      evidence,
      lacks: {},
    });
  }
  return [...clusters.values()];
}

/** What the nodes' Open vSwitches ask, each with those that ask something else. */
export function ovnRemotesOf(nodes: readonly Node[]): OvnRemote[] {
  const remotes = new Map<string, { nodes: string[]; evidence: Record<string, Evidence> }>();
  for (const node of nodes) {
    const remote = node.clusterEvidence.ovnRemote;
    if (remote === undefined) continue;
    const name = remote.value.split(",").sort().join(",");
    const known = remotes.get(name) ?? { nodes: [], evidence: {} };
    remotes.set(name, known);
    known.nodes.push(node.name);
    known.evidence[`name.${node.name}`] = onNode(node, nodes, remote.source);
  }
  // One finding says it: of those that differ the one that fewest ask.
  const [rarest] = [...remotes].sort(([, one], [, other]) => one.nodes.length - other.nodes.length);
  return [...remotes].map(([name, { nodes: asking, evidence }]) => ({
    subject: { kind: "cluster", name },
    name,
    nodes: asking,
    others:
      name === rarest?.[0]
        ? [...remotes]
            .filter(([other]) => other !== name)
            .map(([other, { nodes }]) => `${other} on ${nodes.join(", ")}`)
        : [],
    evidence,
    lacks: {},
  }));
}
