import { readState, readStatus, STATUS_SHAPE, type Status } from "./container-status.ts";
import { engineOf, engineOutput, readListing, unreadableListing } from "./engine-files.ts";
import type { ContainerRowFact, EngineName, Fact, ListingFact, Parser } from "./facts.ts";
import { type Json, numberAt, readJson, stringAt, stringsAt } from "./json.ts";
import { present } from "./present.ts";
import { type Row, readTable } from "./table.ts";
import { quote, type SourceText } from "./text.ts";

const HEADER = /^\s*CONTAINER ID\s.*\bSTATUS\b/;
const SHAPES = { "CONTAINER ID": /^\S+$/, STATUS: STATUS_SHAPE, NAMES: /^\S*$/ };

/** `docker ps`, `podman ps`: the table or its JSON, of running containers only or, with `-a`, of all. */
const containerList: Parser = {
  artefact: "container list",
  paths: [...engineOutput("docker_ps*"), ...engineOutput("podman_ps*")],
  parse(source) {
    const rows = /^\s*[[{]/.test(source.text) ? fromJson(source) : fromTable(source);
    return rows ?? [unreadableListing(source, listed(source.file))];
  },
};
export default containerList;

/** sos names `docker ps -a` as docker_ps_-a; Insights uses the long option. */
function listed(file: string): ListingFact["of"] {
  return /_(-a|--all)(_|$)/.test(file) ? "containers" : "running-containers";
}

function fromTable(source: SourceText): Fact[] | undefined {
  const rows = readTable(source.text, HEADER, SHAPES);
  if (rows === undefined) return undefined;
  const engine = engineOf(source.file);
  const read = rows.map((row) => fromRow(row, source.file, engine));
  const odd = rows.find((_, index) => read[index] === undefined);
  const problem = odd === undefined ? undefined : `line ${odd.line} is no row of the table: ${quote(odd.text)}`;
  return [readListing(source, listed(source.file), problem), ...read.filter((row) => row !== undefined)];
}

function fromRow(row: Row, file: string, engine: EngineName): ContainerRowFact | undefined {
  const { "CONTAINER ID": id, NAMES: names, NAME: name, IMAGE: image, STATUS: status = "" } = row.cells;
  const known = names ?? name;
  if (id === undefined || id === "" || known === undefined || known === "" || !STATUS_SHAPE.test(status))
    return undefined;
  const source = { file, line: row.line, text: quote(row.text) };
  return {
    kind: "container-row",
    engine,
    id,
    names: known.split(","),
    ...(image ? { image } : {}),
    ...readStatus(status),
    source,
  };
}

function fromJson(source: SourceText): Fact[] | undefined {
  const { documents, complete, recoveredAt } = readJson(source.text);
  const objects = documents.flatMap((json) => (json.kind === "array" ? json.items : [json]));
  const lines = source.text.split("\n");
  const read = objects.map((json) => fromObject(json, source.file, lines));
  const odd = objects.find((_, index) => read[index] === undefined);
  if (odd !== undefined && read.length === 1) return undefined;
  const broken = recoveredAt[0] ?? odd?.line;
  const problem = !complete
    ? "its JSON breaks off"
    : broken === undefined
      ? undefined
      : `line ${broken} is not as expected`;
  return [readListing(source, listed(source.file), problem), ...read.filter((row) => row !== undefined)];
}

function fromObject(json: Json, file: string, lines: readonly string[]): ContainerRowFact | undefined {
  const id = stringAt(json, "Id");
  const text = stringAt(json, "Names");
  const names = (text === undefined ? stringsAt(json, "Names") : text.split(",")).filter((name) => name !== "");
  if (id === undefined || names.length === 0) return undefined;
  const source = { file, line: json.line, text: quote(lines[json.line - 1] ?? "") };
  const image = stringAt(json, "Image");
  return { kind: "container-row", engine: engineOf(file), id, names, ...present({ image }), ...statusOf(json), source };
}

/** docker prints STATUS as in the table and, later, State; podman 1 to 3 a number or word in State, `Exited` and `ExitCode`. */
function statusOf(json: Json): Status {
  const fromText = readStatus(stringAt(json, "Status") ?? "");
  const state = readState(stringAt(json, "State") ?? "") ?? podmanState(numberAt(json, "State")) ?? fromText.state;
  const exitCode = state === "exited" ? (numberAt(json, "ExitCode") ?? fromText.exitCode) : fromText.exitCode;
  const health = state === "running" ? fromText.health : undefined;
  return present({ state, exitCode, health });
}

/** libpod's ContainerStatus in the JSON of podman 1.x: 0 unknown, 1 configured, 2 created, 3 running, 4 stopped, 5 paused, 6 exited, 7 removing. */
function podmanState(number: number | undefined): Status["state"] {
  const words = [undefined, "created", "created", "running", "exited", "paused", "exited", "removing"] as const;
  return number === undefined ? undefined : words[number];
}
