import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { type Archive, readArchive } from "../collect/archive.ts";
import { type Ended, FaultyNode, out } from "./faulty.ts";
import { noNodes, withNode } from "./testbed.ts";

const shells = ["dash", "bash", "busybox sh"];

/** A test on a node of its own that something happens to. */
function fault(name: string, use: (node: FaultyNode) => Promise<void>): void {
  test(name, async ({ skip }) => {
    if (noNodes) skip(noNodes);
    await withNode("faults0", async (node) => use(await new FaultyNode(node).prepare()));
  });
}

/** Reads the archive that a run wrote, of which the run says nothing but its path. */
async function written(faulty: FaultyNode, ended: Ended): Promise<Archive> {
  expect(ended).toMatchObject({ code: 0, stderr: "", stdout: expect.stringMatching(/^[^\n]+\.tgz\n$/) });
  return fetched(faulty, ended.stdout.trimEnd());
}

async function fetched(faulty: FaultyNode, path: string): Promise<Archive> {
  const folder = mkdtempSync(join(tmpdir(), "sospect-faults-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const copy = join(folder, "archive.tgz");
  writeFileSync(copy, Buffer.from(await faulty.sh(`base64 '${path}'`), "base64"));
  return readArchive(copy);
}

function names(archive: Archive): string[] {
  const all: { Name: string }[] = JSON.parse(archive.text("sos_commands/docker/containers/docker_inspect_all"));
  return all.map((container) => container.Name).sort();
}

const everyName = ["/neutron_ovs_agent", "/nova_compute", "/nova_migration_target", "/nova_statedir_owner"];

/** Makes logs of a MB each that hardly compress, so that masking and packing take their time. */
const longLogs = (logs = 5) => `mkdir -p /var/log/containers/nova
  for i in $(seq ${logs}); do
    head -c 900000 /dev/urandom | base64 -w 900 >/var/log/containers/nova/noise-$i.log
  done`;

const stopEngine = (signal: string) => `touch /run/without-engine; read -r pid </run/docker.pid; kill -${signal} $pid
  while kill -0 $pid 2>/dev/null; do sleep 0.1; done`;
const engineDown = /^collect: no container engine answers: docker \(is its service running\?\)\n$/;

test.each([
  ["was stopped", "TERM"],
  ["was killed, so that its socket is still there", "KILL"],
])("an engine that %s is told in one line", async (_, signal) => {
  await withNode("faults0", async (node) => {
    const faulty = await new FaultyNode(node).prepare();
    await faulty.sh(stopEngine(signal));
    const ended = await faulty.collect();
    expect(ended).toMatchObject({ code: 4, stdout: "", stderr: expect.stringMatching(engineDown) });
    expect(await faulty.archives()).toEqual([]);
    expect([...(await faulty.leftDirectories()), ...(await faulty.leftProcesses())]).toEqual([]);
    // The collector has not started it.
    await expect(faulty.sh("docker version")).rejects.toThrow("Cannot connect");
  });
});

fault("an engine that hangs is given up", async (faulty) => {
  await faulty.sh("kill -STOP $(cat /run/docker.pid)");
  const ended = await faulty
    .collect({ args: ["--timeout", "2"] })
    .finally(() => faulty.sh("kill -CONT $(cat /run/docker.pid)"));
  await faulty.expectNothing(ended, 4, engineDown);
});

fault(
  "of an engine that hangs half-way, what it has said is packed, and each call that hung is marked",
  async (faulty) => {
    await faulty.command(
      "docker",
      `case "$*" in "ps -a --no-trunc") "$real" "$@"; kill -STOP $(cat /run/docker.pid); exit ;; esac`,
    );
    const ended = await faulty
      .collect({ args: ["--timeout", "2"] })
      .finally(() => faulty.sh("kill -CONT $(cat /run/docker.pid)"));
    const archive = await written(faulty, ended);
    expect(archive.capture("sos_commands/docker/docker_ps_-a_--no-trunc")).toMatchObject({
      exitCode: 0,
      timedOut: false,
    });
    expect(archive.capture("sos_commands/docker/docker_info")).toMatchObject({ exitCode: 124, timedOut: true });
    expect(
      archive.manifest.captures.filter((each) => each.command.startsWith("docker inspect") && !each.timedOut),
    ).toEqual([]);
    expect(archive.text("etc/nova/nova.conf")).toContain("virt_type=kvm");
    await faulty.expectUntouched();
  },
);

const small = (size: string) => `mkdir -p /small && mount -t tmpfs -o size=${size} tmpfs /small`;

fault("a directory with less room than is asked for is refused", async (faulty) => {
  await faulty.sh(small("10m"));
  const ended = await faulty.collect({ into: "/small", args: ["--min-free", "50"] });
  await faulty.expectNothing(
    ended,
    5,
    /^collect: only \d+ MiB are free in \/small, and 50 are asked for: choose another directory with -o\n$/,
  );
  expect(await faulty.sh("ls -A /small")).toBe("");
});

fault("an archive that does not fit is not left in part", async (faulty) => {
  await faulty.sh(`${small("2m")}; ${longLogs()}`);
  const ended = await faulty.collect({ into: "/small" });
  await faulty.expectNothing(
    ended,
    5,
    /^collect: cannot write \/small\/sospect-[^ ]+\.tgz: .*No space left on device\n$/,
  );
  expect(await faulty.sh("ls -A /small")).toBe("");
});

test.each([
  ["what is captured is in memory", []],
  ["what is captured is on it", ["--no-mask"]],
])("a disk that fills up ends the run, where %s", async (_, args) => {
  await withNode("faults0", async (node) => {
    const faulty = await new FaultyNode(node).prepare();
    await faulty.sh(`${small("40m")}; ${longLogs()}`);
    await faulty.command("docker", `case "$*" in logs*) dd if=/dev/zero of=/small/other bs=1M 2>/dev/null ;; esac`);
    const ended = await faulty.collect({ into: "/small", args });
    await faulty.expectNothing(ended, 5, /^collect: (only \d+ MiB are free in \/small|cannot write (in )?\/small)/);
    expect(await faulty.sh("ls -A /small")).toBe("other\n");
  });
});

const codes = { INT: 130, TERM: 143, HUP: 129 };
const moments: [string, string][] = [
  ["listing", "[ -e /faults/at-ps ]"],
  ["logs", "[ -e /faults/at-logs ]"],
  ["masking", "[ -d /run/.sospect.*/scratch.main/masked ]"],
  ["packing", `[ -s ${out}/.sospect-*/archive ]`],
];
/** Calls of the engine that say when they are made, and last. */
const slowEngine = `case "$*" in
"ps -a --no-trunc") touch /faults/at-ps; if [ -e /faults/slow-ps ]; then sleep 20; fi ;;
logs*) touch /faults/at-logs; if [ -e /faults/slow-logs ]; then sleep 20; fi ;;
esac`;

test.each(shells)("under %s, a run that is told to end does so at any moment", async (shell) => {
  await withNode("faults0", async (node) => {
    const faulty = await new FaultyNode(node).prepare();
    await faulty.sh(longLogs(shell.startsWith("busybox") ? 2 : 5));
    await faulty.command("docker", slowEngine);
    for (const [moment, when] of moments) {
      for (const [signal, code] of Object.entries(codes)) {
        await faulty.sh(`rm -f /faults/at-* /faults/slow-* /faults/pid; touch /faults/slow-${moment === "listing" ? "ps" : "logs"}
          case ${moment} in masking | packing) rm /faults/slow-* ;; esac`);
        const running = faulty.collect({ shell });
        await faulty.signal(signal, when, signal === "INT");
        expect([moment, signal, (await running).code]).toEqual([moment, signal, code]);
        expect([moment, signal, await faulty.archives()]).toEqual([moment, signal, []]);
        await faulty.expectUntouched();
      }
    }
  });
});

test.each(shells)("under %s, a run that is told to end leaves no process, however the moment falls", async (shell) => {
  await withNode("faults0", async (node) => {
    const faulty = await new FaultyNode(node).prepare();
    for (let round = 1; round <= 12; round++) {
      await faulty.sh("rm -f /faults/pid");
      const running = faulty.collect({ shell });
      await faulty.signal("TERM", `sleep ${round / 10}`);
      const { code } = await running;
      expect([0, 143]).toContain(code);
      expect(await faulty.archives()).toHaveLength(code === 0 ? 1 : 0);
      await faulty.expectUntouched();
      await faulty.sh(`rm -f ${out}/*`);
    }
  });
});
