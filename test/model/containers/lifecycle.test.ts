import { describe, expect, it } from "vitest";
import { nodeOf } from "../../../src/model/node.ts";
import type { ReleaseTable } from "../../../src/model/releases/releases.ts";
import { captured, type Inspected, inspect, psTable } from "../../support/captured.ts";
import { knowing } from "../../support/known.ts";

function table(release: string, services: readonly string[], oneShots: readonly string[]): ReleaseTable {
  const row = (kind: "service" | "one-shot") => (name: string) => ({ name, kind, family: name, roles: [] });
  const containers = [...services.map(row("service")), ...oneShots.map(row("one-shot"))];
  return { release, product: "tripleo", health: "engine", source: "x", containers };
}

const TABLES: ReleaseTable[] = [
  table("13", ["nova_api", "iscsid"], ["nova_db_sync", "wandering"]),
  table("16", ["nova_api", "wandering"], ["nova_db_sync"]),
];

const PS = "sos_commands/docker/docker_ps_-a";

interface Case {
  readonly what: string;
  readonly name: string;
  readonly details?: Omit<Inspected, "name">;
  readonly startup?: Readonly<Record<string, object>>;
  readonly image?: string;
  readonly lifecycle: "service" | "one-shot" | undefined;
}

const CASES: readonly Case[] = [
  {
    what: "a start-up entry with restart is a service",
    name: "x",
    startup: { x: { image: "i", restart: "always" } },
    lifecycle: "service",
  },
  {
    what: "a start-up entry without restart is a one-shot, detached or not",
    name: "x",
    startup: { x: { image: "i", detach: true } },
    lifecycle: "one-shot",
  },
  {
    what: "the start-up configuration outranks the name",
    name: "x_db_sync",
    startup: { x_db_sync: { image: "i", restart: "always" } },
    lifecycle: "service",
  },
  {
    what: "mongodb is a service although its entry has no restart",
    name: "mongodb",
    startup: { mongodb: { image: "i" } },
    lifecycle: "service",
  },
  {
    what: "config_data of paunch decides by restart",
    name: "x",
    details: { labels: { config_data: '{"image": "i", "restart": "always"}' } },
    lifecycle: "service",
  },
  {
    what: "config_data without restart is a one-shot",
    name: "x",
    details: { labels: { config_data: '{"image": "i", "detach": false}' } },
    lifecycle: "one-shot",
  },
  {
    what: "config_data of tripleo_ansible is Python",
    name: "x",
    details: { labels: { config_data: "{'image': 'i', 'restart': 'always', 'privileged': True}" } },
    lifecycle: "service",
  },
  {
    what: "config_data cut short shows no one-shot",
    name: "x",
    details: { labels: { config_data: '{"image": "i", "detach": false, "env' } },
    lifecycle: undefined,
  },
  { what: "a restart policy makes a service", name: "x", details: { restart: "unless-stopped" }, lifecycle: "service" },
  { what: "no restart policy decides nothing", name: "x", details: { restart: "no" }, lifecycle: undefined },
  {
    what: "a pacemaker replica is a service without a policy",
    name: "galera-bundle-docker-0",
    details: { restart: "no" },
    lifecycle: "service",
  },
  { what: "the tables of all releases decide where they agree", name: "nova_api", lifecycle: "service" },
  { what: "tables that disagree decide nothing", name: "wandering", lifecycle: undefined },
  {
    what: "the table of the node's own release decides",
    name: "wandering",
    image: "r:8787/rhosp13/openstack-x:13.0-1",
    lifecycle: "one-shot",
  },
  { what: "a name that says what it does is the last resort", name: "sahara_db_sync", lifecycle: "one-shot" },
  {
    what: "pacemaker's only replica in a cluster may be as it should be",
    name: "openstack-cinder-volume-docker-0",
    lifecycle: undefined,
  },
  { what: "a Ceph daemon under systemd is a service", name: "ceph-osd-3", lifecycle: "service" },
  {
    what: "a Ceph preparation is a one-shot",
    name: "ceph-osd-prepare-overcloud-cephstorage-0-devdevvdb",
    lifecycle: "one-shot",
  },
  { what: "a helper of neutron is neither", name: "neutron-dnsmasq-qdhcp-1", lifecycle: undefined },
];

describe("whether a container is a service or a one-shot", () => {
  it.each(CASES)("$what", ({ name, details, startup, image = "busybox", lifecycle }) => {
    const node = nodeOf(
      captured({
        [PS]: psTable([name, image, "Exited (0) 3 days ago"]),
        ...(details && {
          "sos_commands/docker/containers/docker_inspect_aaaaaaaaaaaa": inspect({
            ...details,
            name,
            image,
            status: "exited",
          }),
        }),
        ...(startup && {
          "var/lib/tripleo-config/hashed-docker-container-startup-config-step_3.json": JSON.stringify(startup),
        }),
      }),
      knowing(TABLES),
    );
    expect(node.containers.map((container) => container.lifecycle)).toEqual([lifecycle]);
  });

  it("takes the identity of a renamed container from its label", () => {
    const labels = { container_name: "nova_api" };
    const node = nodeOf(
      captured({
        "sos_commands/docker/docker_inspect_aaaaaaaaaaaa": inspect({
          name: "nova_api-k3j9x2ab",
          status: "exited",
          labels,
        }),
      }),
      knowing(TABLES),
    );
    expect(node.containers[0]).toMatchObject({ name: "nova_api-k3j9x2ab", lifecycle: "service" });
  });

  it("allows a one-shot the exit codes of its entry, and configuration runs 0 and 2", () => {
    const node = nodeOf(
      captured({
        [PS]: psTable(
          ["odd", "i", "Exited (3) 1 day ago"],
          ["docker-puppet-nova", "i", "Exited (2) 1 day ago"],
          ["nova_db_sync", "i", "Exited (2) 1 day ago"],
        ),
        "var/lib/tripleo-config/docker-container-startup-config-step_2.json": JSON.stringify({
          odd: { image: "i", exit_codes: [0, 3] },
        }),
      }),
      knowing(TABLES),
    );
    expect(node.containers.map(({ name, expectedExit }) => [name, expectedExit])).toEqual([
      ["odd", true],
      ["docker-puppet-nova", true],
      ["nova_db_sync", false],
    ]);
  });

  it("allows a configuration run of OSP 17 to end with 2, whatever its label leaves out", () => {
    const labels = { managed_by: "tripleo_ansible", config_data: "{'image': 'i', 'detach': True}" };
    const details = inspect({ name: "container-puppet-nova", status: "exited", exitCode: 2, labels });
    const node = nodeOf(captured({ "sos_commands/podman/podman_inspect_all": details }), knowing(TABLES));
    expect(node.containers[0]?.expectedExit).toBe(true);
  });

  it("does not know of a helper of neutron whether its network is still there", () => {
    const name = "neutron-haproxy-ovnmeta-2a5c";
    const details = inspect({ name, status: "exited", exitCode: 137, restart: "always" });
    const [container] = nodeOf(
      captured({ "sos_commands/docker/docker_inspect_all": details }),
      knowing(TABLES),
    ).containers;
    expect(container?.lifecycle).toBeUndefined();
    expect(container?.lacks["lifecycle"]).toContain("openstack network list");
  });

  it("takes entries of an earlier release for what an upgrade left behind", () => {
    const files = {
      "var/lib/tripleo-config/docker-container-startup-config-step_4.json": '{"x":{"image":"r/old:13"}}',
      "var/lib/tripleo-config/container-startup-config/step_4/x.json": '{"image":"r/new:16","restart":"always"}',
    };
    const node = nodeOf(captured({ [PS]: psTable(["x", "r/new:16", "Up 1 day"]), ...files }), knowing(TABLES));
    expect(node.containers[0]?.lifecycle).toBe("service");
    expect(node.requiredImages.map(({ reference }) => reference)).toEqual(["r/new:16"]);
  });
});

describe("what has ended while another of its identity runs", () => {
  const PODMAN_PS = "sos_commands/podman/podman_ps_-a";
  it.each([
    [
      "a replica that pacemaker numbers anew",
      [
        ["galera-bundle-docker-1", "i", "Exited (255) 1 day ago"],
        ["galera-bundle-docker-0", "i", "Up 1 day"],
      ],
      "leftover",
    ],
    [
      "a replica of another bundle",
      [
        ["galera-bundle-docker-1", "i", "Exited (255) 1 day ago"],
        ["redis-bundle-docker-0", "i", "Up 1 day"],
      ],
      "service",
    ],
    [
      "what has itself ended again",
      [
        ["galera-bundle-docker-1", "i", "Exited (255) 1 day ago"],
        ["galera-bundle-docker-0", "i", "Exited (1) 1 day ago"],
      ],
      "service",
    ],
  ] as const)("tells it from %s", (_, rows, lifecycle) => {
    expect(nodeOf(captured({ [PS]: psTable(...rows) }), knowing(TABLES)).containers[0]?.lifecycle).toBe(lifecycle);
  });

  it("is what an earlier engine left", () => {
    const files = {
      [PODMAN_PS]: psTable(["other", "i", "Up 1 day"], ["nova_api", "i", "Up 1 day"]),
      [PS]: psTable(["nova_api", "i", "Exited (0) 1 day ago"]).replaceAll("aaaaaaaaaaa1", "ccccccccccc1"),
    };
    const found = nodeOf(captured(files), knowing(TABLES)).containers.map(
      ({ engine, lifecycle }) => `${engine} ${lifecycle}`,
    );
    expect(found.sort()).toEqual(["docker leftover", "podman service", "podman undefined"]);
  });
});
