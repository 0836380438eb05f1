#!/usr/bin/env node
// Writes the bundles of a cloud in which one thing is broken, to see how it is reported:
//   node scripts/make-broken.js SCENARIO DIR      then: sospect analyze DIR/*.tgz
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brokenCloud, scenarios } from "./broken/index.js";
import { archiveOf } from "./healthy/archive.js";

const [scenario, directory] = process.argv.slice(2);
if (directory === undefined || !scenarios.includes(scenario)) {
  console.error(`usage: node scripts/make-broken.js ${scenarios.join("|")} DIR`);
  process.exitCode = 2;
} else {
  mkdirSync(directory, { recursive: true });
  for (const { plan, files } of brokenCloud(scenario))
    writeFileSync(join(directory, `${plan.host}.tgz`), archiveOf(`sospect-${plan.host}-20261124T040000Z`, files));
}
