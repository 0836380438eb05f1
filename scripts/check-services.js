#!/usr/bin/env node
// Compares the catalogue of services with tables of what deployment tools make, one JSON file for each tool or release:
//   node scripts/check-services.js DIR
// Each container's name has to be of exactly one component, and of the right kind; each image, configuration folder, log and
// haproxy section of a table has to be its component's. It prints what is not so, and exits with 1. It reads dist/.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { loadCatalogue } from "../dist/catalogue/load.js";

/** What a table has of one container, whatever tool it is of. */
/** @typedef {{tool: string, name: string, kind?: "service" | "one-shot", image?: string, config?: string, logs?: string[], haproxy?: {name: string, port: number}[], from: string}} Row */

const KINDS = { long: "service", oneshot: "one-shot", exec: "one-shot" };

/** One-shots that tables hold for services: they have no `restart` in their start-up configuration and run all the same. */
const RUNS_ON = new Set(["mongodb"]);

/** What a table holds with another container than the one that stands behind it. */
const BEHIND = {
  acme_client: "letsencrypt",
  rabbitmq_outward_external: "outward-rabbitmq",
  rabbitmq_outward_management: "outward-rabbitmq",
  nova_rdp: "nova-console-proxy",
};

/** @returns {Row[]} */
function rowsIn(directory) {
  const read = (file) => JSON.parse(readFileSync(join(directory, file), "utf8"));
  return readdirSync(directory)
    .sort()
    .flatMap((file) => {
      if (/^osp\d+-containers\.json$/.test(file)) return tripleoRows(read(file), file);
      if (/^kolla-.*-containers\.json$/.test(file)) return kollaRows(read(file), file);
      if (file === "kolla-index.json") return kollaRows(read(file), file);
      if (file === "edpm-containers.json") return edpmRows(read(file), file);
      return file === "ceph-containers.json" ? cephRows(read(file), file) : [];
    });
}

function tripleoRows({ roles, all }, from) {
  return [...Object.values(roles).flat(), ...all].map(({ container, kind, config_volume }) => ({
    tool: "tripleo",
    name: container,
    kind: RUNS_ON.has(container) ? "service" : KINDS[kind],
    ...(KINDS[kind] === "service" && config_volume ? { config: config_volume } : {}),
    from,
  }));
}

function kollaRows({ containers }, from) {
  return containers.map((row) => ({
    tool: "kolla-ansible",
    // Those with a number have one for each of several.
    name: row.container.replace(/_N$/, "_1"),
    kind: row.one_shot ? "one-shot" : "service",
    image: row.image ?? undefined,
    ...(row.one_shot || !row.config_host ? {} : { config: row.config_host.split("/").filter(Boolean).at(-1) }),
    logs: (row.log_files ?? []).map((log) => log.replace("/var/log/kolla/", "")),
    haproxy: (row.haproxy ?? []).flatMap(haproxySection),
    from,
  }));
}

/** `glance_api:9292>9292 external` of the index, or a record of a release's table. */
function haproxySection(section) {
  if (typeof section !== "string") return [{ name: section.name, port: section.backend_port ?? section.port }];
  const [, name, port] = /^([\w.-]+):\w+>(\w+)/.exec(section) ?? [];
  return name === undefined ? [] : [{ name, port: Number(port) || undefined }];
}

function edpmRows({ containers, sidecars }, from) {
  return [
    ...containers.map(({ container, one_shot }) => ({
      tool: "edpm",
      name: container,
      kind: one_shot ? "one-shot" : "service",
      from,
    })),
    ...Object.keys(sidecars).map((name) => ({ tool: "edpm", name: name.replace("NETWORK", "1"), from })),
  ];
}

const SAMPLES = { FSID: "4b5c8c0a-ff60-454b-a1b4-9747aa737d19", NUM: "3", HOST: "c0", DEV: "sdb", ZONE: "z" };

function cephRows({ cephadm, "ceph-ansible": ansible }, from) {
  const sampled = (text) => text.replace(/FSID|NUM|HOST|DEV|ZONE|INSTANCE|SUFFIX/g, (word) => SAMPLES[word] ?? "rgw0");
  const ofCephadm = cephadm.daemons
    .filter(({ container }) => container !== false)
    .map(({ type, id }) => ({
      tool: "cephadm",
      name: `ceph-${SAMPLES.FSID}-${type}-${sampled(id).replaceAll(".", "-")}`,
      kind: "service",
      from,
    }));
  const named = ansible.daemons.flatMap(({ container }) => (container ?? "").split(/ or |, /).filter(Boolean));
  const daemons = named.map((name) => ({
    tool: "ceph-ansible",
    name: sampled(name.split(" ")[0]),
    kind: "service",
    from,
  }));
  const shots = ansible.one_shots.map((name) => ({
    tool: "ceph-ansible",
    name: sampled(name.split(" ")[0]),
    kind: "one-shot",
    from,
  }));
  return [...ofCephadm, ...daemons, ...shots];
}

/** What a row says and the catalogue does not, a line for each. */
function differences(catalogue, row) {
  const { tool, name, kind, from } = row;
  const where = `${tool} ${name} (${from})`;
  const meaning = catalogue.ofContainer(name, tool);
  if (meaning === undefined) return [`${where}: is of no component, or of several`];
  const { component } = meaning;
  const differ = [];
  if (kind !== undefined && meaning.kind !== kind)
    differ.push(`is a ${meaning.kind} of ${component.id}, not a ${kind}`);
  const isIts = (all) => all.some(({ id }) => id === component.id);
  if (row.image && kind === "service" && !isIts(catalogue.ofImage(row.image)))
    differ.push(`has the image ${row.image}`);
  if (row.config && !isIts(catalogue.ofConfig(row.config, tool))) differ.push(`has its configuration in ${row.config}`);
  for (const log of row.logs ?? []) if (!isIts(catalogue.ofLog(log))) differ.push(`has the log ${log}`);
  for (const { name: section, port } of row.haproxy ?? []) {
    if (BEHIND[section] !== undefined) continue;
    if (!isIts(catalogue.ofHaproxy(section, tool))) differ.push(`stands behind ${section} of haproxy`);
    if (port && !(component.ports ?? []).some((one) => one.port === port)) differ.push(`is reached at port ${port}`);
  }
  return differ.map((line) => `${where}: ${component.id} ${line}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const directory = process.argv[2];
  if (directory === undefined) {
    console.error("usage: node scripts/check-services.js DIR");
    process.exit(2);
  }
  const { catalogue } = await loadCatalogue([fileURLToPath(new URL("../rules", import.meta.url))]);
  const rows = rowsIn(directory);
  const lines = new Set(rows.flatMap((row) => differences(catalogue, row)));
  for (const line of lines) console.log(line);
  const names = new Set(rows.map(({ tool, name }) => `${tool} ${name}`));
  console.log(`${names.size} names of ${new Set(rows.map(({ from }) => from)).size} tables, ${lines.size} differences`);
  if (lines.size > 0) process.exitCode = 1;
}
