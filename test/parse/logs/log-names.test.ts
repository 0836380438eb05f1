import { describe, expect, it } from "vitest";
import { OWN_RULES } from "../../../src/analyze.ts";
import { loadCatalogue } from "../../../src/catalogue/load.ts";
import { placesOf } from "../../../src/catalogue/places.ts";
import { logFits, logNamer } from "../../../src/parse/logs/log-names.ts";

const { catalogue } = await loadCatalogue([OWN_RULES]);
const logName = logNamer(placesOf(catalogue).logs);

describe("the name of a log", () => {
  it.each([
    ["var/log/containers/nova/nova-compute.log", "nova/nova-compute.log"],
    ["var/log/containers/nova/nova-compute.log.1", "nova/nova-compute.log"],
    ["var/log/containers/nova/nova-compute.log-20261124", "nova/nova-compute.log"],
    ["var/log/containers/httpd/keystone/error_log", "httpd/keystone/error_log"],
    ["var/log/containers/stdouts/nova_compute.log", "stdout:nova_compute"],
    ["var/log/kolla/nova/nova-compute.log", "nova/nova-compute.log"],
    ["var/lib/docker/volumes/kolla_logs/_data/nova/nova-api.log", "nova/nova-api.log"],
    ["var/log/nova/nova-compute.log", "nova/nova-compute.log"],
    ["sos_commands/docker/containers/docker_logs_-t_0123456789ab", "stdout:0123456789ab"],
    ["sos_commands/docker/docker_logs_0123456789ab", "stdout:0123456789ab"],
    ["sos_commands/podman/containers/podman_logs_-t_0123456789ab", "stdout:0123456789ab"],
    ["sos_containers/nova_api/var/log/nova/nova-api.log", "nova/nova-api.log"],
    ["sos_commands/logs/journalctl_--no-pager_--catalog_--boot", "journal"],
    ["var/log/messages", "syslog"],
    ["var/log/messages-20261124", "syslog"],
    ["var/log/audit/audit.log", "audit"],
    ["sos_commands/selinux/denials", "audit"],
    ["sos_commands/kernel/dmesg_kills", "dmesg"],
    ["var/log/pacemaker/bundles/galera-bundle-0/pacemaker.log", "pacemaker/bundles/galera-bundle-0/pacemaker.log"],
    ["var/log/pacemaker.log", "pacemaker.log"],
    ["var/lib/mistral/overcloud/ansible.log", "deploy/ansible.log"],
    ["home/stack/install-undercloud.log", "deploy/install-undercloud.log"],
  ])("at %s is %s", (path, name) => {
    expect(logName(path)).toBe(name);
  });

  it.each([
    "var/log/containers/nova/nova-compute.log.2.gz",
    "var/log/nova/readme.txt",
    "var/log/journal/0123/system.journal",
    "var/log/apt/term.log",
    "var/log/boot.log",
    "sos_commands/docker/docker_ps_-a",
    "sos_commands/logs/journalctl_--disk-usage",
  ])("is not given to %s", (path) => {
    expect(logName(path)).toBeUndefined();
  });

  it("of a service is found by */**, and that of the journal is not", () => {
    const fits = logFits(["*/**"]);
    expect([fits("nova/nova-compute.log"), fits("journal"), fits("stdout:x")]).toEqual([true, false, false]);
  });
});
