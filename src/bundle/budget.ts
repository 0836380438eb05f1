import type { BundleNoteCode } from "./entry.ts";
import type { Limits } from "./limits.ts";

/** Which limit was reached, as a note tells it. */
export interface Excess {
  readonly code: BundleNoteCode;
  readonly message: string;
}

/** What one bundle may still take, one for all archives that lie in it; each method tells when it is too much. */
export class Budget {
  readonly limits: Limits;
  readonly #began: number;
  readonly #now: () => number;
  #unpacked = 0;
  #names = 0;
  #entries = 0;

  constructor(limits: Limits, now: () => number = () => performance.now()) {
    this.limits = limits;
    this.#now = now;
    this.#began = now();
  }

  /** How many more bytes may be unpacked. */
  get room(): number {
    return Math.max(0, this.limits.maxTotalBytes - this.#unpacked);
  }

  /** Bytes that come, unpacked or from a directory. */
  bytes(count: number): Excess | undefined {
    this.#unpacked += count;
    const { maxTotalBytes, maxSeconds } = this.limits;
    if (this.#unpacked > maxTotalBytes)
      return {
        code: "total-too-large",
        message: `it unpacks to more than ${maxTotalBytes} bytes; the rest was not read`,
      };
    if (this.#now() - this.#began > maxSeconds * 1000)
      return {
        code: "total-too-large",
        message: `reading took more than ${maxSeconds} seconds; the rest was not read`,
      };
    return undefined;
  }

  /** An entry of any kind. */
  entry(): Excess | undefined {
    this.#entries += 1;
    const { maxEntries } = this.limits;
    if (this.#entries <= maxEntries) return undefined;
    return { code: "too-many-entries", message: `it holds more than ${maxEntries} entries; the rest was not read` };
  }

  /** A path that is kept. */
  name(path: string): Excess | undefined {
    this.#names += Buffer.byteLength(path);
    const { maxAllPathBytes } = this.limits;
    if (this.#names <= maxAllPathBytes) return undefined;
    return {
      code: "too-many-entries",
      message: `the paths in it are longer than ${maxAllPathBytes} bytes together; the rest was not read`,
    };
  }

  /** Measures one packed stream of so many bytes by what comes out of it; of each archive in an archive anew. */
  ratio(packedBytes: number): (count: number) => Excess | undefined {
    const { maxFreeBytes, maxRatio } = this.limits;
    const most = maxFreeBytes + maxRatio * packedBytes;
    let unpacked = 0;
    return (count) => {
      unpacked += count;
      if (unpacked <= most) return undefined;
      return {
        code: "total-too-large",
        message: `${packedBytes} bytes unpack to more than ${most}, as nothing honest does; the rest was not read`,
      };
    };
  }
}
