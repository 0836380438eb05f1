import type { FileHandle } from "node:fs/promises";
import { Readable } from "node:stream";
import { chunkBytes } from "../limits.ts";

/** Bytes that are to be decoded: those of a file, or of a member as it streams out of an archive. */
export interface ByteSource {
  /** The bytes from their start. */
  readonly open: () => Readable;
  /** Set for a file, which can be read again and handed to the system's tools. */
  readonly fd?: number;
}

export function sourceOf(file: FileHandle): ByteSource {
  return { open: () => bytesOf(file), fd: file.fd };
}

/** A part of a file's bytes, or all. Unlike those of `fs`, this stream never closes the file: it is its owner's. */
export function bytesOf(file: FileHandle, from = 0, to = Number.POSITIVE_INFINITY): Readable {
  let position = from;
  return new Readable({
    highWaterMark: chunkBytes,
    read() {
      const wanted = Math.min(chunkBytes, to - position);
      if (wanted <= 0) {
        this.push(null);
        return;
      }
      file.read(Buffer.allocUnsafe(wanted), 0, wanted, position).then(
        ({ bytesRead, buffer }) => {
          position += bytesRead;
          this.push(bytesRead > 0 ? buffer.subarray(0, bytesRead) : null);
        },
        (error: Error) => this.destroy(error),
      );
    },
  });
}

/** A source that is filled from outside, chunk by chunk. */
export class PushedSource implements ByteSource {
  readonly #stream: Readable;
  #wanted: (() => void) | undefined;

  constructor() {
    this.#stream = new Readable({
      highWaterMark: chunkBytes,
      read: () => this.#release(),
      destroy: (error, done) => {
        this.#release();
        done(error);
      },
    });
  }

  open(): Readable {
    return this.#stream;
  }

  /** Takes a chunk; gives what to wait for before the next one. */
  push(chunk: Buffer): Promise<void> | undefined {
    if (this.#stream.destroyed || this.#stream.push(chunk)) return undefined;
    return new Promise((resolve) => {
      this.#wanted = resolve;
    });
  }

  end(): void {
    if (!this.#stream.destroyed) this.#stream.push(null);
  }

  /** No more is wanted, or will be. */
  drop(): void {
    this.#stream.destroy();
  }

  #release(): void {
    const wanted = this.#wanted;
    this.#wanted = undefined;
    wanted?.();
  }
}
