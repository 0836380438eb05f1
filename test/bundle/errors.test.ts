import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { makePipe, read, saved, scratchPath } from "./helpers.ts";
import { member, tar } from "./tar-bytes.ts";

const cases: readonly (readonly [string, Buffer | string, string, RegExp])[] = [
  ["an empty file", "", "empty", /empty/],
  ["text", "just some text\n".repeat(100), "not-an-archive", /text$/],
  ["a web page", "<!DOCTYPE html><html><body>login</body></html>", "not-an-archive", /HTML/],
  ["a cut zip", Buffer.from("PK\u0003\u0004 and more"), "unreadable", /zip .* cut short/],
  ["an encrypted one", "-----BEGIN PGP MESSAGE-----\n", "not-an-archive", /encrypted/],
  ["noise", Buffer.from([1, 2, 3, 0, 255, 254, 0, 9]), "not-an-archive", /binary/],
  ["compressed text", gzipSync("just some text\n".repeat(100)), "not-an-archive", /inside is text/],
  ["compressed nothing", gzipSync(""), "not-an-archive", /too little/],
  ["a tar with nothing in it", Buffer.alloc(10240), "empty", /nothing/],
  [
    "a tar of something else",
    tar(member("src/main.c", "int main;"), member("README", "")),
    "unrecognizable",
    /2 files/,
  ],
  [
    "a tar of what bears the name of a report",
    tar(member("a/sosreport-a.tar.xz", "x")),
    "unrecognizable",
    /sosreport-a.tar.xz: .* text$/,
  ],
  ["a tar of paths that climb", tar(member("../etc/hosts", "x")), "unrecognizable", /climbs/],
  ["half a gzip header", gzipSync("x").subarray(0, 6), "unreadable", /stops before/],
];

test.each(cases)("%s is no bundle", async (_, bytes, code, message) => {
  const path = saved(bytes);
  const { result, files } = await read(path);
  expect(result).toMatchObject({ ok: false, error: { code } });
  if (result.ok) return;
  expect(result.error.message).toMatch(message);
  expect(result.error.message.startsWith(`${path}: `)).toBe(true);
  expect(result.error.message).not.toContain("\n");
  expect(files).toEqual([]);
});

test("what is not there is not found", async () => {
  const { result } = await read(scratchPath("nothing"));
  expect(result).toMatchObject({ ok: false, error: { code: "not-found" } });
  const { result: below } = await read(`${saved("x")}/below`);
  expect(below).toMatchObject({ ok: false, error: { code: "not-found" } });
});

test("a pipe is not waited for", async () => {
  const path = scratchPath("pipe");
  makePipe(path);
  expect((await read(path)).result).toMatchObject({ ok: false, error: { code: "unreadable" } });
});
