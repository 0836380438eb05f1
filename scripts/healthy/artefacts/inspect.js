import { hashedEntry, isoTime, TIMES, volumesOf } from "../plan.js";
import { pythonOf } from "../python.js";

/** `inspect` of all containers. */
export default function inspect(plan) {
  const { engine, containers } = plan;
  if (containers.length === 0) return {};
  return {
    [`sos_commands/${engine}/containers/${engine}_inspect_all`]: {
      text: `${JSON.stringify(
        containers.map((one) => inspectOne(one, plan)),
        null,
        4,
      )}\n`,
      command: `${engine} inspect (${containers.length} ids)`,
    },
  };
}

function inspectOne(one, plan) {
  const { engine, host } = plan;
  const docker = engine === "docker";
  const { entry } = one.entry === undefined ? {} : { entry: hashedEntry(one, plan) };
  return {
    Id: one.id,
    Created: isoTime(TIMES.started - 10),
    Path: "kolla_start",
    Args: [],
    State: stateOf(one, plan),
    Image: docker ? `sha256:${one.imageId}` : one.imageId,
    ...(docker ? {} : { ImageName: one.image }),
    Name: docker ? `/${one.name}` : one.name,
    RestartCount: 0,
    Driver: docker ? "overlay2" : "overlay",
    Mounts: mountsOf(volumesOf(one.row, plan)),
    Config: {
      Hostname: `${host}.localdomain`,
      User: "",
      Env: environmentOf(entry),
      Cmd: ["kolla_start"],
      Image: one.image,
      Labels: labelsOf(one, entry, plan),
      ...(one.health &&
        plan.table.health !== "timer" && { Healthcheck: { Test: ["CMD-SHELL", "/openstack/healthcheck"] } }),
    },
    HostConfig: {
      NetworkMode: "host",
      RestartPolicy: { Name: policyOf(one, docker), MaximumRetryCount: 0 },
      Privileged: entry?.privileged ?? false,
      PidMode: entry?.pid ?? (docker ? "" : "private"),
      LogConfig: { Type: "journald", Config: {} },
    },
  };
}

function stateOf(one, plan) {
  return {
    Status: one.running ? "running" : "exited",
    Running: one.running,
    Paused: false,
    Restarting: false,
    OOMKilled: false,
    Dead: false,
    Pid: one.running ? 4000 + Number.parseInt(one.id.slice(0, 3), 16) : 0,
    ExitCode: 0,
    Error: "",
    StartedAt: isoTime(TIMES.started),
    FinishedAt: one.running ? "0001-01-01T00:00:00Z" : isoTime(TIMES.started + 20),
    ...healthOf(one, plan),
  };
}

/** docker tells health only where there is a check; podman always, under a name that has changed. */
function healthOf({ health }, { engine, release, table }) {
  const probe = { Start: isoTime(TIMES.captured - 20), End: isoTime(TIMES.captured - 19), ExitCode: 0, Output: "" };
  const checked = health && table.health !== "timer";
  const told = checked
    ? { Status: "healthy", FailingStreak: 0, Log: [probe] }
    : { Status: "", FailingStreak: 0, Log: null };
  if (engine === "docker") return checked ? { Health: told } : {};
  return Number(release) >= 17 ? { Health: told } : { Healthcheck: told };
}

/** systemd restarts podman's containers, pacemaker its own: neither engine has a policy for them. */
function policyOf({ service, manager }, docker) {
  if (!docker) return "";
  if (manager === "kolla-ansible") return "unless-stopped";
  return service && manager === "paunch" ? "always" : "no";
}

function mountsOf(volumes) {
  return volumes
    .map((volume) => volume.split(":"))
    .map(([source, destination, mode = ""]) => ({
      Type: source.startsWith("/") ? "bind" : "volume",
      Source: source.replace(/(?<=.)\/$/, ""),
      Destination: destination,
      Mode: mode,
      RW: mode !== "ro",
    }));
}

function environmentOf(entry) {
  const given = entry?.environment ?? { KOLLA_CONFIG_STRATEGY: "COPY_ALWAYS" };
  const pairs = Array.isArray(given) ? given : Object.entries(given).map(([key, value]) => `${key}=${value}`);
  return ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", ...pairs];
}

function labelsOf(one, entry, plan) {
  if (one.manager === "kolla-ansible")
    return { kolla_version: "18.1.0", "build-date": "20261001", name: one.row.image };
  if (entry === undefined) return { name: one.row.image ?? "rhceph", "build-date": "2026-10-01" };
  if (plan.layout === "quadlet") return { managed_by: "edpm_ansible", PODMAN_SYSTEMD_UNIT: `edpm_${one.name}.service` };
  const ansible = one.manager === "tripleo_ansible" || one.manager === "edpm_ansible";
  return {
    config_data: ansible ? pythonOf(entry) : JSON.stringify(entry),
    config_id: `tripleo_step${one.row.step ?? 4}`,
    container_name: one.name,
    managed_by: managedBy(one, plan),
  };
}

function managedBy({ manager }, { release, role }) {
  if (manager === "tripleo_ansible" || manager === "edpm_ansible") return manager;
  return release === "12" ? "docker-cmd" : `tripleo-${role}`;
}
