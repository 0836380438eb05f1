import { basename } from "node:path";
import { Header, type HeaderData } from "tar/header";
import { Pax } from "tar/pax";
import type { EntryHeader } from "../entry.ts";
import { blockBytes } from "./blocks.ts";

/** What stands before a file's `header.size` bytes in a tar; what the header of old has no room for is in a pax header. */
export function memberHeader({ path, size, mtime, mode, owner }: EntryHeader): Buffer {
  const data = {
    path,
    size,
    mode: mode ?? 0o600,
    ...owner,
    ...(mtime === undefined ? {} : { mtime: new Date(mtime) }),
  };
  const { block, fits } = encoded(data);
  if (fits && (mtime ?? 0) % 1000 === 0) return block;
  // Some readers put a header's prefix before a long name as well: this one has none.
  return Buffer.concat([new Pax(data).encode(), encoded({ ...data, path: basename(path).slice(0, 50) }).block]);
}

function encoded(data: HeaderData): { readonly block: Buffer; readonly fits: boolean } {
  const block = Buffer.alloc(blockBytes);
  return { fits: !new Header({ ...data, type: "File" }).encode(block), block };
}

/** What fills the last block of so many bytes. */
export function memberPadding(size: number): Buffer {
  return Buffer.alloc((blockBytes - (size % blockBytes)) % blockBytes);
}

/** What tells that an archive is whole. */
export const endMark = Buffer.alloc(2 * blockBytes);

/** A block that every reader of tars takes for damage, with words for a person who looks at it. */
export function damage(words: string): Buffer {
  return Buffer.from(words.padEnd(blockBytes).slice(0, blockBytes), "latin1");
}
