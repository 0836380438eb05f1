import { createReadStream } from "node:fs";
import { readdir, readFile, realpath, stat } from "node:fs/promises";
import { dirname, join, resolve, sep } from "node:path";
import type { Problem } from "./problem.ts";

/** The files of rules of a directory, or a file itself; and why some of it is not looked at. */
export interface FoundFiles {
  readonly files: readonly string[];
  readonly problems: readonly Problem[];
}

/** Files of rules in one directory; we have some 250. */
const MOST_FILES = 2000;
/** Files and folders that are passed on the way. */
const MOST_ENTRIES = 20_000;
const MOST_DEPTH = 12;

/**
 * Files NAME.yaml of a directory and its folders but for those that are left out, in order. A link within the directory is
 * passed by, since what it leads to is found by its own name; one that leads out of it is not followed. What is no
 * directory and no file has none.
 */
export async function findFiles(path: string, leftOut: readonly string[] = []): Promise<FoundFiles> {
  const stats = await stat(path).catch(() => undefined);
  if (stats?.isFile()) return { files: [resolve(path)], problems: [] };
  if (!stats?.isDirectory()) return { files: [], problems: [] };
  const top = await realpath(path);
  const walk: Walk = { top, files: [], problems: [], entries: 0 };
  await lookInto(resolve(path), leftOut, 1, walk);
  return { files: walk.files.sort(), problems: walk.problems };
}

interface Walk {
  readonly top: string;
  readonly files: string[];
  readonly problems: Problem[];
  entries: number;
}

async function lookInto(folder: string, leftOut: readonly string[], depth: number, walk: Walk): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (isFull(folder, depth, walk)) return;
    if (entry.isSymbolicLink()) await passLink(path, walk);
    else if (entry.isDirectory() && !leftOut.includes(entry.name)) await lookInto(path, [], depth + 1, walk);
    else if (entry.isFile() && isRule(entry.name)) walk.files.push(path);
  }
}

const isRule = (name: string) => /\.ya?ml$/.test(name);

function isFull(folder: string, depth: number, walk: Walk): boolean {
  if (walk.problems.some(({ file }) => file === walk.top)) return true;
  walk.entries += 1;
  const why =
    walk.files.length >= MOST_FILES
      ? `it has more than ${MOST_FILES} files of rules`
      : walk.entries > MOST_ENTRIES
        ? `it has more than ${MOST_ENTRIES} files and folders`
        : depth > MOST_DEPTH
          ? `its folders lie more than ${MOST_DEPTH} deep, as ${folder}`
          : undefined;
  if (why === undefined) return false;
  walk.problems.push({ file: walk.top, line: 1, column: 1, message: `${why}: name the folder of your rules alone` });
  return true;
}

async function passLink(path: string, { top, problems }: Walk): Promise<void> {
  const target = await realpath(path).catch(() => undefined);
  if (target === top || target?.startsWith(`${top}${sep}`)) return;
  // A link that leads nowhere and bears another name is nobody's rule.
  if (target === undefined && !isRule(path)) return;
  const leads = target === undefined ? "leads nowhere" : `leads out of ${dirname(path)}, to ${target}`;
  problems.push({ file: path, line: 1, column: 1, message: `a link that ${leads}: put the file itself there` });
}

/** More than any file of rules, acceptances, exercises or hosts may have. */
const MOST_BYTES = 1024 * 1024;

/** A file's text. Of one that is longer than any may be, or has no end, only so much that its reader sees that it is. */
export async function readText(file: string): Promise<string> {
  const stats = await stat(file);
  if (stats.isFile() && stats.size <= MOST_BYTES) return readFile(file, "utf8");
  const chunks: Buffer[] = [];
  for await (const chunk of createReadStream(file, { end: MOST_BYTES })) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}
