/** The data is not what bzip2 writes. */
export class BadData extends Error {}

/** It ends before what it promises. */
export class CutShort extends BadData {}

/** Bits of a stream, the highest of each byte first. */
export class Bits {
  #bytes = Buffer.alloc(0);
  #at = 0;
  #held = 0;
  #count = 0;

  /** Whole bytes that are not taken yet. */
  get left(): number {
    return this.#bytes.length - this.#at + (this.#count >> 3);
  }

  add(...chunks: readonly Buffer[]): void {
    this.#bytes = Buffer.concat([this.#bytes.subarray(this.#at), ...chunks]);
    this.#at = 0;
  }

  /** Up to 24 bits as a number. */
  take(wanted: number): number {
    while (this.#count < wanted) {
      const byte = this.#bytes[this.#at];
      if (byte === undefined) throw new CutShort();
      this.#held = ((this.#held << 8) | byte) >>> 0;
      this.#at += 1;
      this.#count += 8;
    }
    this.#count -= wanted;
    return (this.#held >>> this.#count) & ((1 << wanted) - 1);
  }

  /** 32 bits, as a signed number. */
  word(): number {
    return (this.take(16) << 16) | this.take(16);
  }

  /** Goes on at the next whole byte. */
  align(): void {
    this.#count -= this.#count % 8;
  }
}
