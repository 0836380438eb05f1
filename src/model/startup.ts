import type { StartupFact } from "../parse/facts.ts";
import { type Captured, factsOf } from "./captured.ts";

/** Where releases keep start-up configurations, the newest first: 16 and 17, 15, 13 and 14, 12. */
const LAYOUTS = [
  /\/container-startup-config\//,
  /\/(hashed-)?container-startup-config-step_/,
  /\/(hashed-)?docker-container-startup-config-step_/,
] as const;

/** The start-up entries that count: an upgrade leaves those of earlier releases behind. */
export function startupsOf(captured: Captured): StartupFact[] {
  const facts = factsOf(captured, "startup");
  const current = LAYOUTS.find((layout) => facts.some(({ source }) => layout.test(source.file)));
  return current === undefined ? facts : facts.filter(({ source }) => current.test(source.file));
}
