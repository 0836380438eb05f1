// What a healthy node of a release and role is made of, before it is written down as the files of a bundle.
import { createHash } from "node:crypto";
import { networkOf } from "./network.js";

/** Seconds since the epoch: the node boots, puppet writes the configuration, containers start; much later is the capture. */
export const TIMES = {
  booted: Date.UTC(2026, 10, 20, 7, 50, 0) / 1000,
  generated: Date.UTC(2026, 10, 20, 8, 0, 0) / 1000,
  started: Date.UTC(2026, 10, 20, 8, 30, 0) / 1000,
  captured: Date.UTC(2026, 10, 24, 4, 0, 0) / 1000,
};

const REGISTRY = "192.168.24.1:8787";

/** How each release names its images and lays out what it starts containers from. */
const STYLES = {
  12: {
    images: "rhosp12",
    tag: "12.0-20180309.1",
    ceph: "rhceph-2-rhel7:2.5-3",
    version: "1.12.6",
    package: "docker-1.12.6-71.git3e8e77d.el7.x86_64",
    os: "7.4",
    layout: "steps",
  },
  13: {
    images: "rhosp13",
    tag: "13.0-100",
    ceph: "rhceph-3-rhel7:3-46",
    version: "1.13.1",
    package: "docker-1.13.1-208.git7d71120.el7_9.x86_64",
    os: "7.9",
    layout: "steps",
  },
  14: {
    images: "rhosp14",
    tag: "14.0-115",
    ceph: "rhceph-3-rhel7:3-46",
    version: "1.13.1",
    package: "docker-1.13.1-208.git7d71120.el7_9.x86_64",
    os: "7.7",
    layout: "steps",
  },
  15: {
    images: "rhosp15-rhel8",
    tag: "15.0-89",
    ceph: "rhceph-4-rhel8:4-20",
    version: "1.4.2",
    os: "8.1",
    layout: "steps",
  },
  16: {
    images: "rhosp-rhel8",
    tag: "16.2-55",
    ceph: "rhceph-4-rhel8:4-59",
    version: "3.0.1",
    os: "8.4",
    layout: "files",
  },
  17: {
    images: "rhosp-rhel9",
    tag: "17.1-60",
    ceph: "rhceph-5-rhel8:5-400",
    version: "4.4.1",
    os: "9.2",
    layout: "inlined",
  },
  "kolla-ansible": { tag: "2024.1-rocky-9", version: "26.1.3", os: "9.4", layout: "none" },
};

const HOSTS = {
  Controller: "overcloud-controller-",
  Compute: "overcloud-novacompute-",
  ComputeHCI: "overcloud-computehci-",
  CephStorage: "overcloud-cephstorage-",
};

/** The name of one of the nodes of a role. */
export function hostOf(role, index) {
  if (role === "Undercloud") return "undercloud";
  return HOSTS[role] === undefined ? `${role}0${index + 1}` : `${HOSTS[role]}${index}`;
}

/** What is there only where somebody asks for it, or instead of something else. */
const NOT_HERE =
  /(_tls_proxy$|_stein$|^proxysql$|^mariadb_clustercheck$|_linuxbridge_|^ovn_(nb|sb)_|^ovn_northd$|_ovn_|_rpc_server$|_periodic_worker$|^ceph-osd-prepare-|^nova_metadata$)/;

/** The users of services, and their groups: the same numbers in every image. */
export const GROUPS = {
  aodh: 42402,
  ceilometer: 42405,
  cinder: 42407,
  glance: 42415,
  gnocchi: 42416,
  heat: 42418,
  keystone: 42425,
  mysql: 42434,
  neutron: 42435,
  nova: 42436,
  panko: 42438,
  placement: 42482,
  rabbitmq: 42439,
  redis: 42460,
};

export const hex = (text, length = 64) => createHash("sha256").update(text).digest("hex").slice(0, length);
export const isoTime = (seconds) => new Date(seconds * 1000).toISOString().replace(/\.000Z$/, "Z");

/**
 * The node: its containers, each with what it is started from, its images and its configuration volumes. It is one of
 * its role, and its cluster has so many controllers.
 */
export function planOf(table, role, { index = 0, controllers = 1 } = {}) {
  const { release, product } = table;
  const style = STYLES[release];
  const kolla = product === "kolla-ansible";
  const engine = table.engine ?? "docker";
  const host = hostOf(role, index);
  const node = { release, product, role, index, controllers, host };
  const members = Array.from({ length: controllers }, (_, at) => hostOf(kolla ? "control" : "Controller", at));
  const base = { ...node, engine, style, table, members, registry: kolla ? "quay.io" : REGISTRY };
  const rows = table.containers.filter((row) => belongs(row, base));
  const volumes = new Map(
    rows.flatMap(({ volume }) => (volume === undefined ? [] : [[volume, hex(`${host} ${volume}`, 32)]])),
  );
  const plan = { ...base, volumes, network: networkOf(node) };
  return {
    ...plan,
    execs: rows.filter(({ kind }) => kind === "exec"),
    containers: rows.flatMap((row) => containersOf(row, plan)),
  };
}

function belongs({ name, roles, family, bundle, kind }, { product, role, release, index }) {
  if (product === "tripleo" && role === "Undercloud" && /^ironic/.test(family)) return !NOT_HERE.test(name);
  if (!roles.includes(role)) return false;
  if (bundle !== undefined)
    return (
      /^(galera|haproxy|rabbitmq|redis)-bundle$/.test(name) || isOvn(name, release) || (index === 0 && isAlone(name))
    );
  return product === "tripleo"
    ? !/_tls_proxy$|_stein$|^ceph-osd-prepare-/.test(name)
    : !NOT_HERE.test(name) && kind === "service";
}

const isOvn = (name, release) => name === "ovn-dbs-bundle" && Number(release) >= 15;

/** Of this one the cluster runs a single replica, and the other controllers have no container. */
export const isAlone = (name) => /cinder-volume$/.test(name);

function containersOf(row, plan) {
  if (row.kind === "exec") return [];
  if (row.name === "ceph-osd-*" || row.name === "ceph-*-osd-*")
    return ["0", "1"].map((id) => containerOf(row, id, plan));
  return [containerOf(row, plan.host, plan), ...helpersOf(row, plan)];
}

/** Neutron's agents start further containers by themselves, which nobody else knows of. */
function helpersOf(row, plan) {
  const { image } = row;
  const id = hex(`network of ${plan.host}`, 32).replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
  const name = { neutron_dhcp: `neutron-dnsmasq-qdhcp-${id}`, ovn_metadata_agent: `neutron-haproxy-ovnmeta-${id}` }[
    row.name
  ];
  if (name === undefined || plan.release === "12") return [];
  return [
    {
      ...containerOf({ name, image, kind: "service", family: "neutron" }, id, plan),
      manager: "neutron",
      entry: undefined,
    },
  ];
}

const FSID = "4b5c8c0a-ff60-454b-a1b4-9747aa737d19";

function containerOf(row, own, plan) {
  const { engine, product, release } = plan;
  const ceph = row.family === "ceph";
  const varying = row.name.replace(/\*$/, own).replace("*", FSID);
  const name = row.bundle === undefined ? varying : `${row.name}-${engine}-${isAlone(row.name) ? 0 : plan.index}`;
  const manager = ceph
    ? "ceph"
    : row.bundle
      ? "pacemaker"
      : product === "kolla-ansible"
        ? "kolla-ansible"
        : managerOf(release);
  const service = row.kind === "service";
  const image = imageOf(row, plan);
  const health = service && (row.health ?? (release === "12" && row.bundle === undefined && !ceph)) === true;
  return {
    ...{
      name,
      row,
      id: hex(`${plan.host} ${name}`),
      image,
      imageId: hex(pulled(image, plan)),
    },
    ...{ service, manager, health },
    running: service,
    entry: manager === "paunch" || manager === "tripleo_ansible" ? entryOf(row, image, plan) : undefined,
  };
}

const managerOf = (release) => (release === "17" ? "tripleo_ansible" : "paunch");

export function imageOf({ image, name, family, bundle }, { style, product, registry, release }) {
  const bare = image ?? name.replaceAll("_", "-");
  if (product === "kolla-ansible") return `${registry}/openstack.kolla/${bare}:${style.tag}`;
  if (family === "ceph") return `${registry}/rhceph/${style.ceph}`;
  if (bundle !== undefined && release === "17") return `cluster.common.tag/openstack-${bare}:pcmklatest`;
  return `${registry}/${style.images}/openstack-${bare}:${bundle === undefined ? style.tag : "pcmklatest"}`;
}

/** pcmklatest, under whatever name, is one more tag of what was pulled. */
export const pulled = (image, { registry, style }) =>
  image.replace(/^cluster\.common\.tag\//, `${registry}/${style.images}/`).replace(/:pcmklatest$/, `:${style.tag}`);

/** Where a container finds its configuration: services copy it when they start, one-shots use it in place. */
export function volumesOf({ kind, name, volume, volumes }, { release, product }) {
  if (product === "rhoso") return volumes;
  if (product === "kolla-ansible")
    return [`/etc/kolla/${volume}/:/var/lib/kolla/config_files/:ro`, "kolla_logs:/var/log/kolla/"];
  const log = `/var/log/containers/${name.split("_")[0]}:/var/log/${name.split("_")[0]}`;
  if (volume === undefined) return ["/etc/hosts:/etc/hosts:ro", log];
  const slash = Number(release) < 16 ? "/" : "";
  const source = `/var/lib/config-data/puppet-generated/${volume}${slash}:/var/lib/kolla/config_files/src:ro`;
  const config = `/var/lib/kolla/config_files/${name}.json:/var/lib/kolla/config_files/config.json:ro`;
  const service = serviceOf(volume);
  return kind === "service"
    ? ["/etc/hosts:/etc/hosts:ro", log, config, source]
    : ["/etc/hosts:/etc/hosts:ro", log, `/var/lib/config-data/${volume}/etc/${service}:/etc/${service}:ro`];
}

/** nova_libvirt configures nova, heat_api_cfn heat: the folder below /etc. */
export const serviceOf = (volume) => volume.split(/[_-]/)[0];

/** What works on the host itself: it is privileged, and sees its processes. */
const OF_THE_HOST = /^(nova_(compute|libvirt|virtlogd)|neutron_(l3|dhcp|ovs)(_agent)?|iscsid)$/;

/** An entry of the start-up configuration, as the templates write it; its hash is added by whoever generates the volume. */
function entryOf(row, image, plan) {
  const service = row.kind === "service";
  const host = service && OF_THE_HOST.test(row.name);
  const check = row.health && plan.table.health !== "image" ? { healthcheck: { test: "/openstack/healthcheck" } } : {};
  return {
    start_order: 0,
    image,
    net: "host",
    privileged: host,
    ...(host && { pid: "host" }),
    ...(service ? { restart: "always", ...check } : { user: "root", detach: false }),
    volumes: volumesOf(row, plan),
    environment: environmentOf(service ? { KOLLA_CONFIG_STRATEGY: "COPY_ALWAYS" } : {}, plan),
  };
}

const environmentOf = (values, { release }) =>
  Number(release) < 16 ? Object.entries(values).map(([key, value]) => `${key}=${value}`) : values;

/** The entry with the checksum of the volume that a service copies. */
export function hashedEntry({ entry, row }, plan) {
  const sum = row.kind === "service" ? plan.volumes.get(row.volume) : undefined;
  if (sum === undefined) return entry;
  const added = environmentOf({ TRIPLEO_CONFIG_HASH: sum }, plan);
  const { environment } = entry;
  return {
    ...entry,
    environment: Array.isArray(environment) ? [...environment, ...added] : { ...environment, ...added },
  };
}
