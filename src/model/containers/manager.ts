import type { ContainerDetailsFact } from "../../parse/facts.ts";
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
