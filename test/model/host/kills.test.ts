import { describe, expect, it } from "vitest";
import { nodeOf } from "../../../src/model/node.ts";
import { captured, type FileOf, idOf, inspect, psTable } from "../../support/captured.ts";
import { KNOWN } from "../../support/known.ts";

const node = (files: Record<string, string | FileOf>) => nodeOf(captured(files), KNOWN);
const ps = (engine = "docker") => `sos_commands/${engine}/${engine}_ps_-a`;

describe("what the kernel killed", () => {
  const line = (stamp: string) => `[${stamp}] Killed process 4711 (mysqld) total-vm:1kB\n`;
  const age = (stamp: string, files: Record<string, string>) =>
    node({ "sos_commands/kernel/dmesg": line(stamp), ...files }).kills.map((kill) => kill.age);
  const uptime = { "sos_commands/host/proc_uptime": "100000.00 1.0\n" };
  const local = {
    date: "2026-11-24T12:00:00Z\n",
    "sos_commands/systemd/timedatectl": "Time zone: Europe/Berlin (CET, +0100)\n",
  };

  it.each([
    ["13600.0", uptime, "day"],
    ["13599.0", uptime, "older"],
    ["13600.0", {}, "unknown"],
    ["Mon Nov 23 13:00:00 2026", local, "day"],
    ["Mon Nov 23 12:59:59 2026", local, "older"],
    ["Mon Nov 23 13:00:00 2026", { date: "2026-11-24T12:00:00Z\n" }, "unknown"],
  ])("at [%s] is so old", (stamp, files, expected) => {
    expect(age(stamp, files)).toEqual([expected]);
  });

  it.each([
    ["is of now where its container ended", { status: "exited" }, false],
    ["is of now where it was started again moments ago", { startedAt: "2026-11-24T11:58:00Z" }, false],
    ["is of now where it was not started again", { startedAt: "2026-11-24T08:00:00Z" }, false],
    ["is of the past where it has run well since", { startedAt: "2026-11-24T11:50:00Z" }, true],
  ])("%s", (_, more, past) => {
    const id = idOf(0).padEnd(64, "0");
    const text = `[86400.0] Task in /docker/${id} killed as a result of limit of /docker/${id}\n[86400.1] Killed process 7 (httpd) total-vm:1kB\n`;
    const files = {
      "sos_commands/docker/containers/docker_inspect_all": inspect({ name: "keystone", ...more }),
      "sos_commands/host/proc_uptime": "90000.00 1.0\n",
      "sos_commands/kernel/dmesg": text,
      "sos_commands/date/date": "Tue Nov 24 12:00:00 UTC 2026\n",
    };
    expect(node(files).kills).toMatchObject([{ container: "keystone", age: "day", past }]);
  });

  it("is of the past where its container is gone", () => {
    const id = idOf(7).padEnd(64, "0");
    const text = `[ 10.0] Task in /docker/${id} killed as a result of limit of /docker/${id}\n[ 10.1] Killed process 7 (httpd) total-vm:1kB\n`;
    const files = { [ps()]: psTable(["keystone", "i", "Up 2 days"]), "sos_commands/kernel/dmesg": text };
    expect(node(files).kills).toMatchObject([{ past: true }]);
  });

  it("is told with the container's name, once for both of its captures", () => {
    const id = idOf(0).padEnd(64, "0");
    const text = `[ 10.0] Task in /docker/${id} killed as a result of limit of /docker/${id}\n[ 10.1] Killed process 7 (httpd) total-vm:1kB\n`;
    const files = {
      [ps()]: psTable(["keystone", "i", "Up 2 days"]),
      "sos_commands/kernel/dmesg": text,
      "sos_commands/kernel/dmesg_kills": text,
    };
    expect(node(files).kills).toMatchObject([{ name: "httpd", pid: 7, container: "keystone" }]);
  });
});
