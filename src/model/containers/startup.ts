import type { StartupFact } from "../../parse/facts.ts";
import { type Captured, factsOf } from "../bundle/captured.ts";
import { groupBy } from "../group-by.ts";

/** Where releases keep start-up configurations, the newest first: 16 and 17, 15, 13 and 14, 12. */
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
  const current = LAYOUTS.find((layout) => facts.some(({ source }) => layout.test(source.file)));
  return current === undefined ? facts : facts.filter(({ source }) => current.test(source.file));
}
