import { execFileSync } from "node:child_process";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import type { EntryHeader } from "../../src/bundle/entry.ts";
import { readInput } from "../../src/bundle/input.ts";
import type { Limits } from "../../src/bundle/limits.ts";
import { saved, scratchPath } from "./helpers.ts";
import { folder, header, member, tar } from "./tar-bytes.ts";

const packed = (tool: string, bytes: Buffer): Buffer => execFileSync(tool, ["-c"], { input: bytes });

/** A report of one node, in which only its name differs. */
const report = (host: string, top = `sosreport-${host}-1/`): Buffer =>
  tar(
    member(`${top}etc/hostname`, `${host}\n`),
    member(`${top}sos_commands/docker/docker_ps`, "CONTAINER ID\n"),
    member(`${top}var/log/messages`, "line\n".repeat(3000)),
  );
const files = ["etc/hostname", "sos_commands/docker/docker_ps", "var/log/messages"];

/** Reads an input and keeps the name of each host and the paths of its files. */
async function readAll(path: string, limits: Partial<Limits> = {}) {
  const hosts = new Map<string, { paths: string[]; host: string }>();
  const result = await readInput(
    { path },
    (place) => {
      const bundle = { paths: [] as string[], host: "" };
      hosts.set(JSON.stringify(place), bundle);
      return (entry: EntryHeader) => {
        bundle.paths.push(entry.path);
        return {
          write: (chunk) => {
            if (entry.path === "etc/hostname") bundle.host += chunk.toString();
          },
          end: () => undefined,
        };
      };
    },
    limits,
  );
  const bundles = result.bundles.map(({ address, source, notes }) => {
    const found = hosts.get(JSON.stringify({ within: address?.within, root: address?.root }));
    return { source: source.replace(path, "INPUT"), host: found?.host.trim(), paths: found?.paths, notes };
  });
  const lost = result.passedBy.filter((one) => one.lost).map(({ path: within, reason }) => `${within}: ${reason}`);
  return { ...result, bundles, lost };
}

function directory(tree: Readonly<Record<string, Buffer | string>>): string {
  const root = scratchPath("case");
  for (const [path, bytes] of Object.entries(tree)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), bytes);
  }
  return root;
}

const zip = (tree: Readonly<Record<string, Buffer | string>>, ...args: readonly string[]): string => {
  const path = `${scratchPath("ticket")}.zip`;
  execFileSync("zip", ["-qr", ...args, path, "."], { cwd: directory(tree) });
  return path;
};

type Tree = readonly (readonly [string, string])[];
const filled = (bytes: Buffer): Buffer => Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)]);

function cpioOf(tree: Tree): Buffer {
  return Buffer.concat(
    [...tree, ["TRAILER!!!", ""] as const].map(([path, text]) => {
      const numbers = [1, 0o100644, 0, 0, 1, 1795492800, text.length, 0, 0, 0, 0, path.length + 1, 0];
      const head = `070701${numbers.map((number) => number.toString(16).padStart(8, "0")).join("")}${path}\0`;
      return Buffer.concat([filled(Buffer.from(head)), filled(Buffer.from(text))]);
    }),
  );
}

function oldCpioOf(tree: Tree): Buffer {
  const octal = (number: number, digits: number): string => number.toString(8).padStart(digits, "0");
  return Buffer.concat(
    [...tree, ["TRAILER!!!", ""] as const].map(([path, text]) => {
      const fields = [1, 1, 0o100644, 0, 0, 1, 0].map((number) => octal(number, 6)).join("");
      const sizes = octal(1795492800, 11) + octal(path.length + 1, 6) + octal(text.length, 11);
      return Buffer.from(`070707${fields}${sizes}${path}\0${text}`);
    }),
  );
}

const three = {
  "sosreport-a.tar.xz": packed("xz", report("a")),
  "sosreport-b.tgz": gzipSync(report("b")),
  "sosreport-c.tar": report("c"),
};
const sources = (separator: string) => Object.keys(three).map((name) => `INPUT${separator}${name}`);
const members = Object.entries(three).map(([name, bytes]) => member(name, bytes));

describe("archives of several nodes", () => {
  const shapes: readonly (readonly [string, () => string, string])[] = [
    ["a tar of archives", () => saved(tar(...members, member("readme.txt", "hello"))), " » "],
    ["a compressed tar of archives", () => saved(packed("xz", tar(...members, member("readme.txt", "hello")))), " » "],
    ["a directory of archives", () => directory({ ...three, "readme.txt": "hello" }), "/"],
    ["a zip of archives", () => zip({ ...three, "readme.txt": "hello" }), " » "],
    ["a stored zip of archives", () => zip({ ...three, "readme.txt": "hello" }, "-0"), " » "],
  ];
  test.each(shapes)("%s is read bundle by bundle, and the rest is passed by", async (_, make, separator) => {
    const { bundles, passedBy, error } = await readAll(make());
    expect(bundles.map(({ source }) => source)).toEqual(sources(separator));
    expect(bundles.map(({ host }) => host)).toEqual(["a", "b", "c"]);
    for (const { paths, notes } of bundles) expect([paths, notes]).toEqual([files, []]);
    expect([passedBy, error]).toEqual([[{ path: "readme.txt" }], undefined]);
  });

  test("several report folders in one tar are bundles, though their files alternate", async () => {
    const part = (host: string, path: string, text = "") => member(`sosreport-${host}-1/${path}`, text);
    const bytes = tar(
      part("a", "etc/hostname", "a"),
      part("b", "etc/hostname", "b"),
      part("a", "sos_commands/docker/docker_ps"),
      part("b", "sos_commands/docker/docker_ps"),
      part("a", "var/log/messages"),
      part("b", "var/log/messages"),
    );
    const { bundles } = await readAll(saved(bytes));
    expect(bundles).toEqual(
      ["a", "b"].map((host) => ({ source: `INPUT » sosreport-${host}-1`, host, paths: files, notes: [] })),
    );
  });

  test("a note on one of several folders is not one on the others", async () => {
    const bytes = tar(
      member("sosreport-a/etc/x", ""),
      member("sosreport-a/sos_commands/x", ""),
      member("sosreport-b/etc/y", ""),
      member("sosreport-b/sos_commands/y\u0007", ""),
      member("sosreport-b/var/log/y", ""),
    );
    const { bundles } = await readAll(saved(bytes));
    expect(bundles.map(({ notes }) => notes.length)).toEqual([0, 1]);
  });

  test("what sos collect writes of itself is no node", async () => {
    const top = "sos-collector-case-1/";
    const bytes = tar(
      member(`${top}checksums/sosreport-a.tar.xz.sha256`, "0"),
      member(`${top}sos_logs/sos.log`, "log"),
      member(`${top}sos_reports/manifest.json`, "{}"),
      member(`${top}sosreport-a.tar.xz`, three["sosreport-a.tar.xz"]),
    );
    const { bundles, passedBy, lost } = await readAll(saved(gzipSync(bytes)));
    expect(bundles.map(({ host }) => host)).toEqual(["a"]);
    expect(passedBy.map(({ path }) => path).join()).toContain("sos_logs");
    expect(lost).toEqual([]);
  });

  test("archives lie in archives, and in folders", async () => {
    const inner = tar(member("role/sosreport-a.tar.xz", three["sosreport-a.tar.xz"]));
    const path = directory({
      "mon/inner.tar.gz": gzipSync(inner),
      "tue/deep/sosreport-b.tgz": three["sosreport-b.tgz"],
    });
    const { bundles } = await readAll(path);
    expect(bundles.map(({ source }) => source)).toEqual([
      "INPUT/mon/inner.tar.gz » role/sosreport-a.tar.xz",
      "INPUT/tue/deep/sosreport-b.tgz",
    ]);
  });

  test("an archive is known by its bytes where its name tells nothing", async () => {
    const { bundles, passedBy } = await readAll(saved(tar(member("attachment_17", three["sosreport-a.tar.xz"]))));
    expect([bundles.map(({ host }) => host), passedBy]).toEqual([["a"], []]);
    const path = directory({ attachment_18: three["sosreport-b.tgz"], current: gzipSync("a log") });
    expect((await readAll(path)).bundles.map(({ host }) => host)).toEqual(["b"]);
  });

  test("links in a directory lead to no second reading, and none out of it", async () => {
    const path = directory({ "reports/sosreport-a.tar.xz": three["sosreport-a.tar.xz"] });
    symlinkSync("reports", join(path, "again"));
    symlinkSync(directory(three), join(path, "outside"));
    symlinkSync("reports/sosreport-a.tar.xz", join(path, "sosreport-link.tar.xz"));
    expect((await readAll(path)).bundles.map(({ source }) => source)).toEqual(["INPUT/reports/sosreport-a.tar.xz"]);
  });

  test("two archives of one name are two", async () => {
    const bytes = tar(member("sosreport-x.tar", report("a")), member("sosreport-x.tar", report("b")));
    const { bundles } = await readAll(saved(bytes));
    expect(bundles.map(({ source, host }) => [source, host])).toEqual([
      ["INPUT » sosreport-x.tar", "a"],
      ["INPUT » sosreport-x.tar (2)", "b"],
    ]);
  });

  test("archives within a node's own tree are files of it", async () => {
    const bytes = tar(
      member("sosreport-a/etc/hostname", "a"),
      member("sosreport-a/var/tmp/sosreport-b.tgz", three["sosreport-b.tgz"]),
      member("sosreport-a/sos_commands/x", ""),
    );
    const { bundles } = await readAll(saved(bytes));
    expect(bundles.map(({ host }) => host)).toEqual(["a"]);
  });
});

describe("a cpio archive", () => {
  const newc = (): Buffer =>
    cpioOf([
      ["sosreport-a/etc/hostname", "a\n"],
      ["sosreport-a/sos_commands/x", "odd"],
      ["sosreport-a/var/log/y", ""],
    ]);

  test.each([
    ["plain", (bytes: Buffer) => bytes],
    ["compressed", (bytes: Buffer) => gzipSync(bytes)],
    ["in a tar", (bytes: Buffer) => tar(member("sosreport-a.cpio", bytes))],
  ] as const)("is read %s, in its new form and in that of old", async (_, pack) => {
    for (const bytes of [
      newc(),
      oldCpioOf([
        ["sosreport-a/etc/hostname", "a\n"],
        ["sosreport-a/sos_commands/x", "odd"],
        ["sosreport-a/var/log/y", ""],
      ]),
    ]) {
      const { bundles } = await readAll(saved(pack(bytes)));
      expect(bundles).toMatchObject([{ host: "a", paths: ["etc/hostname", "sos_commands/x", "var/log/y"], notes: [] }]);
    }
  });

  test("says so where it is cut or damaged", async () => {
    const bytes = newc();
    for (let cut = 120; cut < bytes.length - 124; cut += 7) {
      const { bundles, lost, error } = await readAll(saved(bytes.subarray(0, cut)));
      expect(bundles.some(({ notes }) => notes.length > 0) || lost.length > 0 || error !== undefined).toBe(true);
    }
    const damaged = Buffer.from(bytes);
    damaged.write("X", bytes.indexOf("070701", 10));
    expect((await readAll(saved(damaged))).bundles[0]?.notes).toMatchObject([{ code: "corrupt" }]);
  });
});

describe("what cannot be read of several", () => {
  const good = member("sosreport-a.tar.xz", three["sosreport-a.tar.xz"]);
  const bad: readonly (readonly [string, string, Buffer | string, RegExp])[] = [
    ["an empty file", "sosreport-b.tar.xz", "", /empty/],
    ["text", "sosreport-b.tgz", "the upload failed\n", /text/],
    [
      "one that is cut in its first block",
      "sosreport-b.tar.xz",
      three["sosreport-a.tar.xz"].subarray(0, 40),
      /stops before/,
    ],
    ["one encrypted for a key", "secured-sosreport-b.tar.xz.gpg", Buffer.from([0x85, 1, 0x0c, 3, 1, 2, 3]), /gpg -d/],
    ["one encrypted by a password", "report.bin", Buffer.from([0x8c, 0x0d, 4, 9, 3, 2]), /gpg -d/],
    ["one of 7z", "all.7z", Buffer.from([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c]), /7z x/],
    ["the second part of one", "b.tgz.part2", Buffer.alloc(700, "\u0001\u0003\u0002"), /join them/],
    ["the last part of one that was split", "b.tar.xz-ab", Buffer.alloc(700, "\u0001\u0003\u0002"), /join them/],
    ["a page", "sosreport-b.tar.xz", "<!DOCTYPE html><title>Sign in</title>", /HTML/],
    ["what bears a report's name and holds none", "sosreport-b.tar", tar(member("src/main.c", "")), /none of them/],
    ["a zip within a tar", "b.zip", Buffer.from("PK\u0003\u0004"), /outer/],
  ];
  test.each(bad)("%s is missed, in a tar and in a directory", async (_, name, bytes, reason) => {
    const tarred = await readAll(saved(tar(good, member(name, bytes))));
    expect(tarred.bundles).toHaveLength(1);
    expect(tarred.lost).toEqual([expect.stringMatching(reason)]);
    if (name.endsWith(".zip")) return;
    const laid = await readAll(directory({ "sosreport-a.tar.xz": three["sosreport-a.tar.xz"], [name]: bytes }));
    expect(laid.bundles).toHaveLength(1);
    expect(laid.lost).toEqual([expect.stringMatching(reason)]);
  });

  test("sums and signatures beside archives are not", async () => {
    const beside = { "sosreport-a.tar.xz.sha256": "0", "sosreport-a.tar.xz.asc": "-----BEGIN PGP SIGNATURE-----\n" };
    const { lost, passedBy } = await readAll(directory({ ...three, ...beside, "._sosreport-a.tar.xz": "x" }));
    expect([lost, passedBy.length]).toEqual([[], 3]);
  });

  test("what is passed by in an archive is named after it, as bundles in it are", async () => {
    const files = { "case.tar": tar(member("sosreport-a.tar", report("a")), member("role/notes.txt", "slow")) };
    const { passedBy } = await readAll(directory(files));
    expect(passedBy).toEqual([{ path: "case.tar » role/notes.txt" }]);
    const many = Array.from({ length: 20 }, (_, index) => member(`${index}.txt`, "slow"));
    const whole = directory({ "case.tar": tar(member("sosreport-a.tar", report("a")), ...many) });
    expect((await readAll(whole)).passedBy).toEqual([{ path: "case.tar/", files: 20 }]);
  });

  test("what a cut archive held before is read, and that more may be missing is told", async () => {
    const whole = tar(...members);
    const { bundles, lost } = await readAll(saved(whole.subarray(0, whole.length - 6000)));
    expect(bundles.map(({ host }) => host)).toEqual(["a", "b", "c"]);
    expect(bundles.map(({ notes }) => notes.length > 0)).toEqual([false, false, true]);
    expect(lost.join()).toContain("stops");
  });

  test("a damaged archive taints the tars in it, which have no checksum of their own", async () => {
    const bytes = gzipSync(tar(...members));
    bytes.writeUInt32LE(0x12345678, bytes.length - 8);
    const { bundles } = await readAll(saved(bytes));
    expect(bundles.map(({ notes }) => notes.some(({ code }) => code === "corrupt"))).toEqual([false, false, true]);
  });
});

describe("hostile inputs", () => {
  test("archives within archives are opened so deep and no deeper", async () => {
    let bytes = report("a");
    for (let depth = 0; depth < 20; depth += 1) bytes = tar(member("sosreport-deeper.tar", bytes));
    const { bundles, lost, error } = await readAll(saved(bytes));
    expect(bundles).toEqual([]);
    expect(lost).toEqual([expect.stringContaining("more than 3 archives")]);
    expect(error?.message).toContain("more than 3 archives");
  });

  test("no more archives are opened than a limit, which is told", async () => {
    const empty = gzipSync(tar(member("a", "")), { level: 1 });
    const one = member("x.tgz", empty);
    const many = Buffer.alloc(one.length * 100_000);
    for (let at = 0; at < many.length; at += one.length) one.copy(many, at);
    const { lost, passedBy } = await readAll(saved(Buffer.concat([...members.slice(0, 1), many, tar()])), {
      maxArchives: 50,
    });
    expect(lost).toEqual(["…: it holds more than 50 archives; the rest was not opened"]);
    expect(passedBy.length).toBeLessThan(200);
  });

  test("no more bundles are read than a limit, which is told", async () => {
    const bytes = tar(...Array.from({ length: 30 }, (_, index) => member(`sosreport-${index}/etc/x`, "")));
    const opened: string[] = [];
    const open = ({ root }: { root: string }) => {
      opened.push(root);
      return () => undefined;
    };
    const { passedBy } = await readInput({ path: saved(bytes) }, open, { maxBundles: 5 });
    expect(opened).toHaveLength(5);
    expect(passedBy[0]).toMatchObject({ reason: "it holds more than 5 bundles; the rest was not read", lost: true });
  });

  test("what unpacks to far more than reports do is read up to a limit on all together", async () => {
    const bomb = gzipSync(tar(member("etc/x", ""), header("var/log/zeros", 3_000_000), Buffer.alloc(3_000_000)));
    const nested = tar(...Array.from({ length: 20 }, (_, index) => member(`sosreport-${index}.tgz`, bomb)));
    const outer = gzipSync(gzipSync(nested));
    const { lost, bundles, error } = await readAll(saved(outer), { maxTotalBytes: 4_000_000 });
    expect([bundles, lost.length, error?.code]).toEqual([[], 0, "not-an-archive"]);
    const spent = await readAll(saved(gzipSync(nested)), { maxTotalBytes: 4_000_000 });
    expect(spent.bundles.length).toBeLessThan(4);
    expect(JSON.stringify([spent.bundles, spent.lost])).toContain("far more than reports do");
  });

  test("a zip whose entries are all the same bytes is read up to the limit", async () => {
    const path = zip({ "sosreport-a/etc/x": "", "sosreport-a/var/log/zeros": Buffer.alloc(3_000_000) });
    const { bundles } = await readAll(path, { maxTotalBytes: 100_000 });
    expect(bundles[0]?.notes.map(({ code }) => code)).toContain("total-too-large");
  });

  test("names in a zip that climb are refused, and links not followed", async () => {
    const root = directory({ "sosreport-a/etc/hostname": "a", "sosreport-a/sos_commands/x": "" });
    symlinkSync("/etc/shadow", join(root, "sosreport-a/etc/shadow"));
    const path = `${scratchPath("links")}.zip`;
    execFileSync("zip", ["-qry", path, "."], { cwd: root });
    const { bundles } = await readAll(path);
    expect(bundles[0]?.paths).toEqual(["etc/hostname", "sos_commands/x"]);
  });

  test("a zip with a password, or a damaged one, says so", async () => {
    const locked = await readAll(zip({ "sosreport-a/etc/hostname": "a" }, "-P", "secret"));
    expect(locked.error?.message).toMatch(/encrypted.*password/);
    const path = zip({ "sosreport-a/etc/hostname": "hostname".repeat(50), "sosreport-a/sos_commands/x": "" }, "-0");
    const bytes = Buffer.from(execFileSync("cat", [path]));
    const at = bytes.indexOf("hostnamehostname");
    bytes[at] = 0x58;
    const { bundles } = await readAll(saved(bytes));
    expect(bundles[0]?.notes).toMatchObject([{ code: "corrupt", lossy: true }]);
  });

  test("what a visitor throws about a bundle within is thrown on", async () => {
    const visit = () => {
      throw new Error("mine");
    };
    for (const path of [saved(tar(...members)), saved(gzipSync(tar(...members))), directory(three), zip(three)]) {
      await expect(readInput({ path }, () => visit)).rejects.toThrow("mine");
    }
  });

  test("a tar of folders without reports is none", async () => {
    const { error } = await readAll(saved(tar(folder("a/"), member("a/b/c.txt", ""))));
    expect(error).toMatchObject({ code: "unrecognizable" });
  });
});
