import type { Readable } from "node:stream";
import type { ByteSource } from "./source.ts";

/** Takes decoded bytes as they come; false when no more are wanted. A promise holds back what follows. */
export type Feed = (chunk: Buffer) => boolean | Promise<boolean>;

/** Why decoded bytes stopped coming before their time. */
export interface DecodeFailure {
  readonly code: "truncated" | "corrupt" | "unreadable" | "tool-missing";
  readonly message: string;
}

/** Decodes a whole source into `feed`. What `feed` throws is thrown on; damage in the source is returned. */
export type Decoder = (source: ByteSource, feed: Feed) => Promise<DecodeFailure | undefined>;

/** Runs a stream to its end by plain events, which cost far less than a promise per chunk. */
export function drain(stream: Readable, feed: Feed): Promise<Error | undefined> {
  return new Promise((resolve, reject) => {
    let wanted = true;
    let held: Promise<void> | undefined;
    const fail = (error: unknown): void => {
      wanted = false;
      reject(error);
      stream.destroy();
    };
    const take = (more: boolean): void => {
      wanted = more;
      if (wanted) return;
      resolve(undefined);
      stream.destroy();
    };
    // The end is told together with the last chunk, which may still be waited for.
    const end = (error?: Error): void => {
      if (held === undefined) resolve(error);
      else held.then(() => end(error));
    };
    stream.on("data", (chunk: Buffer) => {
      if (!wanted) return;
      try {
        const fed = feed(chunk);
        if (typeof fed === "boolean") return take(fed);
        stream.pause();
        held = fed.then(take, fail).then(() => {
          held = undefined;
          stream.resume();
        });
      } catch (error) {
        fail(error);
      }
    });
    stream.on("end", () => end());
    stream.on("error", end);
    stream.on("close", () => end());
  });
}

export const readFailure = (error: Error): DecodeFailure => ({
  code: "unreadable",
  message: `reading stopped: ${error.message}`,
});

export const plain: Decoder = async (source, feed) => {
  const error = await drain(source.open(), feed);
  return error && readFailure(error);
};
