import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { analyze } from "../src/analyze.ts";
import type { Result } from "../src/report/result.ts";
import { REAL_DATA } from "./support/real-data.ts";

async function resultOf(...paths: string[]): Promise<Result> {
  const analysis = await analyze(paths);
  if (!analysis.ok) throw new Error(JSON.stringify(analysis.problems));
  expect(analysis.unreadable).toEqual([]);
  return analysis.result;
}

const found = ({ findings }: Result) =>
  findings.map(({ rule, node, subject }) => `${rule} ${node} ${subject.name}`).sort();
const sample = (name: string) => fileURLToPath(new URL(`../bundles/${name}.tgz`, import.meta.url));
const archive = (name: string) => `${REAL_DATA}/archives/${name}`;

describe("the sample deployment", () => {
  it("shows what was broken in it, and nothing else", async () => {
    const result = await resultOf(sample("director"), sample("controller0"), sample("compute0"));
    const registry = (name: string) =>
      `image-absent-in-registry deployment 172.25.249.200:8787/rhosp13/openstack-${name}`;
    expect(found(result)).toEqual(
      [
        "config-changed-after-start controller0 keystone",
        "config-changed-after-start controller0 keystone_cron",
        "config-edit-without-effect compute0 /etc/nova/nova.conf [libvirt] virt_type",
        "config-edited-by-hand controller0 /var/lib/config-data/puppet-generated/keystone/etc/keystone/keystone.conf",
        "config-hash-differs controller0 nova_conductor",
        "config-hash-not-applied controller0 nova_conductor",
        "config-not-loaded controller0 keystone: /etc/keystone/keystone.conf",
        "config-not-loaded controller0 keystone_cron: /etc/keystone/keystone.conf",
        "config-not-loaded controller0 nova_conductor: /etc/nova/nova.conf",
        "container-unhealthy compute0 nova_compute",
        "container-unhealthy controller0 heat_engine",
        "database-hosts-differ deployment connection",
        "debug-on controller0 [DEFAULT] debug",
        registry("heat-engine:13.0-99"),
        registry("neutron-server:13.0-73"),
        "image-tag-moved controller0 cinder_api",
        "one-shot-failed compute0 neutron_init_logs",
        "one-shot-failed controller0 neutron_db_sync",
        "service-credentials-refused controller0 /var/log/containers/glance/api.log",
        "service-exited compute0 iscsid",
        "service-exited controller0 glance_api",
      ].sort(),
    );
    expect(result.verdict).toBe("fault");
  });

  it("quotes for every finding lines that stand in the bundle", async () => {
    const result = await resultOf(sample("controller0"));
    for (const finding of result.findings) expect(finding.evidence.length, finding.rule).toBeGreaterThan(0);
  });
});

describe.skipIf(!existsSync(archive("")))("real archives (skipped where the real data is absent)", () => {
  it("shows of a sosreport of sos 4.12 exactly what was broken on its node", async () => {
    const result = await resultOf(archive("sosreport-compute0-sos4.12.tar.xz"));
    expect(found(result)).toEqual([
      "config-edit-without-effect compute0 /etc/nova/nova.conf [libvirt] virt_type",
      "container-unhealthy compute0 nova_compute",
      "one-shot-failed compute0 neutron_init_logs",
      "service-exited compute0 iscsid",
    ]);
    const messages = Object.fromEntries(result.findings.map(({ rule, message }) => [rule, message]));
    expect(messages["container-unhealthy"]).toContain("no ports opened for nova-compute");
    expect(messages["one-shot-failed"]).toContain("exit code 2");
    expect(messages["service-exited"]).toContain("(0)");
  });

  it.each([
    "sosreport-hotsos-openstack.tar.xz",
    "sosreport-hotsos-sunbeam.tar.xz",
    "insights-rhel6.7-base.tar.gz",
    "insights-rhel7-base.tar.gz",
  ])("claims nothing of containers from %s, which holds none, and names the path looked for", async (name) => {
    const result = await resultOf(archive(name));
    expect(result.verdict).toBe("unknown");
    // Tracebacks of a night before, each followed by a report that came through: real, and of no weight.
    const ofLogs = name.includes("hotsos-openstack")
      ? [
          "neutron/neutron-dhcp-agent.log.1",
          "neutron/neutron-metadata-agent.log.1",
          "nova/nova-compute.log.1.gz",
          "nova/nova-compute.log.1.gz",
        ]
      : [];
    expect(found(result)).toEqual(ofLogs.map((log) => `traceback compute4 /var/log/${log}`));
    expect(result.outcomes.filter(({ subject }) => subject?.kind === "container")).toEqual([]);
    const unhealthy = result.outcomes.filter(({ rule }) => rule === "container-unhealthy");
    expect(unhealthy).toMatchObject([
      { outcome: "unknown", reason: expect.stringContaining("sos_commands/docker/docker_ps_-a") },
    ]);
  });
});
