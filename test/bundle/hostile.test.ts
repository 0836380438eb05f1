import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import type { BundleNoteCode } from "../../src/bundle/entry.ts";
import { readBundle } from "../../src/bundle/read.ts";
import { codes, read, readTar, saved } from "./helpers.ts";
import { longName, member, pax, sampleTar, tar } from "./tar-bytes.ts";

const good = member("etc/good", "good");
const link = (name: string, type: string) => member(name, "", { type, link: "../../../etc/shadow" });

const cases: readonly (readonly [string, Buffer, BundleNoteCode])[] = [
  ["a path that climbs", member("etc/../../shadow", "x"), "escapes-root"],
  [
    "a path that climbs, in an extended header",
    Buffer.concat([pax({ path: "../x" }), member("etc/x", "x")]),
    "escapes-root",
  ],
  ["a hard link out of the archive", link("etc/hard", "1"), "special-file"],
  ["a character device", link("dev/null", "3"), "special-file"],
  ["a block device", link("dev/sda", "4"), "special-file"],
  ["a pipe", link("run/pipe", "6"), "special-file"],
  ["an unknown kind", member("etc/odd", "x", { type: "Z" }), "special-file"],
  ["a path too long", Buffer.concat([pax({ path: `etc/${"x".repeat(5000)}` }), member("etc/x", "x")]), "absurd-name"],
  ["a path too deep", Buffer.concat([pax({ path: `${"d/".repeat(120)}x` }), member("etc/x", "x")]), "absurd-name"],
];

test.each(cases)("%s is refused and noted, and the rest is read", (_, bytes, code) => {
  const { files, notes } = readTar(tar(good, bytes, member("etc/last", "last")), 512);
  expect(files.map((file) => file.text)).toEqual(["good", "last"]);
  expect(codes(notes)).toEqual([code]);
  expect(notes[0]?.lossy).toBe(!/device|pipe/.test(notes[0]?.message ?? ""));
  expect(JSON.stringify(notes)).not.toMatch(/\\u00|\p{Cc}/u);
});

test("an absolute path is read without its leading slashes, as tar does", () => {
  const { files, notes } = readTar(tar(good, member("//etc/shadow", "x")), 512);
  expect(files.map(({ path }) => path)).toEqual(["etc/good", "etc/shadow"]);
  expect(notes).toEqual([]);
});

const odd: readonly (readonly [string, Buffer, string])[] = [
  ["a control character", member("etc/a\u001b[31m", "x"), "etc/a\\x1b[31m"],
  ["a NUL", Buffer.concat([pax({ path: "etc/a\0b" }), member("etc/x", "x")]), "etc/a\\x00b"],
  ["a newline", Buffer.concat([pax({ path: "etc/a\nb" }), member("etc/x", "x")]), "etc/a\\x0ab"],
  ["a newline in the header", member("etc/a\nb", "x"), "etc/a\\x0ab"],
  ["no UTF-8", member(Buffer.from("etc/\xff\xfe", "latin1"), "x"), "etc/\\xff\\xfe"],
  [
    "no UTF-8, in a long name",
    Buffer.concat([longName(Buffer.from("etc/\xe9", "latin1")), member("etc/x", "x")]),
    "etc/\\xe9",
  ],
];

test.each(odd)("%s is read under a name that can be shown, and noted once", (_, bytes, path) => {
  const { files, notes } = readTar(tar(good, bytes, member("etc/last", "last")), 512);
  expect(files.map(({ path, text }) => [path, text])).toEqual([
    ["etc/good", "good"],
    [path, "x"],
    ["etc/last", "last"],
  ]);
  expect(notes).toMatchObject([{ code: "odd-name", lossy: false }]);
  expect(JSON.stringify(notes)).not.toMatch(/\\u00|\p{Cc}/u);
});

test("two names that are not UTF-8 stay two", () => {
  const two = ["etc/\xe8", "etc/\xe9"].map((name) => member(Buffer.from(name, "latin1"), "x"));
  expect(readTar(tar(...two), 512).files).toHaveLength(2);
});

test("symlinks pass in silence and are never delivered", () => {
  const { files, notes } = readTar(tar(good, link("etc/soft", "2")), 512);
  expect(files).toHaveLength(1);
  expect(notes).toEqual([]);
});

test("an entry beyond its limit is cut, the next is whole", () => {
  const { files, notes } = readTar(tar(member("etc/big", "x".repeat(3000)), good), 700, { maxEntryBytes: 1000 });
  expect(files).toMatchObject([
    { text: "x".repeat(1000), loss: "longer than 1000 bytes, cut", ends: 1 },
    { text: "good", loss: undefined },
  ]);
  expect(codes(notes)).toEqual(["entry-too-large"]);
});

test("a bundle beyond its limit is read up to it", async () => {
  const bomb = gzipSync(tar(good, member("var/log/bomb", Buffer.alloc(50_000_000))));
  const { files, notes } = await read(saved(bomb), { maxTotalBytes: 10_000 });
  expect(files).toMatchObject([{ text: "good" }, { loss: "a limit was reached", ends: 1 }]);
  expect(files[1]?.text).toHaveLength(10_000 - 1536);
  expect(codes(notes)).toEqual(["total-too-large"]);
});

test("too many entries end the reading", async () => {
  const many = tar(...Array.from({ length: 50 }, (_, index) => member(`etc/${index}`, "")));
  const { files, notes } = await read(saved(many), { maxEntries: 20 });
  expect(files).toHaveLength(20);
  expect(codes(notes)).toEqual(["too-many-entries"]);
});

test("what a sink throws is thrown on, whatever the format", async () => {
  const visit = () => {
    throw new Error("mine");
  };
  for (const bytes of [sampleTar(), gzipSync(sampleTar())]) {
    await expect(readBundle(saved(bytes), visit)).rejects.toThrow("mine");
  }
});
