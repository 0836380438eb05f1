import { isEncrypted } from "./openpgp.ts";
import { sniff, startsWith } from "./sniff.ts";

/** What something is that is no archive we read. */
export interface Appearance {
  /** In words: `a 7z archive`. */
  readonly what: string;
  /** What to do to have it read. */
  readonly todo?: string;
  /** Set for what may hold a report all the same. */
  readonly packed?: true;
  /** Set for what is put beside archives, and may bear their name. */
  readonly beside?: true;
}

const packed = (what: string, todo: string): Appearance => ({ what, todo, packed: true });
const decrypt = "decrypt it first";
const image = "give the report that was made on that machine";

const magics: readonly (readonly [string | readonly number[], Appearance])[] = [
  [[0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c], packed("a 7z archive", "unpack it first: 7z x FILE")],
  ["Rar!", packed("a rar archive", "unpack it first: unrar x FILE")],
  ["MSCF", packed("a cab archive", "unpack it first: cabextract FILE")],
  ["LZIP", packed("compressed by lzip", "unpack it first: lzip -d FILE")],
  [[0x89, 0x4c, 0x5a, 0x4f], packed("compressed by lzop", "unpack it first: lzop -d FILE")],
  [[0x5d, 0x00, 0x00], packed("compressed by lzma", "unpack it first: xz -d --format=lzma FILE")],
  [[0x02, 0x21, 0x4c, 0x18], packed("compressed by an old lz4", "unpack it first: lz4 -d FILE")],
  [[0x1f, 0x9d], packed("compressed by compress", "unpack it first: uncompress FILE")],
  [[0xc7, 0x71], packed("a cpio archive", "unpack it first: cpio -idm < FILE")],
  [[0x71, 0xc7], packed("a cpio archive", "unpack it first: cpio -idm < FILE")],
  ["Salted__", packed("encrypted by openssl", `${decrypt}: openssl enc -d`)],
  ["U2FsdGVkX1", packed("encrypted by openssl", `${decrypt}: openssl enc -d -a`)],
  ["age-encryption.org/", packed("encrypted by age", `${decrypt}: age -d FILE`)],
  ["-----BEGIN AGE ENCRYPTED FILE", packed("encrypted by age", `${decrypt}: age -d FILE`)],
  ["$ANSIBLE_VAULT", packed("encrypted by ansible-vault", `${decrypt}: ansible-vault decrypt FILE`)],
  ["-----BEGIN CMS", packed("encrypted", decrypt)],
  ["-----BEGIN PKCS7", packed("encrypted", decrypt)],
  ["-----BEGIN PGP SIGNATURE", { what: "a signature", beside: true }],
  ["-----BEGIN PGP PUBLIC KEY", { what: "a public key", beside: true }],
  ["PK\u0007\u0008", packed("a part of a zip archive", "join its parts first")],
  [[0xed, 0xab, 0xee, 0xdb], { what: "an rpm package" }],
  ["!<arch>\ndebian", { what: "a deb package" }],
  ["!<arch>", { what: "an ar archive" }],
  ["QFI\u00fb", { what: "a disk image", todo: image }],
  ["KDMV", { what: "a disk image", todo: image }],
  ["XFSB", { what: "a disk image", todo: image }],
  ["hsqs", { what: "a disk image", todo: image }],
  ["%PDF", { what: "a PDF" }],
  [[0x89, 0x50, 0x4e, 0x47], { what: "a picture" }],
  [[0xff, 0xd8, 0xff], { what: "a picture" }],
  ["GIF8", { what: "a picture" }],
  ["\u007fELF", { what: "a program or a core dump" }],
  ["SQLite format 3", { what: "a database" }],
  [[0xd4, 0xc3, 0xb2, 0xa1], { what: "captured network packets" }],
];

const known = magics.map(
  ([magic, appearance]) =>
    [typeof magic === "string" ? Buffer.from(magic, "latin1") : Buffer.from(magic), appearance] as const,
);

const bootSectorBytes = 512;

/** What the first bytes of something that is no archive look like. */
export function appearanceOf(first: Buffer): Appearance {
  if (isEncrypted(first)) return packed("encrypted by gpg", `${decrypt}: gpg -d FILE`);
  const found = known.find(([magic]) => startsWith(first, magic));
  if (found !== undefined) return found[1];
  if (first.length >= bootSectorBytes && first.readUInt16BE(bootSectorBytes - 2) === 0x55aa) {
    return { what: "a disk image", todo: image };
  }
  const text = first.toString("utf8").replace(/^\uFEFF/, "");
  if (/^\s*(<!--.*?-->\s*)*<(!doctype html|html|head|body)\b/is.test(text)) {
    return { what: "an HTML page", todo: "it may be the page where one signs in: download the report anew" };
  }
  if (/^\s*<\?xml/.test(text)) return { what: "an XML document" };
  const strange = text.match(/[^\P{Cc}\t\n\r\f]|\uFFFD/gu)?.length ?? 0;
  // The last character may be cut by where the first bytes end.
  if (strange <= 1) return { what: "text" };
  return { what: "binary data of no known kind", todo: "if it is a part of one file, join them: cat PARTS > FILE" };
}

/** The same in one line: `a 7z archive: unpack it first: 7z x FILE`. */
export function appearance(first: Buffer): string {
  const { what, todo } = appearanceOf(first);
  return todo === undefined ? what : `${what}; ${todo}`;
}

/** Whether bytes are the first of an archive, or of something that may hold one; zeros alone are none. */
export function isPacked(first: Buffer): boolean {
  if (first.every((byte) => byte === 0)) return false;
  return sniff(first) !== undefined || appearanceOf(first).packed === true;
}
