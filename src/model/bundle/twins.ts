import { printable } from "../../bundle/printable.ts";
import { isRewritten } from "../config/generated-config.ts";
import { type Captured, factsOf } from "./captured.ts";
import { capturedAt } from "./identity.ts";
import { areOne, type Machine, machineOf, saySame } from "./one-node.ts";

/** Bundles less those of which there is a later one of the same node. */
export interface OneOfEach<T extends Captured> {
  readonly bundles: readonly T[];
  readonly leftOut: readonly { readonly bundle: T; readonly kept: T }[];
}

/** Of several bundles of one node the later one holds; of two of one time the one that is more whole. */
export function oneOfEachNode<T extends Captured>(bundles: readonly T[]): OneOfEach<T> {
  const groups = grouped(bundles.map((bundle) => ({ bundle, machine: machineOf(bundle) })));
  const chosen = groups.map((group) => {
    const [kept, ...others] = [...group].sort(byWorth) as [T, ...T[]];
    return { kept, others };
  });
  return {
    bundles: chosen.map(({ kept, others }) => (others.length === 0 ? kept : withTwins(kept, others))),
    leftOut: chosen.flatMap(({ kept, others }) => others.map((bundle) => ({ bundle, kept }))),
  };
}

/** Whether there is no doubt that of two bundles of one node this one does not count: the other is later, or says the same. */
export function isSuperseded({ bundle, kept }: { readonly bundle: Captured; readonly kept: Captured }): boolean {
  return timeOf(kept) > timeOf(bundle) || saySame(kept, bundle);
}

interface Told<T> {
  readonly bundle: T;
  readonly machine: Machine;
}

/** Bundles of one node together, in the order of the first of them. */
function grouped<T>(all: readonly Told<T>[]): T[][] {
  const groups: Told<T>[][] = [];
  for (const one of all) {
    const own = groups.filter((group) => group.some(({ machine }) => areOne(machine, one.machine)));
    const [first] = own;
    if (first === undefined) groups.push([one]);
    else {
      // One may show that two which do not resemble each other are of its node.
      for (const other of own.slice(1)) first.push(...other.splice(0));
      first.push(one);
    }
  }
  return groups.filter(({ length }) => length > 0).map((group) => group.map(({ bundle }) => bundle));
}

/** The best first, in whatever order they were given. */
function byWorth(one: Captured, other: Captured): number {
  return (
    timeOf(other) - timeOf(one) ||
    losses(one) - losses(other) ||
    masked(one) - masked(other) ||
    other.summary.entries - one.summary.entries ||
    other.summary.bytes - one.summary.bytes ||
    (one.summary.source < other.summary.source ? -1 : 1)
  );
}

/** When it was captured, as far as bundles of one node need to be put in order: they are of one zone. */
function timeOf(captured: Captured): number {
  return capturedAt(captured) ?? localTime(captured) ?? dayOf(captured) ?? 0;
}

function localTime(captured: Captured): number | undefined {
  const texts = factsOf(captured, "identity").flatMap(({ what, value }) => (what === "captured-at" ? [value] : []));
  return texts.map((text) => Date.parse(text.replace(/ [A-Z]{2,5} (?=\d{4}$)/, " UTC "))).find((time) => time > 0);
}

function dayOf({ summary: { root, source } }: Captured): number | undefined {
  const day = /\d{4}-\d\d-\d\d/.exec(`${root} ${source.split("/").at(-1)}`)?.[0];
  const time = day === undefined ? Number.NaN : Date.parse(day);
  return time > 0 ? time : undefined;
}

function losses({ summary }: Captured): number {
  return summary.notes.filter(({ lossy }) => lossy).length;
}

function masked(captured: Captured): number {
  const files = factsOf(captured, "config-file").filter(({ scrubbed }) => scrubbed).length;
  return files + (isRewritten(captured) ? 1 : 0);
}

function withTwins<T extends Captured>(kept: T, others: readonly T[]): T {
  const names = others.map(({ summary }) => fileOf(summary.source));
  const earlier = others.every((other) => timeOf(other) < timeOf(kept)) ? "earlier" : "other";
  const [what, was] = others.length === 1 ? ["bundle", "was"] : ["bundles", "were"];
  const message = `${earlier} ${what} of the same node ${was} left out: ${shortened(names)}`;
  const { notes } = kept.summary;
  return {
    ...kept,
    summary: { ...kept.summary, notes: [...notes, { code: "twin", message, lossy: false }] },
    twins: names.sort(),
  };
}

const MOST_NAMED = 5;

function shortened(names: readonly string[]): string {
  const rest = names.length > MOST_NAMED ? ` and ${names.length - MOST_NAMED} more` : "";
  return `${names.slice(0, MOST_NAMED).join(", ")}${rest}`;
}

/** The last part of a path. */
export function fileOf(source: string): string {
  return printable(source.replace(/\/+$/, "").split("/").at(-1) ?? source);
}
