// What a healthy node of a release and role is made of, before it is written down as the files of a bundle.
import { createHash } from "node:crypto";

/** Seconds since the epoch: puppet writes the configuration, containers start, and much later the bundle is captured. */
export const TIMES = {
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
    os: "7.4",
    layout: "steps",
  },
  13: {
    images: "rhosp13",
    tag: "13.0-100",
    ceph: "rhceph-3-rhel7:3-46",
    version: "1.13.1",
    os: "7.9",
    layout: "steps",
  },
  14: {
    images: "rhosp14",
    tag: "14.0-115",
    ceph: "rhceph-3-rhel7:3-46",
    version: "1.13.1",
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
  Controller: "overcloud-controller-0",
  Compute: "overcloud-novacompute-0",
  ComputeHCI: "overcloud-computehci-0",
  CephStorage: "overcloud-cephstorage-0",
  Undercloud: "undercloud",
  control: "control01",
  compute: "compute01",
};

/** What is there only where somebody asks for it, or instead of something else. */
const NOT_HERE =
  /(_tls_proxy$|_stein$|^proxysql$|^mariadb_clustercheck$|_linuxbridge_|^ovn_(nb|sb)_|^ovn_northd$|_ovn_|_rpc_server$|_periodic_worker$|^ceph-osd-prepare-|^nova_metadata$)/;

export const hex = (text, length = 64) => createHash("sha256").update(text).digest("hex").slice(0, length);
export const isoTime = (seconds) => new Date(seconds * 1000).toISOString().replace(/\.000Z$/, "Z");

/** The node: its containers, each with what it is started from, its images and its configuration volumes. */
export function planOf(table, role) {
  const { release, product } = table;
  const style = STYLES[release];
  const kolla = product === "kolla-ansible";
  const engine = table.engine ?? "docker";
  const host = HOSTS[role] ?? role.toLowerCase();
  const base = { release, product, role, engine, host, style, table, registry: kolla ? "quay.io" : REGISTRY };
  const rows = table.containers.filter((row) => belongs(row, base));
  const volumes = new Map(
    rows.flatMap(({ volume }) => (volume === undefined ? [] : [[volume, hex(`${host} ${volume}`, 32)]])),
  );
  const plan = { ...base, volumes };
  return {
    ...plan,
    execs: rows.filter(({ kind }) => kind === "exec"),
    containers: rows.flatMap((row) => containersOf(row, plan)),
  };
}

function belongs({ name, roles, family, bundle, kind }, { product, role, release }) {
  if (product === "tripleo" && role === "Undercloud" && /^ironic/.test(family)) return !NOT_HERE.test(name);
  if (!roles.includes(role)) return false;
  if (bundle !== undefined)
    return /^(galera|haproxy|rabbitmq|redis)-bundle$|cinder-volume$/.test(name) || isOvn(name, release);
  return product === "tripleo"
    ? !/_tls_proxy$|_stein$|^ceph-osd-prepare-/.test(name)
    : !NOT_HERE.test(name) && kind === "service";
}

const isOvn = (name, release) => name === "ovn-dbs-bundle" && Number(release) >= 15;

function containersOf(row, plan) {
  if (row.kind === "exec") return [];
  if (row.name === "ceph-osd-*" || row.name === "ceph-*-osd-*")
    return ["0", "1"].map((id) => containerOf(row, id, plan));
  return [containerOf(row, plan.host, plan)];
}

const FSID = "4b5c8c0a-ff60-454b-a1b4-9747aa737d19";

function containerOf(row, own, plan) {
  const { engine, product, release } = plan;
  const ceph = row.family === "ceph";
  const varying = row.name.replace(/\*$/, own).replace("*", FSID);
  const name = row.bundle === undefined ? varying : `${row.name}-${engine}-0`;
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
      imageId: hex(image.replace(/:pcmklatest$/, `:${plan.style.tag}`)),
    },
    ...{ service, manager, health },
    running: service,
    entry: manager === "paunch" || manager === "tripleo_ansible" ? entryOf(row, image, plan) : undefined,
  };
}

const managerOf = (release) => (release === "17" ? "tripleo_ansible" : "paunch");

function imageOf({ image, name, family, bundle }, { style, product, registry }) {
  const bare = image ?? name.replaceAll("_", "-");
  if (product === "kolla-ansible") return `${registry}/openstack.kolla/${bare}:${style.tag}`;
  if (family === "ceph") return `${registry}/rhceph/${style.ceph}`;
  return `${registry}/${style.images}/openstack-${bare}:${bundle === undefined ? style.tag : "pcmklatest"}`;
}

/** Where a container finds its configuration: services copy it when they start, one-shots use it in place. */
export function volumesOf({ kind, name, volume }, { release, product }) {
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

/** An entry of the start-up configuration, as the templates write it; its hash is added by whoever generates the volume. */
function entryOf(row, image, plan) {
  const service = row.kind === "service";
  const check = row.health && plan.table.health !== "image" ? { healthcheck: { test: "/openstack/healthcheck" } } : {};
  return {
    start_order: 0,
    image,
    net: "host",
    privileged: false,
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
