import { describe, expect, it } from "vitest";
import { nodeOf } from "../../../src/model/node.ts";
import { captured, idOf, inspect } from "../../support/captured.ts";
import { KNOWN } from "../../support/known.ts";

const ID = idOf(0).padEnd(64, "0");
const exec = (clock: string, command: string) =>
  `2026-11-23T${clock}.0Z container exec_create: ${command} ${ID} (execID=1, image=r/keystone:1, name=keystone)`;

function execs(...lines: string[]) {
  const files = {
    "sos_commands/docker/containers/docker_inspect_all": inspect({ name: "keystone", interval: 30e9 }),
    "sos_commands/docker/docker_events_--since_24h": lines.join("\n"),
    "sos_commands/date/date": "Mon Nov 23 12:00:00 UTC 2026",
  };
  return nodeOf(captured(files), KNOWN).execs;
}

describe("what was run in containers", () => {
  it("is told with its container and its time", () => {
    expect(execs(exec("11:59:00", "cat /etc/keystone/keystone.conf "))).toMatchObject([
      { container: "keystone", command: "cat /etc/keystone/keystone.conf", secondsAgo: 60, byEngine: false },
    ]);
  });

  it.each([
    ["/openstack/healthcheck", true],
    ["/openstack/healthcheck 5672", true],
    ["bash -c /openstack/healthcheck", true],
    ["sh -lc cd /; /openstack/healthcheck", true],
    ["sh -c (/openstack/healthcheck)", true],
    ["bash /openstack/healthcheck", true],
    ["timeout 10 /openstack/healthcheck", undefined],
    ["sh /tmp/mine.sh", undefined],
    ["sh -c echo /openstack/healthcheck", false],
    ["echo /openstack/healthcheck", false],
    ["cat /openstack/healthcheck", false],
    ["true", false],
    ["bash", undefined],
    ["/bin/sh", undefined],
    ["bash -l", undefined],
  ])("%s is the health check: %s", (command, checksHealth) => {
    expect(execs(exec("11:59:00", command))[0]?.checksHealth).toBe(checksHealth);
  });

  it("is the engine's own where it is run as the engine does, as often as the engine does", () => {
    const own = ["11:58:00", "11:58:30", "11:59:00"].map((clock) => exec(clock, "/bin/sh -c /openstack/healthcheck"));
    expect(execs(...own).map(({ byEngine }) => byEngine)).toEqual([true, true, true]);
  });

  it("is somebody's where it comes too early after the engine's own", () => {
    const clocks = ["11:58:00", "11:58:10", "11:58:30"];
    const checks = execs(...clocks.map((clock) => exec(clock, "/bin/sh -c /openstack/healthcheck")));
    expect(checks.map(({ byEngine }) => byEngine)).toContain(false);
  });

  it("is nothing where podman tells that something was run, and not what", () => {
    const line = `2026-11-23 11:59:00.0 +0000 UTC container exec ${ID} (image=r/keystone:1, name=keystone)`;
    const files = {
      "sos_commands/podman/containers/podman_inspect_all": inspect({ name: "keystone" }),
      "sos_commands/podman/podman_events_--since_24h": line,
    };
    expect(nodeOf(captured(files), KNOWN).execs).toEqual([]);
  });
});
