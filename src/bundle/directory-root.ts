import type { Dirent } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { isMarker } from "./markers.ts";

/** How deep a directory is searched for a report within it: `case/node/sosreport-…` and no deeper. */
const maxDepth = 3;

export type DirectoryRoot =
  | { readonly found: "one"; readonly root: string }
  | { readonly found: "none" }
  | { readonly found: "several"; readonly roots: readonly string[] };

/** Finds the one folder in a directory, itself first, that holds what a report holds at its top. */
export async function rootOfDirectory(directory: string): Promise<DirectoryRoot> {
  let level = [""];
  for (let depth = 0; depth <= maxDepth; depth += 1) {
    const items = await Promise.all(level.map((folder) => list(join(directory, folder))));
    const roots = level.filter((_, index) => items[index]?.some((item) => isMarker(item.name, item.isDirectory())));
    const [root] = roots;
    if (root !== undefined) return roots.length === 1 ? { found: "one", root } : { found: "several", roots };
    level = level.flatMap((folder, index) => foldersIn(folder, items[index] ?? [])).slice(0, maxFolders);
  }
  return { found: "none" };
}

/** A directory with more folders than this is no place where a report was unpacked. */
const maxFolders = 200;

const foldersIn = (folder: string, items: readonly Dirent[]): string[] =>
  items
    .filter((item) => item.isDirectory())
    .map((item) => (folder === "" ? item.name : `${folder}/${item.name}`))
    .sort();

/** What cannot be listed holds no report that could be read. */
const list = (folder: string): Promise<Dirent[]> => readdir(folder, { withFileTypes: true }).catch(() => []);
