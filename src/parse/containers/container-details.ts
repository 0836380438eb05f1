import type { ContainerDetailsFact, ContainerState, HealthProbe, HealthStatus, Mount } from "../facts.ts";
import { present } from "../present.ts";
import {
  at,
  booleanAt,
  isWhole,
  itemsAt,
  type Json,
  type JsonObject,
  numberAt,
  stringAt,
  stringMapAt,
  stringsAt,
} from "../syntax/json-tree.ts";
import { exitCodeOf } from "../syntax/number.ts";
import type { Source } from "../syntax/text.ts";
import { shortened } from "../syntax/text.ts";
import { readTime } from "../syntax/time.ts";
import { readState } from "./container-status.ts";

type Details = Omit<ContainerDetailsFact, "kind" | "engine" | "id" | "file" | "recovered">;

/** What `inspect` of any docker or podman tells of one container: a field that is not certain is absent. */
export function containerDetails(container: JsonObject, quoted: (line: number) => Source): Details {
  const places = placesIn(container);
  const text = (field: string): string | undefined => stringAt(container, ...(places[field] ?? []));
  const number = (field: string): number | undefined => numberAt(container, ...(places[field] ?? []));
  const flag = (field: string): boolean | undefined => booleanAt(container, ...(places[field] ?? []));
  const whole = <T>(field: string, read: () => T): T | undefined =>
    isWhole(container, ...(places[field] ?? [])) ? read() : undefined;
  const probe = lastProbe(container, places);
  const fields = present({
    name: text("name")?.replace(/^\//, ""),
    state: stateOf(container),
    exitCode: exitCodeOf(number("exitCode")),
    error: text("error"),
    oomKilled: flag("oomKilled"),
    restartCount: number("restartCount"),
    restartPolicy: text("restartPolicy"),
    createdAt: readTime(text("createdAt")),
    startedAt: readTime(text("startedAt")),
    finishedAt: readTime(text("finishedAt")),
    health: healthOf(container, places),
    failingStreak: number("failingStreak"),
    lastProbe: probe?.output,
    lastProbeAt: readTime(probe?.end),
    lastProbeExit: probe?.exitCode,
    probes: probesOf(container, places),
    healthInterval: intervalOf(container),
    healthCommand: healthCommandOf(container),
    image: text("image"),
    imageId: text("imageId"),
    labels: whole("labels", () => stringMapAt(container, "Config", "Labels")),
    environment: whole("environment", () => environmentOf(container)),
    mounts: whole("mounts", () => mountsOf(container)),
    privileged: flag("privileged"),
    pidMode: text("pidMode"),
    logDriver: text("logDriver"),
  });
  return { ...fields, sources: sourcesOf(container, places, quoted, probe?.line) };
}

type Places = Readonly<Record<string, readonly string[]>>;

/** Where each field stands in the JSON of every docker and podman. */
const PLACES = {
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
  configData: ["Config", "Labels", "config_data"],
  environment: ["Config", "Env"],
  mounts: ["Mounts"],
  privileged: ["HostConfig", "Privileged"],
  pidMode: ["HostConfig", "PidMode"],
  logDriver: ["HostConfig", "LogConfig", "Type"],
  healthCommand: ["Config", "Healthcheck", "Test"],
} as const;

/** Docker: State.Health; podman 1.2 to 3.4: State.Healthcheck. Some podman have the image's name outside Config alone. */
function placesIn(container: JsonObject): Places {
  const health = at(container, "State", "Health") === undefined ? "Healthcheck" : "Health";
  const image = at(container, "Config", "Image") === undefined ? ["ImageName"] : PLACES.image;
  const [status, failingStreak, probes] = ["Status", "FailingStreak", "Log"].map((key) => ["State", health, key]);
  return { ...PLACES, image, ...present({ health: status, failingStreak, probes }) };
}

function sourcesOf(
  container: JsonObject,
  { probes: _, ...places }: Places,
  quoted: (line: number) => Source,
  probeLine: number | undefined,
): Record<string, Source> {
  const sources: Record<string, Source> =
    probeLine === undefined ? {} : { lastProbe: quoted(probeLine), lastProbeAt: quoted(probeLine) };
  for (const [field, path] of Object.entries(places)) {
    const found = at(container, ...path);
    if (found !== undefined) sources[field] = quoted(found.line);
  }
  const hash = itemsAt(container, "Config", "Env").find(isConfigHash);
  if (hash !== undefined) sources.configHash = quoted(hash.line);
  return sources;
}

function isConfigHash(variable: Json): boolean {
  return variable.kind === "scalar" && String(variable.value).startsWith("TRIPLEO_CONFIG_HASH=");
}

/** Docker before 1.9 has no State.Status, only flags: of these, one that is missing may be the one that counts. */
function stateOf(container: JsonObject): ContainerState | undefined {
  const word = stringAt(container, "State", "Status");
  if (word !== undefined) return readState(word);
  const running = booleanAt(container, "State", "Running");
  if (running === undefined || !isWhole(container, "State")) return undefined;
  if (booleanAt(container, "State", "Dead") === true) return "dead";
  if (booleanAt(container, "State", "Restarting") === true) return "restarting";
  if (booleanAt(container, "State", "Paused") === true) return "paused";
  if (running) return "running";
  return (stringAt(container, "State", "StartedAt") ?? "").startsWith("0001-") ? "created" : "exited";
}

/**
 * An empty status with no log means that the engine runs no check. Docker leaves State.Health out then, which shows only
 * where the whole of State is there.
 */
function healthOf(container: JsonObject, places: Places): HealthStatus | undefined {
  const word = stringAt(container, ...(places.health ?? []));
  if (word === "healthy" || word === "unhealthy" || word === "starting") return word;
  if (word === "" || word === "none") return "none";
  return word === undefined && isWhole(container, "State") ? "none" : undefined;
}

interface Probe {
  readonly output: string;
  readonly line: number;
  readonly end: string | undefined;
  readonly exitCode: number | undefined;
}

function lastProbe(container: JsonObject, places: Places): Probe | undefined {
  const path = places.probes ?? [];
  const probe = isWhole(container, ...path) ? itemsAt(container, ...path).at(-1) : undefined;
  const output = at(probe, "Output");
  if (output?.kind !== "scalar" || typeof output.value !== "string") return undefined;
  const told = { end: stringAt(probe, "End"), exitCode: exitCodeOf(numberAt(probe, "ExitCode")) };
  return { output: output.value.trim(), line: output.line, ...told };
}

/** docker remembers five; podman as many as it is told to. */
const MOST_PROBES = 10;
const LONGEST_OUTPUT = 1000;

function probesOf(container: JsonObject, places: Places): HealthProbe[] | undefined {
  const path = places.probes ?? [];
  if (!isWhole(container, ...path)) return undefined;
  const probes = itemsAt(container, ...path).slice(-MOST_PROBES);
  return probes.map((probe) => ({
    ...present({ at: readTime(stringAt(probe, "End")), exitCode: exitCodeOf(numberAt(probe, "ExitCode")) }),
    output: shortened(stringAt(probe, "Output")?.trim() ?? "", LONGEST_OUTPUT),
  }));
}

/** In nanoseconds; docker asks every 30 seconds where a check says nothing of it. */
function intervalOf(container: JsonObject): number | undefined {
  if (at(container, "Config", "Healthcheck")?.kind !== "object") return undefined;
  const interval = numberAt(container, "Config", "Healthcheck", "Interval") ?? 0;
  return interval > 0 ? interval / 1e9 : 30;
}

/** `CMD-SHELL` has one text for the shell, `CMD` a word for each argument. */
function healthCommandOf(container: JsonObject): string | undefined {
  const [form, ...words] = stringsAt(container, "Config", "Healthcheck", "Test");
  return (form === "CMD-SHELL" || form === "CMD") && words.length > 0 ? words.join(" ") : undefined;
}

function environmentOf(container: JsonObject): Record<string, string> {
  const pairs = stringsAt(container, "Config", "Env").map((entry): [string, string] => {
    const equals = entry.indexOf("=");
    return equals < 0 ? [entry, ""] : [entry.slice(0, equals), entry.slice(equals + 1)];
  });
  return Object.fromEntries(pairs.filter(([name]) => name !== ""));
}

function mountsOf(container: JsonObject): Mount[] {
  return itemsAt(container, "Mounts").flatMap((mount) => {
    const source = stringAt(mount, "Source");
    const destination = stringAt(mount, "Destination");
    return source === undefined || destination === undefined ? [] : [{ source, destination }];
  });
}
