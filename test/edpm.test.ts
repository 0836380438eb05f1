import { describe, expect, it } from "vitest";
import { type HealthyBundle, type HealthyFile, healthyBundle } from "../scripts/healthy/index.js";
import type { Finding } from "../src/rules/outcome.ts";
import { analyzeTogether } from "./support/healthy.ts";

type Files = Readonly<Record<string, HealthyFile>>;
type Layout = "manage" | "quadlet";

const PS = "sos_commands/podman/podman_ps_-a_--no-trunc";
const INSPECT = "sos_commands/podman/containers/podman_inspect_all";
const UNITS = /systemctl_list-units_--all/;
const JOURNAL = "sos_commands/logs/journalctl_--no-pager";

const changed = (files: Files, paths: RegExp | string, change: (text: string) => string): Files =>
  Object.fromEntries(
    Object.entries(files).map(([path, file]) =>
      (typeof paths === "string" ? path === paths : paths.test(path))
        ? [path, { ...file, text: change(file.text) }]
        : [path, file],
    ),
  );

/** A unit in another state: active and sub. */
const unit = (name: string, state: string) => (files: Files) =>
  changed(files, UNITS, (text) =>
    text.replace(new RegExp(`^(${name} loaded) \\S+ \\S+`, "m"), (_, head) => `${head} ${state}`),
  );

interface Inspected {
  readonly Name: string;
  readonly State: object;
}

const inspected = (files: Files, change: (all: readonly Inspected[]) => readonly Inspected[]): Files =>
  changed(files, INSPECT, (text) => JSON.stringify(change(JSON.parse(text) as Inspected[]), null, 4));

/** What inspect tells of a container's state, with more. */
const inState = (files: Files, name: string, state: object): Files =>
  inspected(files, (all) =>
    all.map((one) => (one.Name === name ? { ...one, State: { ...one.State, ...state } } : one)),
  );

/** A container that ended an hour ago. */
const ended = (name: string, code: number) => (files: Files) =>
  inState(
    changed(files, PS, (text) =>
      text.replace(
        new RegExp(`^(.*)(?:Up|Exited \\(0\\)) 3 days ago(?: \\(healthy\\))?(.*\\b${name})$`, "m"),
        `$1Exited (${code}) 1 hour ago$2`,
      ),
    ),
    name,
    { Status: "exited", Running: false, ExitCode: code, FinishedAt: "2026-11-24T03:00:00Z" },
  );

/** A container that is not there, as after a quadlet's has ended. */
const gone = (name: string) => (files: Files) =>
  inspected(
    changed(files, PS, (text) =>
      text
        .split("\n")
        .filter((line) => !line.endsWith(` ${name}`))
        .join("\n"),
    ),
    (all) => all.filter((one) => one.Name !== name),
  );

const unhealthy = (name: string, output: string) => (files: Files) =>
  inState(
    changed(files, PS, (text) => text.replace(new RegExp(`^(.*)\\(healthy\\)(.*\\b${name})$`, "m"), "$1(unhealthy)$2")),
    name,
    {
      Health: {
        ...{ Status: "unhealthy", FailingStreak: 9 },
        Log: [{ Start: "2026-11-24T03:59:40Z", End: "2026-11-24T03:59:41Z", ExitCode: 1, Output: output }],
      },
    },
  );

/** Lines of the journal, the last a moment before the capture, where nobody asked the engine for what containers print. */
const journal =
  (...lines: readonly string[]) =>
  (files: Files): Files => ({
    ...Object.fromEntries(Object.entries(files).filter(([path]) => !path.includes("podman_logs"))),
    [JOURNAL]: { text: [...lines, "Nov 24 03:59:59 edpm-compute-0 systemd[1]: Started x."].join("\n").concat("\n") },
  });

const minutes = (count: number, line: (time: string) => string) =>
  Array.from({ length: count }, (_, at) => line(`03:${59 - count + at}:20`));

async function findings(layout: Layout, ...changes: readonly ((files: Files) => Files)[]): Promise<readonly Finding[]> {
  const { plan, files }: HealthyBundle = healthyBundle("18", "compute", { layout });
  const broken = changes.reduce((all, change) => change(all), files);
  return (await analyzeTogether([{ plan, files: broken }])).findings;
}

const shown = ({ severity, rule, subject }: Finding) => `${severity} ${rule} ${subject.name}`;
const roots = (all: readonly Finding[]) =>
  all.filter(({ causes = [], severity }) => causes.length === 0 && severity !== "info").map(shown);

describe("a node of OSP 18's data plane", () => {
  it.each<[string, Layout, readonly ((files: Files) => Files)[], readonly string[]]>([
    [
      "whose nova_compute ended with an error",
      "manage",
      [ended("nova_compute", 1), unit("edpm_nova_compute.service", "failed failed")],
      ["error service-exited nova_compute"],
    ],
    [
      "whose nova_compute was stopped",
      "manage",
      [ended("nova_compute", 0), unit("edpm_nova_compute.service", "inactive dead")],
      ["error service-exited nova_compute"],
    ],
    [
      "whose nova_compute_init failed",
      "manage",
      [ended("nova_compute_init", 1)],
      ["error one-shot-failed nova_compute_init"],
    ],
    [
      "whose quadlet has failed, so that its container is gone",
      "quadlet",
      [gone("nova_compute"), unit("edpm_nova_compute.service", "failed failed")],
      ["error service-missing nova_compute"],
    ],
    [
      "whose quadlet is between two starts",
      "quadlet",
      [gone("nova_compute"), unit("edpm_nova_compute.service", "activating auto-restart")],
      ["error container-unit-between-starts edpm_nova_compute.service"],
    ],
    [
      "whose quadlet of a one-shot has failed",
      "quadlet",
      [unit("edpm_nova_compute_init.service", "failed failed")],
      ["error container-unit-failed nova_compute_init"],
    ],
    [
      "whose libvirt daemon is dead on the host",
      "manage",
      [unit("virtqemud.service", "failed failed")],
      ["error important-unit-failed virtqemud.service"],
    ],
    [
      "whose multipathd of the host has failed",
      "quadlet",
      [unit("multipathd.service", "failed failed")],
      ["error important-unit-failed multipathd.service"],
    ],
    [
      "whose iscsid ended in its container",
      "manage",
      [ended("iscsid", 0), unit("edpm_iscsid.service", "inactive dead")],
      ["error service-exited iscsid"],
    ],
    [
      "whose metadata agent does not reach the southbound database",
      "manage",
      [unhealthy("ovn_metadata_agent", "There is no ovn_metadata_agent process connected to OVN SB")],
      ["error container-unhealthy ovn_metadata_agent"],
    ],
    [
      "whose ovn_controller is cut off, as the journal alone tells",
      "manage",
      [
        journal(
          ...minutes(
            10,
            (time) =>
              `Nov 24 ${time} edpm-compute-0 ovn_controller[7]: 2026-11-24T${time}Z|00042|reconnect|WARN|ssl:ovsdbserver-sb.openstack.svc:6642: connection attempt failed (Connection refused)`,
          ),
        ),
      ],
      ["warning ovn-database-unreachable journalctl -t ovn_controller"],
    ],
  ])("%s (%s) has one root", async (_, layout, changes, expected) => {
    expect(roots(await findings(layout, ...changes))).toEqual(expected);
  });

  it("has the loop of nova_compute explained by libvirt of the host", async () => {
    const found = await findings(
      "quadlet",
      unit("virtqemud.service", "failed failed"),
      journal(
        ...minutes(
          12,
          (time) =>
            `Nov 24 ${time} edpm-compute-0 nova_compute[7]: 2026-11-24 ${time}.413 2 ERROR nova.virt.libvirt.host [-] Connection to libvirt failed: Failed to connect socket to '/var/run/libvirt/virtqemud-sock': Connection refused\nNov 24 ${time} edpm-compute-0 systemd[1]: edpm_nova_compute.service: Scheduled restart job, restart counter is at 3.`,
        ),
      ),
    );
    expect(roots(found)).toEqual(["error important-unit-failed virtqemud.service"]);
    expect(found.map(({ rule }) => rule)).toEqual(
      expect.arrayContaining(["libvirt-unreachable", "unit-restarted-repeatedly"]),
    );
  });

  it("is told of the container that runs with an older configuration than what it was handed", async () => {
    const { plan, files } = healthyBundle("18", "compute");
    const path = "var/lib/openstack/nova/02-nova-host-specific.conf";
    const later = { ...files, [path]: { text: "[DEFAULT]\nhost=other\n", mtime: Date.UTC(2026, 10, 24, 3) / 1000 } };
    const { findings: found } = await analyzeTogether([{ plan, files: later }]);
    expect(found.map(shown)).toContain("warning config-changed-after-start nova_compute");
  });
});
