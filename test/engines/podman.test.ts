import { existsSync, readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { analyze } from "../../src/analyze.ts";
import { type Archive, readArchive } from "../collect/archive.ts";
import { foundOn, noNodes, type SimulatedNode, withNode } from "./testbed.ts";

interface Inspected {
  Id: string;
  Name: string;
  State: { Status: string; ExitCode: number; Health: { Status: string; FailingStreak: number } };
  Config: { Labels: Record<string, string> | null };
}

const scenario = "scenario-podman-controller.sh";
const asStack = (command: string) =>
  ["su", "stack", "-c", `cd; XDG_RUNTIME_DIR=/run/user/$(id -u) ${command}`] as const;

async function engineIds(node: SimulatedNode, engine: "docker" | "podman"): Promise<string[]> {
  return (await node.run(engine, "ps", "-aq", "--no-trunc")).trim().split("\n").sort();
}

function inspected(archive: Archive, engine: "docker" | "podman"): Inspected[] {
  return JSON.parse(archive.text(`sos_commands/${engine}/containers/${engine}_inspect_all`));
}

function pathsBelow(archive: Archive, folder: string): string[] {
  return archive.files.filter(({ path, type }) => path.startsWith(folder) && type === "File").map(({ path }) => path);
}

/** Runs containers of these names, of an image that holds busybox alone. */
async function runTools(node: SimulatedNode, engine: "docker" | "podman", ...names: string[]): Promise<void> {
  const image = "172.25.249.200:8787/tool:1";
  await node.run("sh", "-c", `tar -C / -c bin/busybox | ${engine} import - ${image} 2>&1`);
  for (const name of names) {
    await node.run(engine, "run", "--detach", "--net=host", "--name", name, image, "/bin/busybox", "sleep", "9999");
  }
}

describe("a controller with Podman alone", () => {
  it("is captured whole, and analyze finds what was broken, and nothing else", async ({ skip }) => {
    if (noNodes) skip(noNodes);
    await withNode(
      "controller0",
      async (node) => {
        await expect(node.run("docker", "version")).rejects.toThrow("docker");
        await node.deploy(scenario);
        const before = await engineIds(node, "podman");
        const file = await node.collect();
        const archive = await readArchive(file);
        expect(archive.manifest).toMatchObject({ host: "controller0", engines: ["podman"] });
        const failed = archive.manifest.captures.filter(({ exitCode, timedOut }) => exitCode !== 0 || timedOut);
        // No systemd runs in a simulated node, its images have no RabbitMQ in them, and Podman without root has no figures of
        // use under these control groups.
        expect(
          failed
            .map(({ command }) => command)
            .filter((text) => !/^(systemctl|timedatectl)|podman stats|rabbitmqctl/.test(text)),
        ).toEqual([]);
        expectContainers(archive, before);
        expectFiles(archive);
        await expectUntouched(node, before);

        const analysis = await analyze([file]);
        if (!analysis.ok) throw new Error(JSON.stringify(analysis.problems));
        expect(analysis.result.nodes).toMatchObject([
          { name: "controller0", engine: expect.stringMatching(/^podman \d/), containers: 16 },
        ]);
        expect(foundOn(analysis.result).map(({ rule, subject }) => `${rule} ${subject.name}`)).toEqual([
          "config-changed-after-start cinder_api",
          "config-changed-after-start keystone",
          "config-edit-without-effect /etc/nova/nova.conf [scheduler] workers",
          "config-edited-by-hand /var/lib/config-data/puppet-generated/keystone/etc/keystone/keystone.conf",
          "config-hash-differs cinder_api",
          "config-hash-not-applied cinder_api",
          "config-not-loaded cinder_api: /etc/cinder/cinder.conf",
          "config-not-loaded keystone: /etc/keystone/keystone.conf",
          "container-unhealthy nova_api",
          "container-unmanaged tool-of-stack",
          "database-hosts-differ connection",
          "debug-on [DEFAULT] debug",
          "image-tag-moved heat_engine",
          "one-shot-failed neutron_db_sync",
          "registry-perhaps-not-trusted 172.25.249.200:8787",
          "service-exited glance_api",
        ]);
      },
      { engines: ["podman"] },
    );
    // A control group with a process in it could not have been removed.
    const groups = ["", ...readdirSync("/sys/fs/cgroup")].map((tree) => `/sys/fs/cgroup/${tree}/testbed-controller0`);
    const left = [...groups, "/run/netns/tb-controller0", "/sys/class/net/br-tb"].filter((path) => existsSync(path));
    expect(left).toEqual([]);
  });
});

function expectContainers(archive: Archive, ids: string[]): void {
  const listed: { Id: string }[] = JSON.parse(
    archive.text("sos_commands/podman/podman_ps_-a_--no-trunc_--format_json"),
  );
  expect(listed.map(({ Id }) => Id).sort()).toEqual(ids);
  const table = archive.text("sos_commands/podman/podman_ps_-a_--no-trunc").split("\n");
  expect(ids.filter((id) => !table.some((line) => line.startsWith(id)))).toEqual([]);
  const all = inspected(archive, "podman");
  expect(all.map(({ Id }) => Id).sort()).toEqual(ids);
  const named = (name: string) => all.find(({ Name }) => Name === name);
  expect(named("nova_api")?.State).toMatchObject({
    Status: "running",
    Health: { Status: "unhealthy", FailingStreak: 3 },
  });
  expect(named("keystone")?.State.Health.Status).toBe("healthy");
  expect(named("glance_api")?.State).toMatchObject({ Status: "exited", ExitCode: 0 });
  expect(named("neutron_db_sync")?.State).toMatchObject({ Status: "exited", ExitCode: 1 });
  expect(named("nova_db_sync")?.Config.Labels).toMatchObject({
    config_id: "tripleo_step3",
    managed_by: "tripleo_ansible",
    config_data: expect.stringContaining(`"su nova -s /bin/bash -c '/usr/bin/nova-manage db sync'"`),
  });
  expect(named("nova_api_map_cell0")?.Config.Labels?.["config_data"]).toContain(String.raw`set -e\necho "mapping`);
  expect(named("memcached")?.Config.Labels?.["maintainer"]).toContain(
    'it\'s "quoted"\n$(touch /tmp/expanded) `touch /tmp/expanded` ; touch /tmp/expanded\nCONTAINER ID',
  );
  expect(JSON.parse(archive.text("sos_commands/podman/images/podman_inspect_all"))).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ RepoTags: ["172.25.249.200:8787/rhosp-rhel8/openstack-keystone:16.2-71"] }),
    ]),
  );
  const log = `sos_commands/podman/containers/podman_logs_-t_${named("neutron_db_sync")?.Id.slice(0, 12)}`;
  expect(archive.text(log)).toContain("Can't connect to MySQL server");
  expect(pathsBelow(archive, "sos_commands/podman/containers/podman_logs_")).toHaveLength(ids.length);
}

function expectFiles(archive: Archive): void {
  const generated = "var/lib/config-data/puppet-generated";
  expect(archive.text(`${generated}/keystone/etc/keystone/keystone.conf`)).toContain("expiration=14400");
  expect(archive.text(`${generated}/keystone.md5sum`)).toMatch(/^[0-9a-f]{32}\n$/);
  expect(archive.text("etc/nova/nova.conf")).toContain("\nworkers=8");
  const startup = "var/lib/tripleo-config/container-startup-config";
  expect(JSON.parse(archive.text(`${startup}/step_3/keystone.json`))).toHaveProperty("restart", "always");
  expect(JSON.parse(archive.text(`${startup}/step_4/hashed-nova_api.json`))).toHaveProperty(
    "environment.TRIPLEO_CONFIG_HASH",
  );
  expect(archive.text("var/lib/kolla/config_files/nova_api.json")).toContain("/usr/bin/nova-api");
  expect(JSON.parse(archive.text("var/lib/container-puppet/container-puppet.json"))).toHaveLength(8);
  expect(archive.text("var/log/containers/nova/nova-api.log")).toContain("is unreachable");
  expect(archive.text("var/log/containers/stdouts/glance_api.log")).toContain("Caught TERM, ending");
  expect(archive.text("sos_commands/systemd/systemctl_list-units_--all_tripleo")).toContain(
    "tripleo_nova_api_healthcheck.service loaded failed failed",
  );
  expect(pathsBelow(archive, "").filter((path) => path.includes("fernet-keys"))).toEqual([]);
}

/** The node has the same containers as before, no text of theirs was run, and another user's are theirs alone. */
async function expectUntouched(node: SimulatedNode, ids: string[]): Promise<void> {
  expect(await engineIds(node, "podman")).toEqual(ids);
  expect((await node.run("find", "/tmp", "-name", ".sospect*", "-o", "-name", "expanded")).trim()).toBe("");
  expect((await node.run(...asStack("podman ps --format {{.Names}}"))).trim()).toBe("tool-of-stack");
}

describe("a node with Docker and Podman", () => {
  it("is captured with the containers of both, each of them once", async ({ skip }) => {
    if (noNodes) skip(noNodes);
    await withNode(
      "compute0",
      async (node) => {
        for (const engine of ["docker", "podman"] as const) {
          await runTools(node, engine, `only-${engine}`, "of-both");
        }
        const file = await node.collect();
        const archive = await readArchive(file);
        expect(archive.manifest.engines).toEqual(["docker", "podman"]);
        for (const engine of ["docker", "podman"] as const) {
          const ids = await engineIds(node, engine);
          expect(ids).toHaveLength(2);
          expect(
            inspected(archive, engine)
              .map(({ Id }) => Id)
              .sort(),
          ).toEqual(ids);
          expect(pathsBelow(archive, `sos_commands/${engine}/containers/${engine}_logs_`)).toHaveLength(2);
        }
        const analysis = await analyze([file]);
        if (!analysis.ok) throw new Error(JSON.stringify(analysis.problems));
        expect(analysis.result.nodes).toMatchObject([{ containers: 4 }]);
        expect(foundOn(analysis.result).map(({ rule }) => rule)).toEqual([
          "registry-perhaps-not-trusted",
          "two-engines",
        ]);
      },
      { engines: ["docker", "podman"] },
    );
  });

  it("is captured once where docker is only another name of podman", async ({ skip }) => {
    if (noNodes) skip(noNodes);
    await withNode(
      "compute0",
      async (node) => {
        await runTools(node, "docker", "tool");
        const archive = await readArchive(await node.collect());
        expect(archive.manifest.engines).toEqual(["podman"]);
        expect(pathsBelow(archive, "sos_commands/docker")).toEqual([]);
        expect(inspected(archive, "podman").map(({ Name }) => Name)).toEqual(["tool"]);
      },
      { engines: ["podman-docker"] },
    );
  });
});
