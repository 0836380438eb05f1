import { type ByteSource, PushedSource } from "./decoders/source.ts";
import type { EntrySink } from "./entry.ts";
import { blockBytes } from "./formats/blocks.ts";
import type { Pace } from "./pace.ts";

/** Reads an archive from a source; `first` are its first bytes, which the source gives as well. */
type ReadNested = (source: ByteSource, first: Buffer) => Promise<void>;

/** Takes an archive out of another, and has it read as it comes: the outer one waits for it. */
export class NestedArchive implements EntrySink {
  readonly unlimited = true;
  readonly #pace: Pace;
  readonly #read: ReadNested;
  readonly #source = new PushedSource();
  #first: Buffer[] = [];
  #firstBytes = 0;
  #done: Promise<void> | undefined;

  constructor(pace: Pace, read: ReadNested) {
    this.#pace = pace;
    this.#read = read;
  }

  write(chunk: Buffer): void {
    if (this.#done === undefined) {
      this.#first.push(chunk);
      this.#firstBytes += chunk.length;
      if (this.#firstBytes < blockBytes) return;
      this.#begin();
    } else this.#push(chunk);
  }

  end(): void {
    if (this.#done === undefined) this.#begin();
    this.#source.end();
    if (this.#done !== undefined) this.#pace.hold(this.#done);
  }

  #begin(): void {
    const chunks = this.#first;
    this.#first = [];
    this.#done = this.#read(this.#source, Buffer.concat(chunks)).finally(() => this.#source.drop());
    // Who waits for it hears of what it throws.
    this.#done.catch(() => undefined);
    for (const chunk of chunks) this.#push(chunk);
  }

  #push(chunk: Buffer): void {
    const full = this.#source.push(chunk);
    if (full !== undefined) this.#pace.hold(full);
  }
}
