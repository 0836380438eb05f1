import { Header } from "tar/header";
import type { Owner } from "./entry.ts";
import type { Overrides } from "./pax.ts";

export const blockBytes = 512;

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
    kind: kind === "file" && said.sparse === true ? "sparse" : kind,
    // The library puts a prefix before a long name as well, which is whole without.
    path: said.path ?? header.path ?? "",
    size,
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

/** The long path must be known to it: a short one cut at a `/` would make a folder of a file. */
function decoded(block: Buffer, path: string | undefined): Header | undefined {
  try {
    return new Header(block, 0, path === undefined ? {} : { path });
  } catch {
    // A number in base 256 that no file can have.
    return undefined;
  }
}

/** Whether an old GNU sparse header, or a block of its map, says that another block of map follows. */
export function sparseMapContinues(block: Buffer, isHeader: boolean): boolean {
  return block[isHeader ? 482 : 504] === 1;
}
