#!/usr/bin/env node
// Writes the bundle of a healthy node, made from rules/releases:
//   node scripts/make-healthy.js RELEASE ROLE -o FILE.tgz      RELEASE is 12 to 17 or kolla-ansible
//   node scripts/make-healthy.js --list                        what there is
import { writeFileSync } from "node:fs";
import { archiveOf } from "./healthy/archive.js";
import { healthyBundle, nodes } from "./healthy/index.js";

const [release, role, option, out] = process.argv.slice(2);
const known = nodes.some((node) => node.release === release && node.role === role);
if (release === "--list") {
  for (const node of nodes) console.log(`${node.release} ${node.role}`);
} else if (!known || option !== "-o" || out === undefined) {
  console.error("usage: node scripts/make-healthy.js RELEASE ROLE -o FILE.tgz, or --list");
  process.exitCode = 2;
} else {
  const { plan, files } = healthyBundle(release, role);
  writeFileSync(out, archiveOf(`sospect-${plan.host}-20261124T040000Z`, files));
}
