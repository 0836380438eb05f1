import { describe, expect, it } from "vitest";
import { nodeOf } from "../../../src/model/node.ts";
import { captured, type FileOf, inspect, psTable } from "../../support/captured.ts";
import { KNOWN } from "../../support/known.ts";

const node = (files: Record<string, string | FileOf>) => nodeOf(captured(files), KNOWN);
const ps = (engine = "docker") => `sos_commands/${engine}/${engine}_ps_-a`;

describe("the memory and load of a node", () => {
  it("are shares of the whole", () => {
    const text = "MemTotal: 16384000 kB\nMemAvailable: 655360 kB\nSwapTotal: 4096 kB\nSwapFree: 1024 kB\n";
    expect(node({ "proc/meminfo": text }).memory).toMatchObject([
      { totalMiB: 16000, availableMiB: 640, availablePercent: 4, swapMiB: 4, swapFreePercent: 25 },
    ]);
  });

  it("have no share of a swap that is not there", () => {
    const [memory] = node({ "proc/meminfo": "MemTotal: 100 kB\nSwapTotal: 0 kB\nSwapFree: 0 kB\n" }).memory;
    expect(memory).toMatchObject({ swapMiB: 0 });
    expect(memory).not.toHaveProperty("swapFreePercent");
    expect(memory).not.toHaveProperty("availablePercent");
  });

  it("take the processors from whoever tells them", () => {
    const uptime = " 12:31:46 up 40 min,  1 user,  load average: 0.26, 0.08, 9.06\n";
    expect(node({ uptime, "sos_commands/processor/nproc": "2\n" }).load).toMatchObject([
      { fifteenMinutes: 9.06, cpus: 2 },
    ]);
    expect(node({ uptime }).load[0]).not.toHaveProperty("cpus");
    expect(node({ uptime }).secondsSinceBoot).toBe(2400);
    expect(node({ uptime, "sos_commands/host/proc_uptime": "2433.5 1.0\n" }).secondsSinceBoot).toBe(2433.5);
  });
});

describe("the clock of a node", () => {
  const tracking = (leap: string) => `System time     : 0.75 seconds slow of NTP time\nLeap status     : ${leap}\n`;
  const timedatectl = (synchronised: string, service: string) =>
    `System clock synchronized: ${synchronised}\n              NTP service: ${service}\n`;
  const clock = (files: Record<string, string>) => {
    const { synchronised, toldBy, offsetSeconds } = node(files).clock[0] ?? {};
    return [synchronised, toldBy, offsetSeconds];
  };
  const CHRONYC = "sos_commands/chrony/chronyc_tracking";
  const TIMEDATECTL = "sos_commands/systemd/timedatectl";

  it("is what its daemon says, whatever the kernel knows of that", () => {
    expect(clock({ [CHRONYC]: tracking("Normal"), [TIMEDATECTL]: timedatectl("no", "active") })).toEqual([
      true,
      "chronyd",
      0.75,
    ]);
    expect(clock({ [CHRONYC]: tracking("Not synchronised") })).toEqual([false, "chronyd", 0.75]);
  });

  it.each([
    ["yes", "active", [true, "the kernel", undefined]],
    ["yes", "inactive", [true, "the kernel", undefined]],
    ["no", "inactive", [false, "the kernel", undefined]],
    ["no", "active", [undefined, undefined, undefined]],
  ] as const)("of which the kernel says %s, with a service that is %s", (synchronised, service, expected) => {
    expect(clock({ [TIMEDATECTL]: timedatectl(synchronised, service) })).toEqual(expected);
  });

  it("is not said to follow none where a container may keep it", () => {
    const files = {
      [TIMEDATECTL]: timedatectl("no", "inactive"),
      [ps()]: psTable(["chrony", "kolla/chrony:1", "Up 2 days"]),
    };
    expect(clock(files)).toEqual([undefined, undefined, undefined]);
  });

  it("has no verdict from ntpd until a quarter of an hour after the boot", () => {
    const ntpq =
      "     remote           refid      st t when poll reach   delay   offset  jitter\n 192.0.2.1       203.0.113.5      2 u   33   64  0    0.311  0.500   0.040\n";
    const verdictAt = (seconds: string) =>
      clock({ "sos_commands/ntp/ntpq_-pn": ntpq, "sos_commands/host/proc_uptime": `${seconds} 1.0\n` })[0];
    expect(verdictAt("899.9")).toBeUndefined();
    expect(verdictAt("900.0")).toBe(false);
  });

  it("has a record without a verdict where a daemon follows the node's own clock", () => {
    const local = "Reference ID    : 7F7F0101 ()\nLeap status     : Normal\n";
    expect(node({ [CHRONYC]: local }).clock).toHaveLength(1);
    expect(clock({ [CHRONYC]: local })[0]).toBeUndefined();
    expect(node({ [CHRONYC]: "506 Cannot talk to daemon\n" }).clock).toEqual([]);
  });

  it("follows one where one of two daemons says so", () => {
    const ntpq =
      "     remote           refid      st t when poll reach   delay   offset  jitter\n 192.0.2.1       203.0.113.5      2 u   33   64  0    0.311  0.500   0.040\n";
    expect(clock({ [CHRONYC]: tracking("Normal"), "sos_commands/ntp/ntpq_-pn": ntpq })).toEqual([
      true,
      "chronyd",
      0.75,
    ]);
  });
});

describe("SELinux", () => {
  it("is not asked for where there is none", () => {
    expect(node({ "etc/os-release": 'PRETTY_NAME="Ubuntu 20.04.3 LTS"\n' }).coverage.selinux.state).toBe("whole");
    expect(node({ "etc/os-release": 'PRETTY_NAME="Red Hat Enterprise Linux 8.4"\n' }).coverage.selinux.state).toBe(
      "absent",
    );
    expect(node({ "sos_commands/selinux/getenforce": "Permissive\n" }).selinux).toMatchObject([
      { mode: "permissive", ofKolla: false },
    ]);
    const kolla = inspect({ name: "keystone", labels: { kolla_version: "10.1.0" } });
    const files = { [ps()]: psTable(["keystone", "i", "Up 2 days"]), "sos_commands/docker/docker_inspect_all": kolla };
    expect(node({ ...files, "sos_commands/selinux/getenforce": "Permissive\n" }).selinux).toMatchObject([
      { ofKolla: true },
    ]);
  });
});
