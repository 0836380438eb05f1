import { blockBytes, looksLikeHeader } from "./tar-header.ts";

export type ArchiveFormat = "tar" | "tar.gz" | "tar.xz" | "tar.bz2";

const compressions: readonly (readonly [ArchiveFormat, Buffer])[] = [
  ["tar.gz", Buffer.from([0x1f, 0x8b])],
  ["tar.xz", Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00])],
  ["tar.bz2", Buffer.from("BZh")],
];

const others: readonly (readonly [string, Buffer])[] = [
  ["a zip archive", Buffer.from("PK\u0003\u0004")],
  ["a 7z archive", Buffer.from([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c])],
  ["a rar archive", Buffer.from("Rar!")],
  ["zstd-compressed; unpack it first", Buffer.from([0x28, 0xb5, 0x2f, 0xfd])],
  ["compressed by `compress`; unpack it first", Buffer.from([0x1f, 0x9d])],
  ["encrypted; decrypt it first", Buffer.from("-----BEGIN PGP MESSAGE")],
  ["encrypted; decrypt it first", Buffer.from("Salted__")],
  ["encrypted; decrypt it first", Buffer.from([0x8c, 0x0d, 0x04])],
  ["an rpm package", Buffer.from([0xed, 0xab, 0xee, 0xdb])],
  ["a PDF", Buffer.from("%PDF")],
  ["a program", Buffer.from("\u007fELF")],
];

const startsWith = (bytes: Buffer, magic: Buffer): boolean => bytes.subarray(0, magic.length).equals(magic);

/** Tells an archive by its first bytes; undefined when they are those of none that can be read. */
export function sniff(first: Buffer): ArchiveFormat | undefined {
  const compressed = compressions.find(([, magic]) => startsWith(first, magic));
  if (compressed !== undefined) return compressed[0];
  const block = first.subarray(0, blockBytes);
  if (block.length < blockBytes) return undefined;
  return looksLikeHeader(block) || block.every((byte) => byte === 0) ? "tar" : undefined;
}

/** What the first bytes of something that is no archive look like, for an error message. */
export function appearance(first: Buffer): string {
  const known = others.find(([, magic]) => startsWith(first, magic));
  if (known !== undefined) return known[0];
  const text = first.toString("utf8");
  if (/^\s*<(!doctype html|html)/i.test(text)) return "an HTML page";
  if (/^\s*<\?xml/.test(text)) return "an XML document";
  const strange = text.match(/[^\P{Cc}\t\n\r\f]|\uFFFD/gu)?.length ?? 0;
  return strange <= 1 ? "text" : "binary data of no known kind";
}
