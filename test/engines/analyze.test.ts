import { describe, expect, it } from "vitest";
import { analyze } from "../../src/analyze.ts";
import { foundOn, noNodes, withNode } from "./testbed.ts";

/** Boots a node with a real Docker, breaks it as its scenario does, collects, analyzes. */
async function findingsOf(name: "compute0" | "controller0"): Promise<string[]> {
  return withNode(name, async (node) => {
    await node.deploy();
    const analysis = await analyze([await node.collect()]);
    if (!analysis.ok) throw new Error(JSON.stringify(analysis.problems));
    return foundOn(analysis.result).map(({ rule, subject }) => `${rule} ${subject.name}`);
  });
}

describe("analyze, on what collect took on a real Docker", () => {
  it("finds what was broken on a compute node, and nothing else", async ({ skip }) => {
    if (noNodes) skip(noNodes);
    expect(await findingsOf("compute0")).toEqual([
      "config-edit-without-effect /etc/nova/nova.conf [libvirt] virt_type",
      "container-unhealthy nova_compute",
      "one-shot-failed neutron_init_logs",
      "service-exited iscsid",
    ]);
  });

  it("finds what was broken on a controller, and nothing else", async ({ skip }) => {
    if (noNodes) skip(noNodes);
    expect(await findingsOf("controller0")).toEqual([
      "config-changed-after-start keystone",
      "config-changed-after-start keystone_cron",
      "config-edited-by-hand /var/lib/config-data/puppet-generated/keystone/etc/keystone/keystone.conf",
      "config-hash-differs nova_conductor",
      "config-hash-not-applied nova_conductor",
      "config-not-loaded keystone: /etc/keystone/keystone.conf",
      "config-not-loaded keystone_cron: /etc/keystone/keystone.conf",
      "config-not-loaded nova_conductor: /etc/nova/nova.conf",
      "container-unhealthy heat_engine",
      "database-hosts-differ connection",
      "debug-on [DEFAULT] debug",
      "image-tag-moved cinder_api",
      "one-shot-failed neutron_db_sync",
      "service-credentials-refused /var/log/containers/glance/api.log",
      "service-exited glance_api",
    ]);
  });
});
