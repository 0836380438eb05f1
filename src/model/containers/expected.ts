import type { Catalogue } from "../../catalogue/catalogue.ts";
import type { EngineName } from "../../parse/engine-name.ts";
import type { StartupFact } from "../../parse/facts.ts";
import { groupBy } from "../group-by.ts";
import { type Deployed, type ReleaseRow, type ReleaseTable, tableOf } from "../releases/releases.ts";
import { commandsFor } from "../remedies/container-commands.ts";
import type { Container, Coverage, Evidence, ExpectedContainer } from "../types.ts";
import { identityOf } from "./container.ts";
import { lifecycleDefined } from "./lifecycle.ts";
import type { Manager } from "./manager.ts";
import type { Sighting } from "./sighting.ts";

type Seen = readonly (readonly [Sighting, Container])[];

/** What of the node bears on which containers it is to have. */
export interface Expecting {
  readonly containers: Seen;
  readonly startup: readonly StartupFact[];
  readonly tables: readonly ReleaseTable[];
  readonly catalogue: Catalogue;
  readonly deployed: Deployed & { readonly role?: string };
  /** Whether the list of containers is whole: only then is one missing. */
  readonly coverage: Coverage;
  /** Part of the bundle was lost, perhaps the start-up configuration, which outranks what the release runs. */
  readonly lossy: boolean;
}

/**
 * The containers that the node is to have: by its own start-up configuration, which outranks everything; else by what
 * its release runs in its role, and of that only what belongs to something that is there.
 */
export function expectedContainersOf(around: Expecting): ExpectedContainer[] {
  const wanted = around.startup.length > 0 ? wantedByStartup(around) : wantedByRelease(around);
  const node = { seen: namesSeen(around.containers), maker: makerOf(around.containers) };
  return wanted.map((one) => expectedOf(one, around, node));
}

interface Wanted {
  readonly name: string;
  readonly family: string;
  readonly lifecycle: "service" | "one-shot";
  readonly source: string;
  readonly ownConfiguration: boolean;
  readonly sibling?: string;
  /** The step of the deployment that makes it, where the file is at hand that it is made from. */
  readonly step?: string;
  readonly evidence?: Evidence;
}

/** Of an entry that stands in a hashed file and a plain one, the hashed counts: it is what containers are made from. */
function wantedByStartup({ startup, catalogue, deployed }: Expecting): Wanted[] {
  const entries = new Map<string, StartupFact>();
  for (const fact of startup) if (fact.hashed || !entries.has(fact.container)) entries.set(fact.container, fact);
  return [...entries.values()].flatMap(({ container: name, definition, hashed, source, quadlet }): Wanted[] => {
    // What is torn, and a command in another container, tell of no container.
    if (definition.lifecycle === undefined || definition.lifecycle === "exec") return [];
    // What a quadlet runs once is removed when it ends: its unit tells of it.
    if (quadlet !== undefined && definition.lifecycle === "one-shot") return [];
    const step = hashed
      ? /\/hashed-docker-container-startup-config-step_(\d)\.json$/.exec(source.file)?.[1]
      : undefined;
    return [
      {
        name,
        family: name.split("_")[0] ?? name,
        lifecycle: lifecycleDefined(definition.lifecycle, name, catalogue.ofContainer(name, deployed.product)),
        source: `its start-up configuration in ${source.file}`,
        ownConfiguration: true,
        ...(step === undefined ? {} : { step }),
        evidence: source,
      },
    ];
  });
}

function wantedByRelease({ containers, tables, catalogue, deployed }: Expecting): Wanted[] {
  const { role } = deployed;
  const table = tableOf(deployed, tables);
  if (table === undefined || role === undefined) return [];
  const families = byFamily(table, containers);
  const displaced = displacedBy(containers, catalogue);
  const componentIn = (name: string) => catalogue.ofContainer(name, deployed.product)?.component.id;
  return table.containers.flatMap((row): Wanted[] => {
    // What pacemaker runs may run on another node, and one-shots may have been cleared away.
    if (row.required !== true || row.kind !== "service" || row.bundle !== undefined) return [];
    if (!row.roles.includes(role) || displaced.has(componentIn(row.name))) return [];
    const sibling = siblingOf(row, families.get(row.family) ?? []);
    if (sibling === undefined) return [];
    return [
      {
        name: row.name,
        family: row.family,
        lifecycle: "service",
        source: `what OSP ${table.release} runs on a ${role} by default`,
        ownConfiguration: false,
        sibling: sibling.name,
        ...(sibling.evidence["state"] === undefined ? {} : { evidence: sibling.evidence["state"] }),
      },
    ];
  });
}

/** Components that are not deployed beside those that are here, as with OVN neutron's own agents: what is left of them is of before. */
function displacedBy(containers: Seen, catalogue: Catalogue): ReadonlySet<string | undefined> {
  const here = new Set(containers.map(([, { component }]) => component));
  return new Set(catalogue.components.flatMap(({ id, displaces = [] }) => (here.has(id) ? displaces : [])));
}

/** A running container of the row's family; itself, where it is there. A family that is not there at all is not deployed. */
function siblingOf(row: ReleaseRow, family: Seen): Container | undefined {
  const found = family.find(([, { name }]) => name === row.name) ?? family.find(([, { running }]) => running === true);
  return found?.[1];
}

function byFamily(table: ReleaseTable, containers: Seen): Map<string | undefined, Seen> {
  const families = new Map(table.containers.map(({ name, family }) => [name, family]));
  return groupBy(containers, ([sighting, { name }]) => families.get(identityOf(sighting, name)));
}

/**
 * Names under which containers are there. paunch names one NAME-xxxxxxxx where the name was taken; where no label tells,
 * such a name may be that container, so that it does not count as missing.
 */
function namesSeen(containers: Seen): ReadonlySet<string> {
  return new Set(
    containers.flatMap(([sighting, { name }]) => [name, identityOf(sighting, name), name.replace(/-[a-z0-9]{8}$/, "")]),
  );
}

function expectedOf(wanted: Wanted, around: Expecting, { seen, maker }: OfNode): ExpectedContainer {
  const { name, family, lifecycle, source, ownConfiguration, sibling, evidence } = wanted;
  const there = seen.has(name);
  const doubt = whyUndecided(wanted, around);
  return {
    subject: { kind: "container", name },
    name,
    family,
    lifecycle,
    source,
    ownConfiguration,
    ...(sibling === undefined ? {} : { sibling }),
    ...(there || doubt === undefined ? { present: there } : {}),
    commands: commandsToMake(wanted, maker),
    evidence: evidence === undefined ? {} : { source: evidence },
    lacks: doubt === undefined ? {} : { "*": doubt },
  };
}

function whyUndecided({ ownConfiguration }: Wanted, { coverage, lossy }: Expecting): string | undefined {
  if (coverage.state !== "whole") return coverage.reason;
  return lossy && !ownConfiguration
    ? "part of the bundle was lost, perhaps the start-up configuration that says what the node is to run; collect: run collect on the node again"
    : undefined;
}

/** What the containers of a node show of all that it is to have. */
interface OfNode {
  readonly seen: ReadonlySet<string>;
  readonly maker: Maker;
}

interface Maker {
  readonly engine: EngineName;
  readonly managedBy: string | undefined;
}

function makerOf(containers: Seen): Maker {
  const podman = containers.some(([, container]) => container.engine === "podman");
  const managedBy = containers
    .map(([{ details }]) => details?.labels?.["managed_by"])
    .find((label) => label?.startsWith("tripleo-"));
  return { engine: podman ? "podman" : "docker", managedBy };
}

/** paunch makes it anew where it is known which file, and under which name, it is to be made from. */
function commandsToMake({ name, lifecycle, step }: Wanted, { engine, managedBy }: Maker): Container["commands"] {
  const manager: Manager = "paunch";
  const labels: Record<string, string> =
    step === undefined || managedBy === undefined ? {} : { config_id: `tripleo_step${step}`, managed_by: managedBy };
  return commandsFor(name, engine, manager, { labels, oneShot: lifecycle === "one-shot", ofTripleo: true });
}
