import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { type Archive, readArchive } from "../collect/archive.ts";
import { script } from "../collect/stage.ts";
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
      // The signal itself ends a shell that has not read as far as the first step.
      expect([0, 143, "SIGTERM"]).toContain(code);
      expect(await faulty.archives()).toHaveLength(code === 0 ? 1 : 0);
      await faulty.expectUntouched();
      await faulty.sh(`rm -f ${out}/*`);
    }
  });
});

test.each(shells)(
  "under %s, what a run that was killed leaves is in one directory, and hinders no other",
  async (shell) => {
    await withNode("faults0", async (node) => {
      const faulty = await new FaultyNode(node).prepare();
      await faulty.command("docker", slowEngine);
      await faulty.sh("touch /faults/slow-logs");
      const running = faulty.collect({ shell });
      await faulty.signal("KILL", "[ -e /faults/at-logs ]");
      expect((await running).code).not.toBe(0);
      const left = await faulty.leftDirectories();
      expect(left).toHaveLength(2);
      expect(
        left.filter((path) => /^\/run\/\.sospect\.\w{6}$|^\/faults\/out\/\.sospect-faults0-\w+$/.test(path)),
      ).toEqual(left);
      expect(await faulty.sh(`stat -c %a:%u ${left.join(" ")}`)).toBe("700:0\n700:0\n");
      // Its jobs go on until their time is up; here they have none.
      await faulty.sh("rm /faults/slow-logs");
      await written(faulty, await faulty.collect({ shell }));
      expect(await faulty.leftDirectories()).toEqual(left);
    });
  },
);

test.each(shells)("under %s, a run that nobody reads any more ends, and cleans up", async (shell) => {
  await withNode("faults0", async (node) => {
    const faulty = await new FaultyNode(node).prepare();
    const command = `FAULTS_RUN=yes ${shell} ${script} --min-free 1 -o`;
    // Its words, after the first.
    await faulty.sh(`{ ${command} ${out} --progress; echo $? >/faults/code; } 2>&1 | { read -r line; }`);
    expect(await faulty.sh("cat /faults/code")).toBe("141\n");
    expect(await faulty.archives()).toEqual([]);
    await faulty.expectUntouched();
    // Its archive, on standard output.
    await faulty.sh(
      `${longLogs(2)}; cd ${out}; { TMPDIR=${out} ${command} - 2>/dev/null; echo $? >/faults/code; } | head -c 1000 >/dev/null`,
    );
    expect(await faulty.sh("cat /faults/code")).toMatch(/^(5|141)\n$/);
    await faulty.expectUntouched();
    // With nowhere to say anything from the beginning, it writes its archive.
    await faulty.sh(`${command} ${out} >&- 2>&-`);
    expect(await faulty.archives()).toHaveLength(1);
    await faulty.expectUntouched();
  });
});

fault("a connection by ssh that is gone ends the run", async (faulty) => {
  await faulty.command("docker", slowEngine);
  const ssh = [
    "-i",
    faulty.node.key,
    "-o",
    "BatchMode=yes",
    "-o",
    "StrictHostKeyChecking=no",
    "-o",
    "UserKnownHostsFile=/dev/null",
  ];
  const remote = `sudo env FAULTS_RUN=yes PATH=/faults/bin:$PATH sh ${script} -o ${out} --min-free 1 --progress`;
  const client = spawn("ssh", [...ssh, `heat-admin@${faulty.node.ip}`, remote], { stdio: "ignore" });
  await faulty.sh("until [ -e /faults/at-ps ]; do sleep 0.1; done");
  client.kill("SIGKILL");
  await faulty.sh("while grep -qs FAULTS_RUN=yes /proc/[0-9]*/environ; do sleep 0.1; done");
  await faulty.expectUntouched();
  expect(await faulty.archives()).toEqual([]);
});

fault("a container that is removed meanwhile is missing, and no other", async (faulty) => {
  await faulty.command(
    "docker",
    `case "$*" in "ps -aq --no-trunc") "$real" "$@"; "$real" rm -f neutron_ovs_agent >/dev/null; exit ;; esac`,
  );
  const id = (await faulty.sh("docker inspect -f '{{.Id}}' neutron_ovs_agent")).trim();
  const ended = await faulty.collect();
  await faulty.remember();
  const archive = await written(faulty, ended);
  expect(names(archive)).toEqual(everyName.slice(1));
  const failed = archive.manifest.captures.filter((each) => each.exitCode !== 0 && each.command.includes(id));
  expect(failed).toEqual([
    expect.objectContaining({
      command: expect.stringContaining("docker logs"),
      stderr: expect.stringContaining("No such container"),
    }),
  ]);
  const inspects = archive.manifest.captures.filter((each) => each.path.endsWith("containers/docker_inspect_all"));
  expect(inspects).toEqual([expect.objectContaining({ exitCode: 1, stderr: expect.stringMatching(/no such/i) })]);
  expect(archive.files.filter((file) => file.path.includes("docker_logs"))).toHaveLength(4);
  await faulty.expectUntouched();
});

fault("of logs without end, only the end is read", async (faulty) => {
  await faulty.sh(`cd /var/log/containers/nova
    truncate -s 10G sparse.log && for i in 1 2 3; do echo "2026-01-02 03:04:05.678 the end $i"; done >>sparse.log
    head -c 150000000 /dev/zero | tr '\\000' x >one-line.log && echo >>one-line.log
    docker run -d --name chatty --net=host "$(docker inspect -f '{{.Image}}' nova_compute)" sh -c '
      i=0; line=$(head -c 4000 /dev/zero | tr "\\000" y)
      while [ $i -lt 25000 ]; do echo "$i $line"; i=$((i + 1)); done; echo the last' >/dev/null
    docker wait chatty >/dev/null`);
  await faulty.remember();
  const archive = await written(faulty, await faulty.collect());
  const id = (await faulty.sh("docker inspect -f '{{.Id}}' chatty")).slice(0, 12);
  const [sparse, oneLine, chatty] = [
    "var/log/containers/nova/sparse.log",
    "var/log/containers/nova/one-line.log",
    `sos_commands/docker/containers/docker_logs_-t_${id}`,
  ];
  for (const path of [sparse, oneLine, chatty]) {
    expect(archive.capture(path)).toMatchObject({ exitCode: 0, timedOut: false, cutShort: true });
    expect(archive.text(path).length).toBeLessThanOrEqual(1 << 20);
  }
  expect(archive.text(sparse)).toMatch(/the end 2\n[^\n]*the end 3\n$/);
  expect(archive.text(chatty)).toMatch(/ the last\n$/);
  await faulty.expectUntouched();
});

/** Names and texts that a shell, a JSON reader or a terminal might stumble over. */
const evil = [
  "$(touch /tmp/pwned)",
  "`touch /tmp/pwned`",
  "; touch /tmp/pwned #",
  "a'b\"c\\\\d",
  "-rf",
  "--files-from=x",
  "two  blanks",
  "line\nbreak",
  "\u001b[31mred\u001b]0;title\u0007",
  "*",
];

test.each(shells)("under %s, nothing that containers and files are called is run", async (shell) => {
  await withNode("faults0", async (node) => {
    const faulty = await new FaultyNode(node).prepare();
    const text = evil.join(" ");
    const image = (await faulty.sh("docker inspect -f '{{.Image}}' nova_compute")).trim();
    const labels = [`--label=evil=${text}`, `--env=EVIL=${text}`];
    const print = ["sh", "-c", 'while :; do echo "$0"; sleep 60; done', text];
    await node.run("docker", "run", "-d", "--name", "evil", "--net=host", ...labels, image, ...print);
    for (const name of evil) {
      for (const folder of ["/var/log/containers/nova", "/etc/nova"]) {
        await node.run(
          "sh",
          "-c",
          'echo "password=example-secret-9 $2" >"$1/$2"',
          "sh",
          folder,
          `${name.replaceAll("/", "|")}.log`,
        );
      }
    }
    await faulty.sh(
      "mkdir '/var/log/containers/$(touch pwned) `id`' && cp /etc/hostname '/var/log/containers/$(touch pwned) `id`/x y.log'",
    );
    await faulty.remember();
    const archive = await written(faulty, await faulty.collect({ shell }));
    expect(await faulty.sh("find / -xdev -name pwned; find /tmp /run -name pwned")).toBe("");
    const all: { Name: string; Config: { Labels: Record<string, string> } }[] = JSON.parse(
      archive.text("sos_commands/docker/containers/docker_inspect_all"),
    );
    expect(all.find((each) => each.Name === "/evil")?.Config.Labels.evil).toBe(text);
    const paths = archive.files.map((file) => file.path);
    for (const name of evil.filter((each) => !each.includes("\n") && !each.includes("\u001b"))) {
      expect(paths).toContain(`var/log/containers/nova/${name.replaceAll("/", "|")}.log`);
      expect(paths).toContain(`etc/nova/${name.replaceAll("/", "|")}.log`);
    }
    expect(archive.files.filter((file) => file.bytes.includes("example-secret-9"))).toEqual([]);
    await faulty.expectUntouched();
  });
});

fault("two runs in the same second write two archives", async (faulty) => {
  const stdout = await faulty.sh(`for i in 1 2 3; do
      sh ${script} -o ${out} --min-free 1 >/faults/stdout.$i 2>/faults/stderr.$i & done; wait; cat /faults/stderr.*; cat /faults/stdout.*`);
  const paths = stdout.trimEnd().split("\n");
  expect(new Set(paths).size).toBe(3);
  for (const path of paths) expect(names(await fetched(faulty, path))).toEqual(everyName);
  await faulty.expectUntouched();
});

fault("what a link points to is not read", async (faulty) => {
  await faulty.sh(`echo 'planted-line-of-shadow' >>/etc/shadow; echo 'planted-line-of-shadow' >/root/secret.conf
    cd /var/lib/config-data/puppet-generated/nova_libvirt/etc
    ln -s /etc/shadow nova/shadow.conf; ln -sf /etc/shadow libvirt.conf; ln -s /root etcroot
    mv /etc/neutron /etc/neutron.away 2>/dev/null; ln -s /root /etc/neutron; ln -s /root /var/log/containers/linked
    ln -s /etc/shadow /var/log/containers/nova/shadow.log; rm -rf /var/log/neutron; ln -s /root /var/log/neutron
    docker exec nova_compute sh -c 'rm -rf /etc/nova; ln -s ../../../../../../../../etc /etc/nova'
    docker exec nova_migration_target sh -c 'rm -rf /etc/nova/nova.conf; ln -s /../../../../../../etc/shadow /etc/nova/nova.conf
      ln -s /etc /etc/nova/all; mkfifo /etc/nova/fifo; mknod /etc/nova/zero c 1 5' || true
    mkfifo /var/log/containers/nova/fifo.log /etc/nova/fifo`);
  const archive = await written(faulty, await faulty.collect({ args: ["--no-mask"] }));
  expect(archive.files.filter((file) => file.bytes.includes("planted-line-of-shadow"))).toEqual([]);
  expect(archive.files.filter((file) => file.path.includes("shadow"))).toEqual([]);
  expect(archive.files.filter((file) => !["File", "Directory"].includes(file.type))).toEqual([]);
  expect(names(archive)).toEqual(everyName);
  await faulty.expectUntouched();
});

test.each(shells)(
  "under %s, a log that is exchanged for a link or a pipe while it is collected is not read",
  async (shell) => {
    await withNode("faults0", async (node) => {
      const faulty = await new FaultyNode(node).prepare();
      await faulty.sh(`echo 'planted-line-of-shadow' >>/etc/shadow; cd /var/log/containers
      mkdir swapped away && echo one >nova/link.log && echo two >swapped/shadow && echo three >nova/pipe.log`);
      await faulty.sh(`cat >/faults/swap <<'SWAP'
mkdir /faults/swapping || exit 0
cd /var/log/containers; rm nova/link.log nova/pipe.log; ln -s /etc/shadow nova/link.log; mkfifo nova/pipe.log
mv swapped away/; ln -s /etc swapped
SWAP`);
      // All listings come before all reading: what was found is exchanged before it is sorted. busybox sorts by itself.
      await faulty.command("xargs", "sh /faults/swap 2>/dev/null");
      const running = faulty.collect({ shell, args: ["--timeout", "3"] });
      if (shell.startsWith("busybox")) {
        await faulty.sh("until [ -s /run/.sospect.*/scratch.logs/found ]; do :; done; sh /faults/swap");
      }
      const archive = await written(faulty, await running);
      expect(archive.files.filter((file) => file.bytes.includes("planted-line-of-shadow"))).toEqual([]);
      await faulty.expectUntouched();
    });
  },
);

fault("when the time of the whole run is up, nothing more is begun, and what there is is packed", async (faulty) => {
  await faulty.command("docker", `case "$*" in logs*) sleep 2 ;; esac`);
  const archive = await written(faulty, await faulty.collect({ args: ["--total-timeout", "3", "--jobs", "1"] }));
  const late = archive.manifest.captures.filter((each) =>
    each.stderr.startsWith("not begun: the whole collection may take 3 s"),
  );
  expect(late.length).toBeGreaterThan(0);
  expect(late.filter((each) => each.exitCode !== 124)).toEqual([]);
  expect(archive.text("sos_commands/docker/docker_ps_-a_--no-trunc")).toContain("nova_compute");
  await faulty.expectUntouched();
});

fault("a full /tmp, /var/tmp and /run do not matter where -o has room", async (faulty) => {
  await faulty.sh(`mount -t tmpfs -o size=64k tmpfs /tmp; mount -t tmpfs -o size=64k tmpfs /var/tmp
    mount -o remount,size=1m /run; for each in /tmp /var/tmp /run; do head -c 2000000 /dev/zero >$each/full 2>/dev/null; done; true`);
  const archive = await written(faulty, await faulty.collect());
  expect(names(archive)).toEqual(everyName);
  await faulty.expectUntouched();
});

fault("without root, and without an engine, it ends with one line", async (faulty) => {
  const nobody = "setpriv --reuid=65534 --regid=65534 --clear-groups sh";
  await faulty.expectNothing(
    await faulty.collect({ shell: nobody }),
    2,
    /^collect: collect must run as root: try sudo [^\n]*\n$/,
  );
  await faulty.sh("mkdir /faults/away; mount --bind /dev/null /usr/bin/docker");
  const ended = await faulty.collect();
  await faulty.sh("umount /usr/bin/docker");
  await faulty.expectNothing(ended, 3, /^collect: no container engine here: neither docker nor podman is installed\n$/);
});
