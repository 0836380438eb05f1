import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import type { DecoderChoice } from "../../src/bundle/decoders/decoders.ts";
import type { BundleNote, BundleResult } from "../../src/bundle/entry.ts";
import { TarReader } from "../../src/bundle/formats/tar.ts";
import { Intake } from "../../src/bundle/intake.ts";
import { Layout } from "../../src/bundle/layout.ts";
import { defaultLimits, type Limits } from "../../src/bundle/limits.ts";
import { Notes } from "../../src/bundle/notes.ts";
import { Pace } from "../../src/bundle/pace.ts";
import { readBundle } from "../../src/bundle/read.ts";

export interface Seen {
  readonly path: string;
  readonly text: string;
  readonly loss: string | undefined;
  readonly ends: number;
}

/** A visitor that keeps everything. */
function recorder() {
  const files: { path: string; chunks: Buffer[]; loss: string | undefined; ends: number }[] = [];
  const visit = ({ path }: { path: string }) => {
    const file = { path, chunks: [] as Buffer[], loss: undefined as string | undefined, ends: 0 };
    files.push(file);
    return {
      write: (chunk: Buffer) => void file.chunks.push(chunk),
      end: (loss?: string) => {
        file.loss = loss;
        file.ends += 1;
      },
    };
  };
  const seen = (): Seen[] =>
    files.map(({ path, chunks, loss, ends }) => ({ path, text: Buffer.concat(chunks).toString("latin1"), loss, ends }));
  return { visit, seen };
}

/** Feeds the tar layer in pieces of one size. */
export function readTar(bytes: Buffer, pieceBytes: number, limits: Partial<Limits> = {}) {
  const { visit, seen } = recorder();
  const all = { ...defaultLimits, ...limits };
  const notes = new Notes(all.maxNotes);
  const around = { open: () => visit, archive: () => undefined, passBy: () => undefined };
  const tar = new TarReader(new Intake(all, notes, new Layout(around)), new Pace());
  for (let at = 0; at < bytes.length; at += pieceBytes) tar.write(bytes.subarray(at, at + pieceBytes));
  tar.finish();
  return { files: seen(), notes: notes.list() };
}

const scratch = mkdtempSync(join(tmpdir(), "sospect-bundle-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));
let count = 0;

/** A path of its own that is gone after the tests. */
export function scratchPath(name: string): string {
  count += 1;
  return join(scratch, `${count}-${name}`);
}

export function saved(bytes: Buffer | string, name = "bundle"): string {
  const path = scratchPath(name);
  writeFileSync(path, bytes);
  return path;
}

export async function read(path: string, limits: Partial<Limits> = {}, choice?: DecoderChoice) {
  const { visit, seen } = recorder();
  const result = await readBundle(path, visit, limits, choice);
  return { result, files: seen(), notes: notesOf(result) };
}

const notesOf = (result: BundleResult): readonly BundleNote[] => (result.ok ? result.summary.notes : []);
export const codes = (notes: readonly BundleNote[]): string[] => notes.map((note) => note.code);

/** Makes a named pipe, which would be waited for if it were opened. */
export const makePipe = (path: string): unknown => execFileSync("sh", ["-c", 'mkfifo "$1"', "sh", path]);
