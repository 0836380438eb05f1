import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { readBundle } from "../../src/bundle/read.ts";
import { codes, read, readTar, saved } from "./helpers.ts";
import { folder, header, member, pax, tar } from "./tar-bytes.ts";

const shown = (files: readonly { path: string; text: string; loss: string | undefined }[]) =>
  files.map(({ path, text, loss }) => [path, text, ...(loss === undefined ? [] : [loss])]);

test("archives that were joined are read as one", async () => {
  const [one, other] = [tar(member("etc/a", "1")), tar(member("etc/b", "2"))];
  const both = [
    ["etc/a", "1"],
    ["etc/b", "2"],
  ];
  for (const bytes of [Buffer.concat([one, other]), Buffer.concat([gzipSync(one), gzipSync(other)])]) {
    const { files, notes } = await read(saved(bytes));
    expect([shown(files), notes]).toEqual([both, []]);
  }
  const padded = Buffer.concat([one, Buffer.alloc(9 * 1024), other]);
  expect(shown(readTar(padded, 700).files)).toEqual(both);
});

describe("of a path that comes again the later holds", () => {
  const before = member("etc/a", "old");
  test.each([
    ["a file", member("./etc/a", "new"), ["old", "new"]],
    ["a folder", folder("etc/a/"), ["old", "gone"]],
    ["a symbolic link", header("etc/a", 0, { type: "2", link: "b" }), ["old", "gone"]],
  ] as const)("%s", async (_, later, texts) => {
    const seen: string[] = [];
    const path = saved(tar(before, later, member("etc/z", "")));
    const { notes } = await read(path);
    await readBundle(path, (entry) => {
      if (entry.path !== "etc/a") return undefined;
      if (entry.gone) seen.push("gone");
      return { write: (chunk) => void seen.push(chunk.toString()), end: () => undefined };
    });
    expect(seen).toEqual(texts);
    expect(notes).toMatchObject([{ code: "duplicate", lossy: false }]);
  });

  test("it is noted once, however many there are", () => {
    const twice = Array.from({ length: 40 }, (_, index) => member(`etc/${index}`, "x"));
    expect(codes(readTar(tar(...twice, ...twice), 512).notes)).toEqual(["duplicate"]);
  });
});

describe("a hard link has what its file had before it", () => {
  const hard = (name: string, link: string) => header(name, 0, { type: "1", link });
  const content = async (...members: Buffer[]) => {
    const { files, notes } = await read(saved(tar(...members)));
    return { files: new Map(files.map(({ path, text }) => [path, text])), notes };
  };

  test("also where it is a link to a link, and where another file of that name follows", async () => {
    const { files, notes } = await content(
      member("etc/a", "text"),
      hard("etc/b", "etc/a"),
      hard("./etc/c", "etc/b"),
      member("etc/a", "later"),
      hard("etc/d", "etc/a"),
    );
    expect(Object.fromEntries(files)).toEqual({
      ...{ "etc/a": "later", "etc/b": "text", "etc/c": "text", "etc/d": "later" },
    });
    expect(codes(notes)).toEqual(["duplicate"]);
  });

  test("below the archive's own folder, and by a name that is too long for a header", async () => {
    const long = `sosreport-x/etc/${"n".repeat(150)}`;
    const { files, notes } = await content(
      folder("sosreport-x/"),
      Buffer.concat([pax({ path: long }), member("x", "long")]),
      Buffer.concat([member("././@LongLink", `${long}\0`, { type: "K" }), hard("sosreport-x/etc/b", "cut")]),
      Buffer.concat([pax({ linkpath: long }), hard("sosreport-x/etc/c", "cut")]),
    );
    expect([files.get("etc/b"), files.get("etc/c")]).toEqual(["long", "long"]);
    expect(notes).toEqual([]);
  });

  test("also where the file comes later, as no tar writes it", async () => {
    const { files, notes } = await content(hard("etc/b", "etc/c"), hard("etc/c", "etc/a"), member("etc/a", "text"));
    expect([files.get("etc/b"), files.get("etc/c"), notes]).toEqual(["text", "text", []]);
  });

  test("a file of the link's name that follows is a file of its own", async () => {
    const { files } = await content(member("etc/a", "text"), hard("etc/b", "etc/a"), member("etc/b", "own"));
    expect(files.get("etc/b")).toBe("own");
  });

  test.each([
    ["not there", "etc/missing"],
    ["itself", "etc/b"],
    ["a link to it", "etc/c"],
  ])("one to a file that is %s is told as lost", async (_, target) => {
    const { files, notes } = await content(member("etc/a", ""), hard("etc/b", target), hard("etc/c", "etc/b"));
    expect([...files.keys()]).toEqual(["etc/a"]);
    expect(notes).toMatchObject(["etc/b", "etc/c"].map((path) => ({ code: "special-file", path, lossy: true })));
  });
});

describe("a file that is stored with holes is read with zeros in their place", () => {
  const octal = (number: number) => `${number.toString(8).padStart(11, "0")}\0`;
  const old = (name: string, data: string, map: readonly number[], rest: Buffer[] = []) => {
    const whole = member(name, data, {
      type: "S",
      magic: "ustar  \0",
      patch: (block) => {
        for (const [at, number] of map.entries()) block.write(octal(number), 386 + at * 12);
        block[482] = rest.length > 0 ? 1 : 0;
      },
    });
    return Buffer.concat([whole.subarray(0, 512), ...rest, whole.subarray(512)]);
  };
  const moreMap = (map: readonly number[], goesOn: boolean) => {
    const block = Buffer.alloc(512);
    for (const [at, number] of map.entries()) block.write(octal(number), at * 12);
    block[504] = goesOn ? 1 : 0;
    return block;
  };
  const inBody = (map: readonly number[], data: string) => {
    const text = `${[map.length / 2, ...map].join("\n")}\n`;
    return text.padEnd(Math.ceil(text.length / 512) * 512, "\0") + data;
  };
  const named = { "GNU.sparse.name": "etc/s", "GNU.sparse.realsize": "13" };
  const made = "etc/GNUSparseFile.0/s";
  const forms: readonly (readonly [string, Buffer])[] = [
    ["old GNU", old("etc/s", "abcdef", [2, 3, 8, 3, 13, 0])],
    ["old GNU with more of the map", old("etc/s", "abcdef", [2, 1, 3, 1, 4, 1, 8, 1], [moreMap([9, 2, 13, 0], false)])],
    ["old GNU with two blocks more", old("etc/s", "abcdef", [2, 3], [moreMap([8, 3], true), moreMap([13, 0], false)])],
    ["pax 0.1", Buffer.concat([pax({ ...named, "GNU.sparse.map": "2,3,8,3,13,0" }), member(made, "abcdef")])],
    [
      "pax 1.0",
      Buffer.concat([
        pax({ ...named, "GNU.sparse.major": "1", "GNU.sparse.minor": "0" }),
        member(made, inBody([2, 3, 8, 3, 13, 0], "abcdef")),
      ]),
    ],
  ];
  test.each(forms)("%s", (_, bytes) => {
    for (const pieceBytes of [1, 512, bytes.length]) {
      const { files, notes } = readTar(tar(bytes, member("etc/z", "z")), pieceBytes);
      expect(shown(files)).toEqual([
        ["etc/s", "\0\0abc\0\0\0def\0\0"],
        ["etc/z", "z"],
      ]);
      expect(notes).toEqual([]);
    }
  });

  test("of holes of terabytes no more is made than can be of use", () => {
    const bytes = tar(old("etc/s", "ab", [0, 1, 2 ** 32, 1, 2 ** 32 + 5, 0]));
    expect(readTar(bytes, 512).files[0]?.text).toHaveLength(1024 * 1024 + 2);
  });

  test.each([
    ["overlaps", old("etc/s", "abcdef", [2, 3, 1, 3])],
    ["is no text", Buffer.concat([pax({ ...named, "GNU.sparse.major": "1" }), member(made, "never a map")])],
    ["has more than the data", old("etc/s", "ab", [0, 50])],
  ])("where its map %s the file says that it is not whole", (_, bytes) => {
    const { files } = readTar(tar(bytes), 512);
    expect(files).toMatchObject([{ path: "etc/s", loss: expect.stringContaining("map of its holes"), ends: 1 }]);
  });
});

describe("a folder of a report that is packed in its place", () => {
  const inner = tar(folder("log/"), member("log/kolla/nova.log", "text"), member("./log/messages", "m"));
  const members = (bytes: Buffer) =>
    shown(readTar(tar(member("sosreport-x/version.txt", ""), bytes), 512).files).slice(1);

  test("is read as if it stood there", () => {
    const { files, notes } = readTar(
      tar(member("sosreport-x/var/log.tar", inner), member("sosreport-x/etc/z", "z")),
      700,
    );
    expect(shown(files)).toEqual([
      ["var/log/kolla/nova.log", "text"],
      ["var/log/messages", "m"],
      ["etc/z", "z"],
    ]);
    expect(notes).toEqual([]);
  });

  test("gives no file of another place, nor one out of a tar in it", () => {
    const others = tar(
      member("etc/hosts", "x"),
      member("../log/x", "x"),
      member("logs/x", "x"),
      member("log/a.tar", inner),
    );
    expect(members(member("sosreport-x/var/log.tar", others))).toEqual([]);
    expect(members(member("sosreport-x/var/log.tar", "no tar"))).toEqual([]);
  });

  test("says when it is cut short", () => {
    const { files, notes } = readTar(tar(member("sosreport-x/var/log.tar", inner.subarray(0, 1026))), 512);
    expect(files).toMatchObject([{ path: "var/log/kolla/nova.log", text: "te", loss: expect.anything() }]);
    expect(notes).toMatchObject([{ code: "truncated", lossy: true }]);
  });
});

describe("a time that cannot be true is no time", () => {
  const stamped = (bytes: Buffer) => (block: Buffer) => bytes.copy(block, 136);
  const base256 = (hex: string) => Buffer.from(hex.padStart(24, "0"), "hex");
  const negative = Buffer.from("ffffffffffffff0000000000", "hex");
  const binary = base256("800000000000000000000000");
  const plainTime = 0o14000000000 * 1000;
  const headers: readonly (readonly [string, Buffer])[] = [
    ["0", member("etc/a", "x", { patch: stamped(Buffer.from("00000000000\0")) })],
    ["a day after 0", member("etc/a", "x", { patch: stamped(Buffer.from("00000250600\0")) })],
    ["before 1970", member("etc/a", "x", { patch: stamped(negative) })],
    ["0 in base 256", member("etc/a", "x", { patch: stamped(binary) })],
    ["beyond all numbers", member("etc/a", "x", { patch: stamped(Buffer.alloc(12, 0xbf)) })],
    ...["0", "-1", "-99999999999999999999", "9467085600000", "99999999999999999999"].map(
      (mtime) => [`pax ${mtime}`, Buffer.concat([pax({ mtime }), member("etc/a", "x")])] as const,
    ),
  ];
  const times = async (bytes: Buffer) => {
    const found: (number | undefined)[] = [];
    const result = await readBundle(saved(bytes), ({ mtime }) => {
      found.push(mtime);
      return undefined;
    });
    return { found, notes: result.ok ? result.summary.notes : [] };
  };

  test.each(headers)("%s", async (_, bytes) => {
    const { found, notes } = await times(tar(bytes, member("etc/b", "")));
    expect(found[0]).toBeUndefined();
    expect(found[1]).toBe(plainTime);
    expect(notes.every(({ code, lossy }) => code === "odd-time" && !lossy)).toBe(true);
  });

  test.each(["1e400", "NaN", "Infinity", "", "0x7", " 5", "yesterday"])(
    "a pax time %j is none, and the header's holds",
    async (mtime) => {
      const { found, notes } = await times(tar(Buffer.concat([pax({ mtime }), member("etc/a", "x")])));
      expect([found, notes]).toEqual([[plainTime], []]);
    },
  );

  test("however many there are, it is noted once", async () => {
    const many = headers.map(([, bytes]) => bytes);
    expect(codes((await times(tar(...many, ...many))).notes).filter((code) => code === "odd-time")).toHaveLength(1);
  });
});
