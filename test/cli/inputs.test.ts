import { spawnSync } from "node:child_process";
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { member, tar } from "../bundle/tar-bytes.ts";
import { run } from "./run.ts";

const bundle = (name: string) => fileURLToPath(new URL(`../../bundles/${name}.tgz`, import.meta.url));
const ANALYZE = fileURLToPath(new URL("../../bin/analyze.js", import.meta.url));
const SOUND = bundle("director");
const BROKEN = bundle("compute0");

let scratch: string;
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), "inputs-"));
  await writeFile(join(scratch, "text.tgz"), "the upload failed\n".repeat(40));
  await writeFile(join(scratch, "empty.tar.xz"), "");
  await mkdir(join(scratch, "case/more"), { recursive: true });
  await copyFile(SOUND, join(scratch, "case/director.tgz"));
  await copyFile(BROKEN, join(scratch, "case/more/compute0.tgz"));
  await writeFile(join(scratch, "case/README.txt"), "as asked on the phone\n");
  await mkdir(join(scratch, "none"));
  const two = [member("director.tgz", await readFile(SOUND)), member("text.tgz", "the upload failed\n")];
  await writeFile(join(scratch, "part.tar"), tar(...two));
});
afterAll(() => rm(scratch, { recursive: true }));

const json = (...args: readonly string[]) => run("analyze", [...args, "--format", "json"], scratch);

describe("analyze, on what is handed in", () => {
  it("reads all nodes of a directory, and says what it passed by", async () => {
    const { code, stdout, stderr } = await json("case");
    expect([code, stderr]).toEqual([1, ""]);
    const { nodes, inputs } = JSON.parse(stdout);
    expect(nodes.map(({ name }: { name: string }) => name)).toEqual(["director", "compute0"]);
    expect(inputs).toEqual([
      {
        path: "case",
        bundles: [
          { source: "case/director.tgz", node: "director" },
          { source: "case/more/compute0.tgz", node: "compute0" },
        ],
        passedBy: [{ path: "README.txt" }],
      },
    ]);
  });

  const unread: readonly (readonly [string, string, RegExp])[] = [
    ["text", "text.tgz", /^text\.tgz: not an archive: it is text$/],
    ["an empty file", "empty.tar.xz", /^empty\.tar\.xz: the file is empty$/],
    ["nothing", "absent.tgz", /^absent\.tgz: no such file or directory$/],
    ["a directory without a report", "none", /^none: a directory that holds no report$/],
    ["an archive in part", "part.tar", /^part\.tar: not all of it was read: text\.tgz: not an archive: it is text$/],
  ];
  it.each(unread)(
    "ends with 3 beside %s, with 1 where a fault is found, and one line each time",
    async (_, path, line) => {
      for (const [good, expected] of [
        [SOUND, 3],
        [BROKEN, 1],
      ] as const) {
        const { code, stdout, stderr } = await json(good, path);
        expect(code).toBe(expected);
        expect(stderr.trim()).toMatch(line);
        const { inputs, verdict } = JSON.parse(stdout);
        expect(inputs[1].path).toBe(path);
        expect(verdict).not.toBe("ok");
      }
    },
  );

  it("writes a report that accounts for the inputs where nothing was read, if one is asked for", async () => {
    const asked = await json("text.tgz", "empty.tar.xz");
    expect(asked.code).toBe(3);
    expect(asked.stderr.trim().split("\n")).toHaveLength(2);
    expect(JSON.parse(asked.stdout)).toMatchObject({
      ...{ verdict: "unknown", nodes: [], findings: [] },
      inputs: [{ unreadable: "not an archive: it is text" }, { unreadable: "the file is empty" }],
    });
    const plain = await run("analyze", ["text.tgz"], scratch);
    expect([plain.code, plain.stdout]).toEqual([3, ""]);
    const text = await run("analyze", ["text.tgz", "--format", "text"], scratch);
    expect(text.stdout).toMatch(/^UNKNOWN {2}Nothing was read/);
  });

  it("finds nothing to be in order, and little to be said of it, where nothing was read", async () => {
    const { stdout } = await json("text.tgz");
    const { outcomes } = JSON.parse(stdout);
    const outcomesOf = new Set(outcomes.map(({ outcome }: { outcome: string }) => outcome));
    expect([...outcomesOf].sort()).toEqual(["not-applicable", "unknown"]);
    const text = await run("analyze", ["text.tgz", "--format", "text", "--verbose"], scratch);
    expect(text.stdout).toMatch(/deployment: no bundle\n[\s\S]*… and \d+ more \(\d+ checks\)/);
    expect(text.stdout.split("\n").length).toBeLessThan(20);
  });

  it("does not begin where what --rules or --accept names is not there, or is empty", async () => {
    for (const [option, path, why] of [
      ["--rules", "absent", /^absent: no such file or directory$/],
      ["--rules", "none", /^none: holds no rule/],
      ["--accept", "absent.yaml", /^absent\.yaml:1:1: it cannot be read/],
    ] as const) {
      const { code, stdout, stderr } = await json(SOUND, option, path);
      expect([code, stdout]).toEqual([2, ""]);
      expect(stderr.trim()).toMatch(why);
    }
  });

  it("exits with 1 where the verdict is unknown and that is asked for", async () => {
    const { code, stdout } = await json(SOUND, "--fail-on", "unknown");
    expect([code, JSON.parse(stdout).verdict]).toEqual([1, "unknown"]);
  });

  it.each(["-", "/dev/stdin"])("reads standard input, named %s, and leaves nothing behind", async (name) => {
    const temporary = await mkdtemp(join(scratch, "tmp-"));
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [ANALYZE, name, "--format", "json,html", "-o", "out"],
      {
        ...{ cwd: temporary, input: await readFile(BROKEN), encoding: "utf8" },
        env: { ...process.env, TMPDIR: temporary },
      },
    );
    expect([status, stdout, stderr.split("\n").length]).toEqual([1, "", 3]);
    const { nodes, inputs } = JSON.parse(await readFile(join(temporary, "out/sospect.json"), "utf8"));
    expect(nodes).toMatchObject([{ name: "compute0", source: "standard input" }]);
    expect(inputs).toMatchObject([{ path: "standard input", bundles: [{ node: "compute0" }] }]);
    // The second look at the bundle found it.
    expect(await readFile(join(temporary, "out/sospect.html"), "utf8")).not.toContain("could not be read again");
    expect(await readdir(temporary)).toEqual(["out"]);
  });

  it("says in one line what is wrong with standard input", () => {
    const { status, stderr } = spawnSync(process.execPath, [ANALYZE, "-"], {
      cwd: scratch,
      input: "",
      encoding: "utf8",
    });
    expect([status, stderr]).toEqual([3, "standard input: the file is empty\n"]);
  });
});

describe("the other commands", () => {
  it("explain a rule on each node of an archive", async () => {
    const { code, stdout } = await run("sospect", ["rules", "explain", "service-exited", "case", "--json"], scratch);
    const { places } = JSON.parse(stdout);
    expect([code, places.map(({ node }: { node: string }) => node)]).toEqual([0, ["director", "compute0"]]);
  });

  it("mask one bundle, and name those of an archive with several", async () => {
    const one = await run("sospect", ["mask", "part.tar", "-o", "masked.tgz"], scratch);
    expect([one.code, one.stdout]).toEqual([0, "masked.tgz\n"]);
    expect(one.stderr).toContain("text.tgz: beside the bundle, not in the new one");
    const several = await run("sospect", ["mask", "case", "-o", "masked2.tgz"], scratch);
    expect([several.code, several.stdout]).toEqual([3, ""]);
    expect(several.stderr).toBe(
      "case: holds several bundles; take it apart, and give them one by one: director.tgz, compute0.tgz\n",
    );
    expect(await readdir(scratch)).not.toContain("masked2.tgz");
  });
});
