import { edpmUnits } from "../edpm.js";
import { hex, TIMES } from "../plan.js";
import { keepsTimeByNtpd } from "./host.js";

/** The units of systemd: the host's own, those that start podman's containers, and those that check them. */
export default function systemd(plan) {
  const { engine, containers, product } = plan;
  const byTripleo = engine === "podman" && product === "tripleo";
  const started = byTripleo ? containers.filter(({ running, entry }) => running && entry !== undefined) : [];
  const tripleo = started.flatMap((one) => unitsOf(one, plan));
  const edpm = product === "rhoso" ? edpmUnits(plan) : { containers: [], host: [] };
  const kolla = product === "kolla-ansible" ? containers.map(({ name }) => kollaUnit(name, engine)) : [];
  const list = "systemctl list-units --all --no-legend --no-pager --plain";
  const shown = {
    "systemctl_list-units_--all_tripleo": [lines(tripleo), `${list} tripleo_*`],
    "systemctl_list-units_--all_kolla": [lines(kolla), `${list} kolla-*`],
    ...(product === "rhoso" && { "systemctl_list-units_--all_edpm": [lines(edpm.containers), `${list} edpm_*`] }),
    "systemctl_list-units_--all_--type_service_timer": [
      lines([...hostUnits(plan), ...edpm.host, ...tripleo, ...kolla, ...edpm.containers].sort()),
      "systemctl list-units --type=service,timer --all --no-legend --no-pager --plain",
    ],
    "systemctl_list-units_--failed": ["", "systemctl list-units --failed --no-legend --no-pager --plain"],
    "systemctl_list-timers_--all": [timers(plan, started), "systemctl list-timers --all --no-pager"],
    systemctl_show_engines: [shownOf(plan), "systemctl show (state of engines, registries and health checks)"],
  };
  return Object.fromEntries(
    Object.entries(shown).map(([name, [text, command]]) => [`sos_commands/systemd/${name}`, { text, command }]),
  );
}

const lines = (all) => all.map((line) => `${line}\n`).join("");

const service = (name, state = "active running") => `${name}.service loaded ${state} ${name}`;

/** What a host runs by itself in each role, with units that are done and some that others only refer to. */
function hostUnits(plan) {
  const { engine, role, release, containers } = plan;
  const old = plan.style.os.startsWith("7");
  const time = keepsTimeByNtpd(plan)
    ? [service("ntpd"), "chronyd.service loaded inactive dead NTP client/server"]
    : [service("chronyd"), "ntpd.service not-found inactive dead ntpd.service"];
  const cluster = role === "Controller" ? ["corosync", "pacemaker", "pcsd"].map((name) => service(name)) : [];
  const switches = /^(Controller|Compute|Undercloud)$/.test(role)
    ? [service("openvswitch", "active exited"), service("ovs-vswitchd"), service("ovsdb-server")]
    : [];
  const registry = role === "Undercloud" ? [service(Number(release) < 15 ? "docker-distribution" : "httpd")] : [];
  const ceph = containers
    .filter(({ manager }) => manager === "ceph")
    .map(({ name }) => service(name.replace(/^ceph-(mon|mgr|osd)-/, "ceph-$1@").replace(/-(mon|mgr|osd)-/, "@$1.")));
  const checks = containers.filter(({ health, running }) => engine === "podman" && health && running);
  return [
    ...["auditd", "crond", "dbus", "irqbalance", "polkit", "rsyslog", "sshd", "systemd-journald", "systemd-logind"].map(
      (name) => service(name),
    ),
    service(old ? "network" : "NetworkManager", old ? "active exited" : "active running"),
    ...["cloud-init", "kdump", "lvm2-monitor", "systemd-sysctl"].map((name) => service(name, "active exited")),
    ...["dracut-shutdown", "rescue", "systemd-fsck-root", "iscsid"].map((name) => service(name, "inactive dead")),
    "display-manager.service not-found inactive dead display-manager.service",
    "ip6tables.service masked inactive dead ip6tables.service",
    "systemd-tmpfiles-clean.timer loaded active waiting Daily Cleanup of Temporary Directories",
    service("getty@tty1"),
    ...(engine === "docker" ? [service("docker"), service("containerd", "inactive dead")] : []),
    ...(plan.table.health === "engine" && engine === "podman"
      ? checks.flatMap(({ id }) => [
          `${hex(id)}.service loaded inactive dead /usr/bin/podman healthcheck run ${id}`,
          `${hex(id)}.timer loaded active waiting /usr/bin/podman healthcheck run ${id}`,
        ])
      : []),
    ...[...time, ...cluster, ...switches, ...registry, ...ceph],
  ];
}

function unitsOf({ name, health }, { table }) {
  const timed = health && table.health === "timer";
  return [
    `tripleo_${name}.service loaded active running ${name} container`,
    ...(timed
      ? [
          `tripleo_${name}_healthcheck.service loaded inactive dead ${name} healthcheck`,
          `tripleo_${name}_healthcheck.timer loaded active waiting ${name} container healthcheck`,
        ]
      : []),
  ];
}

const kollaUnit = (name, engine) =>
  `kolla-${name}-container.service loaded active running ${engine} kolla-${name}-container.service`;

function timers({ table }, started) {
  const checked = table.health === "timer" ? started.filter(({ health }) => health) : [];
  const rows = checked.map(
    ({ name }) =>
      `Tue 2026-11-24 04:00:41 UTC  41s left  Tue 2026-11-24 03:59:31 UTC  29s ago  tripleo_${name}_healthcheck.timer  tripleo_${name}_healthcheck.service`,
  );
  return `NEXT                         LEFT      LAST                         PASSED   UNIT  ACTIVATES\n${lines(rows)}\n${rows.length} timers listed.\n`;
}

/** A block for each unit; docker was started with the host, long before its containers. */
function shownOf(plan) {
  const { engine, role, release, containers, table } = plan;
  const running = (id) => blockOf(id, "loaded", "active", "running", 61_000_000);
  const absent = (id) => blockOf(id, "not-found", "inactive", "dead", 0);
  const registry = role === "Undercloud" ? (Number(release) < 15 ? "docker-distribution" : "httpd") : "";
  const checked = containers.filter(({ health, running: runs }) => table.health === "timer" && health && runs);
  return [
    engine === "docker" ? running("docker.service") : absent("docker.service"),
    ...["docker-distribution", "httpd"].map((name) =>
      name === registry ? running(`${name}.service`) : absent(`${name}.service`),
    ),
    ...checked.map(({ name }) =>
      blockOf(
        `tripleo_${name}_healthcheck.service`,
        "loaded",
        "inactive",
        "dead",
        (TIMES.captured - TIMES.booted) * 1e6,
      ),
    ),
  ].join("\n");
}

const blockOf = (id, load, active, sub, entered) =>
  `Id=${id}\nLoadState=${load}\nActiveState=${active}\nSubState=${sub}\nResult=success\nActiveEnterTimestampMonotonic=${entered}\n`;
