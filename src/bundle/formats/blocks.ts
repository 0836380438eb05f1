/** A tar is made of blocks of so many bytes. */
export const blockBytes = 512;

/** Cuts whole blocks out of chunks of any size; a block within one chunk is not copied. */
export class Blocks {
  readonly #partial = Buffer.alloc(blockBytes);
  #filled = 0;

  /** Whether a block has begun that is not whole yet. */
  get begun(): boolean {
    return this.#filled > 0;
  }

  /** Takes at most one block from `at` on; gives where it stopped. The block is valid during the call of `use` only. */
  take(chunk: Buffer, at: number, use: (block: Buffer) => void): number {
    const wanted = blockBytes - this.#filled;
    if (wanted === blockBytes && chunk.length - at >= blockBytes) {
      use(chunk.subarray(at, at + blockBytes));
      return at + blockBytes;
    }
    const end = Math.min(chunk.length, at + wanted);
    this.#filled += chunk.copy(this.#partial, this.#filled, at, end);
    if (this.#filled === blockBytes) {
      this.#filled = 0;
      use(this.#partial);
    }
    return end;
  }
}
