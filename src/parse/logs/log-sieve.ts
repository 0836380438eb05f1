/** Bytes that are looked at together. */
const GRAM = 3;
const BITS = 15;
const MASK = (1 << BITS) - 1;
/** A longer window would skip further, but more of its grams would be such as stand in every line. */
const LONGEST_WINDOW = 12;

/** What most of a log is made of, the most frequent first: windows are chosen so as to have little of it. */
const FREQUENT = Buffer.from(" e0tainos1rl-2c3d45.6m7_8u9p:bfg/h");

/** A literal that may end where the window of these bytes ends. */
interface Candidate {
  readonly index: number;
  readonly bytes: Uint8Array;
  /** How far behind the literal's beginning its window ends. */
  readonly end: number;
}

/**
 * Finds many literals in bytes at once. Of each literal a window is taken, all of the same length. Three bytes of the text
 * say how far the next window may at least be: most of the text is skipped over (Wu and Manber's search). That takes a fifth
 * of the time of one regular expression of all literals.
 */
export class Sieve {
  private readonly window: number;
  /** By the grams: how far to go on. 0: a window may end here. */
  private readonly skips: Uint8Array;
  private readonly candidates = new Map<number, Candidate[]>();

  /** Literals have at least three bytes. */
  constructor(literals: readonly Uint8Array[]) {
    this.window = Math.min(LONGEST_WINDOW, ...literals.map(({ length }) => length));
    this.skips = new Uint8Array(1 << BITS).fill(Math.max(1, this.window - GRAM + 1));
    for (const [index, bytes] of literals.entries()) this.add(index, bytes);
  }

  private add(index: number, bytes: Uint8Array): void {
    const from = this.rarest(bytes);
    for (let at = GRAM - 1; at < this.window; at++) {
      const gram = gramAt(bytes, from + at);
      this.skips[gram] = Math.min(this.skips[gram] ?? 0, this.window - 1 - at);
    }
    const end = from + this.window - 1;
    const gram = gramAt(bytes, end);
    const others = this.candidates.get(gram);
    if (others === undefined) this.candidates.set(gram, [{ index, bytes, end }]);
    else others.push({ index, bytes, end });
  }

  /** Where the window of a literal begins that has least in common with what logs are made of. */
  private rarest(bytes: Uint8Array): number {
    let best = 0;
    let least = Number.POSITIVE_INFINITY;
    for (let from = 0; from + this.window <= bytes.length; from++) {
      let cost = 0;
      for (let at = from + GRAM - 1; at < from + this.window; at++) {
        // A gram at the window's end costs more: there it makes the search stop.
        const stops = at === from + this.window - 1 ? 10 : 1;
        cost += stops * share(bytes[at]) * share(bytes[at - 1]) * share(bytes[at - 2]);
      }
      if (cost < least) [best, least] = [from, cost];
    }
    return best;
  }

  /**
   * Looks on from `from`, up to the end of the first window of a literal that stands there; `found` gets the literals'
   * indexes and where they begin. Returns where to look on; -1 where nothing more was found.
   */
  next(bytes: Uint8Array, from: number, to: number, found: (index: number, start: number) => void): number {
    const { skips } = this;
    let at = from;
    while (at < to) {
      const gram =
        (((bytes[at - 2] as number) << 10) ^ ((bytes[at - 1] as number) << 5) ^ (bytes[at] as number)) & MASK;
      const skip = skips[gram] as number;
      if (skip !== 0) {
        at += skip;
        continue;
      }
      if (this.tell(bytes, at, gram, found)) return at + 1;
      at++;
    }
    return -1;
  }

  /** Where a search from `start` begins: at the end of the first window. */
  first(start: number): number {
    return start + this.window - 1;
  }

  private tell(bytes: Uint8Array, at: number, gram: number, found: (index: number, start: number) => void): boolean {
    let any = false;
    for (const candidate of this.candidates.get(gram) ?? []) {
      const start = at - candidate.end;
      if (!standsAt(bytes, start, candidate.bytes)) continue;
      found(candidate.index, start);
      any = true;
    }
    return any;
  }
}

function gramAt(bytes: Uint8Array, at: number): number {
  return (((bytes[at - 2] ?? 0) << 10) ^ ((bytes[at - 1] ?? 0) << 5) ^ (bytes[at] ?? 0)) & MASK;
}

function share(byte: number | undefined): number {
  const rank = FREQUENT.indexOf(byte ?? 0);
  return rank < 0 ? 0.002 : 1 / (rank + 8);
}

function standsAt(bytes: Uint8Array, start: number, literal: Uint8Array): boolean {
  if (start < 0 || start + literal.length > bytes.length) return false;
  for (let at = 0; at < literal.length; at++) if (bytes[start + at] !== literal[at]) return false;
  return true;
}
