import type { Catalogue } from "../../catalogue/catalogue.ts";
import type { ContainerMeaning } from "../../catalogue/types.ts";
import { readConfigData } from "../../parse/containers/startup.ts";
import type { EngineName } from "../../parse/engine-name.ts";
import type { ContainerDetailsFact, StartupFact } from "../../parse/facts.ts";
import { isImageId } from "../../parse/images/image-reference.ts";
import { present } from "../../parse/present.ts";
import { configVolumesOf } from "../config/generated-config.ts";
import { shortId } from "../images/images.ts";
import type { Deployed, ReleaseTable } from "../releases/releases.ts";
import { commandsFor } from "../remedies/container-commands.ts";
import type { Container, Evidence } from "../types.ts";
import { lacksOf } from "./container-lacks.ts";
import { exitMeaning } from "./exit-meaning.ts";
import { foundBy } from "./health-command.ts";
import { CONFIG_GENERATION, decideLifecycle, type Lifecycle, PACEMAKER_REPLICA, usualExitCodes } from "./lifecycle.ts";
import { type Manager, managerOf } from "./manager.ts";
import type { Sighting } from "./sighting.ts";
import { entriesFor } from "./startup.ts";

/** What of the node bears on each of its containers. */
export interface ContainerSurroundings {
  readonly startup: readonly StartupFact[];
  readonly tables: readonly ReleaseTable[];
  readonly catalogue: Catalogue;
  readonly deployed: Deployed;
  /** Epoch milliseconds of the capture. */
  readonly capturedAt?: number;
  /** The units of systemd that the bundle lists. */
  readonly units?: ReadonlySet<string>;
  /** The image id that a reference has on the node now, where it has one. */
  readonly imageIdOf: (reference: string, engine: EngineName) => string | undefined;
}

/** The model of one container. */
export function containerOf(sighting: Sighting, around: ContainerSurroundings): Container {
  const { engine, row, details } = sighting;
  const name = nameOf(sighting);
  const label = details?.labels?.["container_name"];
  const [startup] = entriesFor(around.startup, label ?? name);
  const known = (one: string) => around.catalogue.ofContainer(one, around.deployed.product);
  const meaning = known(name) ?? known(label ?? name);
  const lifecycle = decideLifecycle({
    name: label ?? name,
    engine,
    tables: around.tables,
    catalogue: around.catalogue,
    deployed: around.deployed,
    ...present({ startup, details, meaning }),
  });
  const beside = meaning?.tools.every((tool) => around.catalogue.tool(tool)?.beside === true) === true;
  const manager = managerOf(name, details);
  const state = details?.state ?? row?.state;
  const image = details?.image ?? row?.image;
  return {
    subject: { kind: "container", name },
    name,
    engine,
    id: shortId(sighting.id),
    owner: ownerOf(sighting),
    restless: false,
    helper: meaning?.kind === "helper",
    beside,
    ...present({
      component: meaning?.component.id,
      service: meaning?.component.service,
      state,
      running: state === undefined ? undefined : state === "running",
      ...exit(sighting, { name, state, lifecycle }),
      lifecycle: lifecycle?.lifecycle,
      lifecycleSource: lifecycle?.from,
      manager,
      health: healthOf(sighting, state, manager),
      error: details?.error,
      oomKilled: details?.oomKilled,
      restartCount: details?.restartCount,
      restartPolicy: details?.restartPolicy,
      secondsRunning: state === "running" ? seconds(details?.startedAt, around.capturedAt) : undefined,
      upAtMost: state === "running" ? (seconds(details?.startedAt, around.capturedAt) ?? row?.ago?.most) : undefined,
      madeAtLeast: seconds(details?.createdAt, around.capturedAt) ?? row?.created?.least,
      secondsEnded: state === "exited" ? seconds(details?.finishedAt, around.capturedAt) : undefined,
      secondsSinceEnd: seconds(details?.finishedAt, around.capturedAt),
      secondsSinceCreated: seconds(details?.createdAt, around.capturedAt),
      image,
      imageId: imageIdOf(details),
      currentImageId: image === undefined ? undefined : around.imageIdOf(image, engine),
      healthcheckDefined: definesHealthcheck(startup, details),
      configVolumes: details === undefined ? undefined : configVolumesOf(details),
      configHash: configHashOf(details),
      logDriver: details?.logDriver,
    }),
    configGeneration: CONFIG_GENERATION.test(name),
    commands: commandsFor(
      name,
      engine,
      manager ?? (beside ? undefined : presumed({ engine, lifecycle, meaning, product: around.deployed.product })),
      {
        labels: details?.labels ?? {},
        oneShot: lifecycle?.lifecycle === "one-shot",
        ofTripleo: isOfTripleo(manager, lifecycle),
        owner: ownerOf(sighting),
        catalogue: around.catalogue,
        ...present({
          restartPolicy: details?.restartPolicy,
          units: around.units,
          release: around.deployed.release,
          tool: around.deployed.product,
        }),
      },
    ),
    evidence: { ...evidenceOf(sighting, lifecycle), ...present({ healthcheckDefined: startup?.source }) },
    lacks: lacksOf(sighting, {
      name,
      ...present({ meaning }),
      byTimer: isCheckedByTimer(engine, manager, details),
      dated: around.capturedAt !== undefined,
      skewed: isSkewed(details?.startedAt, around.capturedAt) || isSkewed(details?.finishedAt, around.capturedAt),
    }),
  };
}

/**
 * The start-up configuration tells it as it is to be, the label as it was when the container was made. What has neither
 * is not started from any: pacemaker's, ceph's, kolla-ansible's.
 */
function definesHealthcheck(
  startup: StartupFact | undefined,
  details: ContainerDetailsFact | undefined,
): boolean | undefined {
  if (startup !== undefined) return startup.definition.healthcheck;
  if (details?.labels === undefined || details.recovered) return undefined;
  const label = details.labels["config_data"];
  return label === undefined ? false : readConfigData(label)?.healthcheck;
}

/** What is no id cannot be compared: a damaged one would look like another image. */
function imageIdOf(details: ContainerDetailsFact | undefined): string | undefined {
  const id = details?.imageId;
  return id !== undefined && isImageId(id) ? shortId(id) : undefined;
}

/** The checksums of the container's configuration volumes, joined by `-`; likewise only where it is one. */
function configHashOf(details: ContainerDetailsFact | undefined): string | undefined {
  const hash = details?.environment?.["TRIPLEO_CONFIG_HASH"];
  return hash !== undefined && /^[0-9a-f]+(-[0-9a-f]+)*$/.test(hash) ? hash : undefined;
}

/** The bare name. docker links print as OTHER/ALIAS beside a container's own name. */
export function nameOf({ row, details, id }: Sighting): string {
  return details?.name ?? row?.names.find((name) => !name.includes("/")) ?? row?.names[0] ?? id.slice(0, 12);
}

/** Of podman each user has an own; the collector keeps what it tells in a folder of the user's name. */
function ownerOf({ row, details }: Sighting): string {
  return /\/user_([^/]+)\//.exec(row?.source.file ?? details?.file ?? "")?.[1] ?? "root";
}

/** By what a container is known beyond its own life: the name that paunch gave it, pacemaker's bundle. */
export function identityOf({ details }: Sighting, name: string): string {
  return details?.labels?.["container_name"] ?? PACEMAKER_REPLICA.exec(name)?.[1] ?? name;
}

interface Ended {
  readonly name: string;
  readonly state: Container["state"];
  readonly lifecycle: Lifecycle | undefined;
}

function exit({ row, details }: Sighting, { name, state, lifecycle }: Ended) {
  if (state !== "exited" && state !== "dead" && state !== "restarting") return {};
  const exitCode = details?.exitCode ?? row?.exitCode;
  if (exitCode === undefined) return {};
  const told = { exitCode, exitMeaning: exitMeaning(exitCode) };
  if (lifecycle === undefined) return told;
  const allowed = lifecycle.exitCodes ?? usualExitCodes(name);
  return {
    ...told,
    expectedExit: state === "exited" && lifecycle.lifecycle === "one-shot" && allowed.includes(exitCode),
  };
}

/** Health counts while a container runs: what is left of it afterwards says nothing of now. */
function healthOf(
  { engine, row, details, disputed }: Sighting,
  state: Container["state"],
  manager: Manager | undefined,
): Container["health"] | undefined {
  if (state !== "running" || disputed?.["health"] !== undefined) return undefined;
  const status =
    details?.health ?? row?.health ?? (row?.state === "running" && engine === "docker" ? "none" : undefined);
  if (status === undefined || (status === "none" && isCheckedByTimer(engine, manager, details))) return undefined;
  return {
    status,
    by: "engine",
    ...present({
      failingStreak: details?.failingStreak,
      lastOutput: details?.lastProbe,
      found: status === "unhealthy" && details !== undefined ? silentlyFound(details) : undefined,
      lastExit: details?.lastProbeExit,
      unusable: details === undefined ? undefined : isUnusable(details),
      interval: details?.healthInterval,
    }),
  };
}

/** What a shell or the engine says of a command that it cannot read, find or execute. */
const NO_COMMAND =
  /^(?:OCI runtime|exec failed|\S*sh: ).*(?:syntax error|unterminated quoted string|unexpected EOF|unexpected end of file|not found|no such file or directory|permission denied|bad substitution)/is;

/** A check that ends so says nothing of the service; 126 and 127 are a shell's for a command that is not there. */
function isUnusable({ lastProbeExit, lastProbe }: ContainerDetailsFact): boolean | undefined {
  if (lastProbeExit === undefined) return undefined;
  return lastProbeExit === 126 || lastProbeExit === 127 || (lastProbeExit !== 0 && NO_COMMAND.test(lastProbe ?? ""));
}

/** What a check that failed and printed nothing has found. */
function silentlyFound(details: ContainerDetailsFact): string | undefined {
  const { healthCommand, lastProbe = "" } = details;
  return healthCommand === undefined || lastProbe !== "" || isUnusable(details) === true
    ? undefined
    : foundBy(healthCommand);
}

/** OSP 15 and 16 check podman's containers by the timers tripleo_NAME_healthcheck, of which the engine knows nothing. */
function isCheckedByTimer(
  engine: EngineName,
  manager: Manager | undefined,
  details: ContainerDetailsFact | undefined,
): boolean {
  if (engine !== "podman" || (manager !== "paunch" && manager !== "tripleo_ansible")) return false;
  const label = details?.labels?.["config_data"];
  const definition = label === undefined ? undefined : readConfigData(label);
  return definition?.healthcheck !== false || details?.recovered === true;
}

interface Presumed {
  readonly engine: EngineName;
  readonly lifecycle: Lifecycle | undefined;
  readonly meaning: ContainerMeaning | undefined;
  readonly product: string | undefined;
}

/** Where no label tells: by whose name it is, or whose table knows it, on a node of that tool. */
function presumed({ engine, lifecycle, meaning, product }: Presumed): Manager | undefined {
  if (product === "kolla-ansible" && meaning?.kind !== "helper" && meaning?.tools.includes(product) === true)
    return product;
  return engine === "podman" && lifecycle?.from.startsWith("what OSP") === true ? "paunch" : undefined;
}

/** Tripleo's images have their health check at one place. */
function isOfTripleo(manager: Manager | undefined, lifecycle: Lifecycle | undefined): boolean {
  if (manager !== undefined) return manager === "paunch" || manager === "tripleo_ansible" || manager === "pacemaker";
  return lifecycle !== undefined && /^(what OSP|its start-up)/.test(lifecycle.from);
}

/** A capture takes minutes: what was started while it ran may seem to be younger than nothing. */
const CAPTURE_MS = 15 * 60 * 1000;

function seconds(from: number | undefined, to: number | undefined): number | undefined {
  if (from === undefined || to === undefined || isSkewed(from, to)) return undefined;
  return Math.max(0, Math.round((to - from) / 1000));
}

function isSkewed(from: number | undefined, to: number | undefined): boolean {
  return from !== undefined && to !== undefined && from - to > CAPTURE_MS;
}

function evidenceOf({ row, details }: Sighting, lifecycle: Lifecycle | undefined): Record<string, Evidence> {
  const found: Record<string, Evidence> = {};
  const note = (property: string, source: Evidence | undefined): void => {
    if (source !== undefined) found[property] = source;
  };
  for (const [field, property] of Object.entries(DETAIL_PROPERTIES)) note(property, details?.sources[field]);
  note("running", details?.sources["state"]);
  note("secondsSinceEnd", details?.sources["finishedAt"]);
  const rowTellsState = details?.state === undefined || row?.state === details.state;
  for (const property of rowTellsState ? ["state", "running", "exitCode", "image"] : ["image"])
    note(property, row?.source);
  if (details?.health === undefined) note("health", row?.source);
  note("lifecycle", lifecycle?.evidence);
  return found;
}

/** Which line of `inspect` shows which property. The row of `ps` comes first for the state: it is what people know. */
const DETAIL_PROPERTIES: Readonly<Record<string, string>> = {
  health: "health.status",
  failingStreak: "health.failingStreak",
  lastProbe: "health.lastOutput",
  healthCommand: "health.found",
  exitCode: "exitCode",
  state: "state",
  error: "error",
  oomKilled: "oomKilled",
  restartCount: "restartCount",
  restartPolicy: "restartPolicy",
  startedAt: "secondsRunning",
  finishedAt: "secondsEnded",
  imageId: "imageId",
  logDriver: "logDriver",
  labels: "label",
  createdAt: "secondsSinceCreated",
  lastProbeAt: "health.secondsBehind",
};
