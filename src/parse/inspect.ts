import { readState } from "./container-status.ts";
import { engineOf, engineOutput, readListing, unreadableListing } from "./engine-files.ts";
import type { ContainerDetailsFact, Fact, HealthStatus, ImageFact, Mount, Parser } from "./facts.ts";
import { splitReference } from "./image-reference.ts";
import {
  at,
  booleanAt,
  itemsAt,
  type Json,
  type JsonText,
  numberAt,
  readJson,
  stringAt,
  stringMapAt,
  stringsAt,
} from "./json.ts";
import { present } from "./present.ts";
import { quote, type Source, type SourceText } from "./text.ts";
import { readTime } from "./time.ts";

/**
 * `inspect` of containers and of images. sos 3.5 and 3.6 put both into one folder under like names, so that only the
 * content tells them apart: a container has a State.
 */
const inspect: Parser = {
  artefact: "inspect",
  paths: [...engineOutput("docker_inspect*"), ...engineOutput("podman_inspect*")],
  parse(source) {
    const json = readJson(source.text);
    const objects = json.documents.flatMap((document) => (document.kind === "array" ? document.items : [document]));
    const facts = objects.flatMap((object) => factsOf(object, source, json));
    if (facts.length === 0) return isEmptyList(json) ? [] : [unreadableListing(source, "container-details")];
    const images = facts.every((fact) => fact.kind === "image");
    return [readListing(source, images ? "image-details" : "container-details", problemOf(json)), ...facts];
  },
};
export default inspect;

function isEmptyList(json: JsonText): boolean {
  return json.complete && json.documents.length === 1 && json.documents[0]?.kind === "array";
}

function problemOf(json: JsonText): string | undefined {
  if (!json.complete) return "its JSON breaks off";
  const line = json.recoveredAt[0];
  return line === undefined ? undefined : `its JSON is broken at line ${line}; the rest was recovered`;
}

function factsOf(object: Json, source: SourceText, json: JsonText): Fact[] {
  const id = stringAt(object, "Id");
  if (id === undefined) return [];
  const lines = source.text.split("\n");
  if (at(object, "State") !== undefined || at(object, "HostConfig") !== undefined) {
    return [containerDetails(object, id, source.file, lines, json.recoveredAt.length > 0 || !json.complete)];
  }
  return at(object, "RepoTags") !== undefined ? imageNames(object, id, source.file, lines) : [];
}

function containerDetails(
  object: Json,
  id: string,
  file: string,
  lines: readonly string[],
  recovered: boolean,
): ContainerDetailsFact {
  const sources: Record<string, Source> = {};
  const note = (field: string, ...path: string[]): void => {
    const found = at(object, ...path);
    if (found !== undefined) sources[field] = { file, line: found.line, text: quote(lines[found.line - 1] ?? "") };
  };
  for (const [field, path] of Object.entries(PLACES)) note(field, ...path);
  const healthPath = at(object, "State", "Health") === undefined ? "Healthcheck" : "Health";
  for (const [field, key] of Object.entries(HEALTH_PLACES)) note(field, "State", healthPath, key);
  const probe = lastProbe(object, healthPath);
  if (probe !== undefined) sources.lastProbe = { file, line: probe.line, text: quote(lines[probe.line - 1] ?? "") };

  return {
    kind: "container-details",
    engine: engineOf(file),
    id,
    ...present({
      name: stringAt(object, "Name")?.replace(/^\//, ""),
      state: stateOf(object),
      exitCode: numberAt(object, "State", "ExitCode"),
      error: stringAt(object, "State", "Error"),
      oomKilled: booleanAt(object, "State", "OOMKilled"),
      restartCount: numberAt(object, "RestartCount"),
      restartPolicy: stringAt(object, "HostConfig", "RestartPolicy", "Name"),
      createdAt: readTime(stringAt(object, "Created")),
      startedAt: readTime(stringAt(object, "State", "StartedAt")),
      finishedAt: readTime(stringAt(object, "State", "FinishedAt")),
      health: healthOf(object, healthPath),
      failingStreak: numberAt(object, "State", healthPath, "FailingStreak"),
      lastProbe: probe?.output,
      image: stringAt(object, "Config", "Image") ?? stringAt(object, "ImageName"),
      imageId: stringAt(object, "Image"),
      labels: at(object, "Config", "Labels") === undefined ? undefined : stringMapAt(object, "Config", "Labels"),
      environment: at(object, "Config", "Env") === undefined ? undefined : environmentOf(object),
      mounts: at(object, "Mounts") === undefined ? undefined : mountsOf(object),
      privileged: booleanAt(object, "HostConfig", "Privileged"),
    }),
    recovered,
    file,
    sources,
  };
}

/** Where each field stands in the JSON of every docker and podman. */
const PLACES: Readonly<Record<string, readonly string[]>> = {
  id: ["Id"],
  name: ["Name"],
  state: ["State", "Status"],
  exitCode: ["State", "ExitCode"],
  error: ["State", "Error"],
  oomKilled: ["State", "OOMKilled"],
  restartCount: ["RestartCount"],
  restartPolicy: ["HostConfig", "RestartPolicy", "Name"],
  createdAt: ["Created"],
  startedAt: ["State", "StartedAt"],
  finishedAt: ["State", "FinishedAt"],
  image: ["Config", "Image"],
  imageId: ["Image"],
  labels: ["Config", "Labels"],
  environment: ["Config", "Env"],
  mounts: ["Mounts"],
  privileged: ["HostConfig", "Privileged"],
};
const HEALTH_PLACES: Readonly<Record<string, string>> = { health: "Status", failingStreak: "FailingStreak" };

/** Docker before 1.9 has no State.Status, only flags. */
function stateOf(object: Json): ContainerDetailsFact["state"] {
  const word = stringAt(object, "State", "Status");
  if (word !== undefined) return readState(word);
  if (booleanAt(object, "State", "Dead") === true) return "dead";
  if (booleanAt(object, "State", "Restarting") === true) return "restarting";
  if (booleanAt(object, "State", "Paused") === true) return "paused";
  if (booleanAt(object, "State", "Running") === true) return "running";
  if (booleanAt(object, "State", "Running") === undefined) return undefined;
  return readTime(stringAt(object, "State", "StartedAt")) === undefined ? "created" : "exited";
}

/**
 * Docker: State.Health; podman 1.2 to 3.4: State.Healthcheck. An empty status with no log means that the engine runs no
 * check. Docker omits State.Health then, which the whole of State being there shows.
 */
function healthOf(object: Json, healthPath: string): HealthStatus | undefined {
  const word = stringAt(object, "State", healthPath, "Status");
  if (word === "healthy" || word === "unhealthy" || word === "starting") return word;
  if (word === "" || word === "none") return "none";
  const wholeState =
    stringAt(object, "State", "Status") !== undefined && stringAt(object, "State", "FinishedAt") !== undefined;
  return word === undefined && wholeState && at(object, "HostConfig") !== undefined ? "none" : undefined;
}

function lastProbe(object: Json, healthPath: string): { output: string; line: number } | undefined {
  const last = itemsAt(object, "State", healthPath, "Log").at(-1);
  const output = stringAt(last, "Output");
  if (last === undefined || output === undefined) return undefined;
  return { output: output.trim(), line: at(last, "Output")?.line ?? last.line };
}

function environmentOf(object: Json): Record<string, string> {
  const variables: Record<string, string> = {};
  for (const entry of stringsAt(object, "Config", "Env")) {
    const equals = entry.indexOf("=");
    if (equals > 0) variables[entry.slice(0, equals)] = entry.slice(equals + 1);
  }
  return variables;
}

function mountsOf(object: Json): Mount[] {
  return itemsAt(object, "Mounts").flatMap((mount) => {
    const source = stringAt(mount, "Source");
    const destination = stringAt(mount, "Destination");
    return source === undefined || destination === undefined ? [] : [{ source, destination }];
  });
}

function imageNames(object: Json, id: string, file: string, lines: readonly string[]): ImageFact[] {
  const source = (line: number): Source => ({ file, line, text: quote(lines[line - 1] ?? "") });
  const engine = engineOf(file);
  const names = ["RepoTags", "RepoDigests"].flatMap((key) =>
    itemsAt(object, key).flatMap((item): ImageFact[] => {
      if (item.kind !== "scalar" || typeof item.value !== "string") return [];
      const { repository, tag, digest } = splitReference(item.value);
      return [{ kind: "image", engine, id, repository, ...present({ tag, digest }), source: source(item.line) }];
    }),
  );
  return names.length > 0 ? names : [{ kind: "image", engine, id, source: source(object.line) }];
}
