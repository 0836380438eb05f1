import { execFileSync } from "node:child_process";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { read, readTar, type Seen, saved } from "./helpers.ts";
import { member, sample, sampleTar, tar } from "./tar-bytes.ts";

const texts = new Map(sample);
const tarred = sampleTar();

/** Every file is a prefix of what it was, and its sink knows whether it is all. */
function expectPrefixes(files: readonly Seen[]): void {
  for (const { path, text, loss, ends } of files) {
    const whole = texts.get(path) ?? "";
    expect(ends).toBe(1);
    expect(whole.startsWith(text)).toBe(true);
    if (loss === undefined) expect(text).toBe(whole);
  }
}

const formats = [
  ["tar", tarred],
  ["tgz", gzipSync(tarred)],
] as const;

describe.each(formats)("a %s cut at every 97th byte", (_, bytes) => {
  const cuts = Array.from({ length: Math.ceil(bytes.length / 97) - 1 }, (__, index) => (index + 1) * 97);
  test("is read as far as it goes, with a note, or refused", { timeout: 20_000 }, async () => {
    for (const cut of cuts) {
      const { result, files, notes } = await read(saved(bytes.subarray(0, cut)));
      expectPrefixes(files);
      expect(!result.ok || notes.some((note) => note.lossy)).toBe(true);
    }
  });
});

test("a cut gzip gives all that can be decoded", async () => {
  const noise = Buffer.from(
    fc.sample(fc.uint8Array({ minLength: 100_000, maxLength: 100_000 }), { numRuns: 1, seed: 1 })[0] ?? [],
  );
  const bytes = gzipSync(tar(member("etc/noise", noise)));
  const cut = saved(bytes.subarray(0, bytes.length / 2));
  const { files } = await read(cut);
  const expected = execFileSync("sh", ["-c", 'gzip -dc < "$1" 2>/dev/null || true', "sh", cut]);
  expect(files[0]?.text.length).toBeGreaterThanOrEqual(expected.length - 512);
});

test("any flipped byte is survived", { timeout: 60_000 }, async () => {
  const zipped = gzipSync(tarred);
  const flipped = fc.record({ at: fc.nat(), to: fc.integer({ min: 1, max: 255 }), zip: fc.boolean() });
  await fc.assert(
    fc.asyncProperty(flipped, async ({ at, to, zip }) => {
      const bytes = Buffer.from(zip ? zipped : tarred);
      const place = at % bytes.length;
      bytes[place] = (bytes[place] ?? 0) ^ to;
      const { files } = await read(saved(bytes));
      expect(files.every((file) => file.ends === 1)).toBe(true);
    }),
    { numRuns: 300 },
  );
});

const magics = ["", "\u001f\u008b\u0008", "BZh9", "BZh91AY&SY", "\u00fd7zXZ\u0000"].map((magic) =>
  Buffer.from(magic, "latin1"),
);
test.each(["system-first", "built-in"] as const)(
  "random bytes never throw or hang what is %s",
  { timeout: 60_000 },
  async (choice) => {
    const anything = fc.tuple(fc.constantFrom(...magics), fc.uint8Array({ minLength: 0, maxLength: 3000 }));
    await fc.assert(
      fc.asyncProperty(anything, async ([magic, bytes]) => {
        const { result } = await read(saved(Buffer.concat([magic, bytes])), {}, choice);
        expect(result.ok).toBe(false);
      }),
      { numRuns: 150 },
    );
  },
);

test("random blocks in random pieces never throw in the tar layer", () => {
  const piece = fc.oneof(
    fc.uint8Array({ maxLength: 700 }),
    fc.constant(tarred.subarray(0, 1536)),
    fc.constant(new Uint8Array(512)),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), fc.integer({ min: 1, max: 900 }), (pieces, size) => {
      const bytes = Buffer.concat(pieces);
      expect(readTar(bytes, size)).toEqual(readTar(bytes, bytes.length || 1));
    }),
    { numRuns: 500 },
  );
});
