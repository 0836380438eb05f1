import type { EntrySink } from "../entry.ts";
import { blockBytes } from "./blocks.ts";

/** Where the data of a file lies that is stored without its holes: offset, length, offset, length, … */
export interface HoleMap {
  readonly numbers: number[];
  /** It stands before the data, as text, and is not read yet. */
  isInBody: boolean;
}

/** Zeros are handed on for a hole, up to this many in one file: they hold nothing to read. */
const maxZeros = 1024 * 1024;
/** Numbers and bytes that a map may have. */
const maxNumbers = 100_000;
const maxMapBytes = 2 * 1024 * 1024;
const zeros = Buffer.alloc(64 * 1024);

/** Takes numbers into a map as far as one may go; what a file has beyond is told as lost. */
export function addNumbers(map: HoleMap, numbers: readonly number[]): void {
  for (const number of numbers) if (map.numbers.length <= maxNumbers) map.numbers.push(number);
}

const numberBytes = 12;
const headerEntriesAt = 386;

/** The entries of a map in an old GNU header, or in a block of the map behind it. */
export function addEntries(map: HoleMap, block: Buffer, isHeader: boolean): void {
  const [from, entries] = isHeader ? [headerEntriesAt, 4] : [0, 21];
  for (let entry = 0; entry < entries; entry += 1) {
    const at = from + entry * 2 * numberBytes;
    if (block[at] === 0) return;
    addNumbers(map, [numberAt(block, at), numberAt(block, at + numberBytes)]);
  }
}

/** Octal digits, or base 256, whose first byte has its highest bit set. */
function numberAt(block: Buffer, at: number): number {
  if (((block[at] ?? 0) & 0x80) !== 0) return Number(block.readBigUInt64BE(at + 4));
  const digits = /^ *([0-7]+)/.exec(block.toString("latin1", at, at + numberBytes))?.[1];
  return Number.parseInt(digits ?? "", 8);
}

/** Hands a file on as it is read from a disk: with zeros in the place of its holes. The map may still grow until data comes. */
export function withHoles(sink: EntrySink, map: HoleMap): EntrySink {
  const filler = new Filler(sink, map);
  const head = new MapReader(map);
  return {
    write(chunk) {
      const data = map.isInBody ? head.take(chunk) : chunk;
      if (data.length > 0) filler.take(data);
    },
    end(loss) {
      const broken = map.isInBody ? "the map of its holes is not there" : undefined;
      filler.end(loss ?? broken);
    },
  };
}

class Filler {
  /** Where in the file the next byte of data belongs, and what is left of the segment. */
  #at = 0;
  #left = 0;
  #next = 0;
  #zeros = 0;
  #problem: string | undefined;

  constructor(
    private readonly sink: EntrySink,
    private readonly map: HoleMap,
  ) {}

  take(data: Buffer): void {
    let from = 0;
    while (from < data.length) {
      if (this.#left === 0 && !this.#open()) {
        this.sink.write(from === 0 ? data : data.subarray(from));
        return;
      }
      const to = Math.min(data.length, from + this.#left);
      if (to > from) this.sink.write(data.subarray(from, to));
      this.#left -= to - from;
      this.#at += to - from;
      from = to;
    }
  }

  end(loss: string | undefined): void {
    if (loss === undefined) while (this.#left === 0 && this.#open());
    const problem =
      loss ?? this.#problem ?? (this.#left > 0 ? "its data is shorter than the map of its holes says" : undefined);
    if (problem === undefined) this.sink.end();
    else this.sink.end(problem);
  }

  /** Goes on to the next segment; false when there is none. */
  #open(): boolean {
    const { numbers } = this.map;
    if (this.#next + 1 >= numbers.length || this.#problem !== undefined) return false;
    const [offset = 0, length = 0] = [numbers[this.#next], numbers[this.#next + 1]];
    this.#next += 2;
    if (!(offset >= this.#at && length >= 0 && numbers.length <= maxNumbers)) {
      this.#problem = "the map of its holes is damaged";
      return false;
    }
    this.#fill(offset - this.#at);
    this.#at = offset;
    this.#left = length;
    return true;
  }

  #fill(hole: number): void {
    let wanted = Math.min(hole, maxZeros - this.#zeros);
    this.#zeros += wanted;
    for (; wanted > 0; wanted -= zeros.length) this.sink.write(zeros.subarray(0, Math.min(wanted, zeros.length)));
  }
}

/** Reads the map that stands before the data: how many segments there are, and their numbers, a line each, up to a whole block. */
class MapReader {
  #bytes = Buffer.alloc(0);

  constructor(private readonly map: HoleMap) {}

  /** Takes the next bytes; gives those of the data, none as long as the map has not ended. */
  take(chunk: Buffer): Buffer {
    if (this.#bytes.length > maxMapBytes) return chunk.subarray(chunk.length);
    this.#bytes = Buffer.concat([this.#bytes, chunk]);
    const lines = this.#bytes.toString("latin1").split("\n");
    const wanted = 1 + 2 * Number(lines[0]);
    if (!(lines.length > wanted && wanted > 0)) return chunk.subarray(chunk.length);
    const numbers = lines.slice(0, wanted);
    const end = numbers.reduce((sum, { length }) => sum + length + 1, 0);
    const start = Math.ceil(end / blockBytes) * blockBytes;
    if (this.#bytes.length < start) return chunk.subarray(chunk.length);
    addNumbers(this.map, numbers.slice(1).map(Number));
    this.map.isInBody = false;
    return this.#bytes.subarray(start);
  }
}
