import { existsSync } from "node:fs";
import { expect, test } from "vitest";
import { type Archive, readArchive } from "../collect/archive.ts";
import { noNodes, withNode } from "./testbed.ts";

interface Inspected {
  Name: string;
  State: { Status: string; ExitCode: number; Health?: { Status: string; Log: { Output: string }[] } };
  Config: { Labels: Record<string, string> };
}

function inspected(archive: Archive, name: string): Inspected | undefined {
  const all: Inspected[] = JSON.parse(archive.text("sos_commands/docker/containers/docker_inspect_all"));
  return all.find((container) => container.Name === `/${name}`);
}

test("the collector captures a compute node with a real Docker, and all that is broken there", async ({ skip }) => {
  if (noNodes) skip(noNodes);
  await withNode("compute0", async (node) => {
    await node.deploy();
    const before = await node.run("docker", "ps", "-aq", "--no-trunc");
    const archive = await readArchive(await node.collect());

    expect(archive.files[0]?.path).toBe("manifest.json");
    expect(archive.manifest).toMatchObject({ host: "compute0", engines: ["docker"], masked: true });
    const failed = archive.manifest.captures.filter((capture) => capture.exitCode !== 0 || capture.timedOut);
    // The simulated node has the command, and no systemd behind it.
    expect(failed.filter((capture) => !/^(systemctl|timedatectl)/.test(capture.command))).toEqual([]);
    expect(archive.manifest.captures.filter((capture) => capture.command.startsWith("docker inspect"))).toHaveLength(2);

    expect(inspected(archive, "nova_compute")?.State.Health).toMatchObject({
      Status: "unhealthy",
      Log: expect.arrayContaining([expect.objectContaining({ Output: expect.stringContaining("RabbitMQ ports") })]),
    });
    expect(inspected(archive, "neutron_ovs_agent")?.State.Health?.Status).toBe("healthy");
    expect(inspected(archive, "iscsid")?.State).toMatchObject({ Status: "exited", ExitCode: 0 });
    expect(inspected(archive, "neutron_init_logs")?.State).toMatchObject({ Status: "exited", ExitCode: 2 });
    expect(inspected(archive, "nova_compute")?.Config.Labels).toMatchObject({
      config_id: "tripleo_step4",
      managed_by: "tripleo-Compute",
      config_data: expect.stringContaining("TRIPLEO_CONFIG_HASH="),
    });

    expect(archive.text("etc/nova/nova.conf")).toContain("virt_type=qemu");
    const generated = "var/lib/config-data/puppet-generated/nova_libvirt";
    expect(archive.text(`${generated}/etc/nova/nova.conf`)).toContain("virt_type=kvm");
    expect(archive.text(`${generated}.md5sum`)).toMatch(/^[0-9a-f]{32}\n$/);
    const startup = "var/lib/tripleo-config/hashed-docker-container-startup-config-step_4.json";
    expect(JSON.parse(archive.text(startup))).toHaveProperty("nova_compute.restart", "always");
    expect(archive.text("var/log/containers/nova/nova-compute.log")).toContain("is unreachable");
    expect(archive.text("var/log/nova/readme.txt")).toContain("/var/log/containers/nova");

    // The node is as it was: the same containers, and nothing left beside the archive.
    expect(await node.run("docker", "ps", "-aq", "--no-trunc")).toBe(before);
    expect((await node.run("find", "/tmp", "-name", ".sospect*")).trim()).toBe("");
  });
});

test("the collector captures what the director's own registry serves", async ({ skip }) => {
  if (noNodes) skip(noNodes);
  await withNode("director", async (node) => {
    await node.deploy();
    const archive = await readArchive(await node.collect());
    const v2 = "sos_commands/registry/v2";
    expect(JSON.parse(archive.text(`${v2}/_catalog`)).repositories).toContain("rhosp13/openstack-keystone");
    expect(JSON.parse(archive.text(`${v2}/rhosp13/openstack-heat-engine/tags/list`)).tags).toEqual(["13.0-73"]);
    expect(archive.manifest.captures.some((capture) => capture.path.includes("openstack-neutron-server/tags"))).toBe(
      false,
    );
    expect(archive.text("home/stack/local_registry_images.yaml")).toContain("openstack-neutron-server:13.0-73");
  });
});

test("a node that is taken down leaves nothing behind", async ({ skip }) => {
  if (noNodes) skip(noNodes);
  const lent = withNode("compute0", async (node) => {
    await node.run("true");
    throw new Error("the test failed half-way");
  });
  await expect(lent).rejects.toThrow("the test failed half-way");
  expect(existsSync("/run/netns/tb-compute0")).toBe(false);
  expect(existsSync("/sys/class/net/br-tb")).toBe(false);
});
