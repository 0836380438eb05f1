// A bundle of a healthy node of any release and role, made from rules/releases: what no rule may find fault with.
import { readFileSync } from "node:fs";
import clusters from "./artefacts/clusters.js";
import config from "./artefacts/config.js";
import engine from "./artefacts/engine.js";
import events from "./artefacts/events.js";
import host from "./artefacts/host.js";
import identity from "./artefacts/identity.js";
import images from "./artefacts/images.js";
import inspect from "./artefacts/inspect.js";
import lab from "./artefacts/lab.js";
import logs from "./artefacts/logs.js";
import network from "./artefacts/network.js";
import pacemaker from "./artefacts/pacemaker.js";
import ps from "./artefacts/ps.js";
import registry from "./artefacts/registry.js";
import startup from "./artefacts/startup.js";
import systemd from "./artefacts/systemd.js";
import { edpmPlan } from "./edpm.js";
import { hex, isoTime, planOf, TIMES } from "./plan.js";

/** One function for each artefact: plan → { path: { text, mtime?, command? } }. A new artefact is a file and a line here. */
const artefacts = [
  ...[clusters, config, engine, events, host, identity, images, inspect, lab, logs, network, pacemaker, ps],
  ...[registry, startup, systemd],
];

/** Which nodes there are; the undercloud runs its services in containers from OSP 14 on. */
export const nodes = [
  ...["12", "13", "14", "15", "16", "17"].flatMap((release) => [
    ...["Controller", "Compute", "CephStorage"].map((role) => ({ release, role })),
    ...(Number(release) >= 14 ? [{ release, role: "Undercloud" }] : []),
  ]),
  { release: "kolla-ansible", role: "control" },
  { release: "kolla-ansible", role: "compute" },
  { release: "18", role: "compute" },
  { release: "18", role: "networker" },
];

/** The files of the bundle by their paths, with the plan that they were made from. */
export function healthyBundle(release, role, place) {
  const plan = release === "18" ? edpmPlan(role, place) : plannedBy(release, role, place);
  const made = Object.assign({}, ...artefacts.map((artefact) => artefact(plan)));
  const files = { "manifest.json": { text: manifestOf(plan, made) }, ...made };
  return { plan, files };
}

function plannedBy(release, role, place) {
  const file = release === "kolla-ansible" ? release : `osp${release}`;
  const table = JSON.parse(readFileSync(new URL(`../../rules/releases/${file}.json`, import.meta.url), "utf8"));
  return planOf(table, role, place);
}

/** The releases that there is a whole deployment of. */
export const deployments = ["12", "13", "14", "15", "16", "17", "kolla-ansible", "18"];

/** Three controllers, two computes, and the director where it runs its services in containers; of OSP 18 its data plane. */
export function healthyDeployment(release) {
  if (release === "18") return dataPlane();
  const [controller, compute] = release === "kolla-ansible" ? ["control", "compute"] : ["Controller", "Compute"];
  const controllers = 3;
  const of = (role, count) =>
    Array.from({ length: count }, (_, index) => healthyBundle(release, role, { index, controllers }));
  return [...of(controller, 3), ...of(compute, 2), ...(Number(release) >= 14 ? of("Undercloud", 1) : [])];
}

/** Two computes and a networker, the last compute deployed by quadlets already. */
function dataPlane() {
  return [
    healthyBundle("18", "compute", { index: 0 }),
    healthyBundle("18", "compute", { index: 1, layout: "quadlet" }),
    healthyBundle("18", "networker", { index: 0 }),
  ];
}

/** That every command was asked, and ended well. */
function manifestOf({ host: name, engine: engineName }, files) {
  const captures = Object.entries(files).flatMap(([path, { text, command }]) =>
    command === undefined
      ? []
      : [
          {
            command,
            path,
            exitCode: 0,
            timedOut: false,
            durationMs: 30,
            bytes: text.length,
            cutShort: false,
            stderr: "",
          },
        ],
  );
  return `${JSON.stringify({
    schemaVersion: 1,
    tool: { name: "sospect-collect", version: "0.1.0" },
    host: name,
    bootId: hex(`boot of ${name}`, 32).replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-"),
    started: isoTime(TIMES.captured),
    finished: isoTime(TIMES.captured + 9),
    engines: [engineName],
    masked: true,
    maskedValues: 0,
    maskedSecrets: 0,
    captures,
  })}\n`;
}
