import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import { readBundle } from "../../src/bundle/read.ts";
import { createMasker } from "../../src/mask/masker.ts";
import type { Finding } from "../../src/rules/outcome.ts";
import { burstsOf } from "../../src/survey/excerpts/bursts.ts";
import { ErrorCounter } from "../../src/survey/excerpts/error-counts.ts";
import { cuttingOf } from "../../src/survey/excerpts/excerpt.ts";
import { type LogLook, lookIntoLog } from "../../src/survey/excerpts/log-look.ts";
import { lookAgain } from "../../src/survey/excerpts/look.ts";
import { wantedLines } from "../../src/survey/excerpts/wanted.ts";

const wanted = (line: number, ...literals: string[]) => ({ line, literals });
const numbered = (count: number) => Array.from({ length: count }, (_, index) => `line ${index + 1}`);

/** What a log of these chunks comes to. */
function looked(chunks: readonly Buffer[], lines: readonly number[], tail = 0, errors?: ErrorCounter): LogLook {
  let found: LogLook | undefined;
  const options = { file: "var/log/containers/nova/nova-api.log", masker: createMasker(), year: 2026, tail };
  const sink = lookIntoLog(
    { ...options, wanted: lines.map((line) => wanted(line)), ...(errors === undefined ? {} : { errors }) },
    (look) => {
      found = look;
    },
  );
  for (const chunk of chunks) sink.write(chunk);
  sink.end();
  if (found === undefined) throw new Error("the log came to nothing");
  return found;
}

const text = (lines: readonly string[]) => [Buffer.from(`${lines.join("\n")}\n`)];

describe("the lines around one that is meant", () => {
  it.each([
    ["in the middle", 10, 7, 7],
    ["at the beginning", 1, 1, 4],
    ["at the end", 20, 17, 4],
  ])("are three before and three after: %s", (_, line, first, count) => {
    const cutting = cuttingOf({ first: 1, lines: numbered(20) }, wanted(line));
    expect(cutting).toMatchObject({ line, first });
    expect(cutting?.lines).toHaveLength(count);
    expect(cutting?.lines[line - first]).toBe(`line ${line}`);
  });

  it("are none where the file has no such line", () => {
    expect(cuttingOf({ first: 1, lines: numbered(3) }, wanted(4))).toBeUndefined();
  });

  it.each([
    ["a short line", "an AMQP server is unreachable", 3],
    ["a long one, far behind", `${"x".repeat(5000)} AMQP server is unreachable`, 301],
  ])("mark what was looked for: %s", (_, line, start) => {
    const cutting = cuttingOf({ first: 1, lines: [line] }, wanted(1, "never", "AMQP server"));
    expect(cutting?.mark).toEqual({ start, end: start + 11 });
    expect(cutting?.lines[0]?.slice(start, start + 11)).toBe("AMQP server");
    expect(cutting?.lines[0]?.length).toBeLessThan(700);
  });
});

describe("a second look into a log", () => {
  it("finds the same lines and the same end however the log is cut into chunks", () => {
    const lines = numbered(900);
    const bytes = Buffer.from(`${lines.join("\n")}\n`);
    const whole = looked([bytes], [1, 300, 301, 600, 899], 5);
    expect(whole.cuttings.map(({ line }) => line)).toEqual([1, 300, 301, 600, 899]);
    expect(whole.tail).toEqual({ first: 896, lines: lines.slice(-5) });
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: bytes.length - 1 }), { maxLength: 30 }), (cuts) => {
        const at = [0, ...[...new Set(cuts)].sort((one, other) => one - other), bytes.length];
        const chunks = at.slice(1).map((end, index) => bytes.subarray(at[index], end));
        expect(looked(chunks, [1, 300, 301, 600, 899], 5)).toEqual(whole);
      }),
    );
  });

  it("finds the last line where it has no end, and none that is not there", () => {
    expect(looked([Buffer.from("one\ntwo\nthree")], [3, 4], 1)).toEqual({
      cuttings: [{ line: 3, first: 1, lines: ["one", "two", "three"] }],
      tail: { first: 3, lines: ["three"] },
    });
  });

  it("masks secrets, also those that the line above tells to be some", () => {
    const lines = [
      ...numbered(20),
      "[database]",
      "connection = mysql://nova:geheim@controller/nova",
      "password =",
      "  geheim2",
    ];
    const { cuttings, tail } = looked(text(lines), [24], 4);
    expect(JSON.stringify([cuttings, tail])).not.toContain("geheim");
    expect(JSON.stringify(tail)).toContain("masked-");
  });

  it("cuts a line of many megabytes, and reads no text of two bytes for a letter", () => {
    const long = looked(
      [Buffer.from("a\n"), ...Array<Buffer>(40).fill(Buffer.alloc(1 << 20, "x")), Buffer.from("\nb\n")],
      [2, 3],
      2,
    );
    expect(long.cuttings.map(({ line }) => line)).toEqual([2, 3]);
    expect(JSON.stringify(long).length).toBeLessThan(40_000);
    expect(looked([Buffer.from("line one\nline two\n", "utf16le")], [1], 5)).toEqual({ cuttings: [] });
  });
});

describe("the errors of a service by time", () => {
  const at = (minute: number) =>
    `2026-11-24 0${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, "0")}:00.123`;
  const counted = (lines: readonly string[]) => {
    const counter = new ErrorCounter();
    looked(text(lines), [], 0, counter);
    return counter.rate("nova");
  };

  it("are counted in steps up to the last line, warnings apart, what a line quotes not at all", () => {
    const rate = counted([
      `${at(1)} 7 ERROR nova.compute [-] one`,
      `${at(2)} 7 ERROR nova.compute [-] two with ERROR  in it`,
      `${at(3)} 7 WARNING nova.compute [-] three`,
      `${at(4)} 7 INFO nova.compute [-] ${"x".repeat(200)} ERROR quoted`,
      `${at(200)} 7 INFO nova.compute [-] last`,
    ]);
    expect(rate).toMatchObject({ service: "nova", errors: 2, warnings: 1, uncertain: true, step: 300_000 });
    expect(rate?.counts.reduce((sum, count) => sum + count, 0)).toBe(2);
    expect(rate?.counts[0]).toBe(2);
    expect(rate?.counts).toHaveLength(41);
  });

  it("are in no uncertain zone where their stamps tell it", () => {
    expect(counted(["2026-11-24T03:52:53Z 7 ERROR nova [-] one"])?.uncertain).toBeUndefined();
  });

  it.each([
    ["RabbitMQ", "2026-11-24 03:52:53.123 [error] <0.1.0> closing"],
    ["MariaDB", "2026-11-24  3:52:53 0 [ERROR] WSREP: gone"],
    ["Apache", "[Tue Nov 24 03:52:53.123456 2026] [wsgi:error] [pid 7] Traceback"],
    ["oslo", "2026-11-24 03:52:53.123 7 CRITICAL nova [-] Unhandled"],
  ])("are known as %s writes them", (_, line) => {
    expect(counted([line])?.errors).toBe(1);
  });

  it("are none where none is written", () => {
    expect(counted([`${at(1)} 7 WARNING nova [-] one`])).toBeUndefined();
  });

  it("show no more than 97 steps of the last two days", () => {
    const lines = Array.from(
      { length: 30 },
      (_, day) => `2026-11-${String(day + 1).padStart(2, "0")} 00:00:00.000 7 ERROR nova [-] x`,
    );
    const rate = counted(lines);
    expect(rate?.counts.length).toBeLessThanOrEqual(97);
    expect((rate?.counts.length ?? 0) * (rate?.step ?? 0)).toBeGreaterThanOrEqual(47 * 3_600_000);
    expect(rate?.errors).toBe(3);
  });

  it("are not moved by a line from the future", () => {
    const counter = new ErrorCounter(Date.UTC(2026, 10, 24, 4));
    looked(text([`${at(1)} 7 ERROR nova [-] one`, "2099-01-01 00:00:00.000 7 ERROR nova [-] two"]), [], 0, counter);
    expect(counter.rate("nova")).toMatchObject({ errors: 1 });
    expect(counter.rate("nova")?.from).toBeLessThan(Date.UTC(2026, 10, 25));
  });
});

describe("a burst of errors", () => {
  const rate = (counts: readonly number[]) => ({ service: "nova", from: 0, step: 10, counts, errors: 1, warnings: 0 });

  it.each([
    ["few errors are none", [0, 0, 19, 0], []],
    ["many at once are one", [0, 0, 50, 60, 0], [[20, 40, "110 errors"]]],
    ["as many as ever are none", [50, 60, 50, 60, 50], []],
    ["far more than ever are one", [5, 6, 5, 90, 5], [[30, 40, "90 errors"]]],
  ])("%s", (_, counts, expected) => {
    expect(burstsOf(rate(counts)).map(({ at, until, text: said }) => [at, until, said])).toEqual(expected);
  });
});

describe("what is wanted of the bundles", () => {
  const finding = (node: string, count: number, file = "var/log/x"): Finding => ({
    ...{
      ...{ id: "r-1", title: "t" },
      rule: "r",
      severity: "error",
      node,
      subject: { kind: "host", name: node },
      message: "",
      why: "",
      remedy: "",
      count: 1,
    },
    evidence: Array.from({ length: count }, (_, index) => ({ file, line: index + 1, text: "" })),
  });

  it("are the first lines of each finding, of one on several nodes by the node that it names", () => {
    const wantedOf = wantedLines([finding("one", 9), finding("deployment", 1, "two:var/log/y")], [], ["one", "two"]);
    expect(
      wantedOf
        .get("one")
        ?.get("var/log/x")
        ?.map(({ line }) => line),
    ).toEqual([1, 2, 3, 4]);
    expect(wantedOf.get("two")?.get("var/log/y")).toEqual([wanted(1)]);
  });

  it("are no more than a report bears, whatever is found", () => {
    const many = Array.from({ length: 3000 }, (_, index) => finding("one", 4, `var/log/${index}`));
    const lines = [...(wantedLines(many, [], ["one"]).get("one")?.values() ?? [])].flat();
    expect(lines).toHaveLength(400);
  });
});

describe("a second look at a bundle", () => {
  let directory = "";
  afterEach(async () => {
    if (directory !== "") await rm(directory, { recursive: true, force: true });
    directory = "";
  });

  async function bundle(files: Readonly<Record<string, string>>): Promise<string> {
    directory = await mkdtemp(join(tmpdir(), "sospect-look-"));
    for (const [file, content] of Object.entries(files)) {
      await mkdir(dirname(join(directory, file)), { recursive: true });
      await writeFile(join(directory, file), content);
    }
    return directory;
  }

  const options = { node: "node0", tail: 5, masker: createMasker(), limits: {} };

  it("finds lines in files and logs, the ends of logs that are written now, and errors by service", async () => {
    const source = await bundle({
      "sos_commands/docker/docker_ps_-a": "CONTAINER ID\none\ntwo\n",
      "var/log/containers/nova/nova-api.log": "2026-11-24 03:00:00.000 7 ERROR nova [-] gone\n",
      "var/log/containers/nova/nova-api.log.1": "2026-11-23 03:00:00.000 7 ERROR nova [-] before\n",
      "etc/hostname": "node0\n",
    });
    const look = await lookAgain(source, {
      ...options,
      wanted: new Map([["sos_commands/docker/docker_ps_-a", [wanted(2)]]]),
    });
    expect(look.excerpts).toEqual([
      {
        ...{ node: "node0", file: "sos_commands/docker/docker_ps_-a", line: 2, first: 1 },
        lines: ["CONTAINER ID", "one", "two", ""],
      },
    ]);
    expect(look.tails.map(({ log, lines }) => [log, lines.length])).toEqual([["nova/nova-api.log", 1]]);
    expect(look.errorRates).toMatchObject([{ service: "nova", errors: 2 }]);
    expect(look.problem).toBeUndefined();
  });

  it("says so where the bundle is gone since", async () => {
    const look = await lookAgain("/nowhere/bundle.tgz", { ...options, wanted: new Map() });
    expect(look).toMatchObject({ excerpts: [], tails: [] });
    expect(look.problem).toMatch(/^it could not be read again: .*no such file/);
  });

  it("quotes nothing of a bundle that has changed since, and says so", async () => {
    const log = "var/log/containers/nova/nova-api.log";
    const source = await bundle({ "sos_commands/docker/docker_ps_-a": "CONTAINER ID\n", [log]: "one\ntwo\n" });
    const first = await readBundle(source, () => undefined);
    if (!first.ok) throw new Error(first.error.message);
    const again = { ...options, wanted: new Map([[log, [wanted(2)]]]), before: first.summary };
    expect((await lookAgain(source, again)).problem).toBeUndefined();
    await writeFile(join(source, log), "before\none\ntwo\n");
    const look = await lookAgain(source, again);
    expect(look).toEqual({
      ...{ excerpts: [], tails: [], errorRates: [] },
      problem: "it has changed since it was first read",
    });
  });
});
