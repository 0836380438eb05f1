import type { Catalogue } from "../../catalogue/catalogue.ts";
import type { EngineName } from "../../parse/engine-name.ts";
import { shellWord } from "../../shell.ts";
import type { Manager } from "../containers/manager.ts";

/** What bears on the commands that mend a container. */
export interface Mended extends Traits {
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
  /** The engine's restart policy, where it is known; the engine does not start again what has `no`. */
  readonly restartPolicy?: string;
  /** The units of systemd that the bundle lists. */
  readonly units?: ReadonlySet<string>;
  /** The release that the node runs, as `node.release`. */
  readonly release?: string;
  readonly catalogue?: Catalogue;
  /** The tool that made the containers of the node. */
  readonly tool?: string;
}

/** Who starts and restarts a container: one row for each way. */
export interface Keeper {
  /** Whether it is this one's. */
  readonly keeps: (mended: Mended) => boolean;
  /** The unit of systemd that starts it, bare or as a pattern that is quoted; none where there is none. */
  readonly unit: (mended: Mended) => string | undefined;
  /** Where the configuration that it is given stands on the host, where its name tells. */
  readonly config?: (mended: Mended) => string;
  /** What makes the container anew; a comment where no one command on the node does. */
  readonly recreate: (mended: Mended, restart: string) => string;
}

const again = () => "# run the deployment again: it makes the container anew";

/**
 * A daemon whose unit is named otherwise than its container. Anybody may name a container so: it counts only where no
 * manager is known. A dead daemon's container is gone, so that its unit is not told: the listed one decides, else a pattern.
 */
function daemonUnit({ name, manager, units, catalogue, tool }: Mended): string | undefined {
  const unit = manager === undefined ? catalogue?.ofDaemon(name, tool)?.unit : undefined;
  if (unit === undefined) return undefined;
  const plain = (text: string) => text.replace(/\.service$/, "").replace(/[@.]/g, "-");
  const listed = [...(units ?? [])].find((one) => plain(one) === plain(name));
  return listed?.replace(/\.service$/, "") ?? unit;
}

/** Since 2023.1 systemd starts kolla-ansible's containers again, the engine did before; podman never did. */
function kollaUnit({ name, engine, labels, oneShot, restartPolicy, units, release }: Mended): string | undefined {
  const unit = `kolla-${name}-container`;
  if (units?.has(`${unit}.service`) === true) return unit;
  if (oneShot) return undefined;
  if (engine === "podman" || restartPolicy === "no" || restartPolicy === "") return unit;
  if (restartPolicy !== undefined) return undefined;
  const major = Number.parseInt(labels["kolla_version"] ?? "", 10);
  return major >= 16 || /^20\d\d\.\d$/.test(release ?? "") ? unit : undefined;
}

/** paunch needs the config-id and the manager that made it; from OSP 15 on, where podman runs, only a deployment has them right. */
function byPaunch({ engine, labels }: Mended): string {
  const step = /^tripleo_step(\d)$/.exec(labels["config_id"] ?? "")?.[1];
  if (engine !== "docker" || step === undefined) return again();
  const file = `/var/lib/tripleo-config/hashed-docker-container-startup-config-step_${step}.json`;
  const managedBy = shellWord(labels["managed_by"] ?? "");
  return `sudo paunch apply --file ${file} --config-id tripleo_step${step} --managed-by ${managedBy}`;
}

/** One-shots of TripleO have no unit. */
const tripleoUnit = ({ name, engine, oneShot }: Mended) =>
  engine === "podman" && !oneShot ? `tripleo_${name}` : undefined;

/** What kolla's start copies for a container of this name. */
const copied = ({ name }: Mended) => `/var/lib/kolla/config_files/${name}.json`;

const EDPM = (mended: Mended) =>
  mended.labels["managed_by"] === "edpm_ansible" || mended.units?.has(`edpm_${mended.name}.service`) === true;

/** The first that keeps a container is who mends it. Pacemaker's are never touched by anybody else: it is asked for first, elsewhere. */
export const KEEPERS: readonly Keeper[] = [
  {
    // A unit that runs podman, a quadlet among them, leaves its name on what it starts.
    keeps: ({ labels }) => labels["PODMAN_SYSTEMD_UNIT"] !== undefined,
    unit: ({ labels }) => labels["PODMAN_SYSTEMD_UNIT"],
    recreate: (mended, restart) => (isDeployed(mended) ? again() : restart),
  },
  { keeps: (one) => daemonUnit(one) !== undefined, unit: daemonUnit, recreate: (_, restart) => restart },
  { keeps: ({ manager }) => manager === "paunch", unit: tripleoUnit, recreate: byPaunch, config: copied },
  { keeps: ({ manager }) => manager === "tripleo_ansible", unit: tripleoUnit, recreate: again, config: copied },
  {
    keeps: EDPM,
    unit: ({ name, oneShot }) => (oneShot ? undefined : `edpm_${name}`),
    config: copied,
    recreate: () => "# run a new OpenStackDataPlaneDeployment of this node: it makes the container anew",
  },
  {
    keeps: ({ name, manager, units }) =>
      manager === "kolla-ansible" || units?.has(`kolla-${name}-container.service`) === true,
    unit: kollaUnit,
    config: ({ name }) => `/etc/kolla/${name.replaceAll("_", "-")}`,
    recreate: () => "# run 'kolla-ansible deploy-containers' on this node: it makes the container anew",
  },
];

/** Whose unit only starts a container again, and makes none. */
function isDeployed({ manager }: Mended): boolean {
  return manager === "paunch" || manager === "tripleo_ansible";
}

/** By the engine alone, where nobody is known to keep it. */
export const NOBODY: Keeper = {
  keeps: () => true,
  unit: () => undefined,
  recreate: () => "# make the container anew with what first made it",
};
