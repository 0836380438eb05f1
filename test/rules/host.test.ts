import { describe, expect, it } from "vitest";
import { OWN_RULES } from "../../src/analyze.ts";
import { deploymentOf } from "../../src/model/deployment.ts";
import { judge } from "../../src/rules/evaluate.ts";
import { loadRules } from "../../src/rules/load.ts";
import { captured, idOf, inspect, psTable } from "../support/captured.ts";
import { KNOWN } from "../support/known.ts";

const IDS = new Set(
  `api-port-silent clock-far-off clock-not-synchronised clock-off container-outside-unit container-process-killed
  container-unit-failed disk-filling disk-full engine-unlike-release container-unhealthy health-timer-stopped health-unit-failed
  host-service-beside-container important-unit-failed inodes-exhausted inodes-running-out load-high memory-exhausted
  node-booted-recently process-killed registry-not-trusted registry-perhaps-not-trusted selinux-not-enforcing
  storage-without-types swap-full time-daemons-several unit-failed unit-without-container`.split(/\s+/),
);
const rules = (await loadRules([OWN_RULES])).rules.filter(({ id }) => IDS.has(id));

const IMAGE = "192.0.2.1:8787/rhosp-rhel8/openstack-nova-api:16.1-55";
const labels = {
  managed_by: "tripleo-Controller",
  config_data: '{"image":"i","restart":"always","healthcheck":{"test":"x"}}',
};
const startup = (name: string) => ({
  [`var/lib/tripleo-config/container-startup-config/step_4/${name}.json`]: JSON.stringify({
    image: IMAGE,
    restart: "always",
    healthcheck: { test: "/openstack/healthcheck" },
  }),
});
const unit = (name: string, active: string, sub: string) => `${name} loaded ${active} ${sub} words\n`;

interface State {
  readonly df?: string;
  readonly inodes?: string;
  readonly memory?: string;
  readonly load?: string;
  readonly tracking?: string;
  readonly selinux?: string;
  readonly units?: string;
  readonly dmesg?: string;
  readonly registries?: string;
  readonly ports?: string;
  readonly uptime?: string;
}

const UNITS =
  unit("chronyd.service", "active", "running") +
  unit("tripleo_nova_api.service", "active", "running") +
  unit("tripleo_nova_api_healthcheck.service", "inactive", "dead") +
  unit("tripleo_nova_api_healthcheck.timer", "active", "waiting") +
  unit("tripleo_keystone.service", "active", "running") +
  unit("tripleo_keystone_healthcheck.timer", "active", "waiting");

/** What is found on a controller of OSP 16 that is in order but for what is given. */
function found(state: State): string[] {
  const bundle = captured({
    hostname: "controller0\n",
    date: "2026-11-24T12:00:00Z\n",
    "sos_commands/podman/podman_ps_-a": psTable(["nova_api", IMAGE, "Up 2 hours"], ["keystone", IMAGE, "Up 2 hours"]),
    "sos_commands/podman/containers/podman_inspect_all": inspect(
      { name: "nova_api", image: IMAGE, labels, startedAt: "2026-11-24T10:00:00Z" },
      { name: "keystone", image: IMAGE, labels, startedAt: "2026-11-24T10:00:00Z" },
    ),
    ...startup("nova_api"),
    ...startup("keystone"),
    "sos_commands/filesys/df_-hP": `Filesystem Size Used Avail Use% Mounted on\n${state.df ?? "/dev/vda1 100G 40G 60G 40% /"}\n/dev/loop0 44M 44M 0 100% /snap/x\n`,
    "sos_commands/filesys/df_-iP": `Filesystem Inodes IUsed IFree IUse% Mounted on\n${state.inodes ?? "/dev/vda1 100 4 96 4% /"}\n`,
    "sos_commands/memory/meminfo":
      state.memory ?? "MemTotal: 1000 kB\nMemAvailable: 500 kB\nSwapTotal: 0 kB\nSwapFree: 0 kB\n",
    "sos_commands/host/uptime":
      state.uptime ?? ` 12:00:00 up 3 days, 4:05, 1 user, load average: 1, 1, ${state.load ?? "1.00"}\n`,
    "sos_commands/processor/nproc": "4\n",
    "sos_commands/chrony/chronyc_tracking":
      state.tracking ?? "System time     : 0.0001 seconds slow of NTP time\nLeap status     : Normal\n",
    "sos_commands/selinux/getenforce": state.selinux ?? "Enforcing\n",
    "sos_commands/systemd/systemctl_list-units_--all_--type_service_timer": state.units ?? UNITS,
    "sos_commands/kernel/dmesg": `[    0.000000] Linux version 4.18.0\n${state.dmesg ?? ""}`,
    "etc/containers/registries.conf": state.registries ?? "[registries.insecure]\nregistries = ['192.0.2.1:8787']\n",
    "sos_commands/networking/ss_-lntup":
      state.ports ??
      'tcp LISTEN 0 1 192.0.2.9:8774 0.0.0.0:* users:(("httpd",pid=1,fd=3))\ntcp LISTEN 0 1 192.0.2.9:5000 0.0.0.0:* users:(("httpd",pid=1,fd=3))\n',
    "sos_commands/podman/podman_info":
      "host:\n  hostname: controller0\nstore:\n  graphDriverName: overlay\nversion:\n  Version: 1.6.4\n",
  });
  const { findings, outcomes } = judge(rules, deploymentOf([bundle], KNOWN));
  expect(outcomes.filter(({ outcome }) => outcome === "error")).toEqual([]);
  return findings.map(({ rule, subject }) => `${rule} ${subject.name}`).sort();
}

describe("a controller of OSP 16", () => {
  it("that is in order has no finding", () => {
    expect(found({})).toEqual([]);
  });

  const without = (...names: string[]) =>
    UNITS.split("\n")
      .filter((line) => !names.some((name) => line.startsWith(`${name} `)))
      .join("\n");
  const ID = idOf(0).padEnd(64, "0");

  it.each([
    ["a full disk", { df: "/dev/vda1 100G 99G 1.2G 99% /" }, ["disk-full /"]],
    ["a disk that fills up", { df: "/dev/vda1 100G 92G 8G 92% /" }, ["disk-filling /"]],
    ["a full disk that nobody needs", { df: "/dev/vda1 100G 9G 91G 9% /\n/dev/vdb1 9G 9G 0 100% /mnt" }, []],
    ["no inodes", { inodes: "/dev/vda1 100 99 1 99% /" }, ["inodes-exhausted /"]],
    ["few inodes", { inodes: "/dev/vda1 100 92 8 92% /" }, ["inodes-running-out /"]],
    ["no memory", { memory: "MemTotal: 1000 kB\nMemAvailable: 49 kB\nSwapTotal: 0 kB\n" }, ["memory-exhausted memory"]],
    [
      "no swap left",
      { memory: "MemTotal: 1000 kB\nMemAvailable: 150 kB\nSwapTotal: 10000 kB\nSwapFree: 100 kB\n" },
      ["swap-full memory"],
    ],
    ["a high load", { load: "16.50" }, ["load-high load"]],
    [
      "a recent boot",
      { uptime: " 12:00:00 up 40 min, 1 user, load average: 1, 1, 1\n" },
      ["node-booted-recently controller0"],
    ],
    [
      "a clock that follows none",
      { tracking: "System time     : 0.0 seconds slow of NTP time\nLeap status     : Not synchronised\n" },
      ["clock-not-synchronised clock"],
    ],
    [
      "a clock that is off",
      { tracking: "System time     : 2.5 seconds fast of NTP time\nLeap status     : Normal\n" },
      ["clock-off clock"],
    ],
    [
      "a clock that is far off",
      { tracking: "System time     : 25 seconds slow of NTP time\nLeap status     : Normal\n" },
      ["clock-far-off clock"],
    ],
    [
      "two daemons of time",
      { units: UNITS + unit("ntpd.service", "active", "running") },
      ["time-daemons-several controller0"],
    ],
    ["SELinux off", { selinux: "Disabled\n" }, ["selinux-not-enforcing SELinux"]],
    ["a unit that failed", { units: UNITS + unit("kdump.service", "failed", "failed") }, ["unit-failed kdump.service"]],
    [
      "pacemaker failed",
      { units: UNITS + unit("pacemaker.service", "failed", "failed") },
      ["important-unit-failed pacemaker.service"],
    ],
    [
      "a failed health check",
      { units: UNITS.replace("inactive dead", "failed failed") },
      ["container-unhealthy nova_api"],
    ],
    [
      "a timer that is gone",
      { units: without("tripleo_nova_api_healthcheck.timer") },
      ["health-timer-stopped nova_api"],
    ],
    [
      "a container beside its unit",
      { units: without("tripleo_nova_api.service") },
      ["container-outside-unit nova_api"],
    ],
    [
      "a unit without its container",
      { units: UNITS + unit("tripleo_heat_api.service", "active", "running") },
      ["unit-without-container heat_api"],
    ],
    [
      "a failed unit of a container",
      { units: UNITS + unit("tripleo_heat_api.service", "failed", "failed") },
      ["container-unit-failed heat_api"],
    ],
    [
      "httpd on the host",
      { units: UNITS + unit("httpd.service", "active", "running") },
      ["host-service-beside-container httpd.service"],
    ],
    [
      "a process killed of late",
      {
        dmesg: `[270000.1] oom-kill:constraint=CONSTRAINT_NONE,task_memcg=/machine.slice/libpod-${ID}.scope,task=httpd,pid=7,uid=0\n[270000.2] Out of memory: Killed process 7 (httpd) total-vm:1kB\n`,
      },
      ["container-process-killed httpd"],
    ],
    [
      "a process of an instance killed",
      { dmesg: "[100.2] Out of memory: Killed process 7 (qemu-kvm) total-vm:1kB\n" },
      ["process-killed qemu-kvm"],
    ],
    [
      "a registry that is not trusted",
      { registries: "[registries.insecure]\nregistries = []\n" },
      ["registry-perhaps-not-trusted 192.0.2.1:8787"],
    ],
    [
      "a silent port",
      {
        ports:
          'tcp LISTEN 0 1 192.0.2.9:8774 0.0.0.0:* users:(("httpd",pid=1,fd=3))\ntcp LISTEN 0 1 192.0.2.9:5000 0.0.0.0:* users:(("haproxy",pid=1,fd=3))\n',
      },
      ["api-port-silent keystone"],
    ],
  ] as const)("with %s has that finding alone", (_, state, expected) => {
    expect(found(state)).toEqual(expected);
  });
});
