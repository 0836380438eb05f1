import type { StartupFact } from "../../parse/facts.ts";
import type { UnitFact } from "../../parse/host/host-facts.ts";
import { present } from "../../parse/present.ts";
import { type Captured, factsOf } from "../bundle/captured.ts";
import { entriesFor } from "../containers/startup.ts";
import { firstBy } from "../group-by.ts";
import type { Container, ContainerUnit, Coverage, Rival, Unit } from "../types.ts";
import { HOST_LOOKED_FOR } from "./host-coverage.ts";

/** Each unit once, with what all files tell of it; what is no more than a name that something else refers to is none. */
function unitFacts(captured: Captured): UnitFact[] {
  const found = new Map<string, UnitFact>();
  for (const fact of factsOf(captured, "unit")) found.set(fact.name, { ...fact, ...found.get(fact.name) });
  return [...found.values()].filter(
    ({ load, active }) => active === "active" || (load !== "not-found" && load !== "masked"),
  );
}

const OF_CONTAINER = /^(?:tripleo_(.+?)(_healthcheck)?|kolla-(.+)-container)\.(service|timer)$/;

/** The container that a unit is of, and in what way. */
function purposeOf(name: string): Pick<Unit, "of" | "container"> {
  const [, ofTripleo, health, ofKolla, type] = OF_CONTAINER.exec(name) ?? [];
  const container = ofTripleo ?? ofKolla;
  if (container === undefined) return { of: "host", container: "" };
  if (type === "timer") return { of: health === undefined ? "host" : "timer", container };
  return { of: health === undefined ? "container" : "health", container };
}

const IMPORTANT =
  /^(docker|docker-distribution|containerd|pacemaker|corosync|pcsd|openvswitch|openvswitch-switch|ovs-vswitchd|ovsdb-server|ceph-(mon|mgr|osd|mds|radosgw)@.+)\.service$/;

const TIME_DAEMONS: Readonly<Record<string, string>> = {
  "chronyd.service": "chronyd",
  "chrony.service": "chronyd",
  "ntpd.service": "ntpd",
  "ntp.service": "ntpd",
  "ntpsec.service": "ntpd",
  "systemd-timesyncd.service": "systemd-timesyncd",
};

/** The daemons that keep the time and run. */
export function timeDaemonsOf(captured: Captured): string[] {
  const running = unitFacts(captured).flatMap(({ name, active, sub }) =>
    active === "active" && sub === "running" ? (TIME_DAEMONS[name] ?? []) : [],
  );
  return [...new Set(running)].sort();
}

/** The units that the bundle lists. A daemon of time that failed matters where no other runs. */
export function unitsOf(captured: Captured, containers: readonly Container[], listed: Coverage): Unit[] {
  const known = new Set(containers.map(({ name }) => name));
  const timeIsKept = timeDaemonsOf(captured).length > 0;
  return unitFacts(captured).map(
    ({ name, active, sub, result, source }): Unit => ({
      subject: { kind: "host", name },
      name,
      ...purposeOf(name),
      active,
      sub,
      ...present({ result }),
      containerListed: listed.state === "whole" || known.has(purposeOf(name).container),
      important: IMPORTANT.test(name) || (TIME_DAEMONS[name] !== undefined && !timeIsKept),
      evidence: { active: source, sub: source, result: source },
      lacks: {},
    }),
  );
}

interface Around {
  readonly containers: readonly Container[];
  readonly startup: readonly StartupFact[];
  readonly coverage: Readonly<Record<"containers" | "units", Coverage>>;
}

/** Containers that units are to run: those of units, and those of podman that TripleO's are to run. */
export function containerUnitsOf(captured: Captured, { containers, startup, coverage }: Around): ContainerUnit[] {
  // What ended and counts as active runs no container.
  const units = unitsOf(captured, containers, coverage.containers).filter(
    ({ of, sub }) => of !== "container" || sub !== "exited",
  );
  const listed = coverage.units.state === "whole";
  const byPurpose = firstBy(units, ({ of, container }) => `${of} ${container}`);
  const state = (of: Unit["of"], container: string) => byPurpose.get(`${of} ${container}`);
  const byName = firstBy(containers, (one) => one.name);
  const timersInUse = units.some(({ of, active }) => of === "timer" && active === "active");
  const names = new Set([
    ...units.flatMap(({ of, container }) => (of === "host" ? [] : [container])),
    ...containers.filter(isRunByUnit).map(({ name }) => name),
  ]);
  return [...names].map((name): ContainerUnit => {
    const container = byName.get(name);
    const [unit, health, timer] = [state("container", name), state("health", name), state("timer", name)];
    const missing = listed ? "inactive" : undefined;
    return {
      subject: { kind: "container", name },
      name,
      engine: container?.engine ?? "podman",
      unit: unit?.name ?? `tripleo_${name}.service`,
      timerUnit: timer?.name ?? `tripleo_${name}_healthcheck.timer`,
      ...present({
        unitActive: unit?.active ?? missing,
        containerExists: container !== undefined || (coverage.containers.state === "whole" ? false : undefined),
        containerRunning:
          container === undefined ? (coverage.containers.state === "whole" ? false : undefined) : container.running,
        healthActive: health?.active ?? missing,
        healthDefined: entriesFor(startup, name)[0]?.definition.healthcheck,
        timer: timer?.active ?? missing,
        timersInUse: timersInUse || (listed ? false : undefined),
      }),
      evidence: {
        ...(unit && evidence("unitActive", unit)),
        ...(health && evidence("healthActive", health)),
        ...(timer && evidence("timer", timer)),
        ...(container?.evidence["state"] && { containerRunning: container.evidence["state"] }),
      },
      lacks: {
        "*": `the bundle has no whole list of systemd's units; collect: ${HOST_LOOKED_FOR.units.collect}`,
        containerExists: "the bundle has no whole list of containers; collect: 'podman ps -a' as root",
        containerRunning: "the bundle has no whole list of containers; collect: 'podman ps -a' as root",
        healthDefined:
          "its start-up definition is not in the bundle; collect: /var/lib/tripleo-config, or run collect on the node",
      },
    };
  });
}

function evidence(property: string, unit: Unit) {
  const line = unit.evidence["active"];
  return line === undefined ? {} : { [property]: line };
}

/** Under podman TripleO gives a unit to whatever is to run all the time. */
function isRunByUnit({ engine, manager, lifecycle }: Container): boolean {
  return engine === "podman" && lifecycle === "service" && (manager === "paunch" || manager === "tripleo_ansible");
}

const OTHER_NAMES: Readonly<Record<string, RegExp>> = {
  httpd: /^(keystone|horizon|nova_api|nova_placement|cinder_api|heat_api|aodh_api|gnocchi_api)$/,
  mariadb: /^(mysql|mariadb|galera-bundle-(docker|podman)-\d+)$/,
  mysqld: /^(mysql|mariadb|galera-bundle-(docker|podman)-\d+)$/,
  "rabbitmq-server": /^(rabbitmq|rabbitmq-bundle-(docker|podman)-\d+)$/,
  haproxy: /^(haproxy|haproxy-bundle-(docker|podman)-\d+)$/,
  redis: /^(redis|redis-bundle-(docker|podman)-\d+)$/,
  memcached: /^memcached$/,
  libvirtd: /^nova_libvirt$/,
  "openstack-cinder-volume": /^(cinder_volume|openstack-cinder-volume-(docker|podman)-\d+)$/,
  "openstack-keystone": /^keystone$/,
  "openstack-nova-novncproxy": /^nova_vnc_proxy$/,
  "neutron-server": /^neutron_api$/,
  "neutron-openvswitch-agent": /^neutron_ovs_agent$/,
  "neutron-dhcp-agent": /^neutron_dhcp$/,
};

const REGISTRY_PORT = 8787;

/** Units of the host that are listed and do what a container of the node does; a director's httpd serves images. */
export function rivalsOf(captured: Captured, containers: readonly Container[], role?: string): Rival[] {
  const images =
    role === "Undercloud" ||
    factsOf(captured, "registry-service").some(({ unit }) => unit === "httpd.service") ||
    factsOf(captured, "port").some(({ port, process }) => port === REGISTRY_PORT && process === "httpd");
  const ours = containers.filter(isTripleos);
  const byName = firstBy(ours, ({ name }) => name);
  return unitFacts(captured).flatMap(({ name, active, sub, source }): Rival[] => {
    const bare = /^(.+)\.service$/.exec(name)?.[1];
    if (bare === undefined || (bare === "httpd" && images)) return [];
    const other = OTHER_NAMES[bare];
    const container = other === undefined ? byName.get(sameName(bare) ?? "") : ours.find((one) => other.test(one.name));
    if (container === undefined) return [];
    return [
      {
        subject: { kind: "host", name },
        name,
        active,
        sub,
        container: container.name,
        evidence: { active: source },
        lacks: {},
      },
    ];
  });
}

/** openstack-nova-api is nova_api. */
function sameName(unit: string): string | undefined {
  const service =
    /^(?:openstack-)?((?:nova|glance|cinder|heat|neutron|swift|aodh|gnocchi|ceilometer|panko|octavia|manila|barbican|ironic)-[a-z0-9-]+)$/.exec(
      unit,
    )?.[1];
  return service?.replace(/-/g, "_");
}

function isTripleos({ manager }: Container): boolean {
  return manager === "paunch" || manager === "tripleo_ansible" || manager === "pacemaker";
}
