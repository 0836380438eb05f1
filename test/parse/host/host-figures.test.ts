import { describe, expect, it } from "vitest";
import { factsOf, ofKind } from "../support.ts";

/** All figures and words of a file. */
function told(file: string, text: string, loss?: string): Record<string, number | string> {
  const facts = factsOf(file, text, loss === undefined ? {} : { loss });
  return Object.fromEntries(
    [...ofKind(facts, "host-number"), ...ofKind(facts, "host-word")].map(({ what, value }) => [what, value]),
  );
}

function states(file: string, text: string): string[] {
  return ofKind(factsOf(file, text), "listing").map(({ of, state }) => `${of} ${state}`);
}

describe("memory", () => {
  it("is told by the kernel", () => {
    const text =
      "MemTotal:       16000 kB\nMemFree: 10 kB\nMemAvailable:     700 kB\nSwapTotal:  4096 kB\nSwapFree:   1 kB\n";
    expect(told("proc/meminfo", text)).toEqual({
      "memory-total-kib": 16000,
      "memory-available-kib": 700,
      "swap-total-kib": 4096,
      "swap-free-kib": 1,
    });
  });

  it.each([
    ["sos_commands/memory/free", 1],
    ["sos_commands/memory/free_-m", 1024],
  ])("is told by %s", (file, unit) => {
    const text = `              total        used        free      shared  buff/cache   available
Mem:          16008        7301         178          43        8528        8433
Swap:          4095          66        4029
`;
    expect(told(file, text)).toEqual({
      "memory-total-kib": 16008 * unit,
      "memory-available-kib": 8433 * unit,
      "swap-total-kib": 4095 * unit,
      "swap-free-kib": 4029 * unit,
    });
  });

  it("is not told by a free that knows nothing of what is available", () => {
    const text =
      "             total       used       free     shared    buffers     cached\nMem:       1018512     844032     174480         64      36836     627900\n";
    expect(told("sos_commands/memory/free", text)).toEqual({});
    expect(states("sos_commands/memory/free", text)).toEqual(["memory failed"]);
  });
});

describe("load and time since boot", () => {
  it.each([
    ["16:19:19 up 17:41,  2 users,  load average: 3.58, 3.27, 2.58", 63660, 2.58],
    ["12:31:46 up 40 min,  1 user,  load average: 0.26, 0.08, 0.06", 2400, 0.06],
    ["12:31:46 up 3 days,  4:05,  1 user,  load average: 0.26, 0.08, 0.06", 273900, 0.06],
    ["12:31:46 up 1 day, 5 min,  1 user,  load average: 0.26, 0.08, 10.06", 86700, 10.06],
    ["12:31:46 up 120 days, 2 hrs, 0 users,  load average: 0.26, 0.08, 0", 10375200, 0],
  ])("of %j", (line, seconds, load) => {
    expect(told("sos_commands/host/uptime", ` ${line}\n`)).toEqual({ "uptime-seconds": seconds, "load-15": load });
  });

  it("are told by the kernel, and by the processors' commands", () => {
    expect(told("sos_commands/host/proc_uptime", "63702.33 120000.00\n")).toEqual({ "uptime-seconds": 63702.33 });
    expect(told("proc/uptime", "63702.33 120000.00\n")).toEqual({ "uptime-seconds": 63702.33 });
    expect(told("sos_commands/process/loadavg", "1.37 3.06 3.09 6/284 3723\n")).toEqual({ "load-15": 3.09 });
    expect(told("sos_commands/processor/nproc", "24\n")).toEqual({ cpus: 24 });
    expect(told("sos_commands/processor/lscpu", "CPU(s):   8\nNUMA node0 CPU(s):  0-7\n")).toEqual({ cpus: 8 });
    expect(told("sos_commands/docker/docker_info", "Server:\n Server Version: 24.0.6\n CPUs: 2\n")).toEqual({
      cpus: 2,
    });
  });

  it("are not told by an error", () => {
    expect(states("uptime", "uptime: command not found\n")).toEqual(["load failed"]);
  });
});

const TRACKING = (leap: string, offset: string) => `Reference ID    : A9FEA97B (169.254.169.123)
Stratum         : 4
System time     : ${offset} of NTP time
Last offset     : -0.000000500 seconds
Leap status     : ${leap}
`;
const NTPQ = (mark: string) => `     remote           refid      st t when poll reach   delay   offset  jitter
==============================================================================
${mark}192.0.2.1       203.0.113.5      2 u   33   64  377    0.311  -1500.000   0.040
+192.0.2.2       203.0.113.6      2 u   33   64  377    0.311   12.023   0.040
`;

describe("the clock", () => {
  it.each([
    [
      "chrony/chronyc_tracking",
      TRACKING("Normal", "0.25 seconds fast"),
      { "chrony-synchronised": "yes", "chrony-offset-seconds": 0.25 },
    ],
    [
      "chrony/chronyc_tracking",
      TRACKING("Not synchronised", "0.000000000 seconds slow"),
      { "chrony-synchronised": "no", "chrony-offset-seconds": 0 },
    ],
    [
      "chrony/chronyc_tracking",
      TRACKING("Insert second", "7.5 seconds slow"),
      { "chrony-synchronised": "yes", "chrony-offset-seconds": -7.5 },
    ],
    [
      "chrony/chronyc_-n_sources",
      "MS Name/IP address\n====\n^* 192.0.2.1  1 9 377 42  -1297us[ -863us] +/-   21ms\n",
      { "chrony-synchronised": "yes", "chrony-offset-seconds": -0.001297 },
    ],
    ["chrony/chronyc_sources", "MS Name/IP address\n====\n^? 192.0.2.1  0 9 0 - +0ns[ +0ns] +/- 0ns\n", {}],
    ["ntp/ntpq_-pn", NTPQ("*"), { "ntp-synchronised": "yes", "ntp-offset-seconds": -1.5 }],
    ["ntp/ntpq_-pn", NTPQ("o"), { "ntp-synchronised": "yes", "ntp-offset-seconds": -1.5 }],
    ["ntp/ntpq_-pn", NTPQ(" "), { "ntp-synchronised": "no" }],
    ["ntp/ntpq_-pn", "/usr/sbin/ntpq: read: Connection refused\n", {}],
    ["ntp/ntpstat", "unsynchronised\n   polling server every 64 s\n", { "ntp-synchronised": "no" }],
    ["ntp/ntpstat", "synchronised to NTP server (192.0.2.1) at stratum 3\n", { "ntp-synchronised": "yes" }],
    [
      "systemd/timedatectl",
      "      Time zone: Europe/Berlin (CET, +0100)\n     NTP enabled: yes\nNTP synchronized: no\n",
      { "utc-offset": "+0100", "time-service": "active", "kernel-synchronised": "no" },
    ],
    [
      "systemd/timedatectl",
      "System clock synchronized: yes\n              NTP service: inactive\n",
      { "kernel-synchronised": "yes", "time-service": "inactive" },
    ],
    [
      "systemd/timedatectl",
      " Network time on: yes\nNTP synchronized: yes\n",
      { "time-service": "active", "kernel-synchronised": "yes" },
    ],
    ["systemd/timedatectl", "System has not been booted with systemd as init system (PID 1). Can't operate.\n", {}],
  ] as const)("by %s", (file, text, expected) => {
    expect(told(`sos_commands/${file}`, text)).toEqual(expected);
  });

  it("has no verdict from a daemon that follows the node's own clock, as a lab's server may", () => {
    const local = NTPQ("*").replace("203.0.113.5", ".LOCL.");
    expect(told("sos_commands/ntp/ntpq_-pn", local)).toEqual({});
    const tracking = TRACKING("Normal", "0.0 seconds fast").replace("A9FEA97B (169.254.169.123)", "7F7F0101 ()");
    expect(told("sos_commands/chrony/chronyc_tracking", tracking)).toEqual({});
  });

  it("has no verdict from a table of peers that a loss tore", () => {
    expect(told("sos_commands/ntp/ntpq_-pn", NTPQ(" "), "the archive ends here")).toEqual({});
  });
});

describe("the mode of SELinux", () => {
  it.each([
    [
      "sestatus",
      "SELinux status:                 enabled\nCurrent mode:                   permissive\nMode from config file: enforcing\n",
      "permissive",
    ],
    [
      "sestatus_-b",
      "SELinux status:                 enabled\nCurrent mode:                   enforcing\n",
      "enforcing",
    ],
    ["sestatus", "SELinux status:                 disabled\n", "disabled"],
    ["getenforce", "Enforcing\n", "enforcing"],
    ["getenforce", "Disabled\n", "disabled"],
    ["getenforce", "bash: getenforce: command not found\n", undefined],
    ["sestatus", "SELinux status:                 enabled\n", undefined],
  ])("by %s of %j", (name, text, mode) => {
    expect(told(`sos_commands/selinux/${name}`, text)["selinux-mode"]).toBe(mode);
  });
});
