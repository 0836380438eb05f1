import { spawnSync } from "node:child_process";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import type { LogFact, LogHitFact } from "../../../src/parse/logs/log-facts.ts";
import { compileQueries } from "../../../src/parse/logs/log-search.ts";
import { PackedLogs, packedLogName } from "../../../src/parse/logs/packed-logs.ts";
import { query } from "./scan.ts";

const LOG = "var/log/containers/nova/nova-compute.log";
const TEXT = "2026-11-24 03:52:53.123 7 ERROR boom\n";
const NOW = Date.UTC(2026, 10, 24, 4);
const DAY = 24 * 3600 * 1000;

interface Given {
  readonly file: string;
  readonly bytes: Buffer;
  readonly mtime?: number;
  readonly loss?: string;
}

async function read(given: readonly Given[], size = 1) {
  const logs = new PackedLogs(compileQueries([query("boom", { in: ["nova/**"] })]));
  logs.sees({ path: LOG, size, mtime: NOW });
  for (const { file, bytes, mtime, loss } of given) {
    const sink = logs.sink({ path: file, size: bytes.length, ...(mtime === undefined ? {} : { mtime }) });
    sink?.write(bytes);
    sink?.end(loss);
  }
  const found: (LogFact | LogHitFact)[] = [];
  const order: string[] = [];
  await logs.read({ kinds: 100 }, (file, facts) => {
    order.push(file);
    found.push(...facts);
  });
  const hits = found.flatMap((fact) => (fact.kind === "log-hit" ? [[fact.file, fact.log, fact.count]] : []));
  const problems = found.flatMap((fact) => (fact.kind === "log" && fact.problem !== undefined ? [fact.problem] : []));
  return { hits, problems, order };
}

describe("a compressed log", () => {
  it.each([
    [`${LOG}.1.gz`, "nova/nova-compute.log"],
    [`${LOG}-20261124.xz`, "nova/nova-compute.log"],
    ["var/log/messages-20261124.bz2", "syslog"],
    [`${LOG}-20261124.zst`, "nova/nova-compute.log"],
    [`${LOG}.2.lz4`, "nova/nova-compute.log"],
    ["etc/services.gz", undefined],
    [LOG, undefined],
  ])("is known by its name: %s", (path, log) => {
    expect(packedLogName(path)?.log).toBe(log);
  });

  it("is searched as the log that it was", async () => {
    const file = `${LOG}.1.gz`;
    expect(await read([{ file, bytes: gzipSync(TEXT) }])).toEqual({
      ...{ hits: [[file, "nova/nova-compute.log", 1]], problems: [], order: [file] },
    });
  });

  it("is searched newest first, by time and by what rotation adds to the name", async () => {
    const bytes = gzipSync(TEXT);
    const { order } = await read([
      { file: `${LOG}.3.gz`, bytes },
      { file: `${LOG}.2.gz`, bytes },
      { file: `${LOG}-20261123.gz`, bytes, mtime: NOW - 10 },
      { file: `${LOG}-20261122.gz`, bytes, mtime: NOW - 20 },
    ]);
    expect(order).toEqual([`${LOG}-20261123.gz`, `${LOG}-20261122.gz`, `${LOG}.2.gz`, `${LOG}.3.gz`]);
  });

  it("passes by where it was written long before the last log, or nothing is looked for in it", async () => {
    const old = { file: `${LOG}.1.gz`, bytes: gzipSync(TEXT), mtime: NOW - 2 * DAY };
    expect((await read([old])).order).toEqual([]);
    expect((await read([{ file: "var/log/containers/swift/a.log.1.gz", bytes: gzipSync(TEXT) }])).order).toEqual([]);
  });

  it("is searched whatever its age where its log has nothing newer, as what ended days ago said why in it", async () => {
    const bytes = gzipSync(TEXT);
    const parts = [
      { file: `${LOG}.2.gz`, bytes, mtime: NOW - 3 * DAY },
      { file: `${LOG}.1.gz`, bytes, mtime: NOW - 2 * DAY },
    ];
    expect((await read(parts, 0)).order).toEqual([`${LOG}.1.gz`]);
    const torn = parts.map((part) => ({ ...part, bytes: bytes.subarray(0, 20) }));
    expect(await read(torn, 0)).toEqual({ hits: [], problems: [], order: [] });
  });

  it.each(["xz", "zstd", "lz4"])(
    "is searched where the machine has %s, and leaves the question open else",
    async (tool) => {
      const packed = spawnSync(tool, ["-c"], { input: TEXT, maxBuffer: 1 << 20 });
      const bytes = packed.error === undefined ? packed.stdout : Buffer.from("packed");
      const file = `${LOG}.1.${tool === "zstd" ? "zst" : tool}`;
      const { hits, problems } = await read([{ file, bytes }]);
      expect([hits.length, problems.length]).toEqual(packed.error === undefined ? [1, 0] : [0, 1]);
    },
  );

  it.each([
    ["is cut short", gzipSync(TEXT.repeat(2000)).subarray(0, 60), undefined],
    ["is no gzip", Buffer.from("no gzip at all"), undefined],
    ["is empty", Buffer.alloc(0), undefined],
    ["was lost in part", gzipSync(TEXT), "the archive stops inside this file"],
  ])("leaves the question open where it %s", async (_, bytes, loss) => {
    const { problems } = await read([{ file: `${LOG}.1.gz`, bytes, ...(loss === undefined ? {} : { loss }) }]);
    expect(problems).toHaveLength(1);
  });

  it("that unpacks to more than is worth it says so", { timeout: 60_000 }, async () => {
    const bomb = gzipSync(Buffer.alloc(300 << 20, "x\n"));
    const { problems } = await read([
      { file: `${LOG}.1.gz`, bytes: bomb },
      { file: `${LOG}.2.gz`, bytes: bomb },
    ]);
    expect(problems).toEqual(["it is compressed, and too long", "it is compressed, and too long"]);
  });
});
