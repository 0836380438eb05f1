import { BadData, type Bits } from "./bzip2-bits.ts";

const longestCode = 20;

/** One Huffman code of a block: what a number of bits stands for. */
export class Codes {
  readonly #shortest: number;
  readonly #longest: number;
  /** For each length: the last code of it, and what to take from a code for its place among the symbols. */
  readonly #limits = new Int32Array(longestCode + 2).fill(-1);
  readonly #offsets = new Int32Array(longestCode + 2);
  readonly #symbols: readonly number[];

  constructor(lengths: readonly number[]) {
    this.#shortest = Math.min(...lengths);
    this.#longest = Math.max(...lengths);
    const symbols: number[] = [];
    let code = 0;
    for (let length = this.#shortest; length <= this.#longest; length += 1) {
      this.#offsets[length] = code - symbols.length;
      for (const [symbol, own] of lengths.entries()) {
        if (own !== length) continue;
        symbols.push(symbol);
        code += 1;
      }
      this.#limits[length] = code - 1;
      code *= 2;
    }
    this.#symbols = symbols;
  }

  next(bits: Bits): number {
    let code = bits.take(this.#shortest);
    for (let length = this.#shortest; length <= this.#longest; length += 1) {
      if (code <= (this.#limits[length] as number)) {
        const symbol = this.#symbols[code - (this.#offsets[length] as number)];
        if (symbol === undefined) break;
        return symbol;
      }
      code = code * 2 + bits.take(1);
    }
    throw new BadData("a code stands for nothing");
  }
}

/** The codes of a block for so many symbols, as their lengths are written: each by its difference to the one before. */
export function readCodes(bits: Bits, symbols: number): Codes {
  let length = bits.take(5);
  const lengths = Array.from({ length: symbols }, () => {
    for (;;) {
      if (length < 1 || length > longestCode) throw new BadData("a code has no possible length");
      if (bits.take(1) === 0) return length;
      length += bits.take(1) === 0 ? 1 : -1;
    }
  });
  return new Codes(lengths);
}
