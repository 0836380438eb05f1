import { BadData, type Bits } from "./bzip2-bits.ts";
import { type Codes, readCodes } from "./bzip2-codes.ts";

/** One code serves so many symbols. */
const groupSymbols = 50;

/** What is left of a block when its codes are read: bytes, sorted, with where the first of them stands. */
export interface Sorted {
  readonly bytes: Uint32Array;
  readonly length: number;
  readonly first: number;
}

/** Reads a block behind its magic number and checksum. `bytes` has room for the longest block of the stream. */
export function readBlock(bits: Bits, bytes: Uint32Array): Sorted {
  if (bits.take(1) === 1) throw new BadData("it is of a version that is no longer in use");
  const first = bits.take(24);
  const used = usedBytes(bits);
  const groups = bits.take(3);
  const count = bits.take(15);
  if (used.length === 0 || groups < 2 || groups > 6 || count === 0) throw new BadData("the header of a block is wrong");
  const selectors = readSelectors(bits, groups, count);
  const codes = Array.from({ length: groups }, () => readCodes(bits, used.length + 2));
  const length = readSymbols(bits, { used, codes: selectors.map((group) => codes[group] as Codes), bytes });
  if (first >= length) throw new BadData("a block begins behind its end");
  return { bytes, length, first };
}

/** Which bytes occur: 16 bits for the sixteens, and 16 for each of those that has any. */
function usedBytes(bits: Bits): number[] {
  const sixteens = bits.take(16);
  const used: number[] = [];
  for (let high = 0; high < 16; high += 1) {
    if ((sixteens & (0x8000 >> high)) === 0) continue;
    const own = bits.take(16);
    for (let low = 0; low < 16; low += 1) if ((own & (0x8000 >> low)) !== 0) used.push(high * 16 + low);
  }
  return used;
}

/** Which code each group of symbols has, written as places in a list from which each comes to the front. */
function readSelectors(bits: Bits, groups: number, count: number): number[] {
  const order = Uint8Array.from({ length: groups }, (_, group) => group);
  return Array.from({ length: count }, () => {
    let place = 0;
    while (bits.take(1) === 1) {
      place += 1;
      if (place >= groups) throw new BadData("a block names a code that it does not have");
    }
    return toFront(order, place);
  });
}

function toFront(order: Uint8Array, place: number): number {
  const moved = order[place] as number;
  order.copyWithin(1, 0, place);
  order[0] = moved;
  return moved;
}

interface Coded {
  readonly used: readonly number[];
  readonly codes: readonly Codes[];
  readonly bytes: Uint32Array;
}

/** Fills `bytes`; gives how many there are. The first two symbols tell how often the last byte comes again. */
function readSymbols(bits: Bits, { used, codes, bytes }: Coded): number {
  const order = Uint8Array.from(used);
  const end = used.length + 1;
  let [length, run, weight] = [0, 0, 1];
  for (const code of codes) {
    for (let index = 0; index < groupSymbols; index += 1) {
      const symbol = code.next(bits);
      if (symbol <= 1) {
        run += weight << symbol;
        weight *= 2;
        // Checked at each step: what grows on would end as a negative number.
        if (length + run > bytes.length) throw new BadData("a block is longer than its stream allows");
        continue;
      }
      bytes.fill(order[0] as number, length, length + run);
      length += run;
      [run, weight] = [0, 1];
      if (symbol === end) return length;
      if (length === bytes.length) throw new BadData("a block is longer than its stream allows");
      bytes[length] = toFront(order, symbol - 1);
      length += 1;
    }
  }
  throw new BadData("a block does not end");
}
