import type { Dirent } from "node:fs";
import { open } from "node:fs/promises";
import { join } from "node:path";
import { accountFor, type Reading, readArchiveFile } from "./archive.ts";
import { isArchiveName, isPlainName, isReportName } from "./archive-names.ts";
import { namesIn, readTree, reasonOf } from "./directory.ts";
import type { Visit } from "./entry.ts";
import { isPacked } from "./formats/appearance.ts";
import { sniffedBytes } from "./formats/sniff.ts";
import { Intake } from "./intake.ts";
import type { Place } from "./inventory.ts";
import { Layout } from "./layout.ts";
import { clusterFolder, isMarker, isNodeFolder, isReportFolder, likenessOf } from "./markers.ts";
import { Notes } from "./notes.ts";
import { PassedFiles } from "./passed-by.ts";

/** Folders within folders in which reports are looked for: a must-gather's lie four deep. */
const maxDepth = 12;

const here: Place = { within: "", depth: 0 };

/** Reads all bundles in a directory: folders that hold a report, and archives. Links are not followed. */
export async function readFolders(directory: string, reading: Reading): Promise<string | undefined> {
  const items = await namesIn(directory);
  if (typeof items === "string") return items;
  await new Folders(directory, reading).enter("", items, 0);
  return undefined;
}

class Folders {
  readonly #directory: string;
  readonly #reading: Reading;
  #seen = 0;
  /** What was read of clusters. */
  readonly #read = new Set<string>();

  constructor(directory: string, reading: Reading) {
    this.#directory = directory;
    this.#reading = reading;
  }

  /** `path` is `` or the folder's below the directory. */
  async enter(path: string, items: readonly Dirent[], depth: number): Promise<void> {
    const markers = items.filter((item) => isMarker(item.name, item.isDirectory())).map(({ name }) => name);
    const likeness = likenessOf(new Set(markers), path);
    if (likeness === "none") return this.#search(path, items, depth);
    if (likeness === "cluster") {
      // Reports that lie in it are found by the search.
      await this.#readReport(path, (item) => item.name !== clusterFolder, true);
      return this.#search(path, items, depth);
    }
    // A folder that is surely a report may hold others only under their own names.
    const isOther = (item: Dirent): boolean =>
      item.isDirectory()
        ? !isNodeFolder(item.name) && (likeness !== "strong" || isReportFolder(item.name))
        : item.isFile() && isArchiveName(item.name) && (!isReportFolder(path) || isReportName(item.name));
    await this.#readReport(path, isOther);
    await this.#search(path, items.filter(isOther), depth);
  }

  async #readReport(path: string, isLeftOut: (item: Dirent) => boolean, alone = false): Promise<void> {
    const { inventory } = this.#reading;
    const notes = new Notes(inventory.limits.maxNotes);
    const isRead = (root: string): boolean => !alone || root === path;
    const layout = new Layout(
      {
        open: (root) => (isRead(root) ? this.#noting(inventory.open(here, root), alone) : undefined),
        // Archives beside reports are files, which are read on their own.
        archive: () => undefined,
        passBy: () => undefined,
      },
      path,
    );
    const intake = new Intake(inventory.limits, notes, layout);
    await readTree(join(this.#directory, path), path === "" ? "" : `${path}/`, intake, isLeftOut);
    layout.end();
    const { entries } = intake;
    const roots = layout.roots.filter((root) => isRead(root.path));
    inventory.containers.push({
      ...{ place: here, format: "directory", isInDirectory: true, roots, notes, entries },
      passed: new PassedFiles(),
    });
  }

  /** A visit that notes what it reads, where the search comes by there as well. */
  #noting(visit: Visit | undefined, isNoted: boolean): Visit | undefined {
    if (visit === undefined || !isNoted) return visit;
    return (entry, root) => {
      const sink = visit(entry, root);
      if (sink !== undefined) this.#read.add(root === "" ? entry.path : `${root}/${entry.path}`);
      return sink;
    };
  }

  async #search(path: string, items: readonly Dirent[], depth: number): Promise<void> {
    for (const item of items) {
      const name = path === "" ? item.name : `${path}/${item.name}`;
      if (!this.#count(name)) return;
      if (item.isDirectory()) await this.#folder(name, depth + 1);
      else if (item.isFile()) await this.#file(name);
    }
  }

  #count(path: string): boolean {
    const { maxEntries } = this.#reading.inventory.limits;
    this.#seen += 1;
    if (this.#seen === maxEntries + 1) {
      this.#reading.inventory.lose(path, `the directory holds more than ${maxEntries} files; the rest was not read`);
    }
    return this.#seen <= maxEntries;
  }

  async #folder(path: string, depth: number): Promise<void> {
    const { inventory } = this.#reading;
    if (depth > maxDepth) return inventory.lose(path, `it lies more than ${maxDepth} folders deep; give it by itself`);
    const items = await namesIn(join(this.#directory, path));
    if (typeof items === "string") return inventory.lose(`${path}/`, items);
    await this.enter(path, items, depth);
  }

  async #file(path: string): Promise<void> {
    const { inventory } = this.#reading;
    if (this.#read.has(path)) return;
    const onDisk = join(this.#directory, path);
    if (!isArchiveName(path) && (isPlainName(path) || !(await beginsAsArchive(onDisk))))
      return inventory.passed.add(path);
    const place = inventory.enter(here, path);
    if (place === undefined) return;
    const refusal = await readArchiveFile(onDisk, { ...place, depth: 0 }, this.#reading);
    if (refusal !== undefined) accountFor(refusal, place, inventory);
  }
}

/** Whether the bytes of a file say what its name does not. */
async function beginsAsArchive(path: string): Promise<boolean> {
  const file = await open(path, "r").catch(reasonOf);
  if (typeof file === "string") return false;
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(sniffedBytes), 0, sniffedBytes, 0);
    return isPacked(buffer.subarray(0, bytesRead));
  } catch {
    return false;
  } finally {
    await file.close();
  }
}
