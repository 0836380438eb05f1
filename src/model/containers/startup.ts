import type { StartupFact } from "../../parse/facts.ts";
import { type Captured, factsOf } from "../bundle/captured.ts";
import { groupBy } from "../group-by.ts";

/** Where releases keep start-up configurations, the newest first: 16 to 18, 15, 13 and 14, 12. */
const LAYOUTS = [
  /\/container-startup-config\//,
  /\/(hashed-)?container-startup-config-step_/,
  /\/(hashed-)?docker-container-startup-config-step_/,
] as const;

/** The entries of each container. Every part of the model asks for those of its containers: they are sorted once. */
export function entriesFor(startup: readonly StartupFact[], container: string): readonly StartupFact[] {
  const known = entries.get(startup) ?? groupBy(startup, (entry) => entry.container);
  entries.set(startup, known);
  return known.get(container) ?? [];
}

const entries = new WeakMap<readonly StartupFact[], ReadonlyMap<string, readonly StartupFact[]>>();

/** The start-up entries that count: an upgrade leaves those of earlier releases behind. */
export function startupsOf(captured: Captured): readonly StartupFact[] {
  const facts = factsOf(captured, "startup");
  const units = quadletsOf(facts);
  const files = facts.filter(({ quadlet }) => quadlet === undefined);
  // Where EDPM makes units for podman's generator, what it wrote before is left from before.
  const current = units.some(isOfEdpm)
    ? undefined
    : LAYOUTS.find((layout) => files.some(({ source }) => layout.test(source.file)));
  if (units.some(isOfEdpm)) return units;
  return [...units, ...(current === undefined ? files : files.filter(({ source }) => current.test(source.file)))];
}

/** Whether an entry was written by EDPM's deployment, on a node of the data plane of OSP 18. */
export function isOfEdpm({ source, quadlet }: StartupFact): boolean {
  return /^var\/lib\/(edpm-config|openstack)\//.test(source.file) || quadlet?.unit.startsWith("edpm_") === true;
}

/** Whether an entry tells that TripleO deployed the node. */
export function isOfTripleo(fact: StartupFact): boolean {
  return fact.quadlet === undefined && !isOfEdpm(fact);
}

/** Units of podman's generator, each with what drop-ins change of it. */
function quadletsOf(facts: readonly StartupFact[]): StartupFact[] {
  const units = facts.filter(({ quadlet }) => quadlet !== undefined);
  const dropIns = groupBy(
    units.filter(({ quadlet }) => quadlet?.dropIn === true),
    ({ quadlet }) => quadlet?.stem,
  );
  // What an administrator writes below /etc stands for what a package brings.
  const byStem = new Map<string, StartupFact>();
  for (const fact of units)
    if (fact.quadlet?.dropIn !== true && (!byStem.has(fact.quadlet?.stem ?? "") || fact.source.file.startsWith("etc/")))
      byStem.set(fact.quadlet?.stem ?? "", fact);
  return [...byStem].map(([stem, fact]) => (dropIns.get(stem) ?? []).reduce(changed, fact));
}

function changed(fact: StartupFact, { definition }: StartupFact): StartupFact {
  const { whole: _, ...own } = fact.definition;
  return { ...fact, definition: { ...own, ...definition } };
}
