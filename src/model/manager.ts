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

/** What to type to mend a container, by who manages it. Pacemaker's are never touched by the engine. */
export function commandsFor(
  name: string,
  engine: EngineName,
  manager: Manager | undefined,
  labels: Readonly<Record<string, string>> = {},
): Container["commands"] {
  const word = shellWord(name);
  const shared = {
    logs: `sudo ${engine} logs --tail 50 ${word}`,
    inspect: `sudo ${engine} inspect ${word}`,
    checkHealth: `sudo ${engine} exec ${word} /openstack/healthcheck`,
  };
  return { ...shared, ...lifeCommands(name, engine, manager, labels) };
}

function lifeCommands(
  name: string,
  engine: EngineName,
  manager: Manager | undefined,
  labels: Readonly<Record<string, string>>,
): Pick<Container["commands"], "start" | "restart" | "recreate"> {
  const bundle = PACEMAKER_REPLICA.exec(name)?.[1];
  if (manager === "pacemaker" && bundle !== undefined) {
    const word = shellWord(bundle);
    const restart = `sudo pcs resource restart ${word}`;
    return { start: `sudo pcs resource cleanup ${word}`, restart, recreate: restart };
  }
  const tripleo = manager === "paunch" || manager === "tripleo_ansible";
  const unit = labels["PODMAN_SYSTEMD_UNIT"] ?? (engine === "podman" && tripleo ? `tripleo_${name}` : undefined);
  const [start, restart] =
    unit === undefined
      ? [`sudo ${engine} start ${shellWord(name)}`, `sudo ${engine} restart ${shellWord(name)}`]
      : [`sudo systemctl start ${shellWord(unit)}`, `sudo systemctl restart ${shellWord(unit)}`];
  return { start, restart, recreate: recreateCommand(engine, manager, labels) ?? restart };
}

/** paunch makes anew what differs from its start-up configuration or runs another image; it needs the config-id and manager that made it. */
function recreateCommand(
  engine: EngineName,
  manager: Manager | undefined,
  labels: Readonly<Record<string, string>>,
): string | undefined {
  const step = /^tripleo_step(\d)$/.exec(labels["config_id"] ?? "")?.[1];
  if (manager !== "paunch" || engine !== "docker" || step === undefined) return undefined;
  const file = `/var/lib/tripleo-config/hashed-docker-container-startup-config-step_${step}.json`;
  const managedBy = shellWord(labels["managed_by"] ?? "");
  return `sudo paunch apply --file ${file} --config-id tripleo_step${step} --managed-by ${managedBy}`;
}

/** One word for a shell: names come from the bundle and may hold anything. */
function shellWord(text: string): string {
  return /^[\w.@%+:-]+$/.test(text) ? text : `'${text.replace(/'/g, `'\\''`)}'`;
}
