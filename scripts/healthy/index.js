// A bundle of a healthy node of any release and role, made from rules/releases: what no rule may find fault with.
import { readFileSync } from "node:fs";
import config from "./artefacts/config.js";
import engine from "./artefacts/engine.js";
import host from "./artefacts/host.js";
import identity from "./artefacts/identity.js";
import images from "./artefacts/images.js";
import inspect from "./artefacts/inspect.js";
import logs from "./artefacts/logs.js";
import pacemaker from "./artefacts/pacemaker.js";
import ps from "./artefacts/ps.js";
import registry from "./artefacts/registry.js";
import startup from "./artefacts/startup.js";
import systemd from "./artefacts/systemd.js";
import { isoTime, planOf, TIMES } from "./plan.js";

/** One function for each artefact: plan → { path: { text, mtime?, command? } }. A new artefact is a file and a line here. */
const artefacts = [config, engine, host, identity, images, inspect, logs, pacemaker, ps, registry, startup, systemd];

/** Which nodes there are; the undercloud runs its services in containers from OSP 14 on. */
export const nodes = [
  ...["12", "13", "14", "15", "16", "17"].flatMap((release) => [
    ...["Controller", "Compute", "CephStorage"].map((role) => ({ release, role })),
    ...(Number(release) >= 14 ? [{ release, role: "Undercloud" }] : []),
  ]),
  { release: "kolla-ansible", role: "control" },
  { release: "kolla-ansible", role: "compute" },
];

/** The files of the bundle by their paths, with the plan that they were made from. */
export function healthyBundle(release, role) {
  const file = release === "kolla-ansible" ? release : `osp${release}`;
  const table = JSON.parse(readFileSync(new URL(`../../rules/releases/${file}.json`, import.meta.url), "utf8"));
  const plan = planOf(table, role);
  const made = Object.assign({}, ...artefacts.map((artefact) => artefact(plan)));
  const files = { "manifest.json": { text: manifestOf(plan, made) }, ...made };
  return { plan, files };
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
    bootId: "cec07c24-3591-45bb-93bb-5a01e7946126",
    started: isoTime(TIMES.captured),
    finished: isoTime(TIMES.captured + 9),
    engines: [engineName],
    masked: true,
    maskedValues: 0,
    maskedSecrets: 0,
    captures,
  })}\n`;
}
