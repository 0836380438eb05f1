#!/usr/bin/env node
// Times the judging alone, beyond reading: N containers on one node, by our rules, copied under further ids until there are R.
// Usage: npm run bench:judge [-- --quick | --check]
// --check measures 500 containers and 200 rules alone, and exits with 1 when that takes a second or more.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "./build.js";

const quick = process.argv.includes("--quick");
const CONTAINERS = quick ? [250, 500] : [125, 250, 500, 1000, 2000];
const RULES = quick ? [100, 200] : [50, 100, 200, 400];
const RUNS = quick ? 3 : 7;
const CAPTURED = Date.UTC(2026, 2, 2, 9, 0, 0);

if (!process.argv.includes("--check")) build();
const { deploymentOf } = await import("../dist/model/deployment.js");
const { isListed } = await import("../dist/parse/read-facts.js");
const { parserFor } = await import("../dist/parse/parsers.js");
const { judge } = await import("../dist/rules/evaluate.js");
const { loadKnowledge, loadRules, parseRule } = await import("../dist/rules/load.js");
const own = fileURLToPath(new URL("../rules", import.meta.url));

const isEnded = (index) => index % 5 === 0;
const nameOf = (index) => (isEnded(index) ? `service_${index}_db_sync` : `service_${index}`);
const idOf = (index) => (0xc00000000000 + index).toString(16);
const imageIdOf = (index) => (0xd00000000000 + index).toString(16).padEnd(64, "0");
const volumeOf = (index) => `volume_${index - (index % 5)}`;
const repositoryOf = (index) => `172.16.0.1:8787/rhosp13/openstack-service-${index}`;
const tagOf = (index) => (index % 3 === 0 ? "13.0-46" : "13.0-59");

/** One container as `docker inspect` tells of it: most run well, some have ended, a few are sick. */
function inspected(index) {
  const ended = isEnded(index);
  const health = {
    Status: index % 50 === 1 ? "unhealthy" : "healthy",
    FailingStreak: index % 50 === 1 ? 3 : 0,
    Log: [],
  };
  return {
    Id: idOf(index).padEnd(64, "0"),
    Name: `/${nameOf(index)}`,
    State: {
      Status: ended ? "exited" : "running",
      OOMKilled: false,
      ExitCode: index % 100 === 0 ? 1 : 0,
      Error: "",
      StartedAt: "2026-03-01T09:00:00.0Z",
      FinishedAt: ended ? "2026-03-01T09:01:00.0Z" : "0001-01-01T00:00:00Z",
      ...(ended || index % 7 === 0 ? {} : { Health: health }),
    },
    Image: `sha256:${imageIdOf(index)}`,
    RestartCount: index % 40 === 3 ? 4 : 0,
    HostConfig: { RestartPolicy: { Name: ended ? "no" : "always" } },
    Mounts: [{ Source: `/var/lib/config-data/puppet-generated/${volumeOf(index)}`, Destination: "/var/lib/kolla/src" }],
    Config: {
      Env: [`TRIPLEO_CONFIG_HASH=${(index % 9).toString(16).padStart(32, "e")}`],
      Image: `${repositoryOf(index)}:${tagOf(index)}`,
      Labels: { container_name: `service_${index}`, managed_by: "paunch", config_id: "tripleo_step4" },
    },
  };
}

function table(...rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)) + 3);
  return rows
    .map((row) =>
      row
        .map((text, column) => text.padEnd(widths[column]))
        .join("")
        .trimEnd(),
    )
    .join("\n");
}

/** What a node holds of so many containers: their list, all that the engine knows, images, configuration with checksums. */
function filesOf(containers) {
  const all = Array.from({ length: containers }, (_, index) => index);
  const status = (index) => (isEnded(index) ? `Exited (${index % 100 === 0 ? 1 : 0}) 1 hour ago` : "Up 1 hour");
  const files = {
    hostname: "controller0\n",
    "sos_commands/docker/docker_ps_-a": table(
      ["CONTAINER ID", "IMAGE", "COMMAND", "CREATED", "STATUS", "PORTS", "NAMES"],
      ...all.map((index) => [
        ...[idOf(index), `${repositoryOf(index)}:${tagOf(index)}`, '"kolla_start"', "2 hours ago", status(index), ""],
        nameOf(index),
      ]),
    ),
    "sos_commands/docker/docker_inspect_all": JSON.stringify(all.map(inspected), null, 4),
    "sos_commands/docker/docker_images": table(
      ["REPOSITORY", "TAG", "IMAGE ID", "CREATED", "SIZE"],
      ...all
        .slice(1)
        .map((index) => [repositoryOf(index), tagOf(index), imageIdOf(index).slice(0, 12), "2 days ago", "1MB"]),
    ),
  };
  for (const volume of new Set(all.map(volumeOf))) {
    const base = `var/lib/config-data/puppet-generated/${volume}`;
    files[`${base}.md5sum`] = `${"a".repeat(32)}  -\n`;
    files[`${base}/etc/${volume}/${volume}.conf`] = "[DEFAULT]\ndebug = false\nworkers = 4\n";
    files[`etc/${volume}/${volume}.conf`] = "[DEFAULT]\ndebug = true\nworkers = 4\n";
  }
  return files;
}

function deployment(containers) {
  const files = Object.entries(filesOf(containers));
  const facts = files.flatMap(([file, text]) => [
    ...(parserFor(file)?.parse({ file, text, mtime: CAPTURED }) ?? []),
    ...(isListed(file) ? [{ kind: "file", file, size: text.length, mtime: CAPTURED }] : []),
  ]);
  const summary = { source: "bench.tgz", format: "tar.gz", root: "", entries: files.length, bytes: 0, notes: [] };
  return deploymentOf([{ summary, facts }], known);
}

/** Our rules, over and over, each time compiled anew and under another id. */
function rules(count, library) {
  return Array.from({ length: count }, (_, index) => {
    const { file, id } = library[index % library.length];
    if (index < library.length) return library[index];
    const copy = `${id}-${Math.floor(index / library.length)}`;
    const loaded = parseRule(
      file.replace(`${id}.yaml`, `${copy}.yaml`),
      sources.get(file).replace(/^id: .*/m, `id: ${copy}`),
    );
    if (loaded.rule === undefined) throw new Error(JSON.stringify(loaded));
    return loaded.rule;
  });
}

const { known } = await loadKnowledge([own]);
const library = (await loadRules([own])).rules;
const sources = new Map(library.map(({ file }) => [file, readFileSync(file, "utf8")]));
const most = rules(Math.max(...RULES), library);

function seconds(count, model) {
  const chosen = most.slice(0, count);
  const times = [];
  for (let run = 0; run < RUNS; run += 1) {
    const start = performance.now();
    judge(chosen, model);
    times.push((performance.now() - start) / 1000);
  }
  return Math.min(...times);
}

function check() {
  const time = seconds(200, deployment(500));
  console.log(`500 containers and 200 rules are judged in ${time.toFixed(2)} s`);
  process.exit(time < 1 ? 0 : 1);
}

if (process.argv.includes("--check")) check();
const cell = (text) => String(text).padStart(12);
const measured = new Map();
console.log(`${library.length} rules of our own, copied; seconds of judging, best of ${RUNS} runs\n`);
console.log(cell("containers") + RULES.map((count) => cell(`${count} rules`)).join(""));
for (const containers of CONTAINERS) {
  const model = deployment(containers);
  seconds(RULES[0], model);
  const row = RULES.map((count) => seconds(count, model));
  measured.set(containers, row);
  console.log(cell(containers) + row.map((time) => cell(time.toFixed(3))).join(""));
}

// Where time grows linearly, twice as much of one takes twice the time: the ratio of neighbours is near 2.
console.log("\nratio of time, twice the containers:");
for (const [index, containers] of CONTAINERS.slice(1).entries()) {
  const before = measured.get(CONTAINERS[index]);
  console.log(
    cell(containers) +
      measured
        .get(containers)
        .map((time, column) => cell((time / before[column]).toFixed(2)))
        .join(""),
  );
}
console.log("\nratio of time, twice the rules:");
console.log(
  cell("") +
    RULES.slice(1)
      .map((count) => cell(count))
      .join(""),
);
for (const [containers, row] of measured) {
  console.log(
    cell(containers) +
      row
        .slice(1)
        .map((time, column) => cell((time / row[column]).toFixed(2)))
        .join(""),
  );
}
