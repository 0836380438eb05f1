// The bundles of a student's three nodes, made from healthy ones: with the exercise set up, and done or not.
import { createHash } from "node:crypto";
import { inAgreement } from "../healthy/agree.js";
import { archiveOf } from "../healthy/archive.js";
import { healthyBundle } from "../healthy/index.js";
import { isoTime, TIMES } from "../healthy/plan.js";

const EXERCISE = "architecture-containerization";
const NODES = { controller0: "Controller", compute0: "Compute", director: "Undercloud" };
const INSPECT = "sos_commands/docker/containers/docker_inspect_all";
const RECORDS = "sos_commands/lab/records";

/** An hour before the capture the exercise was set up, and half of it later the student began. */
export const SETUP_AT = TIMES.captured - 3600;
const DONE_AT = TIMES.captured - 1800;

/** What healthy nodes are made of, once for all students. */
const made = Object.entries(NODES).map(([node, role]) => {
  const { plan, files } = healthyBundle("13", role);
  const renamed = Object.entries(files).map(([path, file]) => [
    path.replaceAll(plan.host, node),
    { ...file, text: file.text.replaceAll(plan.host, node) },
  ]);
  return { node, files: Object.fromEntries(renamed) };
});

/**
 * The files of each node of a student. `done`: nova_api was started again after the setup; `setup: false`: there is no
 * record of one. `change` may alter the files of a node at last.
 */
export function studentFiles(student, { done = true, setup = true, change = (files) => files } = {}) {
  return made.map(({ node, files }) => {
    const own = { ...files };
    const bootId = hash(`${student} ${node}`).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*/, "$1-$2-$3-$4-$5");
    const manifest = { ...JSON.parse(files["manifest.json"].text), bootId };
    own["manifest.json"] = { ...files["manifest.json"], text: `${JSON.stringify(manifest)}\n` };
    if (setup) own[RECORDS] = { ...files[RECORDS], text: recordOf(SETUP_AT, bootId) };
    if (done && node === "controller0") own[INSPECT] = { ...files[INSPECT], text: restarted(files[INSPECT].text) };
    return { node, files: change(inAgreement(own), node) };
  });
}

/** The same as archives, by their names. */
export function studentBundles(student, options) {
  return studentFiles(student, options).map(({ node, files }) => {
    const name = `sospect-${node}-20261124T040000Z`;
    return { node, name: `${name}.tgz`, bytes: archiveOf(name, files) };
  });
}

/** What the collector writes of a record that nobody has touched. */
export function recordOf(setupAt, bootId, { mtime = setupAt, ctime = mtime } = {}) {
  return `record ${EXERCISE} mtime ${mtime} ctime ${ctime}\n| setup-at ${setupAt}\n| boot-id ${bootId}\n\nend\n`;
}

function restarted(text) {
  const containers = JSON.parse(text);
  for (const { Name, State } of containers) {
    if (Name !== "/nova_api") continue;
    State.FinishedAt = isoTime(DONE_AT - 20);
    State.StartedAt = isoTime(DONE_AT);
  }
  return `${JSON.stringify(containers, null, 4)}\n`;
}

function hash(text) {
  return createHash("sha256").update(text).digest("hex");
}
