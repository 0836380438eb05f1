import { describe, expect, it } from "vitest";
import { deploymentOf } from "../../../src/model/deployment.ts";
import { nodeOf } from "../../../src/model/node.ts";
import { captured, type FileOf, idOf, inspect, psTable } from "../../support/captured.ts";
import { KNOWN } from "../../support/known.ts";

const node = (files: Record<string, string | FileOf>) => nodeOf(captured(files), KNOWN);
const ps = (engine = "docker") => `sos_commands/${engine}/${engine}_ps_-a`;
const DF = "Filesystem Size Used Avail Use% Mounted on\n";
const DFI = "Filesystem Inodes IUsed IFree IUse% Mounted on\n";

function disks(rows: string, inodes?: string, info?: string) {
  const files = {
    "sos_commands/filesys/df_-hP": DF + rows,
    ...(inodes !== undefined && { "sos_commands/filesys/df_-iP": DFI + inodes }),
    ...(info !== undefined && { "sos_commands/docker/docker_info": info }),
  };
  return node(files).disks;
}

describe("the disks of a node", () => {
  it.each([
    ["/", true],
    ["/var", true],
    ["/var/lib/docker", true],
    ["/var/log", true],
    ["/var/lib/mysql", true],
    ["/var/lib/registry", true],
    ["/boot", false],
    ["/home", false],
    ["/mnt/backup", false],
    ["/var/snap/x", false],
  ])("%s counts: %s", (mountPoint, matters) => {
    expect(disks(`/dev/sda1 40G 39G 1G 98% ${mountPoint}\n`)).toMatchObject([
      { name: mountPoint, matters, usedPercent: 98, freeMiB: 1024 },
    ]);
  });

  it("are counted once, at the place that counts", () => {
    const rows =
      "/dev/sda1 40G 39G 1G 98% /mnt\n/dev/sda1 40G 39G 1G 98% /var/lib/docker\n/dev/sda1 40G 39G 1G 98% /var\n";
    expect(disks(rows).map(({ name }) => name)).toEqual(["/var"]);
  });

  it("are one for each tmpfs", () => {
    expect(disks("tmpfs 1G 0 1G 0% /run\ntmpfs 1G 0 1G 0% /tmp\n")).toHaveLength(2);
  });

  it.each([
    "/dev/loop3 44M 44M 0 100% /snap/snapd/14549",
    "/dev/sr0 4G 4G 0 100% /",
    "composefs 9.2M 9.2M 0 100% /",
    "overlay 40G 39G 1G 98% /var/lib/docker/overlay2/3aac/merged",
    "shm 64M 64M 0 100% /var/lib/docker/containers/3aac/shm",
    "overlay 40G 39G 1G 98% /var/lib/containers/storage/overlay/3aac/merged",
  ])("are not images and mounts of containers: %s", (row) => {
    expect(disks(`${row}\n`)).toEqual([]);
  });

  it("count where docker says that it stores", () => {
    const info = "Server Version: 1.13.1\nDocker Root Dir: /srv/docker\n";
    expect(disks("/dev/sdb1 40G 39G 1G 98% /srv/docker\n", undefined, info)).toMatchObject([{ matters: true }]);
  });

  it("have their inodes, or none to count, or are not told of", () => {
    const rows = "/dev/sda1 40G 4G 36G 10% /\n/dev/sdb1 40G 4G 36G 10% /var\n/dev/sdc1 40G 4G 36G 10% /var/log\n";
    const [root, btrfs, untold] = disks(rows, "/dev/sda1 100 97 3 97% /\n/dev/sdb1 0 0 0 - /var\n");
    expect(root).toMatchObject({ inodesUsedPercent: 97, countsInodes: true });
    expect(btrfs).toMatchObject({ countsInodes: false });
    expect(btrfs).not.toHaveProperty("inodesUsedPercent");
    expect(untold).not.toHaveProperty("countsInodes");
  });
});

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

describe("an engine", () => {
  const show = (seconds: number) =>
    `Id=docker.service\nLoadState=loaded\nActiveState=active\nSubState=running\nActiveEnterTimestampMonotonic=${seconds * 1e6}\n`;
  const files = {
    [ps()]: psTable(["old", "i", "Up 2 hours"], ["new", "i", "Up 1 minute"]),
    "sos_commands/docker/docker_inspect_aaaaaaaaaaaa": inspect(
      { name: "old", startedAt: "2026-11-24T10:00:00Z" },
      { name: "new", startedAt: "2026-11-24T11:59:00Z" },
    ),
    date: "2026-11-24T12:00:00Z\n",
    "sos_commands/host/proc_uptime": "10000.00 1.0\n",
  };

  it("was started when systemd says, and is outlived by what runs longer", () => {
    const [engine] = node({ ...files, "sos_commands/systemd/systemctl_show_engines": show(9000) }).engines;
    expect(engine).toMatchObject({
      startedAfterBoot: 9000,
      secondsSinceStart: 1000,
      outlivedBy: ["old"],
      hasContainers: true,
    });
  });

  it("was started at a time that is not known without that", () => {
    expect(node(files).engines[0]).not.toHaveProperty("secondsSinceStart");
  });

  it("has a file of options, or none, or that is not known", () => {
    const manifest = JSON.stringify({
      tool: { name: "sospect-collect" },
      captures: [{ path: ps(), command: "docker ps -a", exitCode: 0, timedOut: false, cutShort: false }],
    });
    expect(node({ ...files, "etc/docker/daemon.json": "{" }).engines[0]).toMatchObject({
      optionsThere: true,
      optionsValid: false,
    });
    expect(node({ ...files, "manifest.json": manifest }).engines[0]).toMatchObject({ optionsThere: false });
    expect(node(files).engines[0]).not.toHaveProperty("optionsThere");
  });

  it.each([
    ["OPTIONS='--iptables=false'\n", undefined, false],
    ["OPTIONS=''\n", undefined, true],
    ["OPTIONS=''\n", '{"iptables": false}', false],
    [undefined, "{}", undefined],
  ])("with the options %j and %j writes rules of the firewall: %s", (line, json, expected) => {
    const engine = node({
      ...files,
      ...(line !== undefined && { "etc/sysconfig/docker": line }),
      ...(json !== undefined && { "etc/docker/daemon.json": json }),
    }).engines[0];
    expect(engine?.managesFirewall).toBe(expected);
  });

  it("of a build that is known by its package has that build's number", () => {
    const version = "Server:\n Version: 1.12.6\n Package version: docker-1.12.6-28.git1398f24.el7\n";
    expect(node({ "sos_commands/docker/docker_version": version }).engines[0]).toMatchObject({ packageRelease: 28 });
  });
});

describe("the registries that images are of", () => {
  const image = "192.0.2.1:8787/rhosp13/openstack-nova-api:13.0-1";
  const trusted = (engine: string, files: Record<string, string>) =>
    node({ [ps(engine)]: psTable(["nova_api", image, "Up 2 days"]), ...files }).usedRegistries.map(
      (one) => one.trusted,
    );
  const info = (...entries: string[]) =>
    `Server Version: 1.13.1\nInsecure Registries:\n${entries.map((one) => ` ${one}\n`).join("")}`;

  it.each([
    ["192.0.2.1:8787", true],
    ["192.0.2.0/24", true],
    ["192.0.2.1", true],
    ["192.0.3.0/24", false],
    ["127.0.0.0/8", false],
    ["192.0.2.1:5000", false],
  ])("are trusted by docker where it names %s: %s", (entry, expected) => {
    expect(trusted("docker", { "sos_commands/docker/docker_info": info(entry) })).toEqual([expected]);
  });

  it("may be trusted where docker does not tell", () => {
    expect(trusted("docker", {})).toEqual([undefined]);
    expect(
      trusted("docker", { "etc/sysconfig/docker": 'INSECURE_REGISTRY="--insecure-registry 192.0.2.1:8787"\n' }),
    ).toEqual([true]);
    expect(trusted("docker", { "etc/sysconfig/docker": "OPTIONS=''\n" })).toEqual([undefined]);
  });

  it("are trusted by podman where its files name them", () => {
    const conf = "etc/containers/registries.conf";
    expect(trusted("podman", { [conf]: "[registries.insecure]\nregistries = ['192.0.2.1:8787']\n" })).toEqual([true]);
    expect(trusted("podman", { [conf]: "[registries.insecure]\nregistries = []\n" })).toEqual([false]);
    expect(trusted("podman", { [`${conf}.d/x.conf`]: "[[registry]]\nlocation='x'\n" })).toEqual([undefined]);
    expect(trusted("podman", {})).toEqual([undefined]);
  });

  it("are seen to be without TLS by any node's bundle", () => {
    const director = captured({
      "manifest.json": capture("curl -sSf http://192.0.2.1:8787/v2/_catalog?n=1000", 0),
      [CATALOG]: '{"repositories":["rhosp13/openstack-nova-api"]}',
    });
    const controller = captured({ [ps()]: psTable(["nova_api", image, "Up 2 days"]) });
    const seen = (...bundles: (typeof director)[]) =>
      deploymentOf(bundles, KNOWN).nodes.flatMap(({ usedRegistries }) =>
        usedRegistries.map(({ seenPlain }) => seenPlain),
      );
    expect(seen(controller)).toEqual([false]);
    expect(seen(director, controller)).toEqual([true]);
  });
});

const CATALOG = "sos_commands/registry/v2/_catalog";

function capture(command: string, exitCode: number, more: object = {}): string {
  return JSON.stringify({
    tool: { name: "sospect-collect" },
    captures: [{ path: CATALOG, command, exitCode, timedOut: false, cutShort: false, ...more }],
  });
}

describe("the registry that a node runs", () => {
  const config = { "etc/docker-distribution/registry/config.yml": "http:\n  addr: 192.0.2.1:8787\n" };
  const ASK = "curl -sSf http://192.0.2.1:8787/v2/_catalog?n=1000";
  const registries = (files: Record<string, string>) =>
    node(files).ownRegistries.map(({ name, unit, answers, problem }) => [name, unit, answers, problem]);
  const UNIT = "docker-distribution.service";

  it.each([
    [0, true, undefined],
    [22, true, undefined],
    [7, false, "the connection was refused"],
    [28, false, "it timed out"],
  ])("answered where the question ended with %i: %s", (code, answers, problem) => {
    expect(registries({ ...config, "manifest.json": capture(ASK, code) })).toEqual([
      ["192.0.2.1:8787", UNIT, answers, problem],
    ]);
  });

  it("is judged by the ports, else by its unit", () => {
    const ss = (port: number) => ({
      "sos_commands/networking/ss_-lntup": `tcp LISTEN 0 1 192.0.2.1:${port} 0.0.0.0:* users:(("x",pid=1,fd=3))\n`,
    });
    const unit = (state: string) => ({
      "sos_commands/systemd/systemctl_list-units_--failed": `${UNIT} loaded ${state}\n`,
    });
    expect(registries({ ...config, ...ss(8787) })[0]?.[2]).toBe(true);
    expect(registries({ ...config, ...ss(22) })[0]).toEqual([
      "192.0.2.1:8787",
      UNIT,
      false,
      "nothing listens on port 8787",
    ]);
    expect(registries({ ...config, ...unit("failed failed x") })[0]?.slice(2)).toEqual([false, `${UNIT} is failed`]);
    expect(registries({ ...config, ...unit("active running x") })[0]?.[2]).toBeUndefined();
    expect(registries(config)[0]?.[2]).toBeUndefined();
  });

  it("is httpd from OSP 15 on, whatever an upgrade has left", () => {
    const release = { "etc/rhosp-release": "Red Hat OpenStack Platform release 16.1.3 GA (Train)\n" };
    const httpd = { "etc/httpd/conf.d/image-serve.conf": "Listen 192.0.2.1:8787\n" };
    expect(registries({ ...config, ...release })).toEqual([]);
    expect(registries({ ...config, ...release, ...httpd })).toMatchObject([
      ["192.0.2.1:8787", "httpd.service", undefined, undefined],
    ]);
  });

  it("is not looked for on other nodes", () => {
    expect(registries({ hostname: "compute0\n" })).toEqual([]);
  });
});

describe("the ports of services", () => {
  const ports = (
    socket: string,
    name = "nova_api",
    labels: Record<string, string> = { managed_by: "tripleo-Controller" },
  ) =>
    node({
      [ps()]: psTable([name, "i", "Up 2 days"]),
      "sos_commands/docker/docker_inspect_all": inspect({ name, labels }),
      "sos_commands/networking/ss_-lntup": `tcp LISTEN 0 1 192.0.2.1:22 0.0.0.0:* users:(("sshd",pid=1,fd=3))\n${socket}\n`,
    }).apiPorts;

  it.each([
    ['tcp LISTEN 0 1 192.0.2.1:8774 0.0.0.0:* users:(("httpd",pid=1,fd=3))', true],
    ["tcp LISTEN 0 1 192.0.2.1:8774 0.0.0.0:*", true],
    ['tcp LISTEN 0 1 192.0.2.9:8774 0.0.0.0:* users:(("haproxy",pid=1,fd=3))', false],
    ['tcp LISTEN 0 1 192.0.2.1:87740 0.0.0.0:* users:(("httpd",pid=1,fd=3))', false],
  ])("with %s: %s", (socket, listening) => {
    expect(ports(socket)).toMatchObject([{ name: "nova_api", port: 8774, listening }]);
  });

  it("are known of some services alone, and of containers that run", () => {
    expect(ports("", "nova_conductor")).toEqual([]);
    expect(ports("", "memcached", {})).toEqual([]);
    expect(node({ [ps()]: psTable(["nova_api", "i", "Exited (0) 2 days ago"]) }).apiPorts).toEqual([]);
  });
});
