#!/usr/bin/env node
// Makes rules/releases/ospN.json out of tables derived from tripleo-heat-templates, one JSON file for each release:
//   node scripts/make-releases.js DIR
// DIR holds ospN-containers.json with {tag, source, roles: {ROLE: [ROW]}, all: [ROW]}, ROW {container, kind: long|oneshot|exec}.
// What a release runs in some role as a service and in another as a one-shot is left out: nothing is decided by it.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const [directory] = process.argv.slice(2);
if (directory === undefined) {
  console.error("usage: node scripts/make-releases.js DIR   (DIR holds osp12-containers.json … osp17-containers.json)");
  process.exit(2);
}

for (const release of ["12", "13", "14", "15", "16", "17"]) {
  const { tag, source, roles, all } = JSON.parse(
    readFileSync(join(directory, `osp${release}-containers.json`), "utf8"),
  );
  const rows = [...Object.values(roles).flat(), ...all];
  const named = (kind) => new Set(rows.filter((row) => row.kind === kind).map((row) => row.container));
  const services = named("long");
  const oneShots = named("oneshot");
  const both = [...services].filter((name) => oneShots.has(name));
  const only = (names) => [...names].filter((name) => !both.includes(name)).sort();
  const table = { release, source: `${source} ${tag}`, services: only(services), "one-shots": only(oneShots) };
  writeFileSync(
    new URL(`../rules/releases/osp${release}.json`, import.meta.url),
    `${JSON.stringify(table, null, 2)}\n`,
  );
  console.log(`osp${release}: ${table.services.length} services, ${table["one-shots"].length} one-shots`);
}
