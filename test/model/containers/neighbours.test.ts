import { describe, expect, it } from "vitest";
import { nodeOf } from "../../../src/model/node.ts";
import type { ReleaseTable } from "../../../src/model/releases/releases.ts";
import { captured, type Inspected, idOf, inspect } from "../../support/captured.ts";
import { KNOWN, knowing } from "../../support/known.ts";

const INSPECT = "sos_commands/docker/containers/docker_inspect_all";
const TABLES: readonly ReleaseTable[] = [
  {
    ...{ release: "13", product: "tripleo", engine: "docker", health: "engine", source: "x" },
    containers: [
      { name: "nova_api", kind: "service", family: "nova", roles: ["Controller"] },
      { name: "nova_db_sync", kind: "one-shot", family: "nova", roles: ["Controller"] },
    ],
  },
];

function containers(...given: readonly Inspected[]) {
  return nodeOf(captured({ [INSPECT]: inspect(...given) }), knowing(TABLES)).containers;
}

const paunch = (name: string, role = "Controller", label = name): Inspected => ({
  name,
  labels: { managed_by: `tripleo-${role}`, container_name: label, config_id: "tripleo_step4" },
});

describe("a container beside the others of its node", () => {
  it("is known by its label, and runs twice where another has the same", () => {
    const found = containers(paunch("nova_api-k3j9x2ab", "Controller", "nova_api"), paunch("nova_api"), paunch("x"));
    expect(found.map(({ label, twins }) => [label, twins])).toEqual([
      ["nova_api", ["nova_api"]],
      ["nova_api", ["nova_api-k3j9x2ab"]],
      ["x", []],
    ]);
  });

  it("has no twin in one that has ended, or in another without a label", () => {
    const ended = { ...paunch("nova_api-k3j9x2ab", "Controller", "nova_api"), status: "exited" };
    expect(containers(ended, paunch("nova_api")).map(({ twins }) => twins)).toEqual([[], []]);
    expect(containers({ name: "a" }, { name: "b" }).map(({ twins }) => twins)).toEqual([[], []]);
  });

  it("has the role that its label tells, and the node that of the most", () => {
    const found = containers(paunch("a"), paunch("b"), paunch("c", "Compute"), { name: "d" });
    expect(found.map(({ role }) => role)).toEqual(["Controller", "Controller", "Compute", ""]);
    expect(found[0]?.usualRole).toBe("Controller");
    expect(containers(paunch("a"), paunch("c", "Compute"))[0]?.usualRole).toBe("");
  });

  it.each([
    ["nobody's", { name: "busybox" }, true],
    ["its release's", { name: "nova_api" }, false],
    ["a one-shot of its release", { name: "nova_db_sync" }, false],
    ["pacemaker's", { name: "galera-bundle-docker-0" }, false],
    ["neutron's", { name: "neutron-haproxy-ovnmeta-1" }, false],
    ["ceph's", { name: "ceph-osd-0" }, false],
    ["a unit's", { name: "web", labels: { PODMAN_SYSTEMD_UNIT: "web.service" } }, false],
    ["compose's", { name: "web", labels: { "com.docker.compose.project": "x" } }, false],
    ["nobody's with labels of its image", { name: "web", labels: { vendor: "x" } }, true],
  ])("is %s", (_, details, expected) => {
    expect(containers(details, paunch("x"))[0]?.unmanaged).toBe(expected);
  });

  it("is not nobody's on a node where nobody manages any", () => {
    expect(containers({ name: "busybox" }, { name: "web" }).map(({ unmanaged }) => unmanaged)).toEqual([false, false]);
  });

  it("tells nothing of all that where it was not inspected", () => {
    const row = [
      "CONTAINER ID   IMAGE   COMMAND   CREATED       STATUS     PORTS   NAMES",
      `${idOf(5)}   x       "x"       2 weeks ago   Up 1 day           busybox`,
    ].join("\n");
    const files = { [INSPECT]: inspect(paunch("x")), "sos_commands/docker/docker_ps_-a": row };
    const found = nodeOf(captured(files), knowing(TABLES)).containers.find(({ name }) => name === "busybox");
    expect(found).not.toHaveProperty("unmanaged");
    expect(found).not.toHaveProperty("twins");
    expect(found).not.toHaveProperty("label");
  });
});

describe("a health check beside the others", () => {
  const checked = (name: string, clock: string): Inspected => ({
    name,
    health: { Status: "healthy", Log: [{ End: `2026-11-23T${clock}Z`, ExitCode: 0, Output: "ok" }] },
    interval: 30_000_000_000,
  });

  it("lags behind the newest", () => {
    const found = containers(checked("a", "10:00:00"), checked("b", "10:15:00"), { name: "c" });
    expect(found.map(({ health }) => health?.secondsBehind)).toEqual([900, 0, undefined]);
    expect(found[0]?.health).toMatchObject({ interval: 30, lastExit: 0 });
  });

  it("is compared with none where it is the only one", () => {
    const [only] = containers(checked("a", "10:00:00"), { name: "c" });
    expect(only?.health?.secondsBehind).toBeUndefined();
    expect(only?.lacks["health.secondsBehind"]).toContain("collect: inspect of all containers");
  });
});

describe("when a service was started beside the others", () => {
  const service = (name: string, clock: string, created = "2026-11-23T09:00:00Z"): Inspected => ({
    ...paunch(name),
    restart: "always",
    startedAt: `2026-11-23T${clock}Z`,
    createdAt: created,
  });
  const starts = (...given: readonly Inspected[]) =>
    nodeOf(captured({ [INSPECT]: inspect(...given) }), KNOWN).peerStarts.map(({ container, hoursAfter, how }) =>
      [container, hoursAfter, how].join(" "),
    );
  const four = ["a", "b", "c", "d"].map((name) => service(name, "09:00:00"));

  it("is told in hours after the half of them", () => {
    expect(starts(...four, service("e", "12:30:00"))).toEqual([
      ...["a", "b", "c", "d"].map((name) => `${name} 0 made anew`),
      "e 3.5 started again",
    ]);
  });

  it("is made anew where it was created just before", () => {
    expect(starts(...four, service("e", "12:30:00", "2026-11-23T12:29:00Z"))[4]).toBe("e 3.5 made anew");
  });

  it("is not compared where they are few, or did not start together", () => {
    expect(starts(...four)).toEqual([]);
    const scattered = ["01", "04", "07", "10", "13"].map((hour, at) => service(`s${at}`, `${hour}:00:00`));
    expect(starts(...scattered)).toEqual([]);
  });

  it("does not count one-shots, pacemaker's and what has ended", () => {
    expect(starts(...four, { ...service("e", "12:30:00"), restart: "no" })).toEqual([]);
    expect(starts(...four, { ...service("e", "12:30:00"), status: "exited" })).toEqual([]);
    expect(starts(...four, { ...service("e", "12:30:00"), name: "galera-bundle-docker-0" })).toEqual([]);
  });
});

describe("what a container uses", () => {
  const STATS = "sos_commands/docker/docker_stats_--no-stream";
  const INFO = "sos_commands/docker/docker_info";
  const stats = [
    "CONTAINER ID   NAME   CPU %     MEM USAGE / LIMIT   MEM %    NET I/O   BLOCK I/O   PIDS",
    `${idOf(0)}   a      150.00%   3.7GiB / 4GiB       92.50%   0B / 0B   0B / 0B     2`,
    `${idOf(1)}   b      0.00%     1GiB / 4GiB         25.00%   0B / 0B   0B / 0B     2`,
  ].join("\n");

  it("is told of those that run, with the processors of the node", () => {
    const files = {
      [INSPECT]: inspect({ name: "a" }, { name: "b", status: "exited" }),
      [STATS]: stats,
      [INFO]: "Server:\n Server Version: 20.10.24\n CPUs: 2\n",
    };
    const { loads } = nodeOf(captured(files), KNOWN);
    expect(
      loads.map(({ container, memoryPercent, memory, cpuPercent, cpus }) => [
        container,
        memoryPercent,
        memory,
        cpuPercent,
        cpus,
      ]),
    ).toEqual([["a", 92.5, "3.7GiB / 4GiB", 150, 2]]);
  });
});
