import type { EngineName } from "../../parse/engine-name.ts";
import type { ContainerDetailsFact, ContainerRowFact } from "../../parse/facts.ts";
import { type Captured, factsOf, judgedListing } from "../bundle/captured.ts";
import type { Sighting } from "../containers/sighting.ts";

/**
 * The containers of a bundle: rows of `ps` and `inspect` joined by id, in the order of `ps`. Where podman answers to the
 * name of docker as well, both tell the same containers: they are podman's.
 */
export function sightingsIn(captured: Captured): Sighting[] {
  const found = new Map<
    string,
    {
      engine: EngineName;
      id: string;
      row?: ContainerRowFact;
      details?: ContainerDetailsFact;
      rows: ContainerRowFact[];
      inspections: ContainerDetailsFact[];
    }
  >();
  const seen = (engine: EngineName, id: string) => {
    const key = id.slice(0, 12);
    const sighting = found.get(key) ?? { engine, id, rows: [], inspections: [] };
    if (engine === "podman") sighting.engine = engine;
    found.set(key, sighting);
    return sighting;
  };
  for (const row of confirmedRows(captured)) {
    const sighting = seen(row.engine, row.id);
    sighting.row = better(sighting.row, row);
    sighting.rows.push(row);
  }
  for (const details of factsOf(captured, "container-details")) {
    const sighting = seen(details.engine, details.id);
    if (sighting.details === undefined || sighting.details.recovered) sighting.details = details;
    sighting.inspections.push(details);
  }
  return [...found.values()];
}

/**
 * Rows less those of a table that the JSON of the same command does not know: in a table a command of several lines may
 * look like another row, in JSON it cannot.
 */
function confirmedRows(captured: Captured): ContainerRowFact[] {
  const rows = factsOf(captured, "container-row");
  const known = new Map<string, Set<string>>();
  const captures = factsOf(captured, "capture");
  for (const listing of factsOf(captured, "listing")) {
    const { of, state, file } = judgedListing(listing, captures);
    if (of === "containers" && state === "whole" && isJson(file)) known.set(folderOf(file), new Set());
  }
  for (const { source, id } of rows) if (isJson(source.file)) known.get(folderOf(source.file))?.add(id.slice(0, 12));
  return rows.filter(({ source, id }) => {
    const ids = known.get(folderOf(source.file));
    return ids === undefined || ids.has(id.slice(0, 12)) || isJson(source.file);
  });
}

function isJson(file: string): boolean {
  return /json/.test(file.slice(file.lastIndexOf("/")));
}

function folderOf(file: string): string {
  return file.slice(0, file.lastIndexOf("/"));
}

/** A container may stand in several listings (`ps`, `ps -a`, table and JSON): the table of all is what people know. */
function better(known: ContainerRowFact | undefined, other: ContainerRowFact): ContainerRowFact {
  if (known === undefined) return other;
  const rank = ({ source, state }: ContainerRowFact) =>
    (state === undefined ? 0 : 4) + (/_(-a|--all)(_|$)/.test(source.file) ? 2 : 0) + (isJson(source.file) ? 0 : 1);
  return rank(other) > rank(known) ? other : known;
}
