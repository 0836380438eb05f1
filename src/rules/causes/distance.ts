import type { Fault } from "./fault.ts";

/** Records by how far from the thing itself they see it: of two that tell of one event, the nearer one is its cause. */
const NEAREST_FIRST: readonly (readonly string[])[] = [
  ["ClusterBundle"],
  ["ClusterReplica", "PlacedReplica", "Pod"],
  ["ContainerHistory", "ApiPort", "Kill"],
  ["Container", "ExpectedContainer"],
  ["ContainerUnit"],
  ["Unit"],
  ["ClusterDaemon"],
  ["Broker", "DatabaseView", "BrokerView", "RedisServer", "OvnDatabase", "ClusterView"],
  ["Comparison", "Reach"],
  ["LogHit"],
];
const PLACES = new Map(NEAREST_FIRST.flatMap((titles, place) => titles.map((title) => [title, place] as const)));

/** Whoever sees it from farther away than all records that are known here. */
const MIDDLE = 5;

export function distanceOf({ rule }: Fault): number {
  const title = rule.log !== undefined ? "LogHit" : (rule.each?.type.slice("list<".length, -1) ?? "");
  return PLACES.get(title) ?? MIDDLE;
}
