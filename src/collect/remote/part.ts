import { randomUUID } from "node:crypto";
import {
  closeSync,
  createReadStream,
  createWriteStream,
  openSync,
  renameSync,
  rmSync,
  type WriteStream,
} from "node:fs";
import { join } from "node:path";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { topFolder } from "./top-folder.ts";

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

/** Lets bytes pass that begin as gzip does, and tells how many; others end the stream with an error that quotes them. */
export function onlyGzip(onBytes: (total: number) => void): Transform {
  let head = Buffer.alloc(0);
  let total = 0;
  return new Transform({
    transform(chunk: Buffer, _, done) {
      total += chunk.length;
      onBytes(total);
      if (head.length >= GZIP.length) return done(null, chunk);
      head = Buffer.concat([head, chunk]);
      if (head.length < GZIP.length) return done();
      return isGzip(head) ? done(null, head) : done(noBundle(head));
    },
    flush(done) {
      if (head.length >= GZIP.length) done();
      else done(head.length === 0 ? new NothingCame("the collector sent nothing") : noBundle(head));
    },
  });
}

const GZIP = Buffer.from([0x1f, 0x8b, 8]);

function isGzip(head: Buffer): boolean {
  return head.subarray(0, GZIP.length).equals(GZIP);
}

/** Not a byte came. */
export class NothingCame extends Error {}

function noBundle(head: Buffer): Error {
  const begin = head.subarray(0, 100).toString("utf8").trim();
  return new Error(`what came is no bundle, it begins with ${JSON.stringify(begin)}: does a login script print it?`);
}

/** Reads a bundle through, and returns the name of its top folder, if it is one of ours; a damaged one is an error. */
export async function checkPart({ path }: Part, signal: AbortSignal): Promise<string | undefined> {
  let head = Buffer.alloc(0);
  await pipeline(
    createReadStream(path),
    createGunzip(),
    async (source: AsyncIterable<Buffer>) => {
      for await (const chunk of source) if (head.length < 2048) head = Buffer.concat([head, chunk.subarray(0, 2048)]);
    },
    { signal },
  );
  return topFolder(head);
}
