import { randomUUID } from "node:crypto";
import { closeSync, createWriteStream, openSync, renameSync, rmSync, statfsSync, type WriteStream } from "node:fs";
import { join } from "node:path";

/** A bundle that is not whole yet. */
export interface Part {
  readonly path: string;
  readonly sink: WriteStream;
}

/** Begins a file in a directory that only its user may read. */
export function openPart(directory: string): Part {
  const path = join(directory, `.sospect-${randomUUID()}.part`);
  const fd = openSync(path, "wx", 0o600);
  return { path, sink: createWriteStream("", { fd }) };
}

/** Leaves nothing of it. */
export function discardPart({ path, sink }: Part): void {
  sink.destroy();
  rmSync(path, { force: true });
}

/** Gives it a name that no other file in the directory has, and returns its path. */
export function publishPart({ path }: Part, directory: string, name: string): string {
  for (let count = 1; ; count++) {
    const final = join(directory, `${name}${count === 1 ? "" : `-${count}`}.tgz`);
    if (!reserve(final)) continue;
    renameSync(path, final);
    return final;
  }
}

/** Makes an empty file that a rename may replace; a rename alone would replace anybody's. */
function reserve(path: string): boolean {
  try {
    closeSync(openSync(path, "wx", 0o600));
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

/** Bytes that are free for a user where a directory lies. */
export function freeBytes(directory: string): number {
  const { bavail, bsize } = statfsSync(directory);
  return bavail * bsize;
}
