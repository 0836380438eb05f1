import type { EngineName } from "../../parse/engine-name.ts";
import type { ContainerDetailsFact, ContainerRowFact } from "../../parse/facts.ts";

/** One container as its row of `ps` and its `inspect` show it; one of both may be missing. */
export interface Sighting {
  readonly engine: EngineName;
  readonly id: string;
  readonly row?: ContainerRowFact;
  readonly details?: ContainerDetailsFact;
  /** All that lists it, and all that inspects it, among them those above. */
  readonly rows?: readonly ContainerRowFact[];
  readonly inspections?: readonly ContainerDetailsFact[];
  /** Why properties are not known of which two captures say different things. */
  readonly disputed?: Readonly<Record<string, string>>;
}
