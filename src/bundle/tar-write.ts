import { Header } from "tar/header";
import { Pax } from "tar/pax";
import type { EntryHeader } from "./entry.ts";
import { blockBytes } from "./tar-header.ts";

/** What stands before a file's `header.size` bytes in a tar; what the header of old has no room for is in a pax header. */
export function memberHeader({ path, size, mtime, mode, owner }: EntryHeader): Buffer {
  const data = {
    path,
    size,
    mode: mode ?? 0o600,
    ...owner,
    ...(mtime === undefined ? {} : { mtime: new Date(mtime) }),
  };
  const header = new Header({ ...data, type: "File" });
  const block = Buffer.alloc(blockBytes);
  const fits = !header.encode(block) && (mtime ?? 0) % 1000 === 0;
  return fits ? block : Buffer.concat([new Pax(data).encode(), block]);
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
