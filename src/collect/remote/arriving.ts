import { once } from "node:events";
import { Transform, type TransformCallback } from "node:stream";
import { createGunzip } from "node:zlib";
import { topFolder } from "./top-folder.ts";

/** How much of a node's bundle is taken, in bytes. */
export interface Room {
  /** As it arrives, compressed. */
  readonly received: number;
  /** What it unpacks to: some kilobytes may hold terabytes of zeros. */
  readonly unpacked: number;
  /** What is to stay free where bundles are written. */
  readonly free: number;
}

const MIB = 1024 ** 2;
const GZIP = Buffer.from([0x1f, 0x8b, 8]);
/** A tar's first header, and the name of up to 512 bytes that GNU's tar puts before one. */
const HEAD_BYTES = 3 * 512;
/** Asked about once for so many bytes that came. */
const FREE_EVERY = 16 * MIB;

/** How much a node may send where nothing else is asked for; a bundle of 500 containers has some 20 MiB. */
export const USUAL_MIB = 512;

/** A node may send so much and no more; a bundle unpacks to some ten times its size. */
export function roomFor(mebibytes: number): Room {
  return { received: mebibytes * MIB, unpacked: 8 * mebibytes * MIB, free: 64 * MIB };
}

/** Not a byte came. */
export class NothingCame extends Error {}

/** It breaks off where more was to come: why, the end of ssh tells. */
export class BreaksOff extends Error {}

export interface Arriving {
  readonly room: Room;
  /** Bytes that are free where it is written. */
  readonly freeBytes: () => number;
  /** Told how many bytes have come. */
  readonly onBytes: (total: number) => void;
}

/**
 * Lets bytes pass as long as they are a bundle of the collector: a gzip that is not damaged, of a tar whose first entry lies
 * in the collector's folder, and within its room. Others end the stream with an error that says what came instead.
 */
export class BundleCheck extends Transform {
  readonly #arriving: Arriving;
  readonly #gunzip = createGunzip();
  /** What came first, until it shows whether it is a gzip. */
  #held = Buffer.alloc(0);
  /** The beginning of what it unpacks to. */
  #head = Buffer.alloc(0);
  #total = 0;
  #unpacked = 0;
  #nextLook = FREE_EVERY;
  #folder: string | undefined;

  constructor(arriving: Arriving) {
    super();
    this.#arriving = arriving;
    this.#gunzip.on("data", (bytes: Buffer) => this.#look(bytes));
    this.#gunzip.on("error", (error: NodeJS.ErrnoException) => this.destroy(this.#damage(error)));
  }

  /** The name that the collector gave the bundle, once the stream has ended well. */
  get folder(): string {
    return this.#folder ?? "";
  }

  override _transform(chunk: Buffer, _: BufferEncoding, done: TransformCallback): void {
    this.#total += chunk.length;
    this.#arriving.onBytes(this.#total);
    const passing = this.#tooMuch() ?? this.#begun(chunk);
    if (passing instanceof Error) done(passing);
    else if (passing === undefined) done();
    // On once it is unpacked, so that no more is written than was looked at.
    else this.#gunzip.write(passing, () => done(null, passing));
  }

  override _flush(done: TransformCallback): void {
    if (this.#total === 0) done(new NothingCame("the collector sent nothing"));
    else if (this.#held.length < GZIP.length) done(noBundle(this.#held));
    else {
      this.#gunzip.end();
      once(this.#gunzip, "end").then(
        () => done(this.#name() ? null : notOurs(this.#head)),
        () => {},
      );
    }
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#gunzip.destroy();
    done(error);
  }

  /** What may pass of a chunk: all that came, once its beginning shows that it is a gzip. */
  #begun(chunk: Buffer): Buffer | Error | undefined {
    if (this.#held.length >= GZIP.length) return chunk;
    this.#held = Buffer.concat([this.#held, chunk]);
    if (this.#held.length < GZIP.length) return undefined;
    return this.#held.subarray(0, GZIP.length).equals(GZIP) ? this.#held : noBundle(this.#held);
  }

  #look(bytes: Buffer): void {
    this.#unpacked += bytes.length;
    const { unpacked } = this.#arriving.room;
    if (this.#unpacked > unpacked) this.destroy(tooLarge("what came unpacks to more", unpacked));
    else if (this.#head.length < HEAD_BYTES) {
      this.#head = Buffer.concat([this.#head, bytes.subarray(0, HEAD_BYTES)]);
      if (this.#head.length >= HEAD_BYTES && !this.#name()) this.destroy(notOurs(this.#head));
    }
  }

  #name(): boolean {
    this.#folder ??= topFolder(this.#head);
    return this.#folder !== undefined;
  }

  #tooMuch(): Error | undefined {
    const { room, freeBytes } = this.#arriving;
    if (this.#total > room.received) return tooLarge("it sends more", room.received);
    if (this.#total < this.#nextLook) return undefined;
    this.#nextLook += FREE_EVERY;
    if (freeBytes() >= room.free) return undefined;
    return new Error(
      `less than ${room.free / MIB} MiB are free here: free some space, or choose another directory with -o`,
    );
  }

  #damage({ code, message }: NodeJS.ErrnoException): Error {
    const told = `its bundle came damaged: ${message}`;
    return code === "Z_BUF_ERROR" ? new BreaksOff(told) : new Error(told);
  }
}

function tooLarge(what: string, bytes: number): Error {
  return new Error(`${what} than ${bytes / MIB} MiB: if it is to be as large, raise --max-bundle`);
}

function noBundle(head: Buffer): Error {
  const begin = head.subarray(0, 100).toString("utf8").trim();
  return new Error(`what came is no bundle, it begins with ${JSON.stringify(begin)}: does a login script print it?`);
}

function notOurs(unpacked: Buffer): Error {
  const begin = JSON.stringify(unpacked.subarray(0, 40).toString("latin1").replace(/\0+$/, ""));
  const what = unpacked.every((byte) => byte === 0) ? "an empty archive" : `unpacked it begins with ${begin}`;
  return new Error(`what came is no bundle of the collector: ${what}`);
}
