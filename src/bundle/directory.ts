import { closeSync, constants, type Dirent, fstatSync, openSync, readSync } from "node:fs";
import { lstat, readdir } from "node:fs/promises";
import { join } from "node:path";
import type { EntrySink } from "./entry.ts";
import type { Intake } from "./intake.ts";
import { chunkBytes } from "./limits.ts";

/**
 * Reads a tree through the gate, in the order of names; links are not followed. `prefix` is `` or ends in `/`. What is
 * left out of the folder itself is not read.
 */
export async function readTree(
  folder: string,
  prefix: string,
  intake: Intake,
  isLeftOut: (item: Dirent) => boolean = () => false,
): Promise<void> {
  for (const item of await listed(folder, prefix, intake)) {
    if (intake.stopped) return;
    if (isLeftOut(item)) continue;
    const path = prefix + item.name;
    const onDisk = join(folder, item.name);
    if (item.isSymbolicLink()) intake.symlink(path);
    else if (item.isDirectory()) await enter(onDisk, path, intake);
    else if (item.isFile()) await readOne(onDisk, path, intake);
    else intake.refused("special-file", "a device, pipe or socket", false, path);
  }
}

async function enter(onDisk: string, path: string, intake: Intake): Promise<void> {
  intake.folder(path);
  await readTree(onDisk, `${path}/`, intake);
}

async function listed(folder: string, prefix: string, intake: Intake): Promise<Dirent[]> {
  const items = await namesIn(folder);
  if (typeof items !== "string") return items;
  intake.note("unreadable", `its files were not read: ${items}`, true, prefix);
  return [];
}

/** What a folder holds, in the order of names; or why that cannot be told. */
export async function namesIn(folder: string): Promise<Dirent[] | string> {
  try {
    const items = await readdir(folder, { withFileTypes: true });
    return items.sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    return reasonOf(error);
  }
}

async function readOne(onDisk: string, path: string, intake: Intake): Promise<void> {
  const stats = await lstat(onDisk).catch(reasonOf);
  if (typeof stats === "string") {
    intake.note("unreadable", `it was not read: ${stats}`, true, path);
    return;
  }
  const { size, mode, uid, gid } = stats;
  const sink = intake.file({
    path,
    size,
    mtime: Math.trunc(stats.mtimeMs),
    mode: mode & 0o7777,
    owner: { uid, gid },
  });
  if (sink === undefined) return;
  const allowed = intake.allowance(stats.size);
  if (intake.stopped) return sink.end("a limit was reached");
  const loss = pour(onDisk, allowed, sink);
  if (loss === undefined) return sink.end();
  intake.note("unreadable", loss, true, path);
  sink.end(loss);
}

/** Opened without waiting and without following, as a name may have changed hands since it was listed. */
const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

function pour(onDisk: string, size: number, sink: EntrySink): string | undefined {
  const opened = attempt(() => openSync(onDisk, flags));
  if (typeof opened === "string") return `it was not read: ${opened}`;
  try {
    if (!fstatSync(opened).isFile()) return "it was not read: no longer a file";
    return pourOpen(opened, size, sink);
  } finally {
    closeSync(opened);
  }
}

function pourOpen(opened: number, size: number, sink: EntrySink): string | undefined {
  for (let left = size; left > 0; ) {
    const chunk = Buffer.allocUnsafe(Math.min(left, chunkBytes));
    const got = attempt(() => readSync(opened, chunk));
    if (typeof got === "string") return `reading stopped: ${got}`;
    if (got === 0) return "it became shorter while it was read";
    sink.write(chunk.subarray(0, got));
    left -= got;
  }
  return undefined;
}

function attempt(action: () => number): number | string {
  try {
    return action();
  } catch (error) {
    return reasonOf(error);
  }
}

/** The system's words without the path, which the note names. */
export function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.replace(/, \w+( '.*')?$/s, "");
}
