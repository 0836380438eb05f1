import { present } from "../../parse/present.ts";
import { onNode } from "../bundle/evidence.ts";
import { fileOf } from "../bundle/twins.ts";
import type { CaptureTimes, Roster, Twins } from "../types/cluster.ts";
import type { Node } from "../types/node.ts";
import type { Evidence } from "../types/sourced.ts";
import { hostKey } from "./evidence.ts";
import type { ClusterGroup } from "./groups.ts";

interface Named {
  readonly name: string;
  readonly source: Evidence;
}

/** Who is known, against who has a bundle: the nodes of each cluster, and those in /etc/hosts. One bundle is no deployment. */
export function rostersOf(groups: readonly ClusterGroup[], nodes: readonly Node[]): Roster[] {
  if (nodes.length < 2) return [];
  const clusters = groups.map(({ nodes: own }) =>
    rosterOf("the cluster", nodes, own, ({ clusterEvidence: { pacemaker, corosync } }) => [
      ...(pacemaker?.members ?? []),
      ...(corosync?.members ?? []),
    ]),
  );
  const hosts = rosterOf("/etc/hosts", nodes, nodes, ({ clusterEvidence }) => clusterEvidence.hosts);
  const told = new Set(clusters.flatMap(({ missing }) => missing));
  // What the cluster tells is not told a second time.
  return [...clusters, { ...hosts, missing: hosts.missing.filter((name) => !told.has(name)) }].filter(
    ({ known }) => known > 0,
  );
}

function rosterOf(
  name: string,
  nodes: readonly Node[],
  tellers: readonly Node[],
  namesIn: (node: Node) => readonly Named[],
): Roster {
  const bundled = new Set(nodes.map((node) => hostKey(node.name.replace(/ \(\d+\)$/, ""))));
  const known = new Map<string, readonly [string, Evidence]>();
  for (const node of tellers)
    for (const { name: host, source } of namesIn(node))
      if (!known.has(hostKey(host)))
        known.set(hostKey(host), [host.split(".")[0] ?? host, onNode(node, nodes, source)]);
  const missing = [...known].filter(([key]) => !bundled.has(key)).map(([, entry]) => entry);
  return {
    subject: { kind: "bundle", name },
    name,
    known: known.size,
    missing: missing.map(([host]) => host).sort(),
    evidence: Object.fromEntries(missing.slice(0, 5).map(([host, source]) => [`missing.${host}`, source])),
    lacks: {},
  };
}

/** Nodes of which several bundles were given, and nodes of one name that may be one. */
export function twinsOf(nodes: readonly Node[]): Twins[] {
  return [...nodes.flatMap(leftOutOf), ...namesakesOf(nodes)];
}

function leftOutOf({ name, source, clusterEvidence: { twins } }: Node): Twins[] {
  if (twins.length === 0) return [];
  const kept = fileOf(source);
  const evidence = {};
  return [
    { subject: { kind: "bundle", name }, name: [kept, ...twins].join(" and "), same: true, kept, evidence, lacks: {} },
  ];
}

/**
 * Two bundles of one machine: of one name, and of one boot or one id. Machines that were cloned may share an id, and
 * those that are containers the boot.
 */
function namesakesOf(nodes: readonly Node[]): Twins[] {
  return nodes.flatMap((node, index) =>
    nodes.slice(index + 1).flatMap((other): Twins[] => {
      const [one, two] = [node.clusterEvidence, other.clusterEvidence];
      const sameName = hostKey(other.name.replace(/ \(\d+\)$/, "")) === hostKey(node.name.replace(/ \(\d+\)$/, ""));
      const sameBoot = same(one.bootId?.value, two.bootId?.value);
      const sameId = same(one.machineId?.value, two.machineId?.value);
      if (!sameName) return [];
      // Another boot is still the same machine; another id is another machine.
      const answer = sameBoot === true ? true : sameId;
      const source = sameBoot === true ? one.bootId?.source : one.machineId?.source;
      return [
        {
          subject: { kind: "bundle", name: `${node.name}, ${other.name}` },
          name: `${node.name} and ${other.name}`,
          ...present({ same: answer }),
          evidence: present({ same: onNode(node, nodes, source) }) as Record<string, Evidence>,
          lacks: {
            "*": "the bundles do not tell which machine they are of: looked for etc/machine-id and the manifest's bootId; collect: run collect on the node",
          },
        },
      ];
    }),
  );
}

function same(one: string | undefined, two: string | undefined): boolean | undefined {
  return one === undefined || two === undefined || one === "" ? undefined : one === two;
}

/** What all bundles together tell of times and releases; nothing where there is one. */
export function captureTimesOf(nodes: readonly Node[]): CaptureTimes[] {
  if (nodes.length < 2) return [];
  const times = nodes.map((node) => [node, node.clusterEvidence.capturedAt] as const);
  const known = times
    .flatMap(([node, time]) => (time === undefined ? [] : [{ node, time }]))
    .sort((one, other) => one.time - other.time);
  const [first, last] = known.length < nodes.length ? [] : [known[0], known.at(-1)];
  const clocks = clocksOf(nodes);
  return [
    {
      subject: { kind: "bundle", name: "all bundles" },
      ...present({
        first: first?.node.name,
        last: last?.node.name,
        secondsApart:
          first === undefined || last === undefined ? undefined : Math.round((last.time - first.time) / 1000),
        clockSpread: clocks.spread,
      }),
      clocks: clocks.told,
      releases: releasesOf(nodes),
      evidence: { ...clocks.evidence, ...releaseEvidence(nodes) },
      lacks: {
        clockSpread: clocks.why,
        "*": "not every bundle tells when it was captured; collect: run collect on each node",
      },
    },
  ];
}

/** The clocks of bundles compare by their distance to their time sources, and by nothing else that bundles hold. */
function clocksOf(nodes: readonly Node[]) {
  const lacking = nodes.filter(
    ({ clusterEvidence: { clock } }) => clock?.synchronised !== true || clock.offset === undefined,
  );
  const known = nodes.flatMap((node) => {
    const { clock } = node.clusterEvidence;
    return clock?.synchronised === true && clock.offset !== undefined
      ? [{ node, offset: clock.offset, source: clock.source }]
      : [];
  });
  const offsets = known.map(({ offset }) => offset);
  return {
    told: known.map(({ node, offset }) => `${node.name}: ${offset.toFixed(3)} s`),
    spread: lacking.length > 0 ? undefined : Math.round((Math.max(...offsets) - Math.min(...offsets)) * 1000) / 1000,
    evidence: Object.fromEntries(
      known.map(({ node, source }) => [`clockSpread.${node.name}`, onNode(node, nodes, source)]),
    ),
    why: `how the clock of ${lacking.map(({ name }) => name).join(", ")} stands to its time source is not known: looked for sos_commands/chrony/chronyc_tracking; collect: 'chronyc tracking' on each node`,
  };
}

function releasesOf(nodes: readonly Node[]): string[] {
  const releases = new Map<string, string[]>();
  for (const { name, release } of nodes)
    if (release !== undefined) releases.set(release, [...(releases.get(release) ?? []), name]);
  return [...releases].sort().map(([release, names]) => `${release} on ${names.join(", ")}`);
}

function releaseEvidence(nodes: readonly Node[]): Record<string, Evidence> {
  const rows = nodes.flatMap((node): [string, Evidence][] => {
    const line = node.evidence["release"];
    return line === undefined ? [] : [[`releases.${node.name}`, onNode(node, nodes, line)]];
  });
  return Object.fromEntries(rows);
}
