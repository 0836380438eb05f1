import { describe, expect, test } from "vitest";
import { codes, readTar } from "./helpers.ts";
import { endMark, folder, header, longName, member, pax, sample, sampleTar, tar } from "./tar-bytes.ts";

const longPath = `etc/${"deep/".repeat(30)}file`;
const whole = sample.map(([path, text]) => ({ path, text, loss: undefined, ends: 1 }));

test.each([1, 7, 511, 512, 513, 1000, 65536])("pieces of %i bytes give the same as the whole", (pieceBytes) => {
  const { files, notes } = readTar(sampleTar(), pieceBytes);
  expect(files).toEqual(whole);
  expect(notes).toEqual([]);
});

const named = (name: string, ...members: Buffer[]) => [name, tar(...members)] as const;
test.each([
  named(longPath, pax({ path: longPath }), member("etc/short", "text")),
  named(longPath, longName(longPath), member("etc/short", "text")),
  named("etc/hosts", member("etc/hosts", "text")),
  named("etc/hosts", member("hosts", "text", { prefix: "etc" })),
  named("etc/hosts", member("./etc//hosts", "text")),
  named("etc/hosts", member("etc/hosts", "text", { type: "\0" })),
  named("etc/hosts", member("etc/hosts", "text", { type: "7" })),
  named("etc/hosts", pax({ comment: "global" }, "g"), member("etc/hosts", "text")),
  named("etc/C:\\Windows", member("etc/C:\\Windows", "text")),
  named(longPath, longName(longPath), member(`etc/${"a".repeat(95)}/`, "text")),
])("the name is %s", (path, bytes) => {
  for (const pieceBytes of [1, bytes.length]) {
    const { files, notes } = readTar(bytes, pieceBytes);
    expect(files).toEqual([{ path, text: "text", loss: undefined, ends: 1 }]);
    expect(notes).toEqual([]);
  }
});

test("a size in the extended header outranks the other", () => {
  const { files, notes } = readTar(tar(pax({ size: "4" }), member("etc/a", "text", { size: 0 })), 512);
  expect(files.map((file) => file.text)).toEqual(["text"]);
  expect(notes).toEqual([]);
});

describe("what node-tar passes over in silence is noted", () => {
  const a = member("etc/a", "first");
  const b = member("etc/b", "second");
  const garbage = Buffer.alloc(1024, "not a header ");
  test.each([
    ["a cut inside a header", Buffer.concat([a, b.subarray(0, 300)]), ["truncated"], ["first"]],
    ["a cut inside a body", Buffer.concat([a, b.subarray(0, 515)]), ["truncated"], ["first", "sec"]],
    ["no end mark", Buffer.concat([a, b]), ["truncated"], ["first", "second"]],
    ["other data behind the end", Buffer.concat([tar(a), garbage]), ["trailing-data"], ["first"]],
    ["another tar behind other data", Buffer.concat([tar(a), garbage, tar(b)]), ["corrupt"], ["first", "second"]],
    ["a damaged header", tar(a, garbage, b), ["corrupt"], ["first", "second"]],
    [
      "an endless extended header",
      tar(member("x", Buffer.alloc(2 * 1024 * 1024, 65), { type: "x" }), b),
      ["absurd-name"],
      ["second"],
    ],
  ] as const)("%s", (_, bytes, expected, texts) => {
    const { files, notes } = readTar(Buffer.from(bytes), 512);
    expect(codes(notes)).toEqual(expected);
    expect(files.map((file) => file.text)).toEqual(texts);
    expect(files.every((file) => file.ends === 1)).toBe(true);
  });

  test("a file cut short says so to its sink", () => {
    const { files, notes } = readTar(Buffer.concat([a, b.subarray(0, 515)]), 512);
    expect(files[1]).toMatchObject({ path: "etc/b", text: "sec", loss: expect.stringContaining("stops") });
    expect(notes[0]).toMatchObject({ path: "etc/b", lossy: true });
  });

  test("a flood of damage ends in one count", () => {
    const flood = Array.from({ length: 300 }, (_, index) => [garbage, member(`etc/${index}`, "")]).flat();
    const { files, notes } = readTar(tar(a, ...flood), 65536);
    expect(files).toHaveLength(301);
    expect(notes).toHaveLength(101);
    expect(notes.at(-1)).toMatchObject({ message: "and 200 more notes", lossy: true });
  });
});

test("zeros, padding and folders are no matter for a note", () => {
  const { notes } = readTar(Buffer.concat([folder("etc/"), header("etc/a", 0), endMark, Buffer.alloc(8192)]), 512);
  expect(notes).toEqual([]);
});
