import { OWN_RULES } from "../../src/analyze.ts";
import type { Knowledge } from "../../src/model/knowledge.ts";
import type { ReleaseTable } from "../../src/model/releases/releases.ts";
import { loadKnowledge } from "../../src/rules/load.ts";

/** What the program knows as it is shipped: the catalogue of services, and the tables of releases. */
export const { known: SHIPPED } = await loadKnowledge([OWN_RULES]);

/** The catalogue as it is shipped, with other tables of releases than those that are. */
export function knowing(releases: readonly ReleaseTable[]): Knowledge {
  return { releases, catalogue: SHIPPED.catalogue };
}

/** The catalogue alone, on nodes of which no table of releases tells. */
export const KNOWN = knowing([]);
