import { BadData, Bits, CutShort } from "./bzip2-bits.ts";
import { readBlock } from "./bzip2-block.ts";
import { unsorted } from "./bzip2-output.ts";
import { type DecodeFailure, type Decoder, type Feed, readFailure } from "./decode.ts";

/** More than the longest block takes: with so much at hand it is there whole, or cut short. */
const blockReach = 3 * 1024 * 1024;

const blockMagic = 0x314159;
const endMagic = 0x177245;

/** Unpacks bzip2 without the system's help, several times slower: block by block, so that little is held at a time. */
export const bunzip2: Decoder = async (source, feed) => {
  const streams = new Streams();
  let thrown: { readonly error: unknown } | undefined;
  const guarded: Feed = async (chunk) => {
    try {
      return await feed(chunk);
    } catch (error) {
      thrown = { error };
      throw error;
    }
  };
  let waiting: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of source.open()) {
      waiting.push(chunk as Buffer);
      bytes += (chunk as Buffer).length;
      if (bytes < blockReach) continue;
      if (!(await streams.unpack(waiting, guarded))) return undefined;
      [waiting, bytes] = [[], 0];
    }
    await streams.unpack(waiting, guarded, true);
    return undefined;
  } catch (error) {
    if (thrown !== undefined) throw thrown.error;
    return error instanceof BadData ? describe(error) : readFailure(error as Error);
  }
};

/** The streams of a file, of which several may follow each other. */
class Streams {
  readonly #bits = new Bits();
  /** Room for the longest block of all, and as much of it as the stream that is open may use. */
  readonly #memory = new Uint32Array(900_000);
  #room: Uint32Array | undefined;
  #count = 0;
  #sum = 0;

  /** Unpacks what blocks are surely whole; false when no more is wanted. */
  async unpack(chunks: readonly Buffer[], feed: Feed, ended = false): Promise<boolean> {
    this.#bits.add(...chunks);
    while (ended ? this.#bits.left > 0 : this.#bits.left >= blockReach) {
      if (this.#room === undefined) {
        if (!this.#opens()) return false;
      } else if (!(await this.#block(this.#room, feed))) return false;
    }
    if (ended && this.#room !== undefined) throw new CutShort();
    return true;
  }

  /** Whether another stream begins; what else stands behind one is passed over, as bzip2 itself does. */
  #opens(): boolean {
    const isStream = this.#bits.left >= 4 && this.#bits.take(24) === 0x425a68;
    const size = isStream ? this.#bits.take(8) - 0x30 : 0;
    if (size < 1 || size > 9) {
      if (this.#count === 0) throw new BadData("it does not begin as bzip2 does");
      return false;
    }
    this.#count += 1;
    this.#sum = 0;
    this.#room = this.#memory.subarray(0, size * 100_000);
    return true;
  }

  async #block(room: Uint32Array, feed: Feed): Promise<boolean> {
    const magic = this.#bits.take(24);
    this.#bits.take(24);
    const sum = this.#bits.word();
    if (magic === endMagic) {
      if (sum !== this.#sum) throw new BadData("the checksum of a stream is another");
      this.#bits.align();
      this.#room = undefined;
      return true;
    }
    if (magic !== blockMagic) throw new BadData("a block does not begin as it should");
    const pieces = unsorted(readBlock(this.#bits, room));
    let piece = pieces.next();
    for (; piece.done !== true; piece = pieces.next()) if (!(await feed(piece.value))) return false;
    if (piece.value !== sum) throw new BadData("the checksum of a block is another");
    this.#sum = ((this.#sum << 1) | (this.#sum >>> 31)) ^ sum;
    return true;
  }
}

function describe(error: BadData): DecodeFailure {
  if (error instanceof CutShort) return { code: "truncated", message: "the bzip2 data stops before its end" };
  return { code: "corrupt", message: `the bzip2 data is damaged: ${error.message}` };
}
