import { createGunzip, type Gunzip } from "node:zlib";
import { chunkBytes } from "../limits.ts";
import { type DecodeFailure, type Decoder, drain, type Feed, readFailure } from "./decode.ts";
import type { ByteSource } from "./source.ts";

/**
 * Unpacks gzip. zlib drops what it decoded together with the bytes it fails at, up to a whole chunk of it; a damaged file
 * is therefore read a second time, in small pieces around the damage, for what was not delivered at first. What streams
 * by but once is given in smaller pieces from the start.
 */
export const gunzip: Decoder = async (source, feed) => {
  if (source.fd === undefined) return (await pass(source, feed, { slowlyFrom: 0, pieceBytes: passingBytes })).failure;
  let delivered = 0;
  const first = await pass(source, (chunk) => {
    delivered += chunk.length;
    return feed(chunk);
  });
  if (first.failure?.code === "corrupt") {
    await pass(source, behind(delivered, feed), { slowlyFrom: first.acceptedBytes, pieceBytes: smallBytes });
  }
  return first.failure;
};

/** What is lost before a damage at most; smaller pieces take longer than what they save is worth. */
const smallBytes = 64;
const passingBytes = 16 * 1024;

interface Pieces {
  /** From which byte on the source is given in pieces of so many bytes. */
  readonly slowlyFrom: number;
  readonly pieceBytes: number;
}

const wholeChunks: Pieces = { slowlyFrom: Number.POSITIVE_INFINITY, pieceBytes: chunkBytes };

interface Pass {
  readonly failure: DecodeFailure | undefined;
  /** Bytes of the source that zlib took without complaint. */
  readonly acceptedBytes: number;
}

async function pass(from: ByteSource, feed: Feed, { slowlyFrom, pieceBytes }: Pieces = wholeChunks): Promise<Pass> {
  const source = from.open();
  const unpack = createGunzip({ chunkSize: chunkBytes });
  let acceptedBytes = 0;
  let given = 0;
  let readError: Error | undefined;
  source.on("data", (chunk: Buffer) => {
    for (const piece of given + chunk.length > slowlyFrom ? cut(chunk, pieceBytes) : [chunk]) {
      given += piece.length;
      unpack.write(piece, (error) => {
        if (!error) acceptedBytes += piece.length;
      });
    }
    if (unpack.writableNeedDrain) source.pause();
  });
  unpack.on("drain", () => source.resume());
  source.on("end", () => endWhenThrough(unpack));
  source.on("error", (error) => {
    readError = error;
    unpack.destroy();
  });
  const error = await drain(unpack, feed);
  source.destroy();
  unpack.destroy();
  return { failure: readError ? readFailure(readError) : error && describe(error), acceptedBytes };
}

/** Told of the end together with the last bytes, zlib would answer a truncated file with an error alone. */
function endWhenThrough(unpack: Gunzip): void {
  unpack.write(Buffer.alloc(0), () => unpack.end());
}

function* cut(chunk: Buffer, pieceBytes: number): Generator<Buffer> {
  for (let at = 0; at < chunk.length; at += pieceBytes) yield chunk.subarray(at, at + pieceBytes);
}

function behind(skipBytes: number, feed: Feed): Feed {
  let left = skipBytes;
  return (chunk) => {
    const skipped = Math.min(left, chunk.length);
    left -= skipped;
    return skipped === chunk.length || feed(skipped === 0 ? chunk : chunk.subarray(skipped));
  };
}

function describe(error: Error): DecodeFailure {
  if ("code" in error && error.code === "Z_BUF_ERROR") {
    return { code: "truncated", message: "the gzip data stops before its end" };
  }
  return { code: "corrupt", message: `the gzip data is damaged: ${error.message}` };
}
