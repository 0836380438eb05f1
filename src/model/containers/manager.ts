import type { EngineName } from "../../parse/engine-name.ts";
import type { ContainerDetailsFact } from "../../parse/facts.ts";
import { shellWord, wordPart } from "../../shell.ts";
import type { Container } from "../types.ts";
import { PACEMAKER_REPLICA } from "./lifecycle.ts";

export type Manager = "paunch" | "tripleo_ansible" | "systemd" | "pacemaker" | "kolla-ansible";

/** Who starts and restarts a container, from its name and labels; `undefined` where they do not tell. */
export function managerOf(name: string, details: ContainerDetailsFact | undefined): Manager | undefined {
  if (PACEMAKER_REPLICA.test(name)) return "pacemaker";
  const labels = details?.labels;
  if (labels === undefined) return undefined;
  const managedBy = labels["managed_by"];
  if (managedBy === "tripleo_ansible") return "tripleo_ansible";
  if (managedBy === "paunch" || managedBy === "docker-cmd" || managedBy?.startsWith("tripleo-") === true)
    return "paunch";
  if (labels["PODMAN_SYSTEMD_UNIT"] !== undefined) return "systemd";
  if (labels["kolla_version"] !== undefined) return "kolla-ansible";
  return undefined;
}

/** What bears on the commands that mend a container. */
interface Mended extends Traits {
  readonly name: string;
  readonly engine: EngineName;
  readonly manager: Manager | undefined;
}

export interface Traits {
  readonly labels: Readonly<Record<string, string>>;
  readonly oneShot: boolean;
  /** Its image is one of TripleO's. */
  readonly ofTripleo: boolean;
  /** The user whose own podman it is of; root where left out. */
  readonly owner?: string;
}

/** What to type to mend a container, by who manages it. Pacemaker's are never touched by the engine. */
export function commandsFor(
  name: string,
  engine: EngineName,
  manager: Manager | undefined,
  traits: Traits = { labels: {}, oneShot: false, ofTripleo: false },
): Container["commands"] {
  const mended = { name, engine, manager, ...traits };
  const word = shellWord(name);
  const asked = askedAs(mended, engine);
  return {
    logs: `${asked} logs --tail 50 ${word}`,
    inspect: `${asked} inspect ${word}`,
    unpause: `${asked} unpause ${word}`,
    checkHealth: checkHealth(mended),
    remove: `${asked} rm -f ${word}`,
    alike: `${asked} ps -a --filter label=container_name=${wordPart(traits.labels["container_name"] ?? name)}`,
    ...lifeCommands(mended),
  };
}

/** Of podman each user has an own, which only that user sees; root's sudo does not. */
function askedAs({ owner = "root" }: Mended, program: string): string {
  if (owner === "root") return `sudo ${program}`;
  const user = shellWord(owner);
  return `sudo -u ${user} XDG_RUNTIME_DIR=/run/user/$(id -u ${user}) ${program}`;
}

function checkHealth(mended: Mended): string {
  const { name, engine, ofTripleo } = mended;
  const word = shellWord(name);
  if (ofTripleo) return `sudo ${engine} exec ${word} /openstack/healthcheck`;
  return engine === "podman"
    ? `${askedAs(mended, "podman")} healthcheck run ${word}`
    : `sudo docker inspect --format '{{json .State.Health}}' ${word}`;
}

function lifeCommands(mended: Mended): Pick<Container["commands"], "start" | "restart" | "recreate"> {
  const { name, engine, manager } = mended;
  const bundle = PACEMAKER_REPLICA.exec(name)?.[1];
  if (manager === "pacemaker" && bundle !== undefined) {
    const word = shellWord(bundle);
    const restart = `sudo pcs resource restart ${word}`;
    return { start: `sudo pcs resource cleanup ${word}`, restart, recreate: restart };
  }
  const unit = unitOf(mended);
  const asked = askedAs(mended, engine);
  const units = askedAs(
    mended,
    mended.owner === undefined || mended.owner === "root" ? "systemctl" : "systemctl --user",
  );
  const [start, restart] =
    unit === undefined
      ? [`${asked} start ${shellWord(name)}`, `${asked} restart ${shellWord(name)}`]
      : [`${units} start ${shellWord(unit)}`, `${units} restart ${shellWord(unit)}`];
  return { start, restart, recreate: recreateCommand(mended, unit, units) };
}

const CEPH_UNIT = /^ceph-(?:(mon|mgr|mds)-(.+)|osd-(\d+))$/;

/** cephadm's carry the cluster's id; of its other daemons the name does not tell the unit beyond doubt. */
const CEPHADM = /^ceph-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})-(osd|mon)[-.]([\w-]+)$/;

/** The unit of systemd that starts it. One-shots of paunch and Ansible have none. */
function unitOf({ name, engine, manager, labels, oneShot }: Mended): string | undefined {
  const labelled = labels["PODMAN_SYSTEMD_UNIT"];
  if (labelled !== undefined) return labelled;
  const [, daemon, host, osd] = CEPH_UNIT.exec(name) ?? [];
  if (manager === undefined && osd !== undefined) return `ceph-osd@${osd}`;
  if (manager === undefined && daemon !== undefined) return `ceph-${daemon}@${host}`;
  const [, cluster, kind, id] = CEPHADM.exec(name) ?? [];
  if (cluster !== undefined) return `ceph-${cluster}@${kind}.${id}`;
  if (engine !== "podman" || oneShot) return undefined;
  if (manager === "paunch" || manager === "tripleo_ansible") return `tripleo_${name}`;
  return manager === "kolla-ansible" ? `kolla-${name}-container` : undefined;
}

/**
 * paunch makes anew what differs from its start-up configuration or runs another image; it needs the config-id and
 * manager that made it. Where a unit only starts a container again, nothing short of a deployment makes it anew.
 */
function recreateCommand({ name, engine, manager, labels }: Mended, unit: string | undefined, units: string): string {
  const step = /^tripleo_step(\d)$/.exec(labels["config_id"] ?? "")?.[1];
  if (manager === "paunch" && engine === "docker" && step !== undefined) {
    const file = `/var/lib/tripleo-config/hashed-docker-container-startup-config-step_${step}.json`;
    const managedBy = shellWord(labels["managed_by"] ?? "");
    return `sudo paunch apply --file ${file} --config-id tripleo_step${step} --managed-by ${managedBy}`;
  }
  if (manager === "paunch" || manager === "tripleo_ansible")
    return "# run the deployment again: it makes the container anew";
  if (manager === "kolla-ansible")
    return "# run 'kolla-ansible deploy-containers' on this node: it makes the container anew";
  if (unit !== undefined && (manager === "systemd" || CEPH_UNIT.test(name) || CEPHADM.test(name)))
    return `${units} restart ${shellWord(unit)}`;
  return "# make the container anew with what first made it";
}
