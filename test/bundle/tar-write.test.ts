import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import type { EntryHeader } from "../../src/bundle/entry.ts";
import { endMark, memberHeader, memberPadding } from "../../src/bundle/formats/tar-write.ts";
import { readBundle } from "../../src/bundle/read.ts";
import { saved, scratchPath } from "./helpers.ts";
import { header, pax, tar } from "./tar-bytes.ts";

const long = `${"folder-of-some-length/".repeat(8)}file`;
const plain: EntryHeader = {
  path: "sosreport-a-1/etc/hosts",
  size: 5,
  mtime: 1_763_900_000_000,
  mode: 0o640,
  owner: { uid: 0, gid: 42435, uname: "root", gname: "neutron" },
};

const headers: readonly (readonly [string, EntryHeader])[] = [
  ["a plain file", plain],
  [
    "a name with room for its folders alone",
    { ...plain, path: `sosreport-a-1/etc/${"x/".repeat(50)}${"y".repeat(60)}` },
  ],
  ["a long name", { ...plain, path: `sosreport-a-1/etc/${long}` }],
  ["a long name in no folder", { ...plain, path: `etc/${"n".repeat(250)}` }],
  ["a name of other letters", { ...plain, path: "sosreport-a-1/etc/größe-名前" }],
  ["milliseconds", { ...plain, mtime: 1_763_900_000_123 }],
  ["an owner of many digits", { ...plain, owner: { uid: 1_234_567_890, gid: 4_294_967_294 } }],
  ["the bits that run a file as its owner", { ...plain, mode: 0o4755 }],
];

function written(entry: EntryHeader): string {
  const content = Buffer.alloc(entry.size, "x");
  return saved(Buffer.concat([memberHeader(entry), content, memberPadding(entry.size), endMark]));
}

async function headersOf(path: string): Promise<EntryHeader[]> {
  const seen: EntryHeader[] = [];
  const result = await readBundle(path, (entry, root) => {
    seen.push({ ...entry, path: root === "" ? entry.path : `${root}/${entry.path}` });
    return undefined;
  });
  expect(result).toMatchObject({ ok: true, summary: { notes: [] } });
  return seen;
}

test.each(headers)("%s is read as it was written", async (_, entry) => {
  expect(await headersOf(written(entry))).toEqual([entry]);
});

test.each(headers)("%s is read by the system's tar", (_, entry) => {
  const listing = execFileSync("tar", ["tf", written(entry), "--quoting-style=literal"], {
    encoding: "utf8",
    env: { ...process.env, LC_ALL: "C.UTF-8" },
  });
  expect(listing).toBe(`${entry.path}\n`);
});

test("milliseconds of every kind come back", async () => {
  for (let ms = 0; ms < 1000; ms += 7) {
    const mtime = 1_763_900_000_000 + ms;
    expect(await headersOf(written({ ...plain, mtime }))).toMatchObject([{ mtime }]);
  }
});

test("a time that no file of a node has is written, and read as none", async () => {
  const seen: EntryHeader[] = [];
  const result = await readBundle(written({ ...plain, mtime: -86_400_000 }), (entry) => {
    seen.push(entry);
    return undefined;
  });
  expect(seen[0]).not.toHaveProperty("mtime");
  expect(result).toMatchObject({ summary: { notes: [{ code: "odd-time" }] } });
});

test("a file without a time is written without one", async () => {
  const { mtime: _, ...timeless } = plain;
  expect(await headersOf(written(timeless))).toEqual([timeless]);
});

test("a name of an extended header is whole, whatever prefix the plain one has", async () => {
  const path = `sosreport-a-1/etc/${"x".repeat(120)}`;
  const bytes = tar(pax({ path, uid: "5000000" }), header("short", 0, { prefix: "sosreport-a-1/etc" }));
  expect(await headersOf(saved(bytes))).toMatchObject([{ path, owner: { uid: 5_000_000, gid: 0 } }]);
});

test("a directory tells mode, owner and links as an archive does", async () => {
  const folder = scratchPath("tree");
  execFileSync("sh", [
    "-c",
    'mkdir -p "$1/etc" && echo x >"$1/etc/a" && chmod 640 "$1/etc/a" && ln -s a "$1/etc/b"',
    "sh",
    folder,
  ]);
  const archive = scratchPath("tree.tar");
  execFileSync("tar", ["cf", archive, "-C", folder, "etc"]);
  const [fromFolder] = await headersOf(folder);
  const [fromArchive] = await headersOf(archive);
  expect(fromFolder).toMatchObject({ mode: 0o640, owner: { uid: process.getuid?.(), gid: process.getgid?.() } });
  expect(fromArchive).toMatchObject({ mode: 0o640, owner: fromFolder?.owner ?? {} });
  for (const path of [folder, archive])
    expect(await readBundle(path, () => undefined)).toMatchObject({ summary: { links: 1 } });
});
