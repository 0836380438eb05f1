import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { Ajv } from "ajv";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Encoding, encodingOf } from "../../src/mask/encoding.ts";
import { LineMask } from "../../src/mask/mask-lines.ts";
import { createMasker } from "../../src/mask/masker.ts";
import { read, saved, scratchPath } from "../bundle/helpers.ts";
import { folder, member, tar } from "../bundle/tar-bytes.ts";
import { bundleOf, rewritten } from "./rewritten.ts";

const utf16be = (text: string) => Buffer.from(text, "utf16le").swap16();
const latin1 = (text: string) => Buffer.from(text, "latin1");

describe("a masked file", () => {
  it.each([
    ["lines of Unix", "a = 1\npassword = hunter22\n", "a = 1\npassword = masked-0-1\n"],
    ["lines of Windows", "a = 1\r\npassword = hunter22\r\nb\r\n", "a = 1\r\npassword = masked-0-1\r\nb\r\n"],
    ["no end of its last line", "password = hunter22", "password = masked-0-1"],
    ["empty lines at its end", "password = hunter22\n\n\n", "password = masked-0-1\n\n\n"],
    ["nothing", "", ""],
    [
      "bytes that are no UTF-8",
      latin1("\xff\xe9 password = hunter22\n\x80"),
      latin1("\xff\xe9 password = masked-0-1\n\x80"),
    ],
    ["other letters", "größe 名前\npassword = hünter22\n# ü\n", "größe 名前\npassword = masked-0-1\n# ü\n"],
    ["a mark of its encoding", "\ufeffpassword = hunter22\n", "\ufeffpassword = masked-0-1\n"],
    ["colours", "\x1b[1mpassword\x1b[0m\npassword = hunter22\n", "\x1b[1mpassword\x1b[0m\npassword = masked-0-1\n"],
  ])("keeps %s", async (_, given, expected) => {
    const { text } = await rewritten(bundleOf({ "etc/x.conf": given }));
    expect(text("etc/x.conf")).toBe(Buffer.from(expected).toString("latin1"));
  });

  it.each([
    ["with a mark, little end first", (text: string) => Buffer.from(`\ufeff${text}`, "utf16le")],
    ["with a mark, big end first", (text: string) => utf16be(`\ufeff${text}`)],
    ["without a mark, little end first", (text: string) => Buffer.from(text, "utf16le")],
    ["without a mark, big end first", utf16be],
  ])("in UTF-16 %s stays in it", async (_, encode) => {
    const { text } = await rewritten(bundleOf({ "etc/x.conf": encode("ü = Ċ\r\npassword = hunter22\r\n") }));
    expect(text("etc/x.conf")).toBe(encode("ü = Ċ\r\npassword = masked-0-1\r\n").toString("latin1"));
  });

  it("has the same token for the same secret as every other, in whatever encoding", async () => {
    const secret = "password = hünter22\n";
    const { text } = await rewritten(
      bundleOf({
        "etc/a": secret,
        "etc/b": Buffer.from(`\ufeff${secret}`, "utf16le"),
        "etc/c": "password = another\n",
      }),
    );
    expect(text("etc/a")).toBe("password = masked-0-1\n");
    expect(text("etc/b")).toContain([..."masked-0-1"].join("\0"));
    expect(text("etc/c")).toBe("password = masked-0-2\n");
  });

  it("keeps path, mode, owner and time", async () => {
    const patch = (header: Buffer) => header.write("0004750\x000002000\x000004000\0", 100);
    const source = saved(tar(member("sosreport-a-1/etc/a", "token = abcdefgh\n", { patch })));
    const { path } = await rewritten(source);
    const list = (file: string) =>
      execFileSync("tar", ["tvf", file, "--numeric-owner", "--full-time"], { encoding: "utf8" });
    const withoutSize = (line: string) => line.replace(/ +\d+ (?=\d{4}-)/, " ");
    expect(withoutSize(list(path))).toBe(withoutSize(list(source)));
  });

  it("is nothing but a token where it is nothing but a secret", async () => {
    const { text } = await rewritten(bundleOf({ "etc/keystone/fernet-keys/0": "c2VjcmV0\n" }));
    expect(text("etc/keystone/fernet-keys/0")).toBe("masked-0-1\n");
  });

  it("of any length is written whole", async () => {
    const lines = "x = 1234567\n".repeat(1_000_000);
    const { text, notes } = await rewritten(bundleOf({ "var/log/x": `${lines}password = hunter22\n` }));
    expect(text("var/log/x") === `${lines}password = masked-0-1\n`).toBe(true);
    expect(notes).toEqual([]);
  });
});

describe("lines", () => {
  const masked = (bytes: Buffer, pieces: readonly number[], encoding: Encoding, longest?: number) => {
    const out: Buffer[] = [];
    const lines = new LineMask(createMasker("0"), encoding, (piece) => out.push(Buffer.from(piece)), longest);
    let at = 0;
    for (const size of pieces) {
      lines.write(bytes.subarray(at, at + size));
      at += size;
    }
    lines.write(bytes.subarray(at));
    lines.end();
    return { bytes: Buffer.concat(out), cutLines: lines.cutLines };
  };
  const text = fc
    .array(fc.constantFrom("a", "ü", "\n", "\r\n", "password = hunter22", "\nkey: |\n", "  x", "Ċ", "\ud83d\ude00"))
    .map((parts) => parts.join(""));
  const pieces = fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 40 });

  it.each([
    ["bytes", (all: string) => Buffer.from(all)],
    ["bytes", (all: string) => latin1(`\xff${all}`)],
    ["utf16le", (all: string) => Buffer.from(all, "utf16le")],
    ["utf16be", utf16be],
    ["utf16le", (all: string) => Buffer.concat([Buffer.from(all, "utf16le"), Buffer.from("x")])],
  ] as const)("in %s are masked the same in pieces of any size", (encoding, encode) => {
    fc.assert(
      fc.property(text, pieces, (all, sizes) => {
        const whole = masked(encode(all), [], encoding).bytes;
        expect(masked(encode(all), sizes, encoding).bytes.toString("hex")).toBe(whole.toString("hex"));
      }),
    );
  });

  it("in which no secret stands pass unchanged, whatever their bytes are", () => {
    for (const encoding of ["bytes", "utf16le", "utf16be"] as const) {
      fc.assert(
        fc.property(fc.uint8Array({ maxLength: 200 }), pieces, (bytes, sizes) => {
          const given = Buffer.from(bytes.map((byte) => (byte > 0x20 && byte < 0x7f ? 0x2e : byte)));
          expect(masked(given, sizes, encoding).bytes.toString("hex")).toBe(given.toString("hex"));
        }),
      );
    }
  });

  it.each([
    ["bytes", (all: string) => Buffer.from(all)],
    ["utf16le", (all: string) => Buffer.from(all, "utf16le")],
    ["utf16be", utf16be],
  ] as const)("in %s that are too long are cut, and those after them masked", (encoding, encode) => {
    const all = encode(`x\n${"y".repeat(500)}\npassword = hunter22\n${"z".repeat(500)}`);
    const kept = 200 / encode("y").length;
    const expected = encode(`x\n${"y".repeat(kept)}\npassword = masked-0-1\n${"z".repeat(kept)}`);
    for (const size of [1, 7, 100]) {
      const sizes = Array(Math.floor(all.length / size)).fill(size);
      expect(masked(all, sizes, encoding, 200)).toEqual({ bytes: expected, cutLines: 2 });
    }
  });
});

describe("what is no text", () => {
  const binaries: readonly (readonly [string, Buffer])[] = [
    ["holds a NUL", Buffer.from("password = hunter22\n\0\0")],
    ["is compressed by gzip", Buffer.concat([latin1("\x1f\x8b\x08\x08abcd\x02\x03"), latin1("\xff".repeat(90))])],
    ["is compressed by xz", latin1("\xfd7zXZ...")],
    ["is a zip archive", latin1("PK\x03\x04...")],
    ["is a tar", tar(member("etc/shadow", "root:x"))],
  ];

  it.each(binaries)("%s: is left out, and told", async (_, bytes) => {
    const { files, notes, result } = await rewritten(bundleOf({ "etc/x": bytes, "etc/y": "a\n" }));
    expect(files.map(({ path }) => path)).toEqual(["etc/y"]);
    expect(notes).toEqual(["etc/x: no text, so that it cannot be masked: left out"]);
    expect(result).toMatchObject({ binaries: 1 });
  });

  it.each(binaries)("%s: is kept as it is where that is asked for", async (_, bytes) => {
    const { text, notes } = await rewritten(bundleOf({ "etc/x": bytes }), { keepBinary: true });
    expect([text("etc/x"), notes]).toEqual([bytes.toString("latin1"), []]);
  });

  it("is kept empty where that it is there, and since when, is evidence", async () => {
    const path = "var/lib/config-data/puppet-generated/nova/etc/nova/x.db";
    const { text, notes } = await rewritten(bundleOf({ [path]: Buffer.alloc(9) }));
    expect(text(path)).toBe("");
    expect(notes).toEqual([`${path}: no text, so that it cannot be masked: kept without its content`]);
  });

  it("is not what only begins to hold NULs later, as a log does after a crash", () => {
    expect(encodingOf(Buffer.from("line of a log\n".repeat(600)))).toBe("bytes");
  });
});

describe("the folder of a masked bundle", () => {
  const files = [member("etc/hosts", "x\n"), member("var/log/messages", "y\n")];

  it.each([
    ["sosreport-a-2026-01-01-x", "sosreport-a-2026-01-01-x"],
    ["case/node1", "node1"],
    ["", "bundle"],
  ])("is that of the bundle: %s", async (top, expected) => {
    const prefix = top === "" ? "" : `${top}/`;
    const bytes = tar(...(top === "" ? files : [folder(prefix), member(`${prefix}etc/hosts`, "x\n")]));
    const { read, files: seen } = await rewritten(saved(bytes, "bundle.tar.gz"));
    expect(read).toMatchObject({ ok: true, summary: { root: expect.stringMatching(new RegExp(`${expected}$`)) } });
    expect(seen[0]?.path).toBe("etc/hosts");
  });

  it.each(["etc", "run", "sos_commands"])("is none that is taken for a part of the node's tree: %s", async (name) => {
    const parent = scratchPath("parent");
    mkdirSync(join(parent, name, "var/log"), { recursive: true });
    writeFileSync(join(parent, name, "var/log/messages"), "x\n");
    const { read, files: seen } = await rewritten(join(parent, name));
    expect(read).toMatchObject({ ok: true, summary: { root: `sosreport-${name}` } });
    expect(seen.map(({ path }) => path)).toEqual(["var/log/messages"]);
  });

  it("still says that sos's cleaner wrote the bundle", async () => {
    const { read } = await rewritten(saved(tar(...files), "sosreport-a-obfuscated.tar"));
    expect(read).toMatchObject({ summary: { root: expect.stringMatching(/sosreport-a-obfuscated$/) } });
  });
});

describe("our manifest", () => {
  const captures = [
    {
      command: "docker ps",
      path: "x",
      exitCode: 0,
      timedOut: false,
      durationMs: 1,
      bytes: 2,
      cutShort: false,
      stderr: "",
    },
    {
      command: "b",
      path: "y",
      exitCode: 1,
      timedOut: false,
      durationMs: 1,
      bytes: 0,
      cutShort: false,
      stderr: "ü password=hunter22",
    },
  ];
  const head = {
    schemaVersion: 1,
    tool: { name: "sospect-collect", version: "0.1.0" },
    host: "controller0",
    bootId: "",
    started: "2026-11-23T16:50:12Z",
    finished: "2026-11-23T16:50:16Z",
    engines: ["docker"],
    masked: false,
  };
  const text = (manifest: object) => JSON.stringify(manifest);
  const validate = new Ajv().compile(
    JSON.parse(readFileSync(new URL("../../schemas/manifest.schema.json", import.meta.url), "utf8")),
  );
  const manifestOf = (seen: { text(path: string): string | undefined }) =>
    JSON.parse(Buffer.from(seen.text("manifest.json") ?? "", "latin1").toString());

  it("is first, tells what was masked, and is as its schema says", async () => {
    const seen = await rewritten(
      bundleOf({
        "etc/x.conf": "password = hunter22\ntoken = another1\n",
        "manifest.json": text({ ...head, captures }),
      }),
    );
    expect(seen.files.map(({ path }) => path)).toEqual(["manifest.json", "etc/x.conf"]);
    const manifest = manifestOf(seen);
    expect(manifest).toMatchObject({ ...head, masked: true, maskedValues: 3, maskedSecrets: 2 });
    expect(manifest.captures[1].stderr).toBe("ü password=masked-0-1");
    expect(validate(manifest), JSON.stringify(validate.errors)).toBe(true);
  });

  it("adds up what was masked before", async () => {
    const before = { ...head, masked: true, maskedValues: 10, maskedSecrets: 4, captures };
    const seen = await rewritten(
      bundleOf({ "manifest.json": text(before), "etc/x.conf": "password = masked-abc-1\nsecret = missed12\n" }),
    );
    expect(manifestOf(seen)).toMatchObject({ masked: true, maskedValues: 12, maskedSecrets: 6 });
    expect(seen.text("etc/x.conf")).toBe("password = masked-abc-1\nsecret = masked-0-2\n");
  });

  describe("of files", () => {
    const of = (path: string, content: string) => ({
      path,
      bytes: Buffer.byteLength(content),
      sha256: createHash("sha256").update(content).digest("hex"),
    });
    const secret = "password = hunter22\n";
    const files = [of("etc/x.conf", secret), of("etc/plain", "plain\n"), of("etc/binary", "a\0b")];
    const filesOf = async (listed: object[], more: Record<string, string> = {}) => {
      const bundle = { "etc/x.conf": secret, "etc/plain": "plain\n", "etc/binary": "a\0b", ...more };
      const seen = await rewritten(
        bundleOf({ "manifest.json": text({ ...head, captures, files: listed }), ...bundle }),
      );
      expect(validate(manifestOf(seen)), JSON.stringify(validate.errors)).toBe(true);
      return { listed: manifestOf(seen).files, masked: seen.text("etc/x.conf") ?? "" };
    };

    it("tells sizes and digests as they are after masking, and not of what was left out", async () => {
      const { listed, masked } = await filesOf(files);
      expect(masked).toBe("password = masked-0-1\n");
      expect(listed).toEqual([of("etc/x.conf", masked), of("etc/plain", "plain\n")]);
    });

    it("adds no digest where there was none", async () => {
      const { listed, masked } = await filesOf(files.map(({ path, bytes }) => ({ path, bytes })));
      expect(listed[0]).toEqual({ path: "etc/x.conf", bytes: masked.length });
    });

    it.each([
      ["a file that was changed by hand", of("etc/x.conf", "password = another1\n")],
      ["a file of another size", { ...of("etc/x.conf", secret), bytes: 3 }],
      ["a file that is not there", of("etc/gone", "gone\n")],
    ])("leaves what contradicts the bundle as it is: %s", async (_, file) => {
      expect((await filesOf([file])).listed).toEqual([file]);
    });

    it("does not vouch for a file that it did not name", async () => {
      expect((await filesOf(files.slice(0, 1), { "etc/added": "by hand\n" })).listed).toHaveLength(1);
    });
  });

  it.each([
    ["another tool's", '{"tool": {"name": "other"}, "captures": []}\n'],
    ["torn", '{"tool": {"name": "sospect-collect"}, "capt'],
  ])("is left as it is where it is %s", async (_, given) => {
    const seen = await rewritten(bundleOf({ "manifest.json": given, "etc/x": "a" }));
    expect(seen.text("manifest.json")).toBe(given);
  });
});

describe("what a bundle has lost", () => {
  const lines = "password = hunter22\n".repeat(200);
  const bytes = tar(member("sosreport-a-1/etc/a", "a\n"), member("sosreport-a-1/etc/b", lines));

  it.each([
    ["inside a file", 3000, ["truncated"]],
    ["behind a file", 1024, ["truncated"]],
    ["without its end mark", bytes.length - 1024, ["truncated"]],
  ])("is lost to who reads the masked one: cut %s", async (_, length, codes) => {
    const { readNotes, notes, files } = await rewritten(saved(bytes.subarray(0, length)));
    expect(readNotes.map(({ code }) => code)).toEqual(codes);
    expect(readNotes.every(({ lossy }) => lossy)).toBe(true);
    expect(notes).toHaveLength(1);
    expect(files.map(({ path, loss }) => [path, loss !== undefined])).toEqual(
      [
        ["etc/a", false],
        ["etc/b", length === 3000],
      ].slice(0, length === 1024 ? 1 : 2),
    );
    expect(files.at(-1)?.text).not.toContain("hunter22");
  });

  it("is told as damage where it was damage", async () => {
    const packed = gzipSync(bytes, { level: 0 });
    packed.writeUInt32LE(0, packed.length - 8);
    const source = saved(packed);
    expect((await read(source)).notes.map(({ code }) => code)).toEqual(["corrupt"]);
    expect((await rewritten(source)).readNotes.map(({ code }) => code)).toContain("corrupt");
    const skipped = saved(Buffer.concat([bytes.subarray(0, 1024), Buffer.alloc(512, "x"), bytes.subarray(1024)]));
    expect((await rewritten(skipped)).readNotes.map(({ code }) => code)).toContain("corrupt");
  });

  it("is nothing where only what is never read was left out", async () => {
    const source = saved(
      tar(member("sosreport-a-1/etc/a", "a\n"), member("sosreport-a-1/dev/null", "", { type: "3" })),
    );
    const { notes, readNotes } = await rewritten(source);
    expect(notes).toEqual(["sosreport-a-1/dev/null: refused: a device"]);
    expect(readNotes).toEqual([]);
  });
});
