import { spawnSync } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { run } from "./run.ts";

const bundle = (name: string) => fileURLToPath(new URL(`../../bundles/${name}.tgz`, import.meta.url));
const BROKEN = bundle("compute0");

let scratch: string;
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), "analyze-"));
});
afterAll(() => rm(scratch, { recursive: true }));

describe("analyze", () => {
  it("prints text, writes html to reports/, and exits with 1 on faults", async () => {
    const { code, stdout, stderr } = await run("analyze", [BROKEN], scratch);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^FAULT {2}/);
    expect(stdout).toContain("nova_compute");
    expect(stderr).toBe("html report: reports/sospect.html\n");
    expect(await readFile(join(scratch, "reports/sospect.html"), "utf8")).toMatch(/^<!doctype html>/);
  });

  it("writes JSON of its schema to stdout, and nothing else there", async () => {
    const { code, stdout, stderr } = await run("analyze", ["--format", "json", BROKEN], scratch);
    expect([code, stderr]).toEqual([1, ""]);
    const schema = JSON.parse(await readFile(new URL("../../schemas/result.schema.json", import.meta.url), "utf8"));
    const check = new Ajv2020().compile(schema);
    expect(check(JSON.parse(stdout)), JSON.stringify(check.errors)).toBe(true);
  });

  it("writes every format to the directory of -o", async () => {
    const { code, stdout } = await run(
      "analyze",
      ["--format", "text,json,html,md,csv", "-o", "out/here", BROKEN],
      scratch,
    );
    expect([code, stdout]).toEqual([1, ""]);
    expect((await readdir(join(scratch, "out/here"))).sort()).toEqual([
      "sospect.csv",
      "sospect.html",
      "sospect.json",
      "sospect.md",
      "sospect.txt",
    ]);
  });

  it("ends quietly where its reader goes away", () => {
    const script = fileURLToPath(new URL("../../bin/analyze.js", import.meta.url));
    const command = `'${process.execPath}' '${script}' --format json '${BROKEN}' '${bundle("controller0")}' | head -1`;
    const { stdout, stderr } = spawnSync("sh", ["-c", command], { encoding: "utf8" });
    expect([stdout, stderr]).toEqual(["{\n", ""]);
  });

  it("prints what happened around a time, and writes no report", async () => {
    const { code, stdout, stderr } = await run("analyze", ["--around", "03:53", "--within", "3", BROKEN], scratch);
    expect([code, stderr]).toEqual([1, ""]);
    expect(stdout).toMatch(/^What happened from \S+ 03:50:00 to \S+ 03:56:00 \(UTC\) on 1 node\n/);
    expect(stdout).toContain("  compute0  iscsid exit");
  });

  it("is also a command of sospect", async () => {
    expect((await run("sospect", ["analyze", "--format", "json", BROKEN], scratch)).code).toBe(1);
  });

  it("exits with 0 where nothing reaches --fail-on", async () => {
    expect((await run("analyze", ["--format", "json", "--fail-on", "critical", BROKEN], scratch)).code).toBe(0);
    expect((await run("analyze", ["--format", "json", "--fail-on", "error", bundle("director")], scratch)).code).toBe(
      0,
    );
  });

  it.each([
    ["a file that does not exist", "nowhere.tgz", undefined, /nowhere\.tgz/],
    ["an empty file", "empty.tgz", "", /empty\.tgz.*empty/],
    ["a text", "notes.tgz", "hello, this is a text\n".repeat(99), /notes\.tgz/],
  ])("exits with 3 and one line that names the file on %s", async (_, name, content, message) => {
    const file = join(scratch, name);
    if (content !== undefined) await writeFile(file, content);
    const { code, stdout, stderr } = await run("analyze", [file], scratch);
    expect([code, stdout]).toEqual([3, ""]);
    expect(stderr.trim().split("\n")).toHaveLength(1);
    expect(stderr).toMatch(message);
  });

  it("goes on past a bundle that cannot be read, and says so", async () => {
    const { code, stdout, stderr } = await run("analyze", ["--format", "json", "nowhere.tgz", BROKEN], scratch);
    expect(code).toBe(1);
    expect(stderr).toContain("nowhere.tgz");
    expect(JSON.parse(stdout).nodes).toHaveLength(1);
  });

  it.each([
    ["an unknown format", ["--format", "yaml", BROKEN], /'yaml' is none of: text, json, html/],
    ["no time", ["--around", "noon", BROKEN], /write it as 15:32/],
    ["minutes without number", ["--around", "15:32", "--within", "x", BROKEN], /write minutes from 1 to 1440/],
    ["an unknown severity", ["--fail-on", "bad", BROKEN], /critical, error, warning, info/],
    ["an unknown option", ["--frmat", "json", BROKEN], /unknown option '--frmat'/],
    ["no bundle", [], /missing required argument/],
    ["an unknown limit", ["--limit", "maxFoo=3", BROKEN], /maxEntryBytes/],
  ])("exits with 2 and says what is wrong on %s", async (_, args, message) => {
    const { code, stdout, stderr } = await run("analyze", args, scratch);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  it("takes out of verdict and exit code what a file accepts, and shows it", async () => {
    const entry = (rule: string, subject: string) =>
      `  - {rule: ${rule}, node: compute0, subject: ${subject}, reason: known, until: 2999-12-31}\n`;
    const errors = [
      ["service-exited", "iscsid"],
      ["one-shot-failed", "neutron_init_logs"],
    ] as const;
    const accepted = errors.map(([rule, subject]) => entry(rule, subject)).join("");
    await writeFile(join(scratch, "one.yaml"), `accepted:\n${accepted}`);
    await writeFile(join(scratch, "two.yaml"), `accepted:\n${entry("container-unhealthy", "nova_compute")}`);
    const one = await run("analyze", ["--format", "json", "--accept", "one.yaml", BROKEN], scratch);
    expect([one.code, JSON.parse(one.stdout).verdict]).toEqual([1, "fault"]);
    const both = await run(
      "analyze",
      ["--format", "text", "--accept", "one.yaml", "--accept", "two.yaml", BROKEN],
      scratch,
    );
    expect(both.code).toBe(0);
    expect(both.stdout).toMatch(/3 findings are accepted and do not\s+count/);
    expect(both.stdout).toContain("    accepted until 2999-12-31: known\n");
  });

  it("exits with 2 on a bad file of acceptances, with file, line and column", async () => {
    await writeFile(join(scratch, "bad.yaml"), "accepted:\n  - {rule: a, node: b, subject: c, until: 2027-01-31}\n");
    const { code, stdout, stderr } = await run(
      "analyze",
      ["--accept", "bad.yaml", "--accept", "no.yaml", BROKEN],
      scratch,
    );
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(/^bad\.yaml:2:5: 'reason' is missing\nno\.yaml:1:1: it cannot be read: ENOENT/);
  });

  it("compares with earlier bundles, and leaves the exit code to what there is now", async () => {
    const { code, stdout } = await run(
      "analyze",
      [BROKEN, "--format", "json", "--baseline", BROKEN, bundle("director")],
      scratch,
    );
    expect(code).toBe(1);
    const { findings, baseline } = JSON.parse(stdout);
    expect(findings.map(({ change }: { change: string }) => change)).toEqual(Array(findings.length).fill("unchanged"));
    expect(baseline).toMatchObject({ gone: [], changes: [], moreChanges: 0 });
    // Without the director's bundle nobody can tell what its registry serves now.
    expect(new Set(baseline.undecided.map(({ rule }: { rule: string }) => rule))).toEqual(
      new Set(["image-absent-in-registry"]),
    );
    expect(baseline.nodes.map(({ name }: { name: string }) => name)).toEqual(["compute0", "director"]);
    expect(baseline.notes).toEqual(["director: no later bundle of it was given, so that nothing of it is compared"]);
  });

  it("does not begin where what is named to compare with is not there", async () => {
    const args = [BROKEN, "--format", "json", "--baseline", "nowhere.tgz"];
    const { code, stdout, stderr } = await run("analyze", args, scratch);
    expect([code, stdout, stderr]).toEqual([2, "", "nowhere.tgz: no such file or directory\n"]);
  });

  it("goes on past an earlier bundle that cannot be read, and says what is not compared", async () => {
    await writeFile(join(scratch, "before.tgz"), "the upload failed\n");
    const args = [bundle("director"), "--format", "json", "--baseline", "before.tgz"];
    const { code, stdout, stderr } = await run("analyze", args, scratch);
    expect([code, stderr]).toEqual([3, "before.tgz: not an archive: it is text\n"]);
    const { inputs, baseline } = JSON.parse(stdout);
    expect(inputs).toMatchObject([
      { bundles: [{ node: "director" }], passedBy: [] },
      { path: "before.tgz", baseline: true, bundles: [], unreadable: "not an archive: it is text" },
    ]);
    expect(baseline.notes).toEqual(["director: no earlier bundle of it was given, so that nothing of it is compared"]);
  });

  it("judges by a user's own rules as well, and ends with file, line and column on a bad one", async () => {
    const rules = await mkdtemp(join(scratch, "rules-"));
    const own = `id: any-container
title: There is a container
severity: critical
needs: [containers]
each: node.containers
as: container
when: container.name == "iscsid"
message: "{{container.name}} is here"
why: A test.
remedy: none
tests: [{name: fires, given: {container: {name: iscsid}}, expect: fault}]
`;
    await writeFile(join(rules, "any-container.yaml"), own);
    const { stdout } = await run("analyze", ["--format", "json", "--rules", rules, BROKEN], scratch);
    expect(JSON.parse(stdout).findings[0]).toMatchObject({ rule: "any-container", message: "iscsid is here" });

    await writeFile(join(rules, "any-container.yaml"), own.replace("container.name ==", "container.nam =="));
    const bad = await run("analyze", ["--format", "json", "--rules", rules, BROKEN], scratch);
    expect([bad.code, bad.stdout]).toEqual([2, ""]);
    expect(bad.stderr).toMatch(/any-container\.yaml:7:17: in 'when': No such key: nam/);
  });
});

describe("sospect rules", () => {
  it("lists, shows, checks and tests our rules", async () => {
    const listed = (await run("sospect", ["rules", "list"])).stdout;
    expect(listed).toMatch(/^service-exited +error +/m);
    expect(listed).toMatch(/^acceptance-expired +warning +/m);
    expect((await run("sospect", ["rules", "show", "service-exited"])).stdout).toContain("id: service-exited");
    expect(await run("sospect", ["rules", "lint"])).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/rules, \d+ services, 0 problems/),
    });
    expect(await run("sospect", ["rules", "test"])).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/ 0 failed/),
    });
  });

  it("exits with 2 on a rule that does not exist", async () => {
    expect(await run("sospect", ["rules", "show", "nothing"])).toMatchObject({ code: 2, stdout: "" });
  });
});
