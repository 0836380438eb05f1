import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { hostOf, topFolder } from "../../../src/collect/remote/top-folder.ts";

function tarOf(folder: string, ...options: string[]): Buffer {
  const base = mkdtempSync(join(tmpdir(), "sospect-top-"));
  onTestFinished(() => rmSync(base, { recursive: true }));
  mkdirSync(join(base, folder));
  writeFileSync(join(base, folder, "manifest.json"), "{}");
  return spawnSync("tar", ["-C", base, "-cf", "-", ...options, `${folder}/manifest.json`]).stdout;
}

describe("the name of a bundle", () => {
  const longest = `sospect-${"n".repeat(64)}-20261123T165006Z`;
  it.each([
    ["sospect-controller0-20261123T165006Z", []],
    ["sospect-controller-0.local_domain-20261123T165006Z", []],
    [longest, ["--format=gnu"]],
    [longest, ["--format=ustar"]],
  ])("is that of its top folder: %s %j", (folder, options) => {
    expect(topFolder(tarOf(folder, ...options))).toBe(folder);
  });

  it.each([
    "sospect-..-20261123T165006Z",
    "sospect-a b-20261123T165006Z",
    "sospect-a-2026",
    "etc",
    "sospect-\u001b[2J-20261123T165006Z",
  ])("is not taken from a folder %j, which the collector does not write", (folder) => {
    expect(topFolder(tarOf(folder))).toBeUndefined();
  });

  it("is not taken from bytes that are no tar", () => {
    expect(topFolder(Buffer.alloc(0))).toBeUndefined();
    expect(topFolder(Buffer.from("sospect-a-20261123T165006Z/".padEnd(512, "x")))).toBeUndefined();
    expect(topFolder(tarOf("sospect-a-20261123T165006Z").subarray(0, 511))).toBeUndefined();
  });

  it.each([
    ["sospect-controller0-20261123T165006Z", "controller0"],
    ["sospect-node-1.example.org-20261123T165006Z", "node-1.example.org"],
  ])("tells the host that %s was made on", (folder, host) => {
    expect(hostOf(folder)).toBe(host);
  });
});
