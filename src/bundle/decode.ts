import type { FileHandle } from "node:fs/promises";
import { Readable } from "node:stream";
import { chunkBytes } from "./limits.ts";

/** Takes decoded bytes as they come; false when no more are wanted. */
export type Feed = (chunk: Buffer) => boolean;

/** Why decoded bytes stopped coming before their time. */
export interface DecodeFailure {
  readonly code: "truncated" | "corrupt" | "unreadable";
  readonly message: string;
}

/** Decodes a whole file into `feed`. What `feed` throws is thrown on; damage in the file is returned. */
export type Decoder = (file: FileHandle, feed: Feed) => Promise<DecodeFailure | undefined>;

/** Runs a stream to its end by plain events, which cost far less than a promise per chunk. */
export function drain(stream: Readable, feed: Feed): Promise<Error | undefined> {
  return new Promise((resolve, reject) => {
    let wanted = true;
    stream.on("data", (chunk: Buffer) => {
      if (!wanted) return;
      try {
        wanted = feed(chunk);
        if (wanted) return;
        resolve(undefined);
      } catch (error) {
        wanted = false;
        reject(error);
      }
      stream.destroy();
    });
    stream.on("end", () => resolve(undefined));
    stream.on("error", resolve);
    stream.on("close", () => resolve(undefined));
  });
}

export const readFailure = (error: Error): DecodeFailure => ({
  code: "unreadable",
  message: `reading stopped: ${error.message}`,
});

/** The file's bytes from its start. Unlike those of `fs`, this stream never closes the file: it is its owner's. */
export function bytesOf(file: FileHandle): Readable {
  let position = 0;
  return new Readable({
    highWaterMark: chunkBytes,
    read() {
      file.read(Buffer.allocUnsafe(chunkBytes), 0, chunkBytes, position).then(
        ({ bytesRead, buffer }) => {
          position += bytesRead;
          this.push(bytesRead > 0 ? buffer.subarray(0, bytesRead) : null);
        },
        (error: Error) => this.destroy(error),
      );
    },
  });
}

export const plain: Decoder = async (file, feed) => {
  const error = await drain(bytesOf(file), feed);
  return error && readFailure(error);
};
