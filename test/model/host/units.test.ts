import { describe, expect, it } from "vitest";
import { nodeOf } from "../../../src/model/node.ts";
import { captured, type Inspected, inspect, psTable } from "../../support/captured.ts";
import { KNOWN } from "../../support/known.ts";

const LIST = "sos_commands/systemd/systemctl_list-units_--all_--type_service_timer";

interface Given {
  readonly units?: string;
  readonly file?: string;
  readonly containers?: readonly (Partial<Inspected> & { readonly name: string })[];
  readonly engine?: string;
  readonly startup?: object;
  readonly files?: Readonly<Record<string, string>>;
}

function node({ units, file = LIST, containers = [], engine = "podman", startup, files = {} }: Given) {
  const details = containers.map((one) => ({
    labels: { managed_by: "tripleo-Controller", config_data: '{"image":"i","restart":"always"}' },
    ...one,
  }));
  return nodeOf(
    captured({
      [`sos_commands/${engine}/${engine}_ps_-a`]: psTable(
        ...details.map(({ name, status = "running" }): [string, string, string] => [
          name,
          "i",
          status === "running" ? "Up 2 days" : "Exited (0) 2 days ago",
        ]),
      ),
      [`sos_commands/${engine}/containers/${engine}_inspect_all`]: inspect(...details),
      ...files,
      ...(units !== undefined && { [file]: units }),
      ...(startup !== undefined && {
        "var/lib/tripleo-config/container-startup-config/step_4/nova_api.json": JSON.stringify(startup),
      }),
    }),
    KNOWN,
  );
}

const unit = (name: string, active: string, sub: string) => `${name} loaded ${active} ${sub} some words\n`;
const ACTIVE = unit("tripleo_nova_api.service", "active", "running");

describe("units of systemd", () => {
  it.each([
    ["tripleo_nova_api.service", "container", "nova_api"],
    ["tripleo_nova_api_healthcheck.service", "health", "nova_api"],
    ["tripleo_nova_api_healthcheck.timer", "timer", "nova_api"],
    ["kolla-nova_api-container.service", "container", "nova_api"],
    ["tripleo-container-shutdown.service", "host", ""],
    ["chronyd.service", "host", ""],
  ])("%s are of: %s", (name, of, container) => {
    expect(node({ units: unit(name, "active", "running") }).units).toMatchObject([{ name, of, container }]);
  });

  it.each([
    ["docker.service", true],
    ["docker-distribution.service", true],
    ["openvswitch.service", true],
    ["ceph-osd@3.service", true],
    ["ntpd.service", true],
    ["kdump.service", false],
    ["ceph-volume@lvm-1.service", false],
  ])("%s matter: %s", (name, important) => {
    expect(node({ units: unit(name, "failed", "failed") }).units).toMatchObject([{ important }]);
  });

  it("of time do not matter where another keeps it", () => {
    const units = unit("ntpd.service", "failed", "failed") + unit("chronyd.service", "active", "running");
    expect(node({ units }).units[0]).toMatchObject({ name: "ntpd.service", important: false });
  });

  it("that are no more than a name are left out", () => {
    const units =
      "ntpd.service not-found inactive dead x\ngone.service not-found failed failed x\nold.service masked failed failed x\n";
    expect(node({ units: units + ACTIVE }).units.map(({ name }) => name)).toEqual(["tripleo_nova_api.service"]);
  });

  it("that keep the time are daemons that run, each once by all its names", () => {
    const units = ["chronyd.service", "chrony.service", "ntpd.service"]
      .map((name) => unit(name, "active", "running"))
      .join("");
    expect(node({ units }).timeDaemons).toEqual(["chrony", "ntpd"]);
    expect(node({ units: unit("ntpd.service", "active", "exited") }).timeDaemons).toEqual([]);
  });
});

describe("a container and its unit", () => {
  const joined = (given: Given) => node(given).containerUnits;

  it("are joined by name", () => {
    expect(joined({ units: ACTIVE, containers: [{ name: "nova_api" }] })).toMatchObject([
      {
        name: "nova_api",
        unit: "tripleo_nova_api.service",
        unitActive: "active",
        containerExists: true,
        containerRunning: true,
      },
    ]);
  });

  it("are inactive where a whole list does not name it", () => {
    const units = unit("chronyd.service", "active", "running");
    expect(joined({ units, containers: [{ name: "nova_api" }] })).toMatchObject([{ unitActive: "inactive" }]);
  });

  it("are not known where the list is of some, or where there is none", () => {
    const file = "sos_commands/systemd/systemctl_list-units_--failed";
    const units = unit("kdump.service", "failed", "failed");
    expect(joined({ units, file, containers: [{ name: "nova_api" }] })[0]).not.toHaveProperty("unitActive");
    expect(joined({ containers: [{ name: "nova_api" }] })[0]).not.toHaveProperty("unitActive");
  });

  it("tell of a container that is gone", () => {
    expect(joined({ units: ACTIVE })).toMatchObject([
      { unitActive: "active", containerExists: false, containerRunning: false },
    ]);
  });

  it("are not asked for of a unit that ended", () => {
    expect(joined({ units: unit("tripleo_prepare.service", "active", "exited") })).toEqual([]);
  });

  it.each([
    ["its start-up definition", { image: "i", restart: "never" }, true],
    ["one that starts it again", { image: "i", restart: "always" }, false],
  ])("are of a one-shot, or not, by %s", (_, startup, oneShot) => {
    expect(joined({ units: ACTIVE, startup })).toMatchObject([{ oneShot }]);
  });

  it("are not asked for of docker, of one-shots, and of what is not TripleO's", () => {
    const units = unit("chronyd.service", "active", "running");
    expect(joined({ units, engine: "docker", containers: [{ name: "nova_api" }] })).toEqual([]);
    expect(
      joined({
        units,
        containers: [
          { name: "nova_db_sync", labels: { managed_by: "tripleo-Controller", config_data: '{"image":"i"}' } },
        ],
      }),
    ).toEqual([]);
    expect(joined({ units, containers: [{ name: "mine", labels: {} }] })).toEqual([]);
  });

  it("have a health check with its timer, where others are checked by timers", () => {
    const startup = { image: "i", restart: "always", healthcheck: { test: "/openstack/healthcheck" } };
    const units =
      ACTIVE +
      unit("tripleo_nova_api_healthcheck.service", "failed", "failed") +
      unit("tripleo_keystone_healthcheck.timer", "active", "waiting");
    const found = joined({ units, startup, containers: [{ name: "nova_api" }] });
    expect(found.find(({ name }) => name === "nova_api")).toMatchObject({
      healthActive: "failed",
      healthDefined: true,
      timer: "inactive",
      timersInUse: true,
    });
    const [without] = joined({ units: ACTIVE, containers: [{ name: "nova_api" }] });
    expect(without).toMatchObject({ timersInUse: false });
    expect(without).not.toHaveProperty("healthDefined");
  });
});

describe("the health of a container of podman that a timer checks", () => {
  const HEALTH = "tripleo_nova_api_healthcheck";
  const health = (units: string | undefined, startedAt = "2026-11-24T11:54:59Z") => {
    const details = {
      name: "nova_api",
      startedAt,
      labels: {
        managed_by: "tripleo-Controller",
        config_data: '{"image":"i","restart":"always","healthcheck":{"test":"x"}}',
      },
    };
    const files = {
      date: "2026-11-24T12:00:00Z\n",
      "sos_commands/podman/podman_ps_-a": psTable(["nova_api", "i", "Up 2 days"]),
      "sos_commands/podman/containers/podman_inspect_all": inspect(details),
      ...(units !== undefined && { [LIST]: ACTIVE + units }),
    };
    const [container] = nodeOf(captured(files), KNOWN).containers;
    return [container?.health?.status, container?.evidence["health.status"]?.line];
  };
  const timer = unit(`${HEALTH}.timer`, "active", "waiting");

  it.each([
    ["failed after a bad check", unit(`${HEALTH}.service`, "failed", "failed") + timer, "unhealthy", 2],
    ["well between two checks", unit(`${HEALTH}.service`, "inactive", "dead") + timer, "healthy", 3],
    ["well where what is inactive is not listed", timer, "healthy", 2],
    ["not known during a check", unit(`${HEALTH}.service`, "activating", "start") + timer, undefined, undefined],
    ["not checked where the timer is not armed", unit(`${HEALTH}.timer`, "inactive", "dead"), "none", 2],
    ["not known without a list of units", undefined, undefined, undefined],
  ])("is %s", (_, units, status, line) => {
    expect(health(units)).toEqual([status, line]);
  });

  it("is starting until it has been checked", () => {
    expect(health(timer, "2026-11-24T11:55:00Z")[0]).toBe("starting");
  });
});

describe("a service of the host that a container replaces", () => {
  const rivals = (name: string, container: string, more: Given = {}) =>
    node({
      units: unit(name, "active", "running"),
      engine: "docker",
      containers: [{ name: container }],
      ...more,
    }).rivals.map((rival) => `${rival.name} ${rival.container}`);

  it.each([
    ["httpd.service", "keystone"],
    ["openstack-nova-api.service", "nova_api"],
    ["neutron-server.service", "neutron_api"],
    ["neutron-l3-agent.service", "neutron_l3_agent"],
    ["mariadb.service", "mysql"],
    ["libvirtd.service", "nova_libvirt"],
    ["openstack-keystone.service", "keystone"],
    ["rabbitmq-server.service", "rabbitmq-bundle-docker-0"],
  ])("%s is told beside %s", (name, container) => {
    expect(rivals(name, container)).toEqual([`${name} ${container}`]);
  });

  it.each([
    ["httpd.service", "nova_compute"],
    ["openstack-nova-api.service", "nova_compute"],
    ["libvirtd.service", "nova_compute"],
    ["sshd.service", "nova_migration_target"],
  ])("%s is none beside %s", (name, container) => {
    expect(rivals(name, container)).toEqual([]);
  });

  it("is none where httpd serves the director's images at the registry's port", () => {
    const ports = (process: string) => ({
      "sos_commands/networking/ss_-lntup": `tcp LISTEN 0 128 192.168.24.1:8787 *:* users:(("${process}",pid=9,fd=4))\n`,
    });
    expect(rivals("httpd.service", "keystone", { files: ports("httpd") })).toEqual([]);
    expect(rivals("httpd.service", "keystone", { files: ports("registry") })).toEqual(["httpd.service keystone"]);
  });

  it("is none where httpd runs on a node that is the director", () => {
    const labels = { managed_by: "tripleo-Undercloud", config_data: "{}" };
    const containers = ["keystone", "heat_api"].map((name) => ({ name, labels }));
    expect(rivals("httpd.service", "keystone", { containers })).toEqual([]);
  });

  it("is none beside a container that TripleO has not made", () => {
    expect(rivals("memcached.service", "memcached", { containers: [{ name: "memcached", labels: {} }] })).toEqual([]);
  });
});
