import type { ContainerDetailsFact, StartupFact } from "../parse/facts.ts";
import { identityOf, type Sighting } from "./container.ts";
import { CONFIG_GENERATION, NEUTRON_HELPER, PACEMAKER_REPLICA } from "./lifecycle.ts";
import { type ReleaseTable, rowIn } from "./releases.ts";
import type { Container } from "./types.ts";

export type Seen = readonly (readonly [Sighting, Container])[];

/** What of a container shows only beside the others of its node: twins, another role, a check that stands still. */
export function withNeighbours(
  seen: Seen,
  around: { readonly startup: readonly StartupFact[]; readonly tables: readonly ReleaseTable[] },
): Seen {
  const role = usualRole(seen);
  const managed = seen.some(([, { manager }]) => manager !== undefined && manager !== "systemd");
  return seen.map(([sighting, container]) => {
    const labels = sighting.details?.labels;
    if (labels === undefined) return [sighting, withHealth(container, sighting, seen)];
    const beside = {
      label: labels["container_name"] ?? "",
      twins: twinsOf(sighting, container, seen),
      role: roleOf(sighting) ?? "",
      usualRole: role ?? "",
      unmanaged: managed && isUnmanaged(container, labels, around),
    };
    return [sighting, withHealth({ ...container, ...beside }, sighting, seen)];
  });
}

/** Containers of one label run twice where an update was interrupted, or somebody made one by hand. */
function twinsOf({ details }: Sighting, container: Container, seen: Seen): string[] {
  const label = details?.labels?.["container_name"];
  if (label === undefined || container.running !== true) return [];
  return seen.flatMap(([other, { name, running, engine, owner }]) =>
    other.details !== details &&
    running === true &&
    engine === container.engine &&
    owner === container.owner &&
    other.details?.labels?.["container_name"] === label
      ? [name]
      : [],
  );
}

/** paunch notes the role: tripleo-Controller. */
function roleOf({ details }: Sighting): string | undefined {
  return /^tripleo-(\w+)$/.exec(details?.labels?.["managed_by"] ?? "")?.[1];
}

/** The role of more than half of the containers that tell one. */
function usualRole(seen: Seen): string | undefined {
  const roles = seen.flatMap(([sighting]) => roleOf(sighting) ?? []);
  return roles.find((role) => roles.filter((other) => other === role).length * 2 > roles.length);
}

/** Labels by which what makes containers knows its own again. */
const MANAGERS =
  /^(managed_by|config_id|config_data|deploy_stack_id|kolla_version|PODMAN_SYSTEMD_UNIT|com\.docker\.compose\.project|io\.podman\.compose\.project|io\.kubernetes\..*|ceph)$/;

const ELSEWHERE_MANAGED = [PACEMAKER_REPLICA, NEUTRON_HELPER, CONFIG_GENERATION, /^ceph-/];

function isUnmanaged(
  { name }: Container,
  labels: NonNullable<ContainerDetailsFact["labels"]>,
  { startup, tables }: { readonly startup: readonly StartupFact[]; readonly tables: readonly ReleaseTable[] },
): boolean {
  if (Object.keys(labels).some((label) => MANAGERS.test(label))) return false;
  if (ELSEWHERE_MANAGED.some((pattern) => pattern.test(name))) return false;
  if (startup.some(({ container }) => container === name)) return false;
  return !tables.some((table) => rowIn(table, name) !== undefined);
}

/** Compared with checks of its neighbours, not with the clock: what reads all of them may itself take minutes. */
function withHealth(container: Container, { details }: Sighting, seen: Seen): Container {
  const own = details?.lastProbeAt;
  if (container.health === undefined || own === undefined) return container;
  const others = seen.flatMap(([other, { running }]) =>
    running === true && other.details !== details ? (other.details?.lastProbeAt ?? []) : [],
  );
  if (others.length === 0) return container;
  const secondsBehind = Math.max(0, Math.round((Math.max(...others) - own) / 1000));
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
