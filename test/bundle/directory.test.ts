import { execFileSync } from "node:child_process";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { codes, makePipe, read, saved, scratchPath } from "./helpers.ts";
import { sample } from "./tar-bytes.ts";

function tree(files: readonly (readonly [string, string])[], top = ""): string {
  const root = scratchPath("tree");
  for (const [path, text] of files) {
    const full = join(root, top, path);
    mkdirSync(dirname(full), { recursive: true });
    writeFileSync(full, text);
  }
  return root;
}

test.each(["", "sosreport-host-1", "case/node"])(
  "a directory is read in the order of names, below `%s`",
  async (top) => {
    const { result, files } = await read(tree(sample, top));
    expect(result).toMatchObject({
      ok: true,
      summary: { format: "directory", root: top, entries: sample.length, notes: [] },
    });
    const sorted = [...sample].sort(([a], [b]) => (a < b ? -1 : 1));
    expect(files).toEqual(sorted.map(([path, text]) => ({ path, text, loss: undefined, ends: 1 })));
  },
);

test("links are not followed, pipes not opened", async () => {
  const root = tree(sample);
  const secret = saved("secret");
  symlinkSync(secret, join(root, "etc/link"));
  symlinkSync(dirname(secret), join(root, "etc/folder"));
  symlinkSync("/", join(root, "var/root"));
  symlinkSync(".", join(root, "var/loop"));
  makePipe(join(root, "var/pipe"));
  const { files, notes } = await read(root);
  expect(files).toHaveLength(sample.length);
  expect(codes(notes)).toEqual(["special-file"]);
});

test("names that are no UTF-8 are noted", async () => {
  const root = tree(sample);
  execFileSync("sh", ["-c", "touch \"$1/etc/$(printf '\\377')\"", "sh", root]);
  const { files, notes } = await read(root);
  expect(files).toHaveLength(sample.length);
  expect(notes).toMatchObject([{ lossy: true }]);
});

test("limits hold for a directory too", async () => {
  const { files, notes } = await read(tree(sample), { maxEntryBytes: 100, maxEntries: 8 });
  expect(files.some((file) => file.loss !== undefined)).toBe(true);
  expect(codes(notes)).toContain("too-many-entries");
});

test("a directory is read up to a limit on its bytes", async () => {
  const { files, notes } = await read(tree(sample), { maxTotalBytes: 100 });
  expect(files.at(-1)).toMatchObject({ loss: "a limit was reached", text: "", ends: 1 });
  expect(codes(notes)).toEqual(["total-too-large"]);
});

test("a directory of several reports, or of none, is no single bundle", async () => {
  const several = tree([
    ["a/etc/hosts", ""],
    ["b/etc/hosts", ""],
  ]);
  expect((await read(several)).result).toMatchObject({
    ok: false,
    error: { message: expect.stringContaining("several") },
  });
  expect((await read(tree([["src/main.c", ""]]))).result).toMatchObject({
    ok: false,
    error: { code: "unrecognizable" },
  });
});
