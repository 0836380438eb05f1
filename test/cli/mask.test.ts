import { spawn } from "node:child_process";
import { mkdir, mkdtemp, readdir, rm, stat, symlink, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readBundle } from "../../src/bundle/read.ts";
import { read } from "../bundle/helpers.ts";
import { folder, header, member, tar } from "../bundle/tar-bytes.ts";
import { run } from "./run.ts";

const SAMPLE = fileURLToPath(new URL("../../bundles/controller0.tgz", import.meta.url));
const SCRIPT = fileURLToPath(new URL("../../bin/sospect.js", import.meta.url));

let scratch: string;
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), "mask-"));
});
afterAll(() => rm(scratch, { recursive: true }));

/** A directory of its own, so that what is left behind shows. */
const place = () => mkdtemp(join(scratch, "place-"));

const inTree = async (files: Readonly<Record<string, string | Buffer>>): Promise<string> => {
  const root = join(await place(), "sosreport-node0-1");
  for (const [path, content] of Object.entries(files)) {
    await mkdir(join(root, path, ".."), { recursive: true });
    await writeFile(join(root, path), content);
  }
  return root;
};

describe("sospect mask", () => {
  it("writes a bundle that only its user may read, and prints its path", async () => {
    const cwd = await place();
    const { code, stdout, stderr } = await run("sospect", ["mask", SAMPLE, "-o", "out.tar.gz"], cwd);
    expect([code, stdout]).toEqual([0, "out.tar.gz\n"]);
    expect(stderr).toMatch(/^masked \d+ values \(\d+ secrets\) in \d+ files\n$/);
    expect(await readdir(cwd)).toEqual(["out.tar.gz"]);
    expect((await stat(join(cwd, "out.tar.gz"))).mode & 0o777).toBe(0o600);
    const { result, files } = await read(join(cwd, "out.tar.gz"));
    expect(result).toMatchObject({ ok: true, summary: { format: "tar.gz", notes: [] } });
    expect(files[0]?.path).toBe("manifest.json");
    expect(JSON.parse(files[0]?.text ?? "")).toMatchObject({ masked: true });
  });

  it("gives each bundle tokens of its own name", async () => {
    const cwd = await place();
    const names = new Set<string | undefined>();
    const source = await inTree({ "etc/x.conf": "password = hunter22\n" });
    for (const out of ["a", "b"]) {
      expect((await run("sospect", ["mask", source, "-o", out], cwd)).code).toBe(0);
      const [file] = (await read(join(cwd, out))).files;
      names.add(/^password = masked-([0-9a-f]{6})-1\n$/.exec(file?.text ?? "")?.[1]);
    }
    expect(names.size).toBe(2);
    expect(names).not.toContain(undefined);
  });

  it("tells what is not in the new bundle, and keeps it where that is asked for", async () => {
    const source = await inTree({ "etc/a": "a\n", "etc/b.gz": Buffer.from([0x1f, 0x8b, 8, 0]) });
    await symlink("a", join(source, "etc/link"));
    const cwd = await place();
    const without = await run("sospect", ["mask", source, "-o", "a"], cwd);
    expect(without.stderr).toBe(
      "etc/b.gz: no text, so that it cannot be masked: left out\n" +
        "not in the new bundle: 1 files that are no text, 1 links\n" +
        "masked 0 values (0 secrets) in 0 files\n",
    );
    expect((await run("sospect", ["mask", "--keep-binary", source, "-o", "b"], cwd)).code).toBe(0);
    const paths = async (name: string) => (await read(join(cwd, name))).files.map(({ path }) => path);
    expect(await paths("a")).toEqual(["etc/a"]);
    expect(await paths("b")).toEqual(["etc/a", "etc/b.gz"]);
  });

  it("masks files larger than it holds in memory, and leaves nothing of them behind", async () => {
    const log = "a line of a log\n".repeat(2_000_000);
    const source = await inTree({ "var/log/x": `${log}password = hunter22\n` });
    const cwd = await place();
    expect((await run("sospect", ["mask", source, "-o", "out"], cwd)).code).toBe(0);
    expect(await readdir(cwd)).toEqual(["out"]);
    const [file] = (await read(join(cwd, "out"))).files;
    expect(file?.text.length).toBeGreaterThan(log.length);
    expect(file?.text.slice(log.length)).toMatch(/^password = masked-[0-9a-f]{6}-1\n$/);
  });

  it("does not make times out of those of a directory that was copied without them", async () => {
    const generated = "var/lib/config-data/puppet-generated/nova/etc/nova/nova.conf";
    const source = await inTree({ [generated]: "[a]\n", "etc/nova/nova.conf": "[a]\n" });
    const cwd = await place();
    expect((await run("sospect", ["mask", source, "-o", "out"], cwd)).code).toBe(0);
    const timed: (readonly [string, boolean])[] = [];
    await readBundle(join(cwd, "out"), ({ path, mtime }) => {
      timed.push([path, mtime !== undefined]);
      return undefined;
    });
    expect(timed).toEqual([
      ["etc/nova/nova.conf", true],
      [generated, false],
    ]);
  });

  it.each([
    ["no bundle", ["-o", "out"], /missing required argument/],
    ["no place to write to", [SAMPLE], /required option '-o, --output <file>'/],
    ["a place that is taken", [SAMPLE, "-o", "taken"], /^mask: taken exists: choose another name\n$/],
    ["a link to nowhere as the place", [SAMPLE, "-o", "dangling"], /^mask: dangling exists/],
    ["a folder that does not exist", [SAMPLE, "-o", "none/out"], /^mask: none: no such directory\n$/],
    ["a place in the bundle itself", ["tree", "-o", "tree/etc/out"], /^mask: tree\/etc\/out lies in the bundle itself/],
  ])("exits with 2 and writes nothing on %s", async (_, args, message) => {
    const cwd = await place();
    await writeFile(join(cwd, "taken"), "mine");
    await symlink("nowhere", join(cwd, "dangling"));
    await mkdir(join(cwd, "tree/etc"), { recursive: true });
    const { code, stdout, stderr } = await run("sospect", ["mask", ...args], cwd);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(message);
    expect((await readdir(cwd)).sort()).toEqual(["dangling", "taken", "tree"]);
    expect((await stat(join(cwd, "taken"))).size).toBe(4);
  });

  it.each([
    ["a file that does not exist", "nowhere.tgz", undefined],
    ["an empty file", "empty.tgz", Buffer.alloc(0)],
    ["a text", "notes.tgz", Buffer.from("hello\n".repeat(99))],
    ["an archive of something else", "other.tar", tar(folder("src/"), member("src/main.c", "int main;\n"))],
  ])("exits with 3 as analyze does, says the same, and leaves nothing behind, on %s", async (_, name, content) => {
    const cwd = await place();
    if (content !== undefined) await writeFile(join(cwd, name), content);
    const before = await readdir(cwd);
    const masked = await run("sospect", ["mask", name, "-o", "out"], cwd);
    const analyzed = await run("sospect", ["analyze", name], cwd);
    expect(masked).toEqual({ code: 3, stdout: "", stderr: analyzed.stderr });
    expect(await readdir(cwd)).toEqual(before);
  });

  it.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const)("leaves nothing behind on %s", async (signal, expected) => {
    const cwd = await place();
    // A file of nothing but zeros, which takes no room and far longer to read than the signal to come.
    const source = join(await place(), "big.tar");
    const size = 8 * 1024 ** 3 - 512;
    await writeFile(
      source,
      Buffer.concat([member("sosreport-a-1/etc/a", "a\n"), header("sosreport-a-1/var/log/x", size)]),
    );
    await truncate(source, size);
    const child = spawn(process.execPath, [SCRIPT, "mask", source, "-o", "out"], { cwd, stdio: "ignore" });
    const ended = new Promise<number | null>((resolve) => child.on("close", resolve));
    while ((await readdir(cwd)).length === 0 && child.exitCode === null)
      await new Promise((next) => setTimeout(next, 10));
    child.kill(signal);
    expect(await ended).toBe(expected);
    expect(await readdir(cwd)).toEqual([]);
  });
});
