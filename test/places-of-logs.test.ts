import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { healthyBundle } from "../scripts/healthy/index.js";
import { analyze } from "../src/analyze.ts";

const CAPTURED = Date.UTC(2026, 10, 24, 4) / 1000;
const MINUTE = 60;

const LOG = "var/log/containers/nova/nova-compute.log";
const JOURNAL = "sos_commands/logs/journalctl_--no-pager_--catalog_--boot";
const BROKER =
  "7 ERROR oslo.messaging._drivers.impl_rabbit [-] AMQP server on 172.16.2.10:5672 is unreachable: [Errno 111] ECONNREFUSED";
const MINUTES = [53, 54, 55, 56, 57, 58];
const OWN = MINUTES.map((minute) => `2026-11-24 03:${minute}:53.123 ${BROKER}\n`).join("");
const IN_JOURNAL = MINUTES.map(
  (minute) => `Nov 24 03:${minute}:53 host nova_compute[7]: 2026-11-24 03:${minute}:53.123 ${BROKER}\n`,
).join("");
const AFTER = { [LOG]: "2026-11-24 03:59:53.123 7 INFO nova.compute.manager [-] Auditing locally\n" };

type Files = Readonly<Record<string, string | Buffer>>;

/** How the rule on RabbitMQ ends on a healthy compute node with these files besides. */
async function ended(files: Files): Promise<readonly string[]> {
  const directory = mkdtempSync(join(tmpdir(), "logs-"));
  try {
    const write = (path: string, content: string | Buffer, mtime: number) => {
      const file = join(directory, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, content);
      utimesSync(file, mtime, mtime);
    };
    for (const [path, { text, mtime = CAPTURED }] of Object.entries(healthyBundle("17", "Compute").files))
      write(path, text, mtime);
    for (const [path, content] of Object.entries(files))
      write(path, content, CAPTURED - (/\d$|gz$/.test(path) ? 2 * MINUTE : 0));
    const analysis = await analyze([directory]);
    if (!analysis.ok) throw new Error(JSON.stringify(analysis.problems));
    return analysis.result.outcomes.flatMap(({ rule, outcome }) => (rule === "amqp-unreachable" ? [outcome] : []));
  } finally {
    rmSync(directory, { recursive: true });
  }
}

describe("words that a rule looks for in logs", () => {
  it.each<[string, Files]>([
    ["in the log itself", { [LOG]: OWN }],
    ["in what was rotated out of it", { ...AFTER, [`${LOG}.1`]: OWN }],
    ["in what was rotated and compressed", { ...AFTER, [`${LOG}-20261124.gz`]: gzipSync(OWN) }],
    ["in the output of the container", { "var/log/containers/stdouts/nova_compute.log": OWN }],
    ["in the journal alone", { [JOURNAL]: IN_JOURNAL }],
    ["in syslog alone", { "var/log/messages": IN_JOURNAL }],
  ])("are found %s", async (_, files) => {
    expect(await ended(files)).toEqual(["fault"]);
  });

  it("that are nowhere end it as not-seen, and as unknown where a log could not be read", async () => {
    expect(await ended(AFTER)).toEqual(["not-seen"]);
    const torn = gzipSync(OWN).subarray(0, 40);
    expect(await ended({ ...AFTER, [`${LOG}-20261124.gz`]: torn })).toEqual(["unknown"]);
  });
});
