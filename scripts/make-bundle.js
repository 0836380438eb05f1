#!/usr/bin/env node
// Writes a tgz shaped like a sosreport of a controller, with logs to any size; the same bytes for the same size.
// Usage: node scripts/make-bundle.js MEGABYTES OUT
import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { Header } from "tar";

const top = "sosreport-controller-0-2026-03-02-bench";
const captured = Date.UTC(2026, 2, 2, 9, 0, 0);
const chunkBytes = 1024 * 1024;
const blockBytes = 512;
const services = {
  nova: ["api", "conductor", "scheduler", "consoleauth", "metadata", "vnc_proxy", "db_sync"],
  neutron: ["api", "dhcp", "l3_agent", "metadata_agent", "ovs_agent", "db_sync"],
  cinder: ["api", "scheduler", "api_cron", "db_sync"],
  glance: ["api", "api_db_sync"],
  keystone: ["cron", "wsgi", "db_sync"],
  heat: ["api", "api_cfn", "engine", "engine_db_sync"],
  swift: ["proxy", "account_server", "object_server"],
  haproxy: ["stats"],
};

/** Numbers that are the same in every run (mulberry32). */
function randomFrom(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const random = randomFrom(20260302);
const below = (limit) => Math.floor(random() * limit);
const hex = (length) =>
  Array.from({ length: Math.ceil(length / 8) }, hex8)
    .join("")
    .slice(0, length);
const hex8 = () =>
  below(2 ** 32)
    .toString(16)
    .padStart(8, "0");
const uuid = () => {
  const digits = hex(32);
  return [8, 12, 16, 20, 32].map((end, index) => digits.slice([0, 8, 12, 16, 20][index], end)).join("-");
};
const pick = (items) => items[below(items.length)];

const users = Array.from({ length: 40 }, () => `${hex(32)} ${hex(32)} - default default`);
const instances = Array.from({ length: 400 }, uuid);

/** How many of the lines are such as rules look for. */
const TROUBLED = 0.01;

/** What services log, by how often: mostly routine, seldom trouble. */
const messages = [
  () =>
    `INFO {m} [req-${uuid()} ${pick(users)}] 172.17.1.${below(250)} "GET /v2.1/servers/${pick(instances)} HTTP/1.1" status: 200 len: ${below(9000)} time: ${(random() * 2).toFixed(7)}`,
  () =>
    `INFO {m} [req-${uuid()} - - - - -] Final resource view: name=compute-${below(40)}.localdomain phys_ram=${below(400000)}MB used_ram=${below(400000)}MB phys_disk=893GB used_disk=${below(800)}GB total_vcpus=64 used_vcpus=${below(64)} pci_stats=[]`,
  () =>
    `DEBUG {m} [req-${uuid()} ${pick(users)}] Lock "${pick(instances)}" released by "{m}.do_work" :: held ${(random() * 3).toFixed(3)}s inner /usr/lib/python2.7/site-packages/oslo_concurrency/lockutils.py:${below(400)}`,
  () =>
    `DEBUG {m} [req-${uuid()} - - - - -] Running periodic task {m}._${pick(["heal_instance_info_cache", "poll_rebooting", "sync_scheduler", "cleanup_files"])} run_periodic_tasks /usr/lib/python2.7/site-packages/oslo_service/periodic_task.py:215`,
  () =>
    `INFO {m} [req-${uuid()} ${pick(users)}] [instance: ${pick(instances)}] Took ${(random() * 30).toFixed(2)} seconds to build instance.`,
  () =>
    `WARNING {m} [req-${uuid()} ${pick(users)}] [instance: ${pick(instances)}] Instance state is ${pick(["paused", "building", "error"])} while power state is ${below(5)}`,
];
const troubles = [
  () =>
    `ERROR oslo.messaging._drivers.impl_rabbit [req-${uuid()} - - - - -] [${uuid()}] AMQP server on controller-${below(3)}.internalapi.localdomain:5672 is unreachable: timed out. Trying again in 1 seconds.: timeout: timed out`,
  () =>
    `ERROR oslo_db.sqlalchemy.engines [req-${uuid()} - - - - -] Database connection was found disconnected; reconnecting: DBConnectionError: (pymysql.err.OperationalError) (2013, 'Lost connection to MySQL server during query')`,
  () =>
    `ERROR {m} [req-${uuid()} - - - - -] Error in periodic task: MessagingTimeout: Timed out waiting for a reply to message ID ${hex(32)}`,
  () =>
    traceback(
      `ERROR {m} [req-${uuid()} ${pick(users)}] [instance: ${pick(instances)}]`,
      pick(["PortBindingFailed: Binding failed for port", "InstanceNotFound: Instance could not be found", "Timeout"]),
    ),
];

/** A traceback as oslo.log writes it: each line with the prefix; the first one gets its time where all lines do. */
function traceback(prefix, error) {
  const frames = Array.from(
    { length: 4 + below(12) },
    () => `  File "/usr/lib/python2.7/site-packages/nova/manager.py", line ${below(9000)}, in run`,
  );
  return ["Traceback (most recent call last):", ...frames, error].map((line) => `${prefix} ${line}`).join("\n");
}

/** One log's text, endless, in pieces of about 64 KB. */
function* logText(module) {
  let time = captured - 86_400_000;
  for (;;) {
    const lines = [];
    for (let count = 0; count < 300; count += 1) {
      time += below(80);
      const message = (random() < TROUBLED ? pick(troubles) : pick(messages))().replaceAll("{m}", module);
      const begin = `${new Date(time).toISOString().replace("T", " ").slice(0, 23)} ${20 + below(12)} `;
      lines.push(`${begin}${message.replaceAll("\n", `\n${begin}`)}\n`);
    }
    yield Buffer.from(lines.join(""));
  }
}

/** Cut to a size, which a tar has to state before the bytes. */
function* cutTo(size, pieces) {
  let left = size;
  for (const piece of pieces) {
    yield piece.subarray(0, left);
    left -= Math.min(left, piece.length);
    if (left === 0) return;
  }
}

function header(path, size, type) {
  const block = Buffer.alloc(blockBytes);
  new Header({ path: `${top}/${path}`, size, type, mode: 0o644, uid: 0, gid: 0, mtime: new Date(captured) }).encode(
    block,
  );
  return block;
}

function* member(path, size, pieces) {
  yield header(path, size, "File");
  yield* pieces;
  yield Buffer.alloc((blockBytes - (size % blockBytes)) % blockBytes);
}

function* textMember(path, text) {
  const bytes = Buffer.from(text);
  yield* member(path, bytes.length, [bytes]);
}

const registry = "172.17.1.1:8787/rhosp13";
const containers = Object.entries(services).flatMap(([service, parts]) =>
  parts.map((part) => ({
    id: hex(64),
    name: `${service}_${part}`,
    image: `${registry}/openstack-${service}-${part.replaceAll("_", "-")}:20260202.1`,
    imageId: hex(64),
    oneShot: part.endsWith("db_sync"),
  })),
);

function inspect({ id, name, image, imageId, oneShot }) {
  const config = {
    environment: ["KOLLA_CONFIG_STRATEGY=COPY_ALWAYS"],
    image,
    net: "host",
    ...(oneShot ? {} : { restart: "always" }),
  };
  const state = {
    Status: oneShot ? "exited" : "running",
    Running: !oneShot,
    Paused: false,
    OOMKilled: false,
    Dead: false,
    Pid: oneShot ? 0 : 1000 + below(60000),
    ExitCode: 0,
    Error: "",
    StartedAt: "2026-02-20T07:00:00.1Z",
    FinishedAt: oneShot ? "2026-02-20T07:00:09.2Z" : "0001-01-01T00:00:00Z",
    ...(oneShot ? {} : { Health: { Status: "healthy", FailingStreak: 0, Log: Array.from({ length: 5 }, health) } }),
  };
  return [
    {
      Id: id,
      Created: "2026-02-20T06:59:58Z",
      Path: "kolla_start",
      Args: [],
      State: state,
      Image: `sha256:${imageId}`,
      Name: `/${name}`,
      RestartCount: 0,
      LogPath: "",
      HostConfig: {
        NetworkMode: "host",
        RestartPolicy: { Name: oneShot ? "no" : "always", MaximumRetryCount: 0 },
        Privileged: false,
      },
      Mounts: ["/etc/hosts", "/etc/localtime", "/dev/log", "/etc/puppet", `/var/log/containers/${name}`].map(
        (path) => ({
          Type: "bind",
          Source: path,
          Destination: path,
          Mode: "ro",
          RW: false,
          Propagation: "rprivate",
        }),
      ),
      Config: {
        Hostname: "controller-0",
        User: "",
        Image: image,
        Env: ["KOLLA_CONFIG_STRATEGY=COPY_ALWAYS", `TRIPLEO_CONFIG_HASH=${hex(32)}`],
        Cmd: ["kolla_start"],
        Labels: {
          config_data: JSON.stringify(config),
          config_id: "tripleo_step4",
          container_name: name,
          managed_by: "paunch",
        },
      },
    },
  ];
}

const health = () => ({
  Start: "2026-03-02T08:59:00Z",
  End: "2026-03-02T08:59:01Z",
  ExitCode: 0,
  Output: `{"versions": "${hex(200)}"}\n`,
});

const psRow = ({ id, name, image, oneShot }) =>
  `${id.slice(0, 12)}        ${image}   "kolla_start"   10 days ago   ${oneShot ? "Exited (0) 10 days ago" : "Up 10 days (healthy)"}                       ${name}`;
const imageRow = ({ image, imageId }) =>
  `${image.replace(/:([^:]*)$/, "   $1")}   ${imageId.slice(0, 12)}   4 weeks ago   ${600 + below(500)} MB`;

function* smallFiles() {
  yield* textMember("version.txt", "sosreport: 4.0\n");
  yield* textMember("hostname", "controller-0\n");
  yield* textMember(
    "sos_reports/manifest.json",
    JSON.stringify({ version: "4.0", components: { report: { plugins: {} } } }),
  );
  const docker = "sos_commands/docker";
  const ps = ["CONTAINER ID        IMAGE   COMMAND   CREATED   STATUS   PORTS               NAMES"];
  yield* textMember(
    `${docker}/docker_ps`,
    `${[...ps, ...containers.filter((one) => !one.oneShot).map(psRow)].join("\n")}\n`,
  );
  yield* textMember(`${docker}/docker_ps_-a`, `${[...ps, ...containers.map(psRow)].join("\n")}\n`);
  yield* textMember(
    `${docker}/docker_images`,
    `${["REPOSITORY   TAG   IMAGE ID   CREATED   SIZE", ...containers.map(imageRow)].join("\n")}\n`,
  );
  for (const one of containers.filter(({ oneShot }) => !oneShot)) {
    yield* textMember(
      `${docker}/containers/docker_inspect_${one.id.slice(0, 12)}`,
      JSON.stringify(inspect(one), null, 4),
    );
  }
}

function* logFiles(bytes) {
  const logs = Object.entries(services).flatMap(([service, parts]) => parts.map((part) => [service, part]));
  const size = Math.max(1024, Math.floor(bytes / logs.length));
  for (const [service, part] of logs) {
    const path = `var/log/containers/${service}/${service}-${part.replaceAll("_", "-")}.log`;
    yield* member(path, size, cutTo(size, logText(`${service}.${part}.manager`)));
  }
}

function* archive(megabytes) {
  yield header("", 0, "Directory");
  yield* smallFiles();
  yield* logFiles(megabytes * 1024 * 1024);
  yield Buffer.alloc(2 * blockBytes);
}

/** Larger pieces, so that compressing is not slowed by many small writes. */
function* gathered(pieces) {
  let waiting = [];
  let bytes = 0;
  for (const piece of pieces) {
    waiting.push(piece);
    bytes += piece.length;
    if (bytes < chunkBytes) continue;
    yield Buffer.concat(waiting);
    waiting = [];
    bytes = 0;
  }
  yield Buffer.concat(waiting);
}

const [megabytes, out] = process.argv.slice(2);
if (!(Number(megabytes) > 0) || out === undefined) {
  console.error("usage: node scripts/make-bundle.js MEGABYTES OUT");
  process.exit(2);
}
await pipeline(
  Readable.from(gathered(archive(Number(megabytes)))),
  createGzip({ chunkSize: chunkBytes }),
  createWriteStream(out),
);
