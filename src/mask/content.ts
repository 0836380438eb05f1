/** Room outside of memory for the bytes of one file. */
export interface Spool {
  write(bytes: Buffer): void;
  /** Hands on all that was written, in pieces that are valid during the call only. */
  read(take: (bytes: Buffer) => void): void;
  close(): void;
}

/** A file of up to so many bytes is held in memory until its size is known. */
const HELD_BYTES = 8 << 20;

/** The content of a file that is to be written once its size is known. */
export class Content {
  readonly #makeSpool: () => Spool;
  #held: Buffer[] = [];
  #spool: Spool | undefined;
  size = 0;

  constructor(makeSpool: () => Spool) {
    this.#makeSpool = makeSpool;
  }

  write(bytes: Buffer): void {
    this.size += bytes.length;
    if (this.#spool === undefined) this.#hold(bytes);
    else this.#spool.write(bytes);
  }

  /** Hands all of it on; then it is gone. */
  pour(take: (bytes: Buffer) => void): void {
    this.#release(take);
    this.#spool?.read(take);
    this.discard();
  }

  discard(): void {
    this.#held = [];
    this.#spool?.close();
    this.#spool = undefined;
  }

  #hold(bytes: Buffer): void {
    this.#held.push(bytes);
    if (this.size <= HELD_BYTES) return;
    const spool = this.#makeSpool();
    this.#spool = spool;
    this.#release((held) => spool.write(held));
  }

  #release(take: (bytes: Buffer) => void): void {
    for (const bytes of this.#held) take(bytes);
    this.#held = [];
  }
}
