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

/** Bytes that are kept while a feed is waited for; a stream that fails drops what it has not given yet. */
const mostWaiting = 1024 * 1024;

/** Runs a stream to its end by plain events, which cost far less than a promise per chunk. */
export function drain(stream: Readable, feed: Feed): Promise<Error | undefined> {
  return new Promise((resolve, reject) => {
    new Drain(stream, feed, resolve, reject).start();
  });
}

class Drain {
  readonly #stream: Readable;
  readonly #feed: Feed;
  readonly #resolve: (error: Error | undefined) => void;
  readonly #reject: (error: unknown) => void;
  readonly #waiting: Buffer[] = [];
  #waitingBytes = 0;
  #isHeld = false;
  #wanted = true;
  #ended: { readonly error: Error | undefined } | undefined;

  constructor(
    stream: Readable,
    feed: Feed,
    resolve: (error: Error | undefined) => void,
    reject: (error: unknown) => void,
  ) {
    this.#stream = stream;
    this.#feed = feed;
    this.#resolve = resolve;
    this.#reject = reject;
  }

  start(): void {
    this.#stream.on("data", (chunk: Buffer) => this.#take(chunk));
    this.#stream.on("end", () => this.#end(undefined));
    this.#stream.on("error", (error) => this.#end(error));
    this.#stream.on("close", () => this.#end(undefined));
  }

  #take(chunk: Buffer): void {
    if (!this.#isHeld) {
      this.#give(chunk);
      return;
    }
    this.#waiting.push(chunk);
    this.#waitingBytes += chunk.length;
    if (this.#waitingBytes > mostWaiting) this.#stream.pause();
  }

  #give(chunk: Buffer): void {
    if (!this.#wanted) return;
    try {
      const fed = this.#feed(chunk);
      if (typeof fed === "boolean") this.#goOn(fed);
      else this.#hold(fed);
    } catch (error) {
      this.#fail(error);
    }
  }

  #hold(fed: Promise<boolean>): void {
    this.#isHeld = true;
    fed.then(
      (wanted) => {
        this.#isHeld = false;
        this.#goOn(wanted);
        this.#giveWaiting();
      },
      (error) => this.#fail(error),
    );
  }

  #giveWaiting(): void {
    while (!this.#isHeld) {
      const chunk = this.#waiting.shift();
      if (chunk === undefined) break;
      this.#waitingBytes -= chunk.length;
      this.#give(chunk);
    }
    if (this.#isHeld) return;
    if (this.#ended !== undefined) this.#resolve(this.#ended.error);
    else this.#stream.resume();
  }

  #goOn(wanted: boolean): void {
    if (wanted) return;
    this.#wanted = false;
    this.#resolve(undefined);
    this.#stream.destroy();
  }

  #fail(error: unknown): void {
    this.#wanted = false;
    this.#reject(error);
    this.#stream.destroy();
  }

  /** The first of several tells; what waits comes before. */
  #end(error: Error | undefined): void {
    this.#ended ??= { error };
    if (!this.#isHeld) this.#resolve(this.#ended.error);
  }
}

export const readFailure = (error: Error): DecodeFailure => ({
  code: "unreadable",
  message: `reading stopped: ${error.message}`,
});

export const plain: Decoder = async (source, feed) => {
  const error = await drain(source.open(), feed);
  return error && readFailure(error);
};
