import type { Intake } from "../intake.ts";
import type { Pace } from "../pace.ts";
import { CpioReader, isCpio, magicBytes } from "./cpio.ts";
import { TarReader } from "./tar.ts";

/** Walks an archive as its unpacked bytes come: a tar, or by its first bytes a cpio archive. */
export class MemberReader {
  readonly #intake: Intake;
  readonly #pace: Pace;
  #begun = Buffer.alloc(0);
  #reader: TarReader | CpioReader | undefined;

  constructor(intake: Intake, pace: Pace) {
    this.#intake = intake;
    this.#pace = pace;
  }

  /** Valid headers of any kind. */
  get members(): number {
    return this.#reader?.members ?? 0;
  }

  /** The first block of all, for saying what a thing is that is no archive. */
  get firstBlock(): Buffer | undefined {
    return this.#reader?.firstBlock;
  }

  /** Takes a chunk from `from` on; gives how far it came before it had to wait. */
  write(chunk: Buffer, from = 0): number {
    if (this.#reader !== undefined) return this.#reader.write(chunk, from);
    // So few bytes hold no header yet, so that nothing waits.
    const end = Math.min(chunk.length, from + magicBytes - this.#begun.length);
    this.#begun = Buffer.concat([this.#begun, chunk.subarray(from, end)]);
    if (this.#begun.length < magicBytes) return end;
    return this.#choose().write(chunk, end);
  }

  finish(failure?: string): void {
    this.#choose().finish(failure);
  }

  #choose(): TarReader | CpioReader {
    if (this.#reader !== undefined) return this.#reader;
    const Reader = isCpio(this.#begun) ? CpioReader : TarReader;
    this.#reader = new Reader(this.#intake, this.#pace);
    this.#reader.write(this.#begun);
    return this.#reader;
  }
}
