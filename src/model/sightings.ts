import type { ContainerDetailsFact, ContainerRowFact, EngineName } from "../parse/facts.ts";
import { type Captured, factsOf } from "./captured.ts";
import type { Sighting } from "./container.ts";

/**
 * The containers of a bundle: rows of `ps` and `inspect` joined by id, in the order of `ps`. Where podman answers to the
 * name of docker as well, both tell the same containers: they are podman's.
 */
export function sightingsIn(captured: Captured): Sighting[] {
  const found = new Map<
    string,
    { engine: EngineName; id: string; row?: ContainerRowFact; details?: ContainerDetailsFact }
  >();
  const seen = (engine: EngineName, id: string) => {
    const key = id.slice(0, 12);
    const sighting = found.get(key) ?? { engine, id };
    if (engine === "podman") sighting.engine = engine;
    found.set(key, sighting);
    return sighting;
  };
  for (const row of factsOf(captured, "container-row")) {
    const sighting = seen(row.engine, row.id);
    sighting.row = better(sighting.row, row);
  }
  for (const details of factsOf(captured, "container-details")) {
    const sighting = seen(details.engine, details.id);
    if (sighting.details === undefined || sighting.details.recovered) sighting.details = details;
  }
  return [...found.values()];
}

/** A container may stand in several listings (`ps`, `ps -a`, table and JSON): the table of all is what people know. */
function better(known: ContainerRowFact | undefined, other: ContainerRowFact): ContainerRowFact {
  if (known === undefined) return other;
  const rank = ({ source, state }: ContainerRowFact) =>
    (state === undefined ? 0 : 4) + (/_(-a|--all)(_|$)/.test(source.file) ? 2 : 0) + (/json/.test(source.file) ? 0 : 1);
  return rank(other) > rank(known) ? other : known;
}
