import { randomUUID } from "node:crypto";
import { type FileHandle, open, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";

/** A file that is to be written. */
export interface Written {
  readonly path: string;
  readonly text: string;
}

/**
 * Writes files, all or none: each is written beside its place under a name of its own and takes its place once all are
 * whole, so that a full disk leaves what was there. What stands at a file's name is replaced, be it a link: nothing is
 * written through it. Reports quote logs and configuration, so that only their user may read them, unless another mode is
 * given. Throws what the file system says, with the path in it.
 */
export async function writeWhole(files: readonly Written[], mode = 0o600): Promise<void> {
  const parts: { readonly part: string; readonly path: string }[] = [];
  try {
    for (const { path, text } of files) {
      const part = join(dirname(path), `.sospect-${randomUUID()}.part`);
      const handle = await open(part, "wx", mode);
      parts.push({ part, path });
      await fill(handle, text);
    }
    for (const { part, path } of parts) await rename(part, path);
  } catch (error) {
    for (const { part } of parts) await rm(part, { force: true });
    throw error;
  }
}

async function fill(handle: FileHandle, text: string): Promise<void> {
  try {
    await handle.writeFile(text);
    // A disk that is full may say so only here.
    await handle.sync();
  } finally {
    await handle.close();
  }
}
