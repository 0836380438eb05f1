import type { ContainerRowFact, Fact, ListingFact, Parser } from "../facts.ts";
import { present } from "../present.ts";
import { type Origin, readJsonListing } from "../syntax/json-listing.ts";
import { type Json, numberAt, stringAt, stringsAt } from "../syntax/json-tree.ts";
import { type Row, readTable } from "../syntax/table.ts";
import { quoting, type SourceText, wholeLines } from "../syntax/text.ts";
import { readAgo, readState, readStatus, STATUS_SHAPE, type Status } from "./container-status.ts";
import { engineOf, engineOutput, readListing, rowProblem, unreadableListing } from "./engine-files.ts";

const HEADER = /^\s*CONTAINER ID\s.*\bSTATUS\b/;
const SHAPES = {
  "CONTAINER ID": /^\S+$/,
  IMAGE: /^\S*$/,
  CREATED: /\bago$|^\d{4}-\d\d-\d\d /,
  STATUS: STATUS_SHAPE,
  PORTS: /^$|\d\/(tcp|udp|sctp)|->/,
  NAMES: /^(?!\d+(-\d+)?\/(tcp|udp|sctp))[\w.,/-]+$/,
};

/** `docker ps`, `podman ps`: the table or its JSON, of running containers only or, with `-a`, of all. */
const containerList: Parser = {
  artefact: "container list",
  paths: engineOutput("ps"),
  eachLine: true,
  parse(source) {
    return fromTable(source) ?? fromJson(source) ?? [unreadableListing(source, listed(source.file))];
  },
};
export default containerList;

/** By its options: sos names the file of `docker ps -a` docker_ps_-a; Insights uses the long option. */
function listed(file: string): ListingFact["of"] {
  return /_(-[a-z]*a[a-z]*|--all)(_|$)/.test(file) ? "containers" : "running-containers";
}

/** Some options list a selection: nothing follows from what is not in it. */
function selection(file: string): string | undefined {
  return /_(-[a-z]*[fln]|--filter|--last|--latest)(_|$|=)/.test(file) ? "its command lists a selection" : undefined;
}

function listing(source: SourceText, problem: string | undefined): ListingFact {
  return readListing(source, listed(source.file), problem ?? selection(source.file));
}

function fromTable(source: SourceText): Fact[] | undefined {
  const rows = readTable(wholeLines(source), HEADER, SHAPES);
  if (rows === undefined) return undefined;
  const engine = engineOf(source);
  const quoted = quoting(source);
  const read = rows.map((row) => fromRow(row, { engine, source: quoted(row.line) }));
  return [listing(source, rowProblem(rows, read)), ...read.filter((row) => row !== undefined)];
}

function fromRow({ cells }: Row, origin: Origin): ContainerRowFact | undefined {
  const { "CONTAINER ID": id, IMAGE: image, STATUS: status } = cells;
  const names = cells["NAMES"] ?? cells["NAME"] ?? "";
  if (id === undefined || status === undefined || names === "") return undefined;
  return {
    kind: "container-row",
    ...origin,
    id,
    names: names.split(","),
    ...present({ image: image || undefined, created: readAgo(cells["CREATED"] ?? "") }),
    ...readStatus(status),
  };
}

function fromJson(source: SourceText): Fact[] | undefined {
  const read = readJsonListing(source, fromObject);
  return read && [listing(source, read.problem), ...read.facts];
}

function fromObject(json: Json, origin: Origin): ContainerRowFact[] {
  const id = stringAt(json, "Id");
  const text = stringAt(json, "Names");
  const names = (text === undefined ? stringsAt(json, "Names") : text.split(",")).filter((name) => name !== "");
  if (id === undefined || names.length === 0) return [];
  const image = stringAt(json, "Image");
  return [{ kind: "container-row", ...origin, id, names, ...present({ image }), ...statusOf(json) }];
}

/** docker prints STATUS as in the table and, later, State; podman a number or a word in State, and ExitCode. */
function statusOf(json: Json): Status {
  const fromText = readStatus(stringAt(json, "Status") ?? "");
  const state = readState(stringAt(json, "State") ?? "") ?? podmanState(numberAt(json, "State")) ?? fromText.state;
  const exitCode = state === "exited" ? (numberAt(json, "ExitCode") ?? fromText.exitCode) : fromText.exitCode;
  const health = state === "running" ? fromText.health : undefined;
  const ago = state === fromText.state ? fromText.ago : undefined;
  return present({ state, exitCode, health, ago });
}

/**
 * libpod's ContainerStatus in the JSON of podman 1.x: 0 unknown, 1 configured, 2 created, 3 running, 4 stopped,
 * 5 paused, 6 exited, 7 removing.
 */
function podmanState(number: number | undefined): Status["state"] {
  const words = [undefined, "created", "created", "running", "exited", "paused", "exited", "removing"] as const;
  return number === undefined ? undefined : words[number];
}
