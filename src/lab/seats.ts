import { bundleStateOf } from "../model/bundle/bundle-state.ts";
import type { Captured } from "../model/bundle/captured.ts";
import type { Exercise } from "./exercise.ts";

/** A node of the exercise, and the one bundle that was captured on it, or why there is none to grade by. */
export interface Seat {
  readonly node: string;
  readonly captured?: Captured;
  readonly reason?: string;
}

/** Who sits where, and the bundles that are of no node of the exercise. */
export interface Seating {
  readonly seats: readonly Seat[];
  readonly others: readonly { readonly source: string; readonly reason: string }[];
}

interface Named {
  readonly captured: Captured;
  readonly hosts: readonly string[];
}

/**
 * Finds the bundle of each node by the host that the bundle itself says it was captured on: the name of a file is quickly
 * changed. `reasons` says of nodes why nothing could be captured there.
 */
export function seatBundles(
  exercise: Exercise,
  bundles: readonly Captured[],
  reasons: Readonly<Record<string, string>> = {},
): Seating {
  const named = bundles.map((captured): Named => ({ captured, hosts: bundleStateOf(captured).hosts ?? [] }));
  const nodes = Object.entries(exercise.source.data.nodes).map(([node, { aliases = [] }]) => [node, ...aliases]);
  const seats = nodes.map((names): Seat => seatOf(names, named, reasons));
  const known = new Set(nodes.flat());
  const others = named
    .filter(({ hosts }) => !hosts.some((host) => known.has(host)))
    .map(({ captured: { summary }, hosts }) => ({ source: summary.source, reason: whyNone(hosts, nodes) }));
  return { seats, others };
}

function seatOf(names: readonly string[], named: readonly Named[], reasons: Readonly<Record<string, string>>): Seat {
  const [node = ""] = names;
  const own = named.filter(({ hosts }) => hosts.some((host) => names.includes(host)));
  const [first] = own;
  if (first === undefined)
    return {
      node,
      reason: reasons[node] ?? `no bundle of ${node}; collect: run collect on ${node}, or let lab grade collect`,
    };
  const sources = own.map(({ captured }) => captured.summary.source).join(", ");
  if (own.length > 1)
    return { node, reason: `${own.length} bundles of ${node}: ${sources}; collect: give one of them` };
  if (first.hosts.length > 1)
    return {
      node,
      reason: `${sources}: its files were captured on several hosts: ${first.hosts.join(", ")}; collect: run collect on ${node} again`,
    };
  return { node, captured: first.captured };
}

function whyNone(hosts: readonly string[], nodes: readonly (readonly string[])[]): string {
  const wanted = nodes.map(([node]) => node).join(", ");
  if (hosts.length === 0)
    return `no file of it tells the host that it was captured on; this exercise is about ${wanted}`;
  return `it was captured on ${hosts.join(", ")}; this exercise is about ${wanted}`;
}
