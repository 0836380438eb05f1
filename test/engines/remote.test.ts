import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, onTestFinished, test, vi } from "vitest";
import { readOptions } from "../../src/cli/collect-options.ts";
import { collectRemotely } from "../../src/cli/collect-remote.ts";
import { readArchive } from "../collect/archive.ts";
import { script } from "../collect/stage.ts";
import { noNodes, type SimulatedNode, withDeployment } from "./testbed.ts";

/** Runs `collect` with these options. */
async function collect(collector: string, args: string[]) {
  const stdout = vi.spyOn(process.stdout, "write").mockImplementation(taking);
  const stderr = vi.spyOn(process.stderr, "write").mockImplementation(taking);
  try {
    const wanted = readOptions(args);
    if (wanted.kind !== "remote") throw new Error(`not a run by ssh: ${JSON.stringify(wanted)}`);
    const code = await collectRemotely(wanted, collector);
    const said = (spy: typeof stdout) => spy.mock.calls.map(([text]) => String(text)).join("");
    return { code, stdout: said(stdout), stderr: said(stderr) };
  } finally {
    stdout.mockRestore();
    stderr.mockRestore();
  }
}

function taking(_: string | Uint8Array, ...rest: unknown[]): boolean {
  const done = rest.at(-1);
  if (typeof done === "function") done();
  return true;
}

/** What a run leaves on a node while it goes on: processes, and files. */
async function traces(node: SimulatedNode): Promise<string[]> {
  const processes = (await node.run("ps", "-eo", "args=")).split("\n");
  const files = (await node.run("find", "/run", "/tmp", "/var/tmp", "/home", "/root", "-name", "*sospect*")).split(
    "\n",
  );
  return [
    ...processes.filter((args) =>
      /^(sudo -n sh|sh -s|docker (ps|inspect|logs|info|stats|images)|sshd: heat-admin)/.test(args),
    ),
    ...files,
  ].filter((each) => each !== "");
}

/** Waits until a condition holds; the test's own limit ends what never does. */
async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await sleep(50);
}

test("three nodes are collected from at once by ssh, and what one of them dies of is no other's loss", async ({
  skip,
}) => {
  if (noNodes) skip(noNodes);
  await withDeployment(async (director, controller, compute) => {
    const out = mkdtempSync(join(tmpdir(), "sospect-remote-"));
    onTestFinished(() => rmSync(out, { recursive: true, force: true }));
    // The controller is reached by way of the director, as in a cloud whose nodes have no route from outside.
    const config = join(out, "ssh_config");
    const jump = `Host controller0\n  HostName ${controller.ip}\n  ProxyJump heat-admin@${director.ip}\n`;
    const any = `Host *\n  StrictHostKeyChecking no\n  UserKnownHostsFile /dev/null\n  IdentityFile ${director.key}\n`;
    writeFileSync(config, `${jump}${any}`);
    const hosts = [director.ip, "controller0", compute.ip].flatMap((host) => ["--host", `heat-admin@${host}`]);
    const keys = [director, controller, compute].flatMap(({ key }) => ["--identity", key]);
    const ssh = [
      "--ssh-config",
      config,
      "--ssh-option",
      "StrictHostKeyChecking=no",
      "--ssh-option",
      "UserKnownHostsFile=/dev/null",
    ];

    const running = collect(script, [...hosts, ...keys, ...ssh, "-o", join(out, "bundles"), "--lines", "100"]);
    await until(
      async () =>
        (await compute.run("find", "/run", "/var/tmp", "-path", "*.sospect*", "-name", "captures.*", "-size", "+0")) !==
        "",
    );
    expect(await traces(compute)).not.toEqual([]);
    await compute.run("pkill", "-KILL", "-u", "heat-admin", "sshd");
    const { code, stdout, stderr } = await running;

    expect(code).toBe(1);
    const paths = stdout.trimEnd().split("\n");
    expect(readdirSync(join(out, "bundles")).sort()).toEqual(paths.map((path) => basename(path)).sort());
    const archives = await Promise.all(paths.map(readArchive));
    expect(archives.map(({ manifest }) => manifest.host)).toEqual(["director", "controller0"]);
    expect(paths.map((path) => basename(path).replace(/-\d{8}T\d{6}Z\.tgz$/, ""))).toEqual([
      "sospect-director",
      "sospect-controller0",
    ]);
    expect(archives[0]?.text("sos_commands/registry/v2/_catalog")).toContain("openstack-keystone");
    expect(archives[1]?.text("sos_commands/docker/docker_ps_-a_--no-trunc")).toContain("heat_engine");
    const lines = stderr.trimEnd().split("\n");
    expect(lines).toHaveLength(3);
    expect(lines.find((line) => line.startsWith(compute.ip))).toMatch(
      /: failed: .*(closed by remote host|client_loop|Broken pipe)/,
    );

    for (const node of [director, controller, compute]) {
      await until(async () => (await traces(node)).length === 0);
    }
  });
});
