import { type FileHandle, open } from "node:fs/promises";
import { isArchiveName } from "./archive-names.ts";
import type { DecodeFailure, Feed } from "./decoders/decode.ts";
import { type DecoderChoice, decoderFor } from "./decoders/decoders.ts";
import { type ByteSource, sourceOf } from "./decoders/source.ts";
import { reasonOf } from "./directory.ts";
import type { BundleError, EntrySink } from "./entry.ts";
import { appearance, appearanceOf, isPacked } from "./formats/appearance.ts";
import type { ArchiveFormat, TarFormat } from "./formats/archive-format.ts";
import { MemberReader } from "./formats/member-reader.ts";
import { sniff, sniffedBytes } from "./formats/sniff.ts";
import { TarReader } from "./formats/tar.ts";
import { readZip } from "./formats/zip.ts";
import { LinkPass } from "./hard-links.ts";
import { Intake } from "./intake.ts";
import type { Container, Inventory, Place } from "./inventory.ts";
import { Layout } from "./layout.ts";
import { NestedArchive } from "./nested.ts";
import { Notes } from "./notes.ts";
import { Pace } from "./pace.ts";
import { PassedFiles } from "./passed-by.ts";

/** Why something is no archive that was read. */
export interface Refusal {
  readonly code: BundleError["code"];
  readonly reason: string;
  /** Set for what is no archive for all one knows: a single file that is compressed, such as a log; a signature. */
  readonly isOther?: "file" | "signature";
}

/** Accounts for what lies in an input and was to be an archive. */
export function accountFor(refusal: Refusal, { within }: Place, inventory: Inventory): void {
  const isOther = refusal.isOther === "signature" || (refusal.isOther === "file" && !isArchiveName(within));
  if (isOther) inventory.passed.add(within);
  else inventory.lose(within, refusal.reason);
}

/** What archives of one input are read with. */
export interface Reading {
  readonly inventory: Inventory;
  readonly choice: DecoderChoice;
  readonly isInDirectory: boolean;
}

/** Reads an archive that is a file, and all archives in it, in one pass; gives why it is none. */
export async function readArchiveFile(path: string, place: Place, reading: Reading): Promise<Refusal | undefined> {
  const file = await open(path, "r").catch(reasonOf);
  if (typeof file === "string") return { code: "unreadable", reason: file };
  try {
    reading.inventory.has((await file.stat()).size);
    const first = await firstBytes(file).catch(reasonOf);
    if (typeof first === "string") return { code: "unreadable", reason: first };
    const format = formatOf(first);
    if (typeof format !== "string") return format;
    const archive = new Archive(place, format, reading);
    return format === "zip" ? await archive.readZip(file) : await archive.readTar(sourceOf(file), format);
  } finally {
    await file.close();
  }
}

/** Reads an archive as it streams out of another. */
async function readNested(source: ByteSource, first: Buffer, place: Place, reading: Reading): Promise<void> {
  const format = formatOf(first);
  const refusal =
    typeof format !== "string"
      ? format
      : format === "zip"
        ? ({ code: "not-an-archive", reason: "a zip within another archive; unpack the outer one first" } as const)
        : await new Archive(place, format, reading).readTar(source, format);
  if (refusal !== undefined) accountFor(refusal, place, reading.inventory);
}

async function firstBytes(file: FileHandle): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(sniffedBytes), 0, sniffedBytes, 0);
  return buffer.subarray(0, bytesRead);
}

function formatOf(first: Buffer): ArchiveFormat | Refusal {
  if (first.length === 0) return { code: "empty", reason: "the file is empty" };
  const format = sniff(first);
  if (format !== undefined) return format;
  const refusal = { code: "not-an-archive", reason: `not an archive: it is ${appearance(first)}` } as const;
  return appearanceOf(first).beside ? { ...refusal, isOther: "signature" } : refusal;
}

/** One archive while it is read. */
class Archive {
  readonly #place: Place;
  readonly #format: ArchiveFormat;
  readonly #reading: Reading;
  readonly #pace = new Pace();
  readonly #notes: Notes;
  readonly #passed = new PassedFiles();
  readonly #layout: Layout;
  readonly #intake: Intake;
  #room: number;

  constructor(place: Place, format: ArchiveFormat, reading: Reading) {
    const { inventory } = reading;
    this.#place = place;
    this.#format = format;
    this.#reading = reading;
    this.#room = inventory.limits.maxTotalBytes;
    this.#notes = new Notes(inventory.limits.maxNotes);
    this.#layout = new Layout({
      open: (root) => inventory.open(place, root),
      archive: (path) => this.#nested(path),
      passBy: (path) => this.#passed.add(path),
    });
    this.#intake = new Intake(inventory.limits, this.#notes, this.#layout);
  }

  async readTar(source: ByteSource, format: TarFormat): Promise<Refusal | undefined> {
    const tar = new MemberReader(this.#intake, this.#pace);
    const decode = decoderFor(format, this.#reading.choice);
    const failure = await decode(source, this.#feed(tar));
    this.#noteFailure(failure);
    tar.finish(failure?.message ?? (this.#intake.stopped ? "a limit was reached" : undefined));
    await this.#pace.settled();
    if (tar.members === 0) return refusalOf(tar.firstBlock, failure);
    await this.#fetchLinks(source, format);
    this.#end();
    return undefined;
  }

  /** Reads a file once more where it has hard links, for what they hold; what streams by but once has lost it. */
  async #fetchLinks(source: ByteSource, format: TarFormat): Promise<void> {
    const links = this.#intake.foundLinks(source.fd !== undefined);
    if (links.size === 0) return;
    const tar = new TarReader(new LinkPass(links, this.#reading.inventory.limits, this.#layout), this.#pace);
    const failure = await decoderFor(format, this.#reading.choice)(source, this.#feed(tar));
    tar.finish(failure?.message ?? "told before");
    await this.#pace.settled();
  }

  async readZip(file: FileHandle): Promise<Refusal | undefined> {
    const reading = {
      ...{ intake: this.#intake, pace: this.#pace, members: 0 },
      grant: (bytes: number) => this.#grant(bytes),
      goesOn: (granted: number, wanted: number) => this.#goesOn(granted, wanted),
    };
    const failure = await readZip(file, reading);
    this.#noteFailure(failure);
    if (reading.members === 0 && failure !== undefined) return { code: "unreadable", reason: failure.message };
    if (reading.members === 0) return { code: "empty", reason: "the archive holds nothing" };
    this.#end();
    return undefined;
  }

  #noteFailure(failure: DecodeFailure | undefined): void {
    if (failure !== undefined && failure.code !== "tool-missing")
      this.#intake.note(failure.code, failure.message, true);
  }

  #feed(tar: Pick<MemberReader, "write">): Feed {
    return (chunk) => {
      const granted = this.#grant(chunk.length);
      const taken = chunk.subarray(0, granted);
      const at = tar.write(taken);
      if (at < taken.length || this.#pace.isHeld) return this.#feedOn(tar, taken, at, chunk.length);
      return this.#goesOn(granted, chunk.length);
    };
  }

  /** Goes on with a chunk whenever the archives in it have taken what came before. */
  async #feedOn(tar: Pick<MemberReader, "write">, taken: Buffer, from: number, wanted: number): Promise<boolean> {
    let at = from;
    for (;;) {
      await this.#pace.settled();
      if (at === taken.length) return this.#goesOn(taken.length, wanted);
      at = tar.write(taken, at);
    }
  }

  /** How many unpacked bytes may be taken. */
  #grant(bytes: number): number {
    const granted = this.#reading.inventory.spend(Math.min(bytes, this.#room));
    this.#room -= granted;
    return granted;
  }

  /** Whether more is to be read; not behind a limit. */
  #goesOn(granted: number, wanted: number): boolean {
    if (granted < wanted) {
      const most = this.#reading.inventory.limits.maxTotalBytes;
      const message =
        this.#room === 0
          ? `it unpacks to more than ${most} bytes; the rest was not read`
          : "what lies in the input unpacks to far more than reports do; the rest was not read";
      this.#intake.stop("total-too-large", message);
    }
    return !this.#intake.stopped;
  }

  #nested(path: string): EntrySink | undefined {
    const place = this.#reading.inventory.enter(this.#place, path);
    if (place === undefined) return undefined;
    return new NestedArchive(this.#pace, (source, first) => readNested(source, first, place, this.#reading));
  }

  #end(): void {
    this.#layout.end();
    const { entries } = this.#intake;
    const container: Container = {
      ...{ place: this.#place, format: this.#format, roots: this.#layout.roots, notes: this.#notes, entries },
      ...{ isInDirectory: this.#reading.isInDirectory, passed: this.#passed },
    };
    this.#reading.inventory.containers.push(container);
  }
}

function refusalOf(firstBlock: Buffer | undefined, failure: DecodeFailure | undefined): Refusal {
  if (failure?.code === "tool-missing") return { code: failure.code, reason: failure.message };
  if (failure !== undefined) return { code: "unreadable", reason: `${failure.message}, before the first file` };
  if (firstBlock?.every((byte) => byte === 0)) return { code: "empty", reason: "the archive holds nothing" };
  const what = firstBlock === undefined ? "too little for a tar" : appearance(firstBlock);
  return {
    ...{ code: "not-an-archive", reason: `not an archive: compressed, but inside is ${what}` },
    ...(firstBlock !== undefined && isPacked(firstBlock) ? {} : { isOther: "file" }),
  };
}
