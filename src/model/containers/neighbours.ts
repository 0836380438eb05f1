import type { Catalogue } from "../../catalogue/catalogue.ts";
import type { ContainerDetailsFact, StartupFact } from "../../parse/facts.ts";
import { groupBy } from "../group-by.ts";
import { type ReleaseTable, rowIn } from "../releases/releases.ts";
import type { Container } from "../types.ts";
import { identityOf } from "./container.ts";
import { CONFIG_GENERATION, PACEMAKER_REPLICA } from "./lifecycle.ts";
import type { Sighting } from "./sighting.ts";
import { entriesFor } from "./startup.ts";

export type Seen = readonly (readonly [Sighting, Container])[];

interface Around {
  readonly startup: readonly StartupFact[];
  readonly tables: readonly ReleaseTable[];
  readonly catalogue: Catalogue;
}

/** What of a container shows only beside the others of its node: twins, another role, a check that stands still. */
export function withNeighbours(seen: Seen, around: Around): Seen {
  const role = usualRole(seen);
  const managed = seen.some(([, { manager }]) => manager !== undefined && manager !== "systemd");
  const alike = groupBy(seen, (one) => kinshipOf(one));
  const latest = latestProbes(seen);
  return seen.map((one) => {
    const [sighting, container] = one;
    const labels = sighting.details?.labels;
    if (labels === undefined) return [sighting, withHealth(container, sighting, latest)];
    const beside = {
      label: labels["container_name"] ?? "",
      twins: twinsOf(one, alike),
      role: roleOf(sighting) ?? "",
      usualRole: role ?? "",
      unmanaged: managed && isUnmanaged(container, labels, around),
    };
    return [sighting, withHealth({ ...container, ...beside }, sighting, latest)];
  });
}

/** More are not named. */
const MOST_TWINS = 10;

/** Containers of one label run twice where an update was interrupted, or somebody made one by hand. */
function twinsOf(one: Seen[number], alike: ReadonlyMap<string | undefined, Seen>): string[] {
  const kinship = kinshipOf(one);
  if (kinship === undefined) return [];
  const twins: string[] = [];
  for (const [{ details }, { name }] of alike.get(kinship) ?? []) {
    if (details !== one[0].details) twins.push(name);
    if (twins.length === MOST_TWINS) break;
  }
  return twins;
}

/** What containers have in common of which no two should run; nothing where one does not run, or has no label. */
function kinshipOf([{ details }, { running, engine, owner }]: Seen[number]): string | undefined {
  const label = details?.labels?.["container_name"];
  return label === undefined || running !== true ? undefined : JSON.stringify([engine, owner, label]);
}

/** paunch notes the role: tripleo-Controller. */
function roleOf({ details }: Sighting): string | undefined {
  return /^tripleo-(\w+)$/.exec(details?.labels?.["managed_by"] ?? "")?.[1];
}

/** The role of more than half of the containers that tell one. */
function usualRole(seen: Seen): string | undefined {
  const roles = seen.flatMap(([sighting]) => roleOf(sighting) ?? []);
  for (const [role, same] of groupBy(roles, (one) => one)) if (same.length * 2 > roles.length) return role;
  return undefined;
}

/** Labels by which what makes containers, besides deployment tools, knows its own again. */
const MANAGERS =
  /^(PODMAN_SYSTEMD_UNIT|com\.docker\.compose\.project|io\.podman\.compose\.project|io\.kubernetes\..*)$/;

function isUnmanaged(
  { name, component }: Container,
  labels: NonNullable<ContainerDetailsFact["labels"]>,
  { startup, tables, catalogue }: Around,
): boolean {
  const ofTools = catalogue.tools.flatMap((tool) => tool.labels ?? []);
  if (Object.keys(labels).some((label) => ofTools.includes(label) || MANAGERS.test(label))) return false;
  if (component !== undefined || PACEMAKER_REPLICA.test(name) || CONFIG_GENERATION.test(name)) return false;
  if (entriesFor(startup, name).length > 0) return false;
  return !tables.some((table) => rowIn(table, name) !== undefined);
}

/** The last checks of containers that run, the latest first: of each and one more, as none is compared with its own. */
function latestProbes(seen: Seen): readonly ContainerDetailsFact[] {
  const latest: ContainerDetailsFact[] = [];
  for (const [{ details }, { running }] of seen) {
    if (running !== true || details?.lastProbeAt === undefined) continue;
    latest.push(details);
    latest.sort((one, other) => (other.lastProbeAt ?? 0) - (one.lastProbeAt ?? 0)).splice(2);
  }
  return latest;
}

/** Compared with checks of its neighbours, not with the clock: what reads all of them may itself take minutes. */
function withHealth(container: Container, { details }: Sighting, latest: readonly ContainerDetailsFact[]): Container {
  const own = details?.lastProbeAt;
  if (container.health === undefined || own === undefined) return container;
  const other = latest.find((one) => one !== details)?.lastProbeAt;
  if (other === undefined) return container;
  const secondsBehind = Math.max(0, Math.round((other - own) / 1000));
  return { ...container, health: { ...container.health, secondsBehind } };
}

/**
 * What has ended while another of its identity runs is what is left of an earlier one: of a container that was made anew
 * or under another engine, of a replica that pacemaker has numbered anew.
 */
export function withLeftovers(containers: Seen): Seen {
  const running = new Map(
    containers.flatMap(([sighting, { name, running }]) => (running ? [[identityOf(sighting, name), name]] : [])),
  );
  return containers.map(([sighting, container]) => {
    const instead = running.get(identityOf(sighting, container.name));
    if (instead === undefined || container.state !== "exited") return [sighting, container];
    const { expectedExit: _, ...rest } = container;
    return [sighting, { ...rest, lifecycle: "leftover", lifecycleSource: `${instead}, which runs in its place` }];
  });
}
