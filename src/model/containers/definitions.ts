import { readConfigData } from "../../parse/containers/startup.ts";
import type { ContainerDetailsFact, StartupDefinition, StartupFact } from "../../parse/facts.ts";
import { isImageId } from "../../parse/images/image-reference.ts";
import { present } from "../../parse/present.ts";
import { shellWord, wordPart } from "../../shell.ts";
import { canonical } from "../images/images.ts";
import type { Container, DefinedContainer, Evidence } from "../types.ts";
import { CONFIG_GENERATION, PACEMAKER_REPLICA } from "./lifecycle.ts";
import type { Seen } from "./neighbours.ts";
import { entriesFor } from "./startup.ts";

/** What says how a container is to be: its entry on the disk now, and the entry that it was made from. */
interface Definitions {
  readonly entry?: StartupFact;
  readonly label?: StartupDefinition;
}

/** Each container that runs, against its definition. Those that have none by design are left out. */
export function definedContainersOf(seen: Seen, startup: readonly StartupFact[]): DefinedContainer[] {
  return seen.flatMap(([{ details }, container]) => {
    if (container.running !== true || hasNoneByDesign(container)) return [];
    const definitions = definitionsOf(container, details, startup);
    const undefinedOnes = details?.labels !== undefined && details.labels["config_data"] === undefined;
    if (undefinedOnes && definitions.entry === undefined) return [];
    return [compared(container, details, definitions)];
  });
}

/** Pacemaker, agents of networks, Ceph's tools and kolla-ansible start theirs without an entry. */
function hasNoneByDesign({ name, manager, owner, helper, beside }: Container): boolean {
  const other = manager === "pacemaker" || manager === "kolla-ansible" || manager === "systemd" || owner !== "root";
  return other || helper || beside || PACEMAKER_REPLICA.test(name) || CONFIG_GENERATION.test(name);
}

function definitionsOf(
  { name }: Container,
  details: ContainerDetailsFact | undefined,
  startup: readonly StartupFact[],
): Definitions {
  const wanted = details?.labels?.["container_name"] ?? name;
  const entries = entriesFor(startup, wanted).filter(({ definition }) => definition.lifecycle !== "exec");
  const entry = entries.find(({ hashed }) => hashed) ?? entries[0];
  const text = details?.labels?.["config_data"];
  // From a broken file the label may lack what was lost.
  const label = text === undefined || details?.recovered === true ? undefined : readConfigData(text);
  return present({ entry, label });
}

function compared(
  container: Container,
  details: ContainerDetailsFact | undefined,
  definitions: Definitions,
): DefinedContainer {
  const { entry, label } = definitions;
  const all = [entry?.definition, label].filter((definition) => definition !== undefined);
  const main = all[0];
  return {
    subject: { kind: "container", name: container.name },
    container: container.name,
    engine: container.engine,
    setRestart: `sudo docker update --restart=${wordPart(main?.restart ?? "no")} ${shellWord(container.name)}`,
    ...present({
      definedBy: entry?.source.file ?? (label === undefined ? undefined : "its label config_data"),
      wantedRestart: main?.restart ?? (main?.whole ? "no" : undefined),
      restart: details?.restartPolicy === "" ? "no" : details?.restartPolicy,
      privilegedUnasked: unasked(details?.privileged, all, ({ privileged }) => privileged === true),
      hostPidUnasked: unasked(hasHostPid(details), all, ({ pid }) => pid === "host"),
      extraMounts: extraMounts(details, all),
      outdated: outdated(container, details, definitions),
      madeByHand: madeByHand(details, entry),
    }),
    commands: container.commands,
    evidence: evidenceOf(details, entry),
    lacks: {
      "*": details === undefined ? NO_INSPECT(container.engine) : NO_DEFINITION,
      ...(details !== undefined && entry === undefined && { outdated: NO_ENTRY }),
    },
  };
}

const NO_INSPECT = (engine: string): string =>
  `no inspect of the container in the bundle: looked for sos_commands/${engine}/containers/${engine}_inspect_ID; collect: '${engine} inspect' of every container as root, or run collect on the node`;

const NO_ENTRY =
  "its start-up configuration is not in the bundle: looked for var/lib/tripleo-config/; collect: run collect on the node";

const NO_DEFINITION =
  "neither its start-up configuration nor a whole label config_data is in the bundle; collect: /var/lib/tripleo-config, or run collect on the node";

function hasHostPid(details: ContainerDetailsFact | undefined): boolean | undefined {
  return details?.pidMode === undefined ? undefined : details.pidMode === "host";
}

/** Whether it has what no definition of it asks for; `undefined` where one of them is not whole. */
function unasked(
  has: boolean | undefined,
  all: readonly StartupDefinition[],
  asks: (definition: StartupDefinition) => boolean,
): boolean | undefined {
  if (has !== true) return has;
  if (all.some(asks)) return false;
  return all.length > 0 && all.every(({ whole }) => whole === true) ? true : undefined;
}

/** Volumes of the engine's own, and what it brings into every container on RHEL. */
const OWN_VOLUME = /\/volumes\/[^/]+\/_data$|\/containers\/storage\//;

function extraMounts(
  details: ContainerDetailsFact | undefined,
  all: readonly StartupDefinition[],
): string[] | undefined {
  const { mounts } = details ?? {};
  if (mounts === undefined || all.length === 0 || all.some(({ whole }) => whole !== true)) return undefined;
  // What it takes over from other containers is not told in its own definition.
  if (all.some(({ volumesFrom = [] }) => volumesFrom.length > 0)) return undefined;
  const asked = new Set(all.flatMap(({ volumes = [] }) => volumes.map((volume) => place(volume.split(":")[0] ?? ""))));
  return mounts
    .filter(
      ({ source, destination }) => source.startsWith("/") && !OWN_VOLUME.test(source) && destination !== "/run/secrets",
    )
    .filter(({ source }) => !asked.has(place(source)))
    .map(({ source, destination }) => `${source} on ${destination}`);
}

/** /var/run is /run, and a slash at the end says nothing. */
function place(path: string): string {
  return path.replace(/(.)\/+$/, "$1").replace(/^\/var\/run(?=\/|$)/, "/run");
}

/** What the entry on the disk says otherwise than what the container was made from. Its configuration hash has rules of its own. */
function outdated(
  { image }: Container,
  details: ContainerDetailsFact | undefined,
  { entry, label }: Definitions,
): string[] | undefined {
  const wanted = entry?.definition;
  if (wanted === undefined || details === undefined || image === undefined) return undefined;
  const other =
    wanted.image !== undefined && !isImageId(image) && canonical(image) !== canonical(wanted.image)
      ? [`image ${image}, now ${wanted.image}`]
      : [];
  if (label === undefined || wanted.whole !== true || label.whole !== true) return other.length > 0 ? other : undefined;
  const changes = COMPARED.flatMap(([what, read]) => {
    const [made, now] = [read(label), read(wanted)];
    return made === now ? [] : [`${what} ${made || "none"}, now ${now || "none"}`];
  });
  const volumes = changedVolumes(label.volumes ?? [], wanted.volumes ?? []);
  return [...other, ...changes, ...volumes];
}

const COMPARED: readonly (readonly [string, (definition: StartupDefinition) => string])[] = [
  ["restart policy", ({ restart = "" }) => restart],
  ["privileged", ({ privileged = false }) => String(privileged)],
  ["pid", ({ pid = "" }) => pid],
  ["health check", ({ healthcheck = false }) => (healthcheck ? "one" : "none")],
];

function changedVolumes(made: readonly string[], now: readonly string[]): string[] {
  const gone = made.filter((volume) => !now.includes(volume)).map((volume) => `volume ${volume}, now none`);
  return [...gone, ...now.filter((volume) => !made.includes(volume)).map((volume) => `no volume ${volume}, now one`)];
}

/** What starts containers labels them, and takes one of the same name without its labels for none of its own. */
function madeByHand(details: ContainerDetailsFact | undefined, entry: StartupFact | undefined): boolean | undefined {
  if (details?.labels === undefined) return undefined;
  const ours = ["config_data", "config_id", "managed_by", "container_name"];
  if (ours.some((label) => details.labels?.[label] !== undefined)) return false;
  return entry === undefined ? undefined : true;
}

function evidenceOf(
  details: ContainerDetailsFact | undefined,
  entry: StartupFact | undefined,
): Readonly<Record<string, Evidence>> {
  const { restartPolicy, privileged, pidMode, mounts, labels, configData, image } = details?.sources ?? {};
  const defined = entry?.source ?? configData;
  return present({
    restart: restartPolicy,
    wantedRestart: defined,
    privilegedUnasked: privileged,
    hostPidUnasked: pidMode,
    extraMounts: mounts,
    outdated: entry?.source,
    "definedBy.image": image,
    "definedBy.definition": defined,
    "madeByHand.labels": labels,
    "madeByHand.entry": entry?.source,
  }) as Record<string, Evidence>;
}
