import { execFileSync } from "node:child_process";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { codes, read, saved } from "./helpers.ts";
import { header, member, sample, sampleTar, tar } from "./tar-bytes.ts";

const compressed = (tool: string, bytes: Buffer): Buffer => execFileSync(tool, ["-c"], { input: bytes });
const whole = sample.map(([path, text]) => ({ path, text, loss: undefined, ends: 1 }));

const formats = [
  ["tar", sampleTar()],
  ["tar.gz", gzipSync(sampleTar())],
  ["tar.xz", compressed("xz", sampleTar())],
  ["tar.bz2", compressed("bzip2", sampleTar())],
] as const;

describe.each(formats)("%s", (format, bytes) => {
  test.each(["system-first", "built-in"] as const)("is read whole by what is %s", async (choice) => {
    const { result, files } = await read(saved(bytes, "name-tells-nothing.zip"), {}, choice);
    expect(files).toEqual(whole);
    const total = sample.reduce((sum, [, text]) => sum + text.length, 0);
    expect(result).toMatchObject({
      ok: true,
      summary: { format, root: "sosreport-host-1", entries: sample.length, bytes: total, notes: [] },
    });
  });

  test.each(["system-first", "built-in"] as const)("cut in half is noted or refused by what is %s", async (choice) => {
    const { result, files, notes } = await read(saved(bytes.subarray(0, bytes.length / 2)), {}, choice);
    if (!result.ok) expect(result.error.code).toBe("unreadable");
    else expect(notes.some((note) => note.lossy)).toBe(true);
    expect(files.every((file) => file.ends === 1)).toBe(true);
  });
});

test("a tool that is not there is replaced by the built-in one", async () => {
  const path = process.env["PATH"];
  process.env["PATH"] = "/nowhere";
  try {
    for (const [, bytes] of formats) expect((await read(saved(bytes))).files).toEqual(whole);
  } finally {
    process.env["PATH"] = path;
  }
});

test("an old v7 tar is known by its checksum", async () => {
  const { result } = await read(saved(tar(member("etc/hosts", "::1 localhost\n", { magic: "" }))));
  expect(result).toMatchObject({ ok: true, summary: { format: "tar", root: "", entries: 1 } });
});

test("gzip written in two members is one stream", async () => {
  const bytes = sampleTar();
  const { files, notes } = await read(
    saved(Buffer.concat([gzipSync(bytes.subarray(0, 1000)), gzipSync(bytes.subarray(1000))])),
  );
  expect(files).toEqual(whole);
  expect(notes).toEqual([]);
});

test("honest zeros that compress a thousandfold are read", async () => {
  const size = 64 * 1024 * 1024;
  const bytes = Buffer.concat([header("var/log/zeros", size), Buffer.alloc(size), Buffer.alloc(1024)]);
  const { result } = await read(saved(gzipSync(bytes)));
  expect(result).toMatchObject({ ok: true, summary: { bytes: size, notes: [] } });
});

test("a wrong checksum at the end of gzip is noted, and what came before is read", async () => {
  const padding = Array.from({ length: 2000 }, (_, index) => Math.imul(index, 2654435761).toString(36)).join("");
  const bytes = gzipSync(tar(member("etc/first", "text"), member("etc/last", padding)));
  bytes.writeUInt32LE(0x12345678, bytes.length - 8);
  const { files, notes } = await read(saved(bytes));
  expect(codes(notes)).toEqual(["corrupt"]);
  expect(files.map((file) => file.path)).toEqual(["etc/first", "etc/last"]);
  expect(files[0]).toMatchObject({ text: "text", loss: undefined });
  expect(files[1]?.text.length).toBeGreaterThan(padding.length - 200);
});
