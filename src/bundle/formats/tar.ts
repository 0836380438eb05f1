import type { EntrySink } from "../entry.ts";
import type { Gate } from "../gate.ts";
import { maxMetaBytes } from "../limits.ts";
import { nameOf } from "../names.ts";
import type { Pace } from "../pace.ts";
import { wholeFile } from "../sinks.ts";
import { Blocks, blockBytes } from "./blocks.ts";
import { addEntries, type HoleMap } from "./holes.ts";
import { admit } from "./members.ts";
import { type Overrides, parsePax } from "./pax.ts";
import { decodeHeader, type Member, sparseMapContinues, upToNul } from "./tar-header.ts";

const zeros = Buffer.alloc(blockBytes);

/**
 * Walks a tar as its bytes come, in chunks of any size. The walk is ours, because what a damaged archive loses must be
 * told: what a header promised, whether the end mark came, what lies behind it.
 */
export class TarReader {
  readonly #intake: Gate;
  readonly #pace: Pace;
  readonly #blocks = new Blocks();
  readonly #useBlock = (block: Buffer): void => this.#block(block);
  #open: Member | undefined;
  #sink: EntrySink | undefined;
  #bodyLeft = 0;
  #padding = 0;
  /** The map of a member's holes, as long as blocks of it are to come. */
  #map: HoleMap | undefined;
  #overrides: Overrides = {};
  #zeroBlocks = 0;
  #strayBlocks = 0;
  /** Whether what is no header lies behind an end mark. */
  #behindEnd = false;
  /** Valid headers of any kind. */
  members = 0;
  /** The first block of all, for saying what a thing is that is no tar. */
  firstBlock: Buffer | undefined;

  constructor(intake: Gate, pace: Pace) {
    this.#intake = intake;
    this.#pace = pace;
  }

  /** Takes a chunk from `from` on; gives how far it came before it had to wait. */
  write(chunk: Buffer, from = 0): number {
    let at = from;
    while (at < chunk.length && !this.#pace.isHeld) {
      if (this.#map !== undefined) at = this.#blocks.take(chunk, at, this.#useBlock);
      else if (this.#bodyLeft > 0) at = this.#takeBody(chunk, at);
      else if (this.#padding > 0) at = this.#skipPadding(chunk, at);
      else at = this.#blocks.take(chunk, at, this.#useBlock);
    }
    return at;
  }

  /** All bytes have come: says what is missing, unless `failure` is what the user was told already. */
  finish(failure?: string): void {
    if (this.members > 0 && this.#behindEnd) this.#noteTrailing();
    else if (this.members > 0) this.#endStray();
    const cut = this.#bodyLeft > 0 ? this.#open : undefined;
    if (cut !== undefined) this.#endBody(failure ?? "the archive stops inside this file");
    if (failure !== undefined || (this.members === 0 && this.#zeroBlocks === 0)) return;
    if (cut !== undefined) this.#intake.note("truncated", "the archive stops inside this file", true, cut.path);
    else if (!this.#ended) {
      const where = this.#blocks.begun ? "inside a header" : "without its end mark";
      this.#intake.note("truncated", `the archive stops ${where}`, true);
    }
  }

  /** Two blocks of zeros end an archive. */
  get #ended(): boolean {
    return this.#zeroBlocks >= 2 || this.#behindEnd;
  }

  #takeBody(chunk: Buffer, at: number): number {
    const end = Math.min(chunk.length, at + this.#bodyLeft);
    this.#sink?.write(chunk.subarray(at, end));
    this.#bodyLeft -= end - at;
    if (this.#bodyLeft === 0) this.#endBody();
    return end;
  }

  #endBody(loss?: string): void {
    if (this.#bodyLeft > 0 && (this.#open?.kind === "file" || this.#open?.kind === "sparse"))
      this.#intake.missing(this.#bodyLeft);
    const sink = this.#sink;
    this.#sink = undefined;
    this.#open = undefined;
    this.#bodyLeft = 0;
    if (loss === undefined) sink?.end();
    else sink?.end(loss);
  }

  #skipPadding(chunk: Buffer, at: number): number {
    const end = Math.min(chunk.length, at + this.#padding);
    this.#padding -= end - at;
    return end;
  }

  #block(block: Buffer): void {
    this.firstBlock ??= Buffer.from(block);
    if (this.#map !== undefined) this.#mapBlock(this.#map, block);
    else if (block[0] === 0 && block.equals(zeros)) this.#zeroBlocks += 1;
    else this.#header(block);
  }

  #mapBlock(map: HoleMap, block: Buffer): void {
    addEntries(map, block, false);
    if (!sparseMapContinues(block, false)) this.#map = undefined;
  }

  #header(block: Buffer): void {
    const member = decodeHeader(block, this.#overrides);
    if (member === undefined) {
      if (this.#strayBlocks === 0) this.#behindEnd = this.#ended;
      this.#strayBlocks += 1;
      this.#zeroBlocks = 0;
      return;
    }
    // Behind an end mark this is another archive, which is read on as `tar -i` does.
    this.#zeroBlocks = 0;
    this.#behindEnd = false;
    this.#endStray();
    this.members += 1;
    this.#open = member;
    this.#bodyLeft = member.size;
    this.#padding = (blockBytes - (member.size % blockBytes)) % blockBytes;
    const map = member.kind === "sparse" ? (this.#overrides.sparse ?? this.#oldMap(block)) : undefined;
    this.#sink = this.#sinkFor(member, map);
    if (member.size === 0) this.#endBody();
  }

  /** Of the ways to store holes only the old one has a map between header and body. */
  #oldMap(header: Buffer): HoleMap {
    const map: HoleMap = { numbers: [], isInBody: false };
    addEntries(map, header, true);
    if (sparseMapContinues(header, true)) this.#map = map;
    return map;
  }

  #sinkFor(member: Member, map: HoleMap | undefined): EntrySink | undefined {
    if (member.kind === "long-path") {
      return this.#meta((bytes) => {
        this.#overrides.path = nameOf(upToNul(bytes));
      });
    }
    if (member.kind === "long-link") {
      return this.#meta((bytes) => {
        this.#overrides.link = nameOf(upToNul(bytes));
      });
    }
    if (member.kind === "pax") return this.#meta((bytes) => Object.assign(this.#overrides, parsePax(bytes)));
    if (member.kind === "global-pax") return undefined;
    this.#overrides = {};
    return admit(member, this.#intake, map);
  }

  #meta(use: (bytes: Buffer) => void): EntrySink {
    return wholeFile(maxMetaBytes, (bytes, loss) => {
      if (loss === undefined) use(bytes);
      else this.#intake.note("absurd-name", `an extended header was not read: ${loss}`, true);
    });
  }

  #noteTrailing(): void {
    if (this.#strayBlocks > 0) this.#intake.note("trailing-data", "other data lies behind the archive's end", true);
  }

  #endStray(): void {
    if (this.#strayBlocks === 0) return;
    const bytes = this.#strayBlocks * blockBytes;
    this.#strayBlocks = 0;
    this.#overrides = {};
    this.#intake.note("corrupt", `${bytes} bytes that are no header were skipped`, true);
  }
}
