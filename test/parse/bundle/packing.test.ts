import { describe, expect, it } from "vitest";
import { type Packed, packingProblems } from "../../../src/parse/bundle/packing.ts";
import type { Fact } from "../../../src/parse/facts.ts";
import { factsOf } from "../support.ts";

const STARTED = "2026-11-24T04:00:00Z";
const FINISHED = "2026-11-24T04:00:09Z";
const PS = "sos_commands/docker/docker_ps_-a_--no-trunc";
const at = (seconds: number) => Date.parse(STARTED) + seconds * 1000;

function manifest(more: object): Fact[] {
  const capture = { command: "docker ps -a", path: PS, exitCode: 0, timedOut: false, cutShort: false, bytes: 100 };
  return factsOf(
    "manifest.json",
    JSON.stringify({
      ...{ tool: { name: "sospect-collect", version: "0.1.0" }, host: "n", started: STARTED, finished: FINISHED },
      ...{ captures: [capture], ...more },
    }),
  );
}

const recorded = manifest({ files: [{ path: PS, bytes: 100, sha256: "a".repeat(64) }] });
const older = manifest({});
const ps: Packed = { size: 100, sha256: "a".repeat(64), masked: false };

function problems(facts: readonly Fact[], files: Readonly<Record<string, Packed>>, isLossy = false): string[] {
  return packingProblems(facts, new Map(Object.entries(files)), isLossy).map(
    ({ file, reason, damage }) => `${damage}: ${file.split("/").at(-1)}: ${reason}`,
  );
}

describe("a manifest with a record of what was packed", () => {
  it.each([
    ["nothing of a bundle that is as it was packed", { [PS]: ps }, []],
    [
      "a file of another size",
      { [PS]: { ...ps, size: 101 } },
      ["altered: docker_ps_-a_--no-trunc: it has 101 bytes, and 100 were packed"],
    ],
    [
      "a file of another content",
      { [PS]: { ...ps, sha256: "b".repeat(64) } },
      ["altered: docker_ps_-a_--no-trunc: its content is not what was packed"],
    ],
    [
      "a file that is gone",
      {},
      ["cut: docker_ps_-a_--no-trunc: the manifest has a record of it, and it is not in the bundle"],
    ],
    [
      "a file that was added",
      { [PS]: ps, "sos_commands/lab/records": { size: 1 } },
      ["altered: records: the manifest has no record of it"],
    ],
    ["nothing of a file that nobody reads", { [PS]: ps, "notes.txt": { size: 1 } }, []],
  ])("tells %s", (_, files, told) => {
    expect(problems(recorded, files)).toEqual(told);
  });

  it("does not tell again what an archive that was cut has lost", () => {
    expect(problems(recorded, {}, true)).toEqual([]);
  });
});

describe("a manifest of captures alone", () => {
  it.each([
    ["nothing of a file of the size that was captured", { [PS]: ps }, []],
    [
      "a file of another size",
      { [PS]: { ...ps, size: 101 } },
      ["doubted: docker_ps_-a_--no-trunc: it has 101 bytes, and the manifest says that 100 were captured"],
    ],
    ["nothing of a masked file of another size", { [PS]: { ...ps, size: 90, masked: true } }, []],
    [
      "the output of a command that nobody ran",
      { [PS]: ps, "sos_commands/lab/records": { size: 1 } },
      ["doubted: records: the manifest has no record of it"],
    ],
    [
      "what was written after the capture",
      { [PS]: { ...ps, mtime: at(60) }, "manifest.json": { size: 1, mtime: at(9) } },
      ["doubted: docker_ps_-a_--no-trunc: its time is not within that of the capture"],
    ],
    [
      "nothing of times where the archive was made anew",
      { [PS]: { ...ps, mtime: at(900) }, "manifest.json": { size: 1, mtime: at(900) } },
      [],
    ],
  ])("tells %s", (_, files, told) => {
    expect(problems(older, files)).toEqual(told);
  });
});

it("tells nothing where there is no manifest of our collector, or it is not whole", () => {
  expect(problems([], { [PS]: ps })).toEqual([]);
  expect(problems([...recorded, ...factsOf("manifest.json", '{"captures": [')], {})).toEqual([]);
});
