import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { open } from "node:fs/promises";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bunzip2 } from "../../src/bundle/decoders/bzip2.ts";
import { sourceOf } from "../../src/bundle/decoders/source.ts";
import { scratchPath } from "./helpers.ts";

const packed = (bytes: Buffer, level = "-9"): Buffer =>
  execFileSync("bzip2", [level, "-c"], { input: bytes, maxBuffer: 1e9 });

async function unpacked(bytes: Buffer, most = Number.POSITIVE_INFINITY) {
  const path = scratchPath("some.bz2");
  writeFileSync(path, bytes);
  const file = await open(path);
  const chunks: Buffer[] = [];
  let count = 0;
  let longest = 0;
  try {
    const failure = await bunzip2(sourceOf(file), (chunk) => {
      count += chunk.length;
      longest = Math.max(longest, chunk.length);
      if (count < 10_000_000) chunks.push(chunk);
      return count < most;
    });
    return { text: Buffer.concat(chunks), count, longest, failure };
  } finally {
    await file.close();
  }
}

/** What bzip2 does to itself: runs that end at, before and behind four and 255 bytes, all bytes, several blocks. */
const texts: Readonly<Record<string, Buffer>> = {
  nothing: Buffer.alloc(0),
  "one byte": Buffer.from("x"),
  "runs of every length": Buffer.concat(
    Array.from({ length: 600 }, (_, length) =>
      Buffer.concat([Buffer.alloc(length, length % 7), Buffer.from([length % 5])]),
    ),
  ),
  "all bytes": Buffer.from(Array.from({ length: 70_000 }, (_, index) => (index * 7919) % 256)),
  "several blocks": Buffer.from(Array.from({ length: 250_000 }, (_, index) => `${index * index}\n`).join("")),
};

describe("bzip2 without the system's help", () => {
  test.each(Object.entries(texts))("unpacks %s", async (_, text) => {
    for (const level of ["-1", "-9"]) {
      const { text: own, failure } = await unpacked(packed(text, level));
      expect(failure).toBeUndefined();
      expect(own.equals(text)).toBe(true);
    }
  });

  test("unpacks what it likes", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 300 }), fc.nat(2000), async (bytes, repeats) => {
        const text = Buffer.concat(Array.from({ length: 1 + (repeats % 40) }, () => Buffer.from(bytes)));
        expect((await unpacked(packed(text))).text.equals(text)).toBe(true);
      }),
      { numRuns: 25, seed: 7 },
    );
  }, 60_000);

  test("reads streams that follow each other, and passes by what stands behind them", async () => {
    const streams = [
      packed(Buffer.from("one ")),
      packed(Buffer.alloc(0)),
      packed(Buffer.from("two")),
      Buffer.from("rest"),
    ];
    const { text, failure } = await unpacked(Buffer.concat(streams));
    expect(failure).toBeUndefined();
    expect(text.toString()).toBe("one two");
  });

  test("hands a block of zeros on in pieces, and stops within it", async () => {
    const bomb = packed(Buffer.alloc(60_000_000));
    expect(bomb.length).toBeLessThan(200);
    const { count, longest } = await unpacked(bomb, 1_000_000);
    expect(count).toBeLessThan(2_000_000);
    expect(longest).toBeLessThan(1_000_000);
  });

  test("says where data is cut short", async () => {
    const whole = packed(texts["several blocks"] as Buffer);
    for (const length of [5, 20, 1000, whole.length - 1])
      expect((await unpacked(whole.subarray(0, length))).failure).toMatchObject({ code: "truncated" });
  });

  test("ends at any damage, with a word or without one", async () => {
    const whole = packed(Buffer.concat([texts["all bytes"] as Buffer, Buffer.alloc(100_000)]));
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.nat(7), async (at, bit) => {
        const damaged = Buffer.from(whole);
        damaged[at] = (damaged[at] as number) ^ (1 << bit);
        const { text, failure } = await unpacked(damaged);
        // A flag that is never used, such as the size of a block, may be flipped without harm.
        if (failure === undefined) expect(text.length).toBeLessThanOrEqual(170_000);
      }),
      { numRuns: 60, seed: 7 },
    );
  }, 60_000);

  test("refuses a run that grows beyond all numbers", async () => {
    // A block of one symbol that means "once more, twice as often", forty times: it would run backwards for ever.
    const bits = [
      ..."425a6839314159265359".split("").map((digit) => Number.parseInt(digit, 16).toString(2).padStart(4, "0")),
      "0".repeat(32),
      "0",
      "0".repeat(24),
      `1${"0".repeat(15)}`,
      `1${"0".repeat(15)}`,
      "010",
      "000000000000001",
      "0",
      // Two codes, each with three symbols of one or two bits.
      ...["00001", "0", "100", "0"],
      ...["00001", "0", "100", "0"],
      "0".repeat(40),
    ].join("");
    const bytes = Buffer.from(bits.match(/.{8}/g)?.map((byte) => Number.parseInt(byte, 2)) ?? []);
    expect((await unpacked(bytes)).failure).toMatchObject({
      code: "corrupt",
      message: expect.stringContaining("longer"),
    });
  });
});
