import { type FileHandle, open } from "node:fs/promises";
import type { Budget } from "./budget.ts";
import type { DecodeFailure } from "./decode.ts";
import { type DecoderChoice, decoderFor } from "./decoders.ts";
import { reasonOf } from "./directory.ts";
import type { BundleError, BundleSummary } from "./entry.ts";
import type { Intake } from "./intake.ts";
import { appearance, sniff } from "./sniff.ts";
import { TarReader } from "./tar.ts";

/** Enough for a tar's first header, and for telling what a file is that is no archive. */
const sniffedBytes = 4096;

export type Read = { readonly format: BundleSummary["format"] } | Refusal;
export type Refusal = { readonly code: BundleError["code"]; readonly reason: string };

/** Reads an archive of any format through the gate, in one pass. */
export async function readArchive(path: string, intake: Intake, budget: Budget, choice: DecoderChoice): Promise<Read> {
  const file = await open(path, "r").catch(reasonOf);
  if (typeof file === "string") return { code: "unreadable", reason: file };
  try {
    const first = await firstBytes(file).catch(reasonOf);
    if (typeof first === "string") return { code: "unreadable", reason: first };
    if (first.length === 0) return { code: "empty", reason: "the file is empty" };
    const format = sniff(first);
    if (format === undefined) return { code: "not-an-archive", reason: `not an archive: it is ${appearance(first)}` };
    const tar = new TarReader(intake);
    const decode = await decoderFor(format, choice);
    const { size } = await file.stat();
    const failure = await decode(file, limited(tar, intake, budget, format === "tar" ? undefined : size));
    return finish(tar, intake, failure) ?? { format };
  } finally {
    await file.close();
  }
}

async function firstBytes(file: FileHandle): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(sniffedBytes), 0, sniffedBytes, 0);
  return buffer.subarray(0, bytesRead);
}

/** Hands decoded bytes on as far as limits let them through; `packedBytes` where they were packed. */
function limited(tar: TarReader, intake: Intake, budget: Budget, packedBytes?: number): (chunk: Buffer) => boolean {
  const ratio = packedBytes === undefined ? () => undefined : budget.ratio(packedBytes);
  return (chunk) => {
    const { room } = budget;
    tar.write(chunk.length <= room ? chunk : chunk.subarray(0, room));
    const excess = budget.bytes(chunk.length) ?? ratio(chunk.length);
    if (excess !== undefined) intake.stop(excess.code, excess.message);
    return !intake.stopped;
  };
}

function finish(tar: TarReader, intake: Intake, failure: DecodeFailure | undefined): Refusal | undefined {
  if (failure !== undefined) intake.note(failure.code, failure.message, true);
  tar.finish(failure?.message ?? (intake.stopped ? "a limit was reached" : undefined));
  if (tar.members > 0) return undefined;
  if (failure !== undefined) return { code: "unreadable", reason: `${failure.message}, before the first file` };
  if (tar.firstBlock?.every((byte) => byte === 0)) return { code: "empty", reason: "the archive holds nothing" };
  const what = tar.firstBlock === undefined ? "too little for a tar" : appearance(tar.firstBlock);
  return { code: "not-an-archive", reason: `not an archive: compressed, but inside is ${what}` };
}
