import { describe, expect, it } from "vitest";
import { factsOf, ofKind } from "../support.ts";

const ID = "3aacfa1c094e".padEnd(64, "0");

function kills(text: string, file = "sos_commands/kernel/dmesg"): string[] {
  return ofKind(factsOf(file, text), "kill").map(({ process, pid, containerId = "-", afterBoot, localTime }) =>
    [process, pid, containerId.slice(0, 12), afterBoot ?? localTime ?? "-"].join(" "),
  );
}

describe("a kill for want of memory", () => {
  it("of RHEL 7 in a container has its group on a line before", () => {
    const text = `[ 5000.1] httpd invoked oom-killer: gfp_mask=0xd0, order=0, oom_score_adj=0
[ 5000.2] Task in /docker/${ID} killed as a result of limit of /docker/${ID}
[ 5000.3] Memory cgroup out of memory: Kill process 4711 (httpd) score 900 or sacrifice child
[ 5000.4] Killed process 4711 (httpd) total-vm:1kB, anon-rss:1kB, file-rss:0kB, shmem-rss:0kB
`;
    expect(kills(text)).toEqual(["httpd 4711 3aacfa1c094e 5000.4"]);
  });

  it.each([
    [`/docker/${ID}`, "3aacfa1c094e"],
    [`/system.slice/docker-${ID}.scope`, "3aacfa1c094e"],
    [`/machine.slice/libpod-${ID}.scope`, "3aacfa1c094e"],
    [`/machine.slice/libpod-${ID}.scope/container`, "3aacfa1c094e"],
    [`/libpod_parent/libpod-${ID}`, "3aacfa1c094e"],
    ["/system.slice/mariadb.service", "-"],
    ["/machine.slice/machine-qemu\\x2d1\\x2dinstance.scope", "-"],
  ])("of newer kernels in %s is found by its pid", (group, container) => {
    const text = `[Tue Nov 24 03:53:02 2026] oom-kill:constraint=CONSTRAINT_NONE,nodemask=(null),cpuset=x,mems_allowed=0,global_oom,task_memcg=${group},task=mysqld,pid=815,uid=27
[Tue Nov 24 03:53:02 2026] Out of memory: Killed process 815 (mysqld) total-vm:1kB, anon-rss:1kB, UID:27
`;
    expect(kills(text)).toEqual([`mysqld 815 ${container} ${Date.UTC(2026, 10, 24, 3, 53, 2)}`]);
  });

  it("is not given the group of an earlier one", () => {
    const text = `[1.1] Task in /docker/${ID} killed as a result of limit of /docker/${ID}
[1.2] Killed process 1 (a) total-vm:1kB
[2.1] b invoked oom-killer: gfp_mask=0xd0
[2.2] Killed process 2 (b) total-vm:1kB
`;
    expect(kills(text)).toEqual(["a 1 3aacfa1c094e 1.2", "b 2 - 2.2"]);
  });

  it.each([
    ["sos_commands/kernel/dmesg", "", "failed"],
    ["sos_commands/kernel/dmesg_kills", "", "whole"],
    ["sos_commands/kernel/dmesg", "dmesg: read kernel buffer failed: Operation not permitted\n", "failed"],
    ["insights_commands/dmesg", "Linux version 2.6.32-573.el6.x86_64 (mockbuild@host)\n", "whole"],
    ["sos_commands/kernel/dmesg", "[    0.000000] Linux version 5.4.0\n", "whole"],
  ])("is looked for in %s that holds %j", (file, text, state) => {
    expect(ofKind(factsOf(file, text), "listing").map((one) => one.state)).toEqual([state]);
    expect(kills(text, file)).toEqual([]);
  });
});
