import { writeFileSync } from "node:fs";
import { type RewriteOptions, rewriteBundle } from "../../src/mask/rewrite.ts";
import { read, saved, scratchPath } from "../bundle/helpers.ts";
import { type MemberOptions, member, tar } from "../bundle/tar-bytes.ts";

/** Masks a bundle into a tar, and reads that again. */
export async function rewritten(source: string, options: Partial<RewriteOptions> = {}) {
  const chunks: Buffer[] = [];
  const notes: string[] = [];
  const result = await rewriteBundle(source, {
    write: (bytes) => chunks.push(Buffer.from(bytes)),
    spool: inMemory,
    name: "0",
    onNote: (line) => notes.push(line),
    ...options,
  });
  if (!result.ok) throw new Error(result.error.message);
  const path = scratchPath("masked.tar");
  writeFileSync(path, Buffer.concat([result.first, ...chunks]));
  const seen = await read(path);
  const text = (file: string) => seen.files.find((one) => one.path === file)?.text;
  return { path, result, notes, text, files: seen.files, read: seen.result, readNotes: seen.notes };
}

function inMemory() {
  const spooled: Buffer[] = [];
  return {
    write: (bytes: Buffer) => void spooled.push(Buffer.from(bytes)),
    read: (take: (bytes: Buffer) => void) => spooled.forEach(take),
    close: () => {},
  };
}

/** A tar of these files below one folder; `mtime` in seconds. */
export function bundleOf(
  files: Readonly<Record<string, string | Buffer | { readonly text: string; readonly mtime: number }>>,
  top = "sosreport-node0-1",
): string {
  const members = Object.entries(files).map(([path, file]) => {
    if (typeof file === "string" || Buffer.isBuffer(file)) return member(`${top}/${path}`, file);
    return member(`${top}/${path}`, file.text, { patch: mtimePatch(file.mtime) });
  });
  return saved(tar(...members));
}

function mtimePatch(seconds: number): NonNullable<MemberOptions["patch"]> {
  return (header) => header.write(`${seconds.toString(8).padStart(11, "0")}\0`, 136);
}
