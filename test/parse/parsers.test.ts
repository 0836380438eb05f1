import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parserFor, parsers } from "../../src/parse/parsers.ts";

const ID = "1a2b3c4d5e6f";

describe("the parser of a path", () => {
  it.each([
    ["sos_commands/docker/docker_ps", "container list"],
    ["sos_commands/docker/docker_ps_-a", "container list"],
    ["sos_commands/docker/docker_ps_-as", "container list"],
    ["sos_commands/docker/docker_ps_-a_--no-trunc", "container list"],
    ["sos_commands/docker/docker_ps_-a_--no-trunc_--format_json", "container list"],
    ["sos_commands/podman/podman_ps_-a", "container list"],
    ["insights_commands/docker_ps_--all_--no-trunc_--size", "container list"],
    ["insights_commands/podman_ps_--all_--no-trunc_--size", "container list"],
    ["sos_commands/docker/docker_images", "image list"],
    ["sos_commands/docker/docker_images_--no-trunc_--digests", "image list"],
    ["sos_commands/podman/podman_images", "image list"],
    ["insights_commands/docker_images_--all_--no-trunc_--digests", "image list"],
    ["sos_commands/docker/docker_stats_--no-stream", "container statistics"],
    ["sos_commands/podman/podman_stats_--no-stream_--all", "container statistics"],
    ["sos_commands/docker/docker_version", "engine version and information"],
    ["sos_commands/docker/docker_info", "engine version and information"],
    ["insights_commands/docker_info", "engine version and information"],
    ["sos_commands/podman/podman_info", "engine version and information"],
    [`sos_commands/docker/docker_inspect_${ID}`, "inspect"],
    ["sos_commands/docker/docker_inspect_172.25.249.200_8787.rhosp13.openstack-cron_latest", "inspect"],
    [`sos_commands/docker/containers/docker_inspect_${ID}`, "inspect"],
    ["sos_commands/docker/images/docker_inspect_172.25.249.200_8787.rhosp13.openstack-cron_latest", "inspect"],
    ["sos_commands/docker/containers/docker_inspect_all", "inspect"],
    ["sos_commands/docker/containers/docker_inspect_all_2", "inspect"],
    ["sos_commands/docker/images/docker_inspect_all", "inspect"],
    ["sos_commands/podman/containers/podman_inspect_nova_compute", "inspect"],
    ["insights_commands/docker_inspect_--type_container_nova_compute", "inspect"],
    ["manifest.json", "manifest of the bundle"],
    ["sos_reports/manifest.json", "manifest of the bundle"],
    ["etc/nova/nova.conf", "configuration file"],
    ["etc/nova/conf.d/01-x.conf", "configuration file"],
    ["etc/neutron/plugins/ml2/ml2_conf.ini", "configuration file"],
    ["etc/my.cnf", "configuration file"],
    ["etc/my.cnf.d/galera.cnf", "configuration file"],
    ["var/lib/config-data/puppet-generated/nova_libvirt/etc/nova/nova.conf", "configuration file"],
    ["var/lib/config-data/puppet-generated/mysql/etc/my.cnf.d/galera.cnf", "configuration file"],
    ["var/lib/config-data/nova.md5sum", "configuration checksum"],
    ["var/lib/config-data/puppet-generated/nova.md5sum", "configuration checksum"],
    ["var/lib/tripleo-config/hashed-docker-container-startup-config-step_4.json", "container start-up configuration"],
    ["var/lib/tripleo-config/container-startup-config-step_4.json", "container start-up configuration"],
    ["var/lib/tripleo-config/container-startup-config/step_4/hashed-nova_api.json", "container start-up configuration"],
    ["var/lib/docker-container-startup-configs.json", "container start-up configuration"],
    ["home/stack/overcloud_images.yaml", "image list of the deployment"],
    ["home/stack/templates/overcloud_images.yaml", "image list of the deployment"],
    ["sos_commands/registry/v2/_catalog", "registry catalog and tags"],
    ["sos_commands/registry/v2/rhosp13/openstack-nova-api/tags/list", "registry catalog and tags"],
    ["sos_commands/registry/v2_manifests", "digests of a registry's tags"],
    ["sos_commands/docker/docker_events_--since_24h_--until_1s", "events of containers"],
    ["sos_commands/podman/podman_events_--since_24h", "events of containers"],
    ["hostname", "identity of the node"],
    ["etc/hostname", "identity of the node"],
    ["sos_commands/host/hostname", "identity of the node"],
    ["sos_commands/general/hostname", "identity of the node"],
    ["etc/rhosp-release", "identity of the node"],
    ["etc/os-release", "identity of the node"],
    ["date", "identity of the node"],
    ["sos_commands/date/date", "identity of the node"],
    ["usr/lib/os-release", "identity of the node"],
    ["sos_commands/filesys/df_-al_-x_autofs", "use of disks"],
    ["sos_commands/filesys/df_-ali_-x_autofs", "use of disks"],
    ["insights_commands/df_-alP", "use of disks"],
    ["proc/meminfo", "use of memory"],
    ["sos_commands/memory/free_-m", "use of memory"],
    ["sos_commands/host/uptime", "load and time since boot"],
    ["sos_commands/general/uptime", "load and time since boot"],
    ["sos_commands/processor/lscpu", "load and time since boot"],
    ["sos_commands/chrony/chronyc_tracking", "state of the clock"],
    ["sos_commands/ntp/ntpq_-pn", "state of the clock"],
    ["sos_commands/systemd/timedatectl", "state of the clock"],
    ["sos_commands/selinux/sestatus_-b", "mode of SELinux"],
    ["sos_commands/systemd/systemctl_list-units", "units of systemd"],
    ["sos_commands/systemd/systemctl_list-units_--failed", "units of systemd"],
    ["sos_commands/systemd/systemctl_show_service_--all", "units of systemd"],
    ["sos_commands/kernel/dmesg", "kills for want of memory"],
    ["sos_commands/networking/netstat_-W_-neopa", "listening ports"],
    ["etc/sysconfig/docker", "options of an engine"],
    ["etc/docker/daemon.json", "options of an engine"],
    ["etc/containers/registries.conf", "options of an engine"],
    ["etc/docker-distribution/registry/config.yml", "configuration of the registry"],
    ["etc/httpd/conf.d/image-serve.conf", "configuration of the registry"],
  ])("%s is that of the %s", (path, artefact) => {
    expect(parserFor(path)?.artefact).toBe(artefact);
  });

  it.each([
    "sos_commands/docker/images/history/docker_image_history_base_latest",
    "sos_commands/docker/docker_network_inspect_host",
    "sos_commands/docker/networks/docker_network_inspect_host",
    "sos_commands/docker/volumes/docker_volume_inspect_x",
    "sos_commands/docker/docker_volume_ls",
    "sos_commands/docker/docker_pstree",
    "sos_commands/docker/docker_search",
    `sos_commands/docker/containers/docker_logs_-t_${ID}`,
    `sos_commands/podman/containers/podman_logs_-t_${ID}`,
    "sos_commands/podman/podman_pod_ps",
    "sos_commands/podman/pods/podman_pod_inspect_x",
    "sos_commands/podman/podman_system_df",
    "sos_commands/docker/journalctl_--no-pager_--unit_docker",
    "sos_commands/process/lsof_M_-n_-l_-c",
    "insights_commands/systemctl_list-unit-files",
    "sos_commands/systemd/systemctl_list-timers_--all",
    "var/log/containers/nova/nova-compute.log",
    "var/log/docker_ps",
    "etc/nova/policy.json",
    "etc/nova/api-paste.ini",
    "etc/nova/rootwrap.conf",
    "etc/neutron/rootwrap.d/dhcp.conf",
    "etc/httpd/conf/httpd.conf",
    "etc/hosts.allow",
    "var/lib/config-data/nova/etc/nova/nova.conf",
    "other/manifest.json",
    "home/stack/stackrc",
    "",
  ])("%s is nobody's", (path) => {
    expect(parserFor(path)).toBeUndefined();
  });

  it("is found for tens of thousands of paths at once", () => {
    const paths = Array.from(
      { length: 50_000 },
      (_, index) =>
        [
          `var/log/containers/nova/nova-${index}.log`,
          `etc/selinux/targeted/${index}/x`,
          `sys/kernel/${index}`,
          `sos_commands/process/ps_${index}`,
          `etc/nova/x/${index}.conf`,
        ][index % 5] ?? "",
    );
    const started = performance.now();
    const found = paths.filter((path) => parserFor(path) !== undefined);
    expect(performance.now() - started).toBeLessThan(10_000);
    expect(found).toHaveLength(10_000);
  });
});

describe("every parser", () => {
  it.each(parsers.map((parser) => [parser.artefact, parser] as const))(
    "of the %s takes any text without throwing",
    (_, parser) => {
      const files = [
        "manifest.json",
        "sos_reports/manifest.json",
        "etc/os-release",
        "hostname",
        "sos_commands/podman/podman_ps_-a",
        "proc/meminfo",
        "etc/docker/daemon.json",
        "etc/containers/registries.conf",
        "sos_commands/chrony/chronyc_tracking",
        "sos_commands/systemd/systemctl_list-units",
        "sos_commands/systemd/systemctl_show_engines",
      ];
      const scrap = fc.constantFrom(
        ..."{}[]\"':,=\n #*&!|>-%".split(""),
        "CONTAINER ID   IMAGE   __proto__  constructor  STATUS   NAMES\n",
        "REPOSITORY   TAG   IMAGE ID\n",
        "CONTAINER   CPU %   MEM %\n",
        "container_images:\n",
        "- imagename: ",
        '"Id": ',
        '"State": ',
        '"Names": ',
        "Server:\n",
        "Insecure Registries:\n",
        " Version: 1\n",
        "    ",
        "a",
        "1.0",
        "\0",
        "…",
      );
      const text = fc.oneof(
        fc.string({ unit: "binary" }),
        fc.array(scrap, { maxLength: 40 }).map((parts) => parts.join("")),
      );
      fc.assert(
        fc.property(text, fc.constantFrom(...files), fc.boolean(), (hostile, file, lost) => {
          parser.parse({ file, text: hostile, ...(lost && { loss: "cut short" }) });
        }),
        { numRuns: 500 },
      );
    },
  );

  it.each(parsers.map((parser) => [parser.artefact, parser] as const))(
    "of the %s takes no longer than its length",
    (_, parser) => {
      const line = "CONTAINER ID   IMAGE   STATUS   NAMES\n";
      const heads = [
        "",
        line,
        "REPOSITORY  TAG  IMAGE ID\n",
        "CONTAINER   CPU %\n",
        "Server:\n",
        "container_images:\n",
        "REPOSITORY TAG TAG ",
      ];
      for (const scrap of [
        "x",
        " ",
        "\n",
        "a  ",
        "a: ",
        "- ",
        "[",
        "{",
        "TAG ",
        "a:\n ",
        "# ",
        "& ",
        "*a",
        " a\n  b",
        "Error: x\n",
        "[root@h ~]# x\n",
        "\\",
        "9",
      ]) {
        for (const head of heads) {
          const started = performance.now();
          parser.parse({
            file: "sos_commands/docker/docker_ps_-a",
            text: `${head}${scrap.repeat(60_000 / scrap.length)}`,
          });
          expect(performance.now() - started, `${JSON.stringify(head)} and ${JSON.stringify(scrap)}`).toBeLessThan(
            20_000,
          );
        }
      }
    },
  );
});
