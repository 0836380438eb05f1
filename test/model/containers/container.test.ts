import { describe, expect, it } from "vitest";
import { nodeOf } from "../../../src/model/node.ts";
import { captured, type Inspected, idOf, inspect, psTable } from "../../support/captured.ts";
import { KNOWN, SHIPPED } from "../../support/known.ts";

const DOCKER_PS = "sos_commands/docker/docker_ps_-a";
const DOCKER_INSPECT = "sos_commands/docker/containers/docker_inspect_all";
const PODMAN_INSPECT = "sos_commands/podman/containers/podman_inspect_all";

function docker(details: Inspected, files: Record<string, string> = {}) {
  return nodeOf(captured({ [DOCKER_INSPECT]: inspect(details), ...files }), KNOWN).containers[0];
}

function podman(details: Inspected) {
  return nodeOf(captured({ [PODMAN_INSPECT]: inspect(details) }), KNOWN).containers[0];
}

describe("a container's health", () => {
  it("is what docker's State.Health says while it runs", () => {
    const health = {
      Status: "unhealthy",
      FailingStreak: 4,
      Log: [{ Output: "first" }, { Output: "no ports opened\n" }],
    };
    expect(docker({ name: "/nova_compute", health })?.health).toEqual({
      status: "unhealthy",
      by: "engine",
      failingStreak: 4,
      lastOutput: "no ports opened",
    });
  });

  it.each([
    [127, "x", true],
    [126, "", true],
    [2, "/bin/sh: 1: Syntax error: Unterminated quoted string", true],
    [
      1,
      'OCI runtime exec failed: exec failed: unable to start container process: exec: "healthcheck_port": executable file not found in $PATH',
      true,
    ],
    [1, "healthcheck_curl: command for http://10.0.0.11:9311 failed: not found", false],
    [1, "sh: nova-compute connected to RabbitMQ: no", false],
  ])("is that of a check that ends with %s and says %s", (ExitCode, Output, unusable) => {
    const health = { Status: "unhealthy", FailingStreak: 4, Log: [{ ExitCode, Output }] };
    expect(docker({ name: "/nova_compute", health })?.health?.unusable).toBe(unusable);
  });

  it("is nobody's once the container has ended", () => {
    expect(docker({ name: "/iscsid", status: "exited", health: { Status: "unhealthy" } })?.health).toBeUndefined();
  });

  it("is none where docker has no check for it", () => {
    expect(docker({ name: "/horizon" })?.health).toEqual({ status: "none", by: "engine" });
  });

  it("is read from the row of ps where there is no inspect", () => {
    const node = nodeOf(
      captured({ [DOCKER_PS]: psTable(["a", "i", "Up 2 days (unhealthy)"], ["b", "i", "Up 2 days"]) }),
      KNOWN,
    );
    expect(node.containers.map(({ health }) => health?.status)).toEqual(["unhealthy", "none"]);
  });

  it("is not known where podman shows none and timers of systemd check", () => {
    const labels = {
      managed_by: "tripleo-Controller",
      config_data: '{"restart": "always", "healthcheck": {"test": "/openstack/healthcheck"}}',
    };
    const container = podman({ name: "nova_api", healthcheck: { Status: "", FailingStreak: 0, Log: null }, labels });
    expect(container?.health).toBeUndefined();
    expect(container?.lacks["health"]).toContain("tripleo_*_healthcheck");
  });

  it("is none under podman where the start-up entry defines no check", () => {
    const labels = { managed_by: "tripleo-Controller", config_data: '{"restart": "always"}' };
    expect(
      podman({ name: "horizon", healthcheck: { Status: "", FailingStreak: 0, Log: null }, labels })?.health?.status,
    ).toBe("none");
  });

  it("is podman's own where podman has it", () => {
    expect(podman({ name: "nova_api", health: { Status: "healthy" } })?.health?.status).toBe("healthy");
    expect(podman({ name: "nova_api", healthcheck: { Status: "unhealthy" } })?.health?.status).toBe("unhealthy");
  });
});

describe("who manages a container, and what mends it", () => {
  it.each([
    ["2026.1-debian-trixie", "sudo systemctl start kolla-memcached-container"],
    ["zed-ubuntu-jammy", "sudo docker start memcached"],
  ])("is told by a row of ps alone where kolla-ansible is known to run it: %s", (tag, start) => {
    const image = (name: string) => `quay.io/openstack.kolla/${name}:${tag}`;
    const rows = [
      ["kolla_toolbox", image("kolla-toolbox"), "Up 3 days"],
      ["memcached", image("memcached"), "Exited (0) 30 minutes ago"],
    ] as const;
    const { containers } = nodeOf(captured({ [DOCKER_PS]: psTable(...rows) }), SHIPPED);
    expect(containers.find(({ name }) => name === "memcached")?.commands.start).toBe(start);
  });

  it.each(["designate_worker", "cloudkitty_processor", "masakari_engine", "trove_conductor"])(
    "is told of a running service by its name in the catalogue, on a node of kolla-ansible: %s",
    (name) => {
      const image = (one: string) => `quay.io/openstack.kolla/${one.replace("_", "-")}:2025.1-ubuntu-noble`;
      const rows = ["kolla_toolbox", name].map((one) => [one, image(one), "Up 3 days"] as const);
      const { containers } = nodeOf(captured({ [DOCKER_PS]: psTable(...rows) }), SHIPPED);
      expect(containers.find((one) => one.name === name)?.commands.restart).toBe(
        `sudo systemctl restart kolla-${name}-container`,
      );
    },
  );

  it.each([
    [
      "paunch under docker",
      "docker",
      { managed_by: "tripleo-Controller", config_id: "tripleo_step4" },
      "nova_api",
      "paunch",
      "sudo docker restart nova_api",
    ],
    [
      "paunch under podman",
      "podman",
      { managed_by: "tripleo-Controller" },
      "nova_api",
      "paunch",
      "sudo systemctl restart tripleo_nova_api",
    ],
    [
      "tripleo_ansible",
      "podman",
      { managed_by: "tripleo_ansible" },
      "nova_api",
      "tripleo_ansible",
      "sudo systemctl restart tripleo_nova_api",
    ],
    [
      "a unit of systemd",
      "podman",
      { PODMAN_SYSTEMD_UNIT: "web.service" },
      "web",
      "systemd",
      "sudo systemctl restart web.service",
    ],
    ["pacemaker", "docker", {}, "galera-bundle-docker-0", "pacemaker", "sudo pcs resource restart galera-bundle"],
    [
      "pacemaker's singleton",
      "podman",
      {},
      "openstack-cinder-volume-podman-0",
      "pacemaker",
      "sudo pcs resource restart openstack-cinder-volume",
    ],
    [
      "kolla-ansible",
      "docker",
      { kolla_version: "18.1.0" },
      "nova_api",
      "kolla-ansible",
      "sudo systemctl restart kolla-nova_api-container",
    ],
    ["nobody known", "docker", {}, "mystery", undefined, "sudo docker restart mystery"],
  ] as const)("%s", (_, engine, labels, name, manager, restart) => {
    const container = engine === "docker" ? docker({ name, labels }) : podman({ name, labels });
    expect(container?.manager).toBe(manager);
    expect(container?.commands.restart).toBe(restart);
  });

  it.each([
    [
      "a one-shot has no unit",
      "podman",
      { managed_by: "tripleo-Controller", config_data: '{"image":"i"}' },
      "x_sync",
      "start",
      "sudo podman start x_sync",
    ],
    [
      "a unit only starts it again",
      "podman",
      { managed_by: "tripleo_ansible" },
      "nova_api",
      "recreate",
      "# run the deployment again: it makes the container anew",
    ],
    [
      "restarting does not make it anew",
      "docker",
      {},
      "mystery",
      "recreate",
      "# make the container anew with what first made it",
    ],
    ["ceph runs under systemd", "docker", {}, "ceph-osd-3", "restart", "sudo systemctl restart ceph-osd@3"],
    [
      "ceph's monitor is named by its host",
      "docker",
      {},
      "ceph-mon-controller0",
      "recreate",
      "sudo systemctl restart ceph-mon@controller0",
    ],
    [
      "cephadm's units carry the cluster's id",
      "podman",
      {},
      "ceph-4b5c8c0a-ff60-454b-a1b4-9747aa737d19-osd-3",
      "recreate",
      "sudo systemctl restart ceph-4b5c8c0a-ff60-454b-a1b4-9747aa737d19@osd.3",
    ],
    ["a container is removed by its engine", "podman", {}, "a b", "remove", "sudo podman rm -f 'a b'"],
    [
      "containers of one label are found by it",
      "docker",
      { container_name: "nova_api" },
      "nova_api-k3j9x2ab",
      "alike",
      "sudo docker ps -a --filter label=container_name=nova_api",
    ],
    [
      "kolla-ansible has units for podman",
      "podman",
      { kolla_version: "18.1.0" },
      "nova_api",
      "restart",
      "sudo systemctl restart kolla-nova_api-container",
    ],
    [
      "only images of TripleO have their check there",
      "docker",
      { kolla_version: "18.1.0" },
      "nova_api",
      "checkHealth",
      "sudo docker inspect --format '{{json .State.Health}}' nova_api",
    ],
    [
      "images of TripleO have their check there",
      "docker",
      { managed_by: "tripleo-Controller" },
      "nova_api",
      "checkHealth",
      "sudo docker exec nova_api /openstack/healthcheck",
    ],
  ] as const)("knows that %s", (_, engine, labels, name, command, expected) => {
    const container = engine === "docker" ? docker({ name, labels }) : podman({ name, labels });
    expect(container?.commands[command]).toBe(expected);
  });

  it("quotes a name that a shell would take for more than a word", () => {
    expect(docker({ name: "x; rm -rf 'y'" })?.commands.logs).toBe("sudo docker logs --tail 50 'x; rm -rf '\\''y'\\'''");
  });
});

describe("an id or a hash that is none", () => {
  it("is not known, since it would look like another", () => {
    const environment = ["TRIPLEO_CONFIG_HASH=fc47414d=988c77a"];
    const container = docker({ name: "a", imageId: `)ha256:${"b".repeat(64)}`, environment });
    expect([container?.imageId, container?.configHash]).toEqual([undefined, undefined]);
  });
});

describe("one container in several files", () => {
  it("is one container, with the row that people know as its evidence", () => {
    const node = nodeOf(
      captured({
        [DOCKER_PS]: psTable(["iscsid", "i:1", "Exited (0) 2 hours ago"]),
        "sos_commands/docker/docker_ps": psTable(),
        [DOCKER_INSPECT]: inspect({ name: "/iscsid", status: "exited", restart: "always" }),
      }),
      KNOWN,
    );
    expect(node.containers).toHaveLength(1);
    expect(node.containers[0]?.evidence["state"]).toMatchObject({ file: DOCKER_PS, line: 2 });
    expect(node.containers[0]).toMatchObject({ state: "exited", exitCode: 0, lifecycle: "service" });
  });

  it("is podman's where podman answers to the name of docker as well", () => {
    const table = psTable(["nova_api", "i:1", "Up 2 hours"]);
    const node = nodeOf(captured({ [DOCKER_PS]: table, "sos_commands/podman/podman_ps_-a": table }), KNOWN);
    expect(node.containers.map(({ name, engine }) => [name, engine])).toEqual([["nova_api", "podman"]]);
  });

  it("says what to collect where inspect is missing", () => {
    const node = nodeOf(captured({ [DOCKER_PS]: psTable(["iscsid", "i:1", "Exited (137) 2 hours ago"]) }), KNOWN);
    expect(node.containers[0]?.oomKilled).toBeUndefined();
    expect(node.containers[0]?.lacks["*"]).toMatch(/docker_inspect.*collect/);
    expect(idOf(0)).toHaveLength(12);
  });

  it("says the same of all that lack the same, so that it is told once", () => {
    const node = nodeOf(
      captured({ [DOCKER_PS]: psTable(["a", "i:1", "Exited (1) 1 day ago"], ["b", "i:1", "Exited (1) 1 day ago"]) }),
      KNOWN,
    );
    const [one, other] = node.containers.map(({ lacks }) => lacks);
    expect(one).toEqual(other);
  });

  it("counts seconds from the capture's time, and from no other", () => {
    const files = { [DOCKER_INSPECT]: inspect({ name: "/a", startedAt: "2026-11-23T09:00:00.5Z" }) };
    expect(nodeOf(captured(files), KNOWN).containers[0]?.secondsRunning).toBeUndefined();
    const dated = captured({ ...files, "sos_commands/date/date": "Mon Nov 23 09:01:00 UTC 2026\n" });
    expect(nodeOf(dated, KNOWN).containers[0]?.secondsRunning).toBe(60);
    const local = captured({ ...files, "sos_commands/date/date": "Mon Nov 23 10:01:00 CET 2026\n" });
    expect(nodeOf(local, KNOWN).containers[0]?.secondsRunning).toBeUndefined();
  });
});

describe("what was read at different moments", () => {
  const START = "2026-11-23T09:00:00Z";
  it.each([
    ["is young where it was started during the capture", "Mon Nov 23 08:59:00 UTC 2026", 0],
    ["is of no known age where the clock was set back", "Mon Nov 23 08:00:00 UTC 2026", undefined],
  ])("%s", (_, date, expected) => {
    const files = { [DOCKER_INSPECT]: inspect({ name: "a", startedAt: START }), "sos_commands/date/date": date };
    const [container] = nodeOf(captured(files), KNOWN).containers;
    expect(container?.secondsRunning).toBe(expected);
    if (expected === undefined) expect(container?.lacks["secondsRunning"]).toContain("clock");
  });

  it("shows the line of inspect where the row of ps tells another state", () => {
    const files = {
      [DOCKER_PS]: psTable(["a", "i", "Up 1 day"]),
      [DOCKER_INSPECT]: inspect({ name: "a", status: "exited" }),
    };
    const [container] = nodeOf(captured(files), KNOWN).containers;
    expect(container?.evidence["state"]?.file).toBe(DOCKER_INSPECT);
  });

  it("takes no health from a row that does not tell that it runs", () => {
    const details = inspect({ name: "a" }).replace(
      /"State": \{\s*"Status": "running",/,
      '"State": { "Status": "running", broken',
    );
    const files = { [DOCKER_PS]: psTable(["a", "i", "Restarting (1) 1 second ago"]), [DOCKER_INSPECT]: details };
    expect(nodeOf(captured(files), KNOWN).containers[0]?.health).toBeUndefined();
  });
});

describe("a container of a user's own podman", () => {
  it("is the user's, who alone can ask for it", () => {
    const file = "sos_commands/podman/user_stack/podman_inspect_containers";
    const labels = { PODMAN_SYSTEMD_UNIT: "web.service" };
    const [web, other] = nodeOf(
      captured({ [file]: inspect({ name: "web", labels }, { name: "x" }) }),
      KNOWN,
    ).containers;
    expect(web?.owner).toBe("stack");
    expect(web?.commands.logs).toBe("sudo -u stack XDG_RUNTIME_DIR=/run/user/$(id -u stack) podman logs --tail 50 web");
    expect(web?.commands.restart).toBe(
      "sudo -u stack XDG_RUNTIME_DIR=/run/user/$(id -u stack) systemctl --user restart web.service",
    );
    expect(other?.commands.start).toContain("podman start x");
  });

  it("is root's in every other file", () => {
    expect(podman({ name: "web" })?.owner).toBe("root");
    expect(podman({ name: "web" })?.id).toBe(idOf(0));
  });
});
