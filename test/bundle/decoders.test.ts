import type { FileHandle } from "node:fs/promises";
import { expect, test } from "vitest";
import { decoderFor } from "../../src/bundle/decoders/decoders.ts";
import { sourceOf } from "../../src/bundle/decoders/source.ts";

/** A file on a disk that fails. */
const broken = { read: () => Promise.reject(new Error("EIO: i/o error")) } as unknown as FileHandle;

test.each(["tar", "tar.gz", "tar.xz", "tar.bz2"] as const)(
  "a disk that fails under a %s is reported",
  async (format) => {
    const decode = await decoderFor(format, "built-in");
    const failure = await decode(sourceOf(broken), () => true);
    expect(failure).toMatchObject({ message: expect.stringContaining("EIO") });
  },
);
