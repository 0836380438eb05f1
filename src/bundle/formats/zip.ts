import type { FileHandle } from "node:fs/promises";
import { crc32, createInflateRaw } from "node:zlib";
import {
  type Entry,
  fromRandomAccessReaderPromise,
  getFileNameLowLevel,
  RandomAccessReader,
  type ZipFile,
} from "yauzl";
import { type DecodeFailure, drain } from "../decoders/decode.ts";
import { bytesOf } from "../decoders/source.ts";
import type { EntryHeader, EntrySink } from "../entry.ts";
import type { Intake } from "../intake.ts";
import { chunkBytes } from "../limits.ts";
import type { Pace } from "../pace.ts";
import { printable } from "../printable.ts";

/** What a zip is read with. */
export interface ZipReading {
  readonly intake: Intake;
  readonly pace: Pace;
  /** Asked for each piece of unpacked bytes: how many of them may be taken, and then whether more is to be read. */
  readonly grant: (bytes: number) => number;
  readonly goesOn: (granted: number, wanted: number) => boolean;
  /** Valid members of any kind. */
  members: number;
}

/** Reads a zip, which has to be a file: its table of contents is at the end. */
export async function readZip(file: FileHandle, reading: ZipReading): Promise<DecodeFailure | undefined> {
  const { size } = await file.stat();
  const zip = await fromRandomAccessReaderPromise(new FileReader(file), size, {
    autoClose: false,
    decodeStrings: false,
  }).catch(damageOf);
  if ("code" in zip) return zip;
  const entries = zip.eachEntry()[Symbol.asyncIterator]();
  for (;;) {
    const next = await entries.next().catch(damageOf);
    if ("code" in next) return next;
    if (next.done || reading.intake.stopped) return undefined;
    reading.members += 1;
    await readEntry(file, zip, next.value, reading);
    await reading.pace.settled();
  }
}

/** Reads where the library asks; it closes nothing that is ours. */
class FileReader extends RandomAccessReader {
  readonly #file: FileHandle;

  constructor(file: FileHandle) {
    super();
    this.#file = file;
  }

  override read(...[buffer, offset, length, position, done]: Parameters<RandomAccessReader["read"]>): void {
    this.#file.read(buffer, offset, length, position).then(({ bytesRead }) => done(null, bytesRead), done);
  }

  override close(done: () => void): void {
    done();
  }
}

function damageOf(error: unknown): DecodeFailure {
  const message = error instanceof Error ? error.message : String(error);
  if (/end of central directory/i.test(message)) {
    return {
      code: "truncated",
      message: "the zip has no table of contents at its end: it was cut short; hand it over anew",
    };
  }
  if (/strong encryption/i.test(message)) {
    return { code: "unreadable", message: "the zip is encrypted; unpack it first: unzip asks for the password" };
  }
  return { code: "corrupt", message: `the zip is damaged: ${printable(message)}` };
}

/** Who made a zip on Unix put `/` between folders, and `\\` into names; others may have put `\\` between folders. */
const UNIX = 3;

async function readEntry(file: FileHandle, zip: ZipFile, entry: Entry, reading: ZipReading): Promise<void> {
  const { intake } = reading;
  const isUnix = entry.versionMadeBy >> 8 === UNIX;
  const path = getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, isUnix);
  const kind = kindOf(entry, path);
  if (kind === "folder") return intake.folder(path);
  if (kind === "link") return intake.symlink(path);
  if (kind === "other") return intake.refused("special-file", "neither a file nor a folder", false, path);
  if (!entry.canDecodeFileData()) return intake.refused("unreadable", reasonAgainst(entry), true, path);
  const sink = intake.file({ path, size: entry.uncompressedSize, ...attributesOf(entry) });
  if (sink === undefined) return;
  const loss = await pour(file, zip, entry, sink, reading);
  if (loss !== undefined) intake.note("corrupt", loss, true, path);
  sink.end(loss ?? (intake.stopped ? "a limit was reached" : undefined));
}

function reasonAgainst(entry: Entry): string {
  return entry.isEncrypted()
    ? "it is encrypted; unpack the zip first: unzip asks for the password"
    : `compressed in a way that is not known (${entry.compressionMethod}); unpack the zip first`;
}

const KIND_BITS = 0o170000;
function modeOf({ versionMadeBy, externalFileAttributes }: Entry): number {
  return versionMadeBy >> 8 === UNIX ? externalFileAttributes >>> 16 : 0;
}

function kindOf(entry: Entry, path: string): "file" | "folder" | "link" | "other" {
  if (path.endsWith("/")) return "folder";
  const bits = modeOf(entry) & KIND_BITS;
  if (bits === 0 || bits === 0o100000) return "file";
  if (bits === 0o040000) return "folder";
  return bits === 0o120000 ? "link" : "other";
}

const TIMES = 0x5455;

/** Its own times are local to an unknown zone; only those that Unix adds tell when. */
function attributesOf(entry: Entry): Pick<EntryHeader, "mtime" | "mode"> {
  const mode = modeOf(entry);
  const times = entry.extraFields.find(
    ({ id, data }) => id === TIMES && data.length >= 5 && ((data[0] ?? 0) & 1) === 1,
  );
  return {
    ...(mode === 0 ? {} : { mode: mode & 0o7777 }),
    ...(times === undefined ? {} : { mtime: times.data.readInt32LE(1) * 1000 }),
  };
}

/** Gives a file's bytes to its sink; gives what is wrong with them. */
async function pour(
  file: FileHandle,
  zip: ZipFile,
  entry: Entry,
  sink: EntrySink,
  { intake, pace, grant, goesOn }: ZipReading,
): Promise<string | undefined> {
  const header = await zip.readLocalFileHeaderPromise(entry, { minimal: true }).catch(damageOf);
  if ("code" in header) return header.message;
  const { fileDataStart } = header;
  const packed = bytesOf(file, fileDataStart, fileDataStart + entry.compressedSize);
  const bytes = entry.compressionMethod === 0 ? packed : packed.pipe(createInflateRaw({ chunkSize: chunkBytes }));
  packed.on("error", (error) => bytes.destroy(error));
  let seen = 0;
  let sum = 0;
  const error = await drain(bytes, (chunk) => {
    const granted = grant(chunk.length);
    sink.write(chunk.subarray(0, Math.min(granted, entry.uncompressedSize - seen)));
    sum = crc32(chunk, sum);
    seen += chunk.length;
    const wanted = goesOn(granted, chunk.length) && seen <= entry.uncompressedSize;
    return pace.isHeld ? pace.settled().then(() => wanted) : wanted;
  });
  packed.destroy();
  if (intake.stopped) return undefined;
  if (error !== undefined) return `its bytes are damaged: ${printable(error.message)}`;
  if (seen !== entry.uncompressedSize) return "it is not as long as the zip says";
  return sum === entry.crc32 ? undefined : "its checksum is not that of the zip: it is damaged";
}
