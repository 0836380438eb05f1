import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import type { Limits } from "../../src/bundle/limits.ts";
import { factsOf } from "../../src/model/bundle/captured.ts";
import { coverageOf } from "../../src/model/bundle/coverage.ts";
import { readFacts } from "../../src/parse/read-facts.ts";
import { member, tar } from "../bundle/tar-bytes.ts";
import { psTable } from "../support/captured.ts";
import { KNOWN } from "../support/known.ts";

const PS = "sos_commands/docker/docker_ps_-a";
const table = (count: number, name = "nova_") =>
  psTable(...Array.from({ length: count }, (_, index) => [`${name}${index}`, "r:8787/x/y:1", "Up 2 hours"] as const));

async function read(files: Readonly<Record<string, string>>, limits: Partial<Limits>) {
  const folder = mkdtempSync(join(tmpdir(), "budget-"));
  const path = join(folder, "node.tgz");
  try {
    const members = Object.entries(files).map(([name, text]) => member(`sosreport-a/${name}`, text));
    writeFileSync(path, gzipSync(tar(member("sosreport-a/hostname", "a\n"), ...members)));
    const [bundle] = (await readFacts({ path }, { limits })).bundles;
    if (bundle === undefined) throw new Error("no bundle was read");
    return bundle;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const told = ({ summary }: Awaited<ReturnType<typeof read>>) => summary.notes.map(({ message }) => message);

describe("of what a bundle lists beyond a limit", () => {
  const cases: readonly (readonly [string, Readonly<Record<string, string>>, Partial<Limits>, RegExp])[] = [
    ["containers", { [PS]: table(30) }, { maxContainers: 20 }, /^only the first 20 containers were read$/],
    ["rows", { [PS]: table(30) }, { maxFacts: 20 }, /^only the first 20 of a kind were read \(container row\)$/],
    ["names", { [PS]: table(30) }, { maxNameBytes: 500 }, /^its names are longer than 500 bytes together/],
    ["bytes", { [PS]: table(30) }, { maxFactBytes: 5000 }, /^what is kept of it is longer than 5000 bytes/],
    ["an absurd name", { [PS]: table(1, "n".repeat(20_000)) }, {}, /^one of its names is absurdly long/],
  ];
  test.each(cases)(
    "%s, nothing is kept; it is said once, and the list is whole no more",
    async (_, files, limits, note) => {
      const facts = await read(files, limits);
      expect(told(facts)).toEqual([expect.stringMatching(note)]);
      expect(facts.summary.notes[0]).toMatchObject({ code: "too-many-facts", lossy: true, path: PS });
      expect(factsOf(facts, "container-row").length).toBeLessThan(30);
      expect(factsOf(facts, "listing")).toMatchObject([{ of: "containers", state: "cut" }]);
      expect(coverageOf(facts, KNOWN).containers.state).toBe("partial");
    },
  );

  test("settings of one file, the file is left out", async () => {
    const text = `[DEFAULT]\n${Array.from({ length: 50 }, (_, index) => `k${index} = 1\n`).join("")}`;
    const facts = await read({ "etc/nova/nova.conf": text }, { maxFacts: 40 });
    expect(factsOf(facts, "config-file")).toEqual([]);
    expect(told(facts)).toEqual(["a list of more than 40 in it was not read (config file)"]);
  });

  test("lines of a file, the file is cut", async () => {
    const facts = await read({ [PS]: table(30) }, { maxParsedLines: 11 });
    expect(factsOf(facts, "container-row")).toHaveLength(10);
    expect(factsOf(facts, "listing")).toMatchObject([{ state: "cut", problem: expect.stringContaining("11 lines") }]);
  });

  test("bytes to be parsed, files are not read", async () => {
    const facts = await read(
      { [PS]: table(30), "sos_commands/docker/docker_ps": table(30) },
      { maxAllParsedBytes: 7000 },
    );
    expect(told(facts)).toEqual([expect.stringContaining("longer than 7000 bytes")]);
  });

  test("nothing is said where all is within", async () => {
    const facts = await read({ [PS]: table(30) }, { maxContainers: 30, maxFacts: 30 });
    expect(told(facts)).toEqual([]);
    expect(coverageOf(facts, KNOWN).containers.state).toBe("whole");
  });
});
