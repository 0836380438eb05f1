#!/usr/bin/env node
// Makes rules/releases/ospN.json out of tables derived from tripleo-heat-templates, one JSON file for each release:
//   node scripts/make-releases.js DIR [OUT]
// DIR holds ospN-containers.json with {tag, source, roles: {ROLE: [ROW]}, all: [ROW], services: [SERVICE]} and, resolved
// further, osp13-resolved.json. OUT is rules/releases where it is not given. kolla-ansible.json is written by hand.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const [directory, out = fileURLToPath(new URL("../rules/releases", import.meta.url))] = process.argv.slice(2);
if (directory === undefined) {
  console.error("usage: node scripts/make-releases.js DIR [OUT]");
  process.exit(2);
}

const read = (file) => JSON.parse(readFileSync(join(directory, file), "utf8"));
const resolved = read("osp13-resolved.json");

/** Which engine runs the containers, and who checks their health: the image's own check, the engine, or timers of systemd. */
const RELEASES = {
  12: { engine: "docker", health: "image" },
  13: { engine: "docker", health: "engine" },
  14: { engine: "docker", health: "engine" },
  15: { engine: "podman", health: "timer" },
  16: { engine: "podman", health: "timer" },
  17: { engine: "podman", health: "engine" },
};

/** The undercloud of these runs its services on the host; that the templates know one in containers is an experiment. */
const UNDERCLOUD_ON_HOST = new Set(["12", "13"]);

/** Parts of these are deployed each for itself: that one of them is there says nothing of another. */
const DEPLOYED_APART = /^(neutron|ovn|swift|ceilometer|octavia|ironic|designate|manila|barbican|mysql|rabbitmq|redis)$/;

/** Image names by parameter, which keeps its name from release to release but for its first word. */
const IMAGES = {
  ...Object.fromEntries(
    resolved.flatMap(({ image, image_param }) => (image_param ? [[bareParam(image_param), image]] : [])),
  ),
  Placement: "openstack-placement-api",
};

/** What stands beside a service came with one update or another of the release: not every node of it has it. */
const HELPER = /_(cron|virtlogd|migration_target)$/;

const BUNDLES = {
  mysql: "galera-bundle",
  redis: "redis-bundle",
  haproxy: "haproxy-bundle",
  rabbitmq: "rabbitmq-bundle",
  ovn_dbs: "ovn-dbs-bundle",
  "cinder::volume": "openstack-cinder-volume",
  "cinder::backup": "openstack-cinder-backup",
  "manila::share": "openstack-manila-share",
};

/** ceph-ansible's (12 to 16) and cephadm's (17) names, in which * stands for a host, a number or an id. */
const CEPH = ["mon", "mgr", "mds", "osd", "rgw", "rbd-mirror"];

function bareParam(parameter) {
  return parameter.replace(/^(Docker|Container)/, "").replace(/Image$/, "");
}

/** The one value that all rows have, `undefined` where they differ or tell none. */
function agreed(rows, value) {
  const values = new Set(rows.map(value).filter((one) => one !== undefined && one !== null));
  return values.size === 1 ? [...values][0] : undefined;
}

function familyOf(name, template) {
  const first = name.split(/[_-]/)[0];
  return DEPLOYED_APART.test(first)
    ? template.replace(/^.*\//, "").replace(/(-container)?(-puppet)?\.yaml$/, "")
    : first;
}

const KINDS = { long: "service", oneshot: "one-shot", exec: "exec" };

/** What stands in no role is possible only where somebody asks for it. */
function rowOf(name, inRoles, inAll, release) {
  const rows = inRoles.length > 0 ? inRoles.map(({ row }) => row) : inAll;
  const everywhere = [...inRoles.map(({ row }) => row), ...inAll];
  const kinds = new Set(everywhere.map(({ kind }) => KINDS[kind]));
  if (kinds.size !== 1) return undefined;
  const [kind] = kinds;
  const health = kind === "service" && RELEASES[release].health !== "image" ? everywhere.map(hasCheck) : [];
  const parameter = agreed(rows, (row) => row.image_param);
  return {
    name,
    kind,
    family: familyOf(name, rows[0].template),
    roles: [...new Set(inRoles.map(({ role }) => role))],
    step: agreed(rows, ({ step }) => step),
    image: parameter === undefined ? undefined : IMAGES[bareParam(parameter)]?.replace(/^openstack-/, ""),
    volume: agreed(rows, (row) => row.config_volume ?? row.puppet_generated[0] ?? row.config_data[0]),
    health: new Set(health).size === 1 ? health[0] : undefined,
    "exit-codes": agreed(rows, ({ exit_codes }) => exit_codes ?? undefined),
  };
}

const hasCheck = ({ healthcheck }) => healthcheck !== null && healthcheck !== "/bin/true";

function bundleRows({ services }, release) {
  const named = services.flatMap(({ bundles, config_volume }) =>
    bundles.map((bundle) => ({ name: BUNDLES[bundle], volume: config_volume ?? undefined })),
  );
  const distinct = new Map(named.map((row) => [row.name, row]));
  return [...distinct.values()].map(({ name, volume }) => {
    const known = resolved.find(({ pacemaker_resource }) => pacemaker_resource === name);
    return {
      name,
      kind: "service",
      family: name,
      roles: ["Controller"],
      ...(release === "13" && known.enabled === "default" && { required: true }),
      step: known.step,
      image: known.image.replace(/^openstack-/, ""),
      volume,
      health: false,
      bundle: known.replicas === 1 ? "one" : "each",
    };
  });
}

function cephRows(release) {
  const roles = { osd: ["CephStorage", "ComputeHCI"], mon: ["Controller"], mgr: ["Controller"] };
  const middle = release === "17" ? "*-" : "";
  const daemons = CEPH.map((daemon) => ({
    name: `ceph-${middle}${daemon}-*`,
    kind: "service",
    family: "ceph",
    roles: roles[daemon] ?? [],
    health: false,
  }));
  if (release === "17") return daemons;
  return [...daemons, { name: "ceph-osd-prepare-*", kind: "one-shot", family: "ceph", roles: roles.osd }];
}

function tableOf(release) {
  const { tag, source, roles, all, services } = read(`osp${release}-containers.json`);
  const inRoles = Object.entries(roles).flatMap(([role, rows]) =>
    role === "Undercloud" && UNDERCLOUD_ON_HOST.has(release) ? [] : rows.map((row) => ({ role, row })),
  );
  const names = new Set([...Object.values(roles).flat(), ...all].map(({ container }) => container));
  const rows = [...names].flatMap((name) => {
    const own = inRoles.filter(({ row }) => row.container === name);
    const row = rowOf(
      name,
      own,
      all.filter(({ container }) => container === name),
      release,
    );
    return row === undefined ? [] : [release === "13" ? required(row) : row];
  });
  const containers = [...rows, ...bundleRows({ services }, release), ...cephRows(release)];
  return {
    release,
    product: "tripleo",
    ...RELEASES[release],
    source: `${source} ${tag}`,
    containers: containers.sort((one, other) => (one.name < other.name ? -1 : 1)),
  };
}

/** Of OSP 13 it is known what a role runs if nobody asks for more or less. */
function required({ name, kind, family, roles, ...rest }) {
  const known = resolved.find((row) => row.name === name);
  const own = roles.filter((role) => known.roles.includes(role));
  const certain = known.enabled === "default" && known.creates_container && own.length > 0 && !HELPER.test(name);
  return { name, kind, family, roles: certain ? own : roles, ...(certain && { required: true }), ...rest };
}

/** A container on a line, which is easy to read, to compare and to find. */
function write({ containers, ...head }) {
  const lines = containers.map((row) => `    ${JSON.stringify(row)}`);
  const text = JSON.stringify(head, null, 2).replace(/\n}$/, "");
  return `${text},\n  "containers": [\n${lines.join(",\n")}\n  ]\n}\n`;
}

for (const release of Object.keys(RELEASES)) {
  const table = tableOf(release);
  writeFileSync(join(out, `osp${release}.json`), write(table));
  const of = (kind) => table.containers.filter((row) => row.kind === kind).length;
  console.log(`osp${release}: ${of("service")} services, ${of("one-shot")} one-shots`);
}
