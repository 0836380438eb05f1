import { Header } from "tar/header";
import type { Owner } from "../entry.ts";
import { nameOf } from "../names.ts";
import { blockBytes } from "./blocks.ts";
import type { Overrides } from "./pax.ts";

type MemberKind =
  | "file"
  | "folder"
  | "symlink"
  | "hardlink"
  | "device"
  | "pipe"
  | "sparse"
  | "label"
  | "unknown"
  | "long-path"
  | "long-link"
  | "pax"
  | "global-pax";

export interface Member {
  readonly kind: MemberKind;
  readonly path: string;
  /** Bytes that follow the header. */
  readonly size: number;
  /** Epoch milliseconds. */
  readonly mtime?: number;
  readonly mode?: number;
  readonly owner: Owner;
  /** What a link leads to. */
  readonly link?: string;
}

const kinds: Readonly<Record<string, MemberKind>> = {
  File: "file",
  OldFile: "file",
  ContiguousFile: "file",
  Directory: "folder",
  GNUDumpDir: "folder",
  SymbolicLink: "symlink",
  Link: "hardlink",
  CharacterDevice: "device",
  BlockDevice: "device",
  FIFO: "pipe",
  SparseFile: "sparse",
  TapeVolumeHeader: "label",
  NextFileHasLongPath: "long-path",
  OldGnuLongPath: "long-path",
  NextFileHasLongLinkpath: "long-link",
  ExtendedHeader: "pax",
  OldExtendedHeader: "pax",
  GlobalExtendedHeader: "global-pax",
};

/** Whatever size their headers state, other tars write and expect no body behind these. */
const bodiless: ReadonlySet<MemberKind> = new Set(["symlink", "hardlink", "device", "pipe"]);

const checksumAt = 148;
const checksumEnd = 156;

/** Whether a block's own checksum holds: quick, as every block behind a damage is asked. */
export function looksLikeHeader(block: Buffer): boolean {
  const field = block.toString("latin1", checksumAt, checksumEnd);
  const digits = /^[ \0]*([0-7]+)[ \0]/.exec(`${field} `)?.[1];
  if (digits === undefined || block[0] === 0) return false;
  let sum = 8 * 0x20;
  for (let at = 0; at < checksumAt; at += 1) sum += block[at] ?? 0;
  for (let at = checksumEnd; at < blockBytes; at += 1) sum += block[at] ?? 0;
  return sum === Number.parseInt(digits, 8);
}

/** Decodes a block that may be a header; undefined when it is none. */
export function decodeHeader(block: Buffer, overrides: Overrides): Member | undefined {
  if (!looksLikeHeader(block)) return undefined;
  const header = decoded(block, overrides.path);
  if (header === undefined) return undefined;
  const kind = kinds[header.type] ?? "unknown";
  const isMeta = kind.endsWith("pax") || kind.startsWith("long-");
  const said = isMeta ? {} : overrides;
  const size = bodiless.has(kind) ? 0 : (said.size ?? header.size ?? 0);
  if (!Number.isSafeInteger(size) || size < 0) return undefined;
  // Rounded to microseconds, as a double is a little less than most decimals.
  const mtime = said.mtime === undefined ? header.mtime?.getTime() : Math.round(said.mtime * 1e6) / 1000;
  return {
    kind: kind === "file" && said.sparse !== undefined ? "sparse" : kind,
    // The library puts a prefix before a long name as well, which is whole without.
    path: said.path ?? pathIn(block, header),
    size,
    ...(kind === "hardlink" ? { link: said.link ?? nameOf(upToNul(block.subarray(linkAt, linkAt + nameBytes))) } : {}),
    ...(mtime === undefined || Number.isNaN(mtime) ? {} : { mtime: Math.trunc(mtime) }),
    ...(header.mode === undefined ? {} : { mode: header.mode & 0o7777 }),
    owner: ownerOf(block, header, said),
  };
}

function ownerOf(block: Buffer, header: Header, said: Overrides): Owner {
  const [uname, gname] = namesIn(block);
  const uid = said.uid ?? header.uid;
  const gid = said.gid ?? header.gid;
  return {
    ...(uid === undefined ? {} : { uid }),
    ...(gid === undefined ? {} : { gid }),
    ...(uname ? { uname } : {}),
    ...(gname ? { gname } : {}),
  };
}

/** The names of user and group, which the library reads in one of the two forms of tar that have them. */
function namesIn(block: Buffer): readonly (string | undefined)[] {
  if (block.toString("latin1", 257, 262) !== "ustar") return [];
  return [265, 297].map((at) => block.toString("utf8", at, at + 32).replace(/\0.*$/s, ""));
}

const nameBytes = 100;
const linkAt = 157;
const prefixAt = 345;
const prefixEnd = 500;

/** The path as the library reads it, or byte by byte where that is not what stands there. */
function pathIn(block: Buffer, { path = "" }: Header): string {
  if (!/[\uFFFD\n]/.test(path)) return path;
  const name = nameOf(upToNul(block.subarray(0, nameBytes)));
  const isPosix = block.toString("latin1", 257, 263) === "ustar\0";
  const prefix = isPosix ? nameOf(upToNul(block.subarray(prefixAt, prefixEnd))) : "";
  return prefix === "" ? name : `${prefix}/${name}`;
}

/** A field up to the NUL that ends it. */
export function upToNul(field: Buffer): Buffer {
  const end = field.indexOf(0);
  return end < 0 ? field : field.subarray(0, end);
}

/** Where the numbers stand that a file may do without: mode, user and group, time. */
const lesserNumbers = [
  [100, 124],
  [136, 148],
] as const;

/** The long path must be known to it: a short one cut at a `/` would make a folder of a file. */
function decoded(block: Buffer, path: string | undefined): Header | undefined {
  const said = path === undefined ? {} : { path };
  try {
    return new Header(block, 0, said);
  } catch {
    // A number in base 256 that no file can have: of the size nothing could be read behind it, the others are not told.
    const plain = Buffer.from(block);
    for (const [from, to] of lesserNumbers) plain.fill(0, from, to);
    return attempt(() => new Header(plain, 0, said));
  }
}

function attempt(read: () => Header): Header | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

/** Whether an old GNU sparse header, or a block of its map, says that another block of map follows. */
export function sparseMapContinues(block: Buffer, isHeader: boolean): boolean {
  return block[isHeader ? 482 : 504] === 1;
}
