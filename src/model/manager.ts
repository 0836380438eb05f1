import type { ContainerDetailsFact, EngineName } from "../parse/facts.ts";
import { PACEMAKER_REPLICA } from "./lifecycle.ts";
import type { Container } from "./types.ts";

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
  return {
    logs: `sudo ${engine} logs --tail 50 ${word}`,
    inspect: `sudo ${engine} inspect ${word}`,
    unpause: `sudo ${engine} unpause ${word}`,
    checkHealth: checkHealth(mended),
    remove: `sudo ${engine} rm -f ${word}`,
    alike: `sudo ${engine} ps -a --filter ${shellWord(`label=container_name=${traits.labels["container_name"] ?? name}`)}`,
    word,
    ...lifeCommands(mended),
  };
}

function checkHealth({ name, engine, ofTripleo }: Mended): string {
  const word = shellWord(name);
  if (ofTripleo) return `sudo ${engine} exec ${word} /openstack/healthcheck`;
  return engine === "podman"
    ? `sudo podman healthcheck run ${word}`
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
  const [start, restart] =
    unit === undefined
      ? [`sudo ${engine} start ${shellWord(name)}`, `sudo ${engine} restart ${shellWord(name)}`]
      : [`sudo systemctl start ${shellWord(unit)}`, `sudo systemctl restart ${shellWord(unit)}`];
  return { start, restart, recreate: recreateCommand(mended, unit) };
}

const CEPH_UNIT = /^ceph-(?:(mon|mgr|mds)-(.+)|osd-(\d+))$/;

/** The unit of systemd that starts it. One-shots of paunch and Ansible have none. */
function unitOf({ name, engine, manager, labels, oneShot }: Mended): string | undefined {
  const labelled = labels["PODMAN_SYSTEMD_UNIT"];
  if (labelled !== undefined) return labelled;
  const [, daemon, host, osd] = CEPH_UNIT.exec(name) ?? [];
  if (manager === undefined && osd !== undefined) return `ceph-osd@${osd}`;
  if (manager === undefined && daemon !== undefined) return `ceph-${daemon}@${host}`;
  if (engine !== "podman" || oneShot) return undefined;
  if (manager === "paunch" || manager === "tripleo_ansible") return `tripleo_${name}`;
  return manager === "kolla-ansible" ? `kolla-${name}-container` : undefined;
}

/**
 * paunch makes anew what differs from its start-up configuration or runs another image; it needs the config-id and
 * manager that made it. Where a unit only starts a container again, nothing short of a deployment makes it anew.
 */
function recreateCommand({ name, engine, manager, labels }: Mended, unit: string | undefined): string {
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
  if (unit !== undefined && (manager === "systemd" || CEPH_UNIT.test(name)))
    return `sudo systemctl restart ${shellWord(unit)}`;
  return "# make the container anew with what first made it";
}

/** One word for a shell: names come from the bundle and may hold anything. */
export function shellWord(text: string): string {
  return /^[\w.@%+:/=-]+$/.test(text) ? text : `'${text.replace(/'/g, `'\\''`)}'`;
}
