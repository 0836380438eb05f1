import type { ArchiveFormat } from "./archive-format.ts";
import { blockBytes } from "./blocks.ts";
import { isCpio } from "./cpio.ts";
import { looksLikeHeader } from "./tar-header.ts";

/** Enough for a tar's first header, and for telling what a file is that is no archive. */
export const sniffedBytes = 4096;

const magics: readonly (readonly [ArchiveFormat, Buffer])[] = [
  ["tar.gz", Buffer.from([0x1f, 0x8b])],
  ["tar.xz", Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00])],
  ["tar.bz2", Buffer.from("BZh")],
  ["tar.zst", Buffer.from([0x28, 0xb5, 0x2f, 0xfd])],
  ["tar.lz4", Buffer.from([0x04, 0x22, 0x4d, 0x18])],
  ["zip", Buffer.from("PK\u0003\u0004")],
  // A zip in parts that turned out to be one, and one that holds nothing.
  ["zip", Buffer.from("PK00PK\u0003\u0004")],
  ["zip", Buffer.from("PK\u0005\u0006")],
];

export const startsWith = (bytes: Buffer, magic: Buffer): boolean => bytes.subarray(0, magic.length).equals(magic);

/** Tells an archive by its first bytes; undefined when they are those of none that can be read. */
export function sniff(first: Buffer): ArchiveFormat | undefined {
  const known = magics.find(([, magic]) => startsWith(first, magic));
  if (known !== undefined) return known[0];
  if (skippable(first)) return "tar.zst";
  if (isCpio(first)) return "cpio";
  const block = first.subarray(0, blockBytes);
  if (block.length < blockBytes) return undefined;
  return looksLikeHeader(block) || block.every((byte) => byte === 0) ? "tar" : undefined;
}

/** A zstd file may begin with a frame that says nothing: 0x184D2A50 to 0x184D2A5F. */
function skippable(first: Buffer): boolean {
  return first.length >= 4 && (first.readUInt32LE(0) & 0xfffffff0) >>> 0 === 0x184d2a50;
}
