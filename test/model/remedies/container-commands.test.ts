import { describe, expect, it } from "vitest";
import { OWN_RULES } from "../../../src/analyze.ts";
import { loadCatalogue } from "../../../src/catalogue/load.ts";
import type { Manager } from "../../../src/model/containers/manager.ts";
import { commandsFor } from "../../../src/model/remedies/container-commands.ts";
import type { Traits } from "../../../src/model/remedies/keepers.ts";

const { catalogue } = await loadCatalogue([OWN_RULES]);
const FSID = "4b5c8c0a-ff60-454b-a1b4-9747aa737d19";

interface Kept {
  readonly name?: string;
  readonly engine?: "docker" | "podman";
  readonly manager?: Manager;
  readonly traits?: Partial<Traits>;
}

function commandsOf({ name = "nova_api", engine = "docker", manager, traits }: Kept) {
  return commandsFor(name, engine, manager, { labels: {}, oneShot: false, ofTripleo: false, catalogue, ...traits });
}

const systemctl = (unit: string) => ({
  start: `sudo systemctl start ${unit}`,
  stop: `sudo systemctl stop ${unit}`,
  restart: `sudo systemctl restart ${unit}`,
  status: `sudo systemctl status ${unit}`,
});

const engine = (program: string, name: string) => ({
  start: `sudo ${program} start ${name}`,
  stop: `sudo ${program} stop ${name}`,
  restart: `sudo ${program} restart ${name}`,
  status: `sudo ${program} ps -a --filter name=${name}`,
});

const units = (...names: string[]) => ({ units: new Set(names.map((name) => `${name}.service`)) });
const kolla = (kolla_version: string) => ({ labels: { kolla_version } });

const PACEMAKER = {
  start: "sudo pcs resource cleanup galera-bundle",
  stop: "sudo pcs resource disable galera-bundle",
  restart: "sudo pcs resource restart galera-bundle",
  status: "sudo pcs status --full",
};

describe("what starts, stops, restarts and shows a container", () => {
  const rows: readonly [string, Kept, object][] = [
    ["paunch under docker", { manager: "paunch" }, engine("docker", "nova_api")],
    ["paunch under podman", { manager: "paunch", engine: "podman" }, systemctl("tripleo_nova_api")],
    ["tripleo_ansible", { manager: "tripleo_ansible", engine: "podman" }, systemctl("tripleo_nova_api")],
    [
      "tripleo_ansible, a one-shot",
      { manager: "tripleo_ansible", engine: "podman", traits: { oneShot: true } },
      engine("podman", "nova_api"),
    ],
    ["pacemaker under docker", { manager: "pacemaker", name: "galera-bundle-docker-0" }, PACEMAKER],
    ["pacemaker under podman", { manager: "pacemaker", engine: "podman", name: "galera-bundle-podman-1" }, PACEMAKER],
    [
      "kolla-ansible up to Zed",
      { manager: "kolla-ansible", traits: { ...kolla("15.1.0"), restartPolicy: "unless-stopped" } },
      engine("docker", "nova_api"),
    ],
    [
      "kolla-ansible up to Zed, by its image alone",
      { manager: "kolla-ansible", traits: kolla("15.1.0") },
      engine("docker", "nova_api"),
    ],
    [
      "kolla-ansible since 2023.1, by the policy",
      { manager: "kolla-ansible", traits: { ...kolla("16.0.0"), restartPolicy: "no" } },
      systemctl("kolla-nova_api-container"),
    ],
    [
      "kolla-ansible since 2023.1, by its image alone",
      { manager: "kolla-ansible", traits: kolla("18.1.0") },
      systemctl("kolla-nova_api-container"),
    ],
    [
      "kolla-ansible since 2023.1, by the list of units alone",
      { traits: units("kolla-nova_api-container") },
      systemctl("kolla-nova_api-container"),
    ],
    [
      "kolla-ansible with podman",
      { manager: "kolla-ansible", engine: "podman", traits: kolla("17.0.0") },
      systemctl("kolla-nova_api-container"),
    ],
    [
      "kolla-ansible's one-shot",
      { manager: "kolla-ansible", traits: { ...kolla("18.0.0"), oneShot: true } },
      engine("docker", "nova_api"),
    ],
    [
      "EDPM, by its label",
      { engine: "podman", name: "nova_compute", traits: { labels: { managed_by: "edpm_ansible" } } },
      systemctl("edpm_nova_compute"),
    ],
    [
      "EDPM, by the list of units",
      { engine: "podman", name: "nova_compute", traits: units("edpm_nova_compute") },
      systemctl("edpm_nova_compute"),
    ],
    [
      "a quadlet",
      {
        ...{ engine: "podman", name: "nova_compute", manager: "systemd" },
        traits: { labels: { PODMAN_SYSTEMD_UNIT: "edpm_nova_compute.service" } },
      },
      systemctl("edpm_nova_compute.service"),
    ],
    ["cephadm's monitor", { engine: "podman", name: `ceph-${FSID}-mon-c0` }, systemctl(`ceph-${FSID}@mon.c0`)],
    [
      "cephadm's manager, by the list of units",
      { engine: "podman", name: `ceph-${FSID}-mgr-c0-abcdef`, traits: units(`ceph-${FSID}@mgr.c0.abcdef`) },
      systemctl(`ceph-${FSID}@mgr.c0.abcdef`),
    ],
    [
      "cephadm's manager, of which no unit is listed",
      { engine: "podman", name: `ceph-${FSID}-mgr-c0-abcdef` },
      systemctl(`'ceph-${FSID}@mgr.*'`),
    ],
    ["ceph-ansible's daemon of a disk", { name: "ceph-osd-3" }, systemctl("ceph-osd@3")],
    ["ceph-ansible 3's daemon of a disk", { name: "ceph-osd-host-sdb" }, systemctl("ceph-osd@sdb")],
    ["ceph-ansible's monitor", { name: "ceph-mon-controller-0" }, systemctl("ceph-mon@controller-0")],
    ["ceph-ansible's gateway", { name: "ceph-rgw-c-0-rgw0" }, systemctl("ceph-radosgw@rgw.c-0.rgw0")],
    ["nobody known", { name: "mystery" }, engine("docker", "mystery")],
  ];
  it.each(rows)("%s", (_, kept, expected) => {
    expect(commandsOf(kept)).toMatchObject(expected);
  });
});

describe("what makes a container anew", () => {
  const rows: readonly [string, Kept, RegExp][] = [
    [
      "paunch under docker",
      { manager: "paunch", traits: { labels: { config_id: "tripleo_step4", managed_by: "tripleo-Compute" } } },
      /^sudo paunch apply --file \S+step_4.json --config-id tripleo_step4 --managed-by tripleo-Compute$/,
    ],
    ["paunch under podman", { manager: "paunch", engine: "podman" }, /^# run the deployment again/],
    ["tripleo_ansible", { manager: "tripleo_ansible", engine: "podman" }, /^# run the deployment again/],
    ["kolla-ansible", { manager: "kolla-ansible" }, /^# run 'kolla-ansible deploy-containers'/],
    ["EDPM", { traits: { labels: { managed_by: "edpm_ansible" } } }, /^# run a new OpenStackDataPlaneDeployment/],
    [
      "a quadlet",
      { manager: "systemd", engine: "podman", traits: { labels: { PODMAN_SYSTEMD_UNIT: "edpm_x.service" } } },
      /^sudo systemctl restart edpm_x.service$/,
    ],
    ["cephadm", { name: `ceph-${FSID}-osd-3` }, /^sudo systemctl restart ceph-.*@osd\.3$/],
    ["nobody known", { name: "mystery" }, /^# make the container anew with what first made it$/],
  ];
  it.each(rows)("%s", (_, kept, expected) => {
    expect(commandsOf(kept).recreate).toMatch(expected);
  });
});

describe("where the configuration of a container is looked at", () => {
  it.each<[string, Kept, string]>([
    [
      "kolla-ansible",
      { manager: "kolla-ansible", name: "octavia_health_manager" },
      "sudo ls -lR /etc/kolla/octavia-health-manager",
    ],
    ["paunch", { manager: "paunch" }, "sudo ls -lR /var/lib/kolla/config_files/nova_api.json"],
    ["EDPM", { traits: units("edpm_nova_api") }, "sudo ls -lR /var/lib/kolla/config_files/nova_api.json"],
    ["nobody", {}, "sudo docker inspect --format '{{json .Mounts}}' nova_api"],
    [
      "pacemaker",
      { manager: "pacemaker", engine: "podman", name: "galera-bundle-podman-1" },
      "sudo podman inspect --format '{{json .Mounts}}' galera-bundle-podman-1",
    ],
  ])("is told for %s", (_, kept, command) => {
    expect(commandsOf(kept).config).toBe(command);
  });
});
