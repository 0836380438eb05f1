// What was changed in `inspect` of a made bundle is told by its `ps` and its manifest as well, as a real node would.
import { TIMES } from "./plan.js";
import { tableOf } from "./table.js";

const TABLE = /^sos_commands\/(\w+)\/\w+_ps_-a_--no-trunc$/;
const UNITS = [
  ["week", 604_800, 2],
  ["day", 86_400, 2],
  ["hour", 3600, 1],
  ["minute", 60, 1],
];

/** The files with the status of each container in `ps` as `inspect` has it, and with a manifest of the files as they are. */
export function inAgreement(files) {
  const path = Object.keys(files).find((file) => TABLE.test(file));
  const inspected = Object.keys(files).find((file) => /\/containers\/\w+_inspect_all$/.test(file));
  if (path === undefined || inspected === undefined) return withManifest(files);
  const containers = new Map(JSON.parse(files[inspected].text).map((one) => [one.Name.replace("/", ""), one]));
  const [, engine] = TABLE.exec(path);
  return withManifest({ ...files, [path]: { ...files[path], text: listed(files[path].text, containers, engine) } });
}

function listed(text, containers, engine) {
  const [header, ...rows] = text.trimEnd().split("\n");
  const titles = ["CONTAINER ID", "IMAGE", "COMMAND", "CREATED", "STATUS", "PORTS", "NAMES"];
  const starts = titles.map((title) => header.indexOf(title));
  const cells = rows.map((row) => starts.map((start, at) => row.slice(start, starts[at + 1]).trim()));
  for (const row of cells) {
    const one = containers.get(row.at(-1));
    if (one === undefined) continue;
    row[3] = `${ago(one.Created)} ago`;
    row[4] = statusOf(one, engine, row[4]);
  }
  return tableOf(titles, cells, engine === "docker" ? 3 : 2);
}

function statusOf({ State }, engine, before) {
  const suffix = engine === "docker" ? "" : " ago";
  if (State.Status === "exited") return `Exited (${State.ExitCode}) ${ago(State.FinishedAt)} ago`;
  if (State.Status !== "running" && State.Status !== "paused") return before;
  const health = State.Health?.Status;
  const told = before.includes("(") && health ? ` (${health})` : "";
  return `Up ${ago(State.StartedAt)}${suffix}${State.Status === "paused" ? " (Paused)" : told}`;
}

function ago(time) {
  const seconds = Math.max(0, TIMES.captured - Date.parse(time) / 1000);
  for (const [unit, size, least] of UNITS) {
    const count = Math.floor(seconds / size);
    if (count >= least) return count === 1 ? `About a${unit === "hour" ? "n" : ""} ${unit}` : `${count} ${unit}s`;
  }
  return `${Math.floor(seconds)} seconds`;
}

function withManifest(files) {
  const { "manifest.json": manifest } = files;
  if (manifest === undefined) return files;
  const { captures, ...head } = JSON.parse(manifest.text);
  const known = captures.map((capture) => {
    const file = files[capture.path];
    return file === undefined ? capture : { ...capture, bytes: file.text.length };
  });
  return { ...files, "manifest.json": { ...manifest, text: `${JSON.stringify({ ...head, captures: known })}\n` } };
}
