import type { Visit } from "./entry.ts";
import type { ArchiveFormat } from "./formats/archive-format.ts";
import { type Limits, maxUnpackedRatio } from "./limits.ts";
import type { Notes } from "./notes.ts";
import { type PassedBy, PassedFiles } from "./passed-by.ts";
import type { Root } from "./root.ts";

/** What is handed in: a path, and what it is called where that is something else. */
export interface Input {
  readonly path: string;
  readonly name?: string;
}

/** Stands between an archive and what lies in it. */
export const WITHIN = " » ";

/** Where an archive lies in the input. */
export interface Place {
  /** Its name there, with those of the archives around it; `` for the input itself. */
  readonly within: string;
  /** In how many archives it lies. */
  readonly depth: number;
}

/** Asked for each bundle before its first file: who takes its files. */
export type OpenBundle = (place: { readonly within: string; readonly root: string }) => Visit | undefined;

/** An archive, or a folder with a report, that was read. */
export interface Container {
  readonly place: Place;
  readonly format: ArchiveFormat | "directory";
  /** Whether the input is a directory, so that an archive in it has a path. */
  readonly isInDirectory: boolean;
  readonly roots: readonly Root[];
  readonly notes: Notes;
  /** Files let through, of bundles and others. */
  readonly entries: number;
  /** Those that are of no folder that looks like a bundle. */
  readonly passed: PassedFiles;
}

/** A path of folders, one of which may be an archive, as places are written. */
function asPlace(path: string): string {
  const inside = `${WITHIN.trimEnd()}/`;
  return path.replaceAll(inside, (_, at) => (at + inside.length === path.length ? "/" : WITHIN));
}

/** All that is met in one input: what was read, what was passed by, and how much of both may still come. */
export class Inventory {
  readonly limits: Limits;
  readonly #open: OpenBundle;
  readonly containers: Container[] = [];
  readonly passed = new PassedFiles();
  readonly #lost: PassedBy[] = [];
  #lostMore = 0;
  readonly #others: PassedBy[] = [];
  readonly #names = new Map<string, number>();
  #bundles = 0;
  #archives = 0;
  #size = 0;
  #granted: number;
  #room: number;

  constructor(limits: Limits, open: OpenBundle) {
    this.limits = limits;
    this.#open = open;
    this.#granted = Math.min(limits.maxTotalBytes, limits.maxFreeBytes);
    this.#room = this.#granted;
  }

  /** The input has so many bytes, of which more may be unpacked. */
  has(bytes: number): void {
    this.#size += bytes;
    const { maxTotalBytes, maxFreeBytes, maxRatio } = this.limits;
    const honest = Math.max(maxTotalBytes, this.#size * maxUnpackedRatio);
    const room = Math.min(honest, maxFreeBytes + this.#size * maxRatio);
    this.#room += room - this.#granted;
    this.#granted = room;
  }

  /** How many archives were met within the input. */
  get archives(): number {
    return this.#archives;
  }

  /** A bundle begins, as it seems: who takes its files. */
  open(place: Place, root: string): Visit | undefined {
    this.#bundles += 1;
    const { maxBundles } = this.limits;
    if (this.#bundles <= maxBundles) return this.#open({ within: place.within, root });
    if (this.#bundles === maxBundles + 1)
      this.lose("…", `it holds more than ${maxBundles} bundles; the rest was not read`);
    return undefined;
  }

  /** The place of an archive within; undefined where it is not to be opened, which is told. */
  enter(around: Place, path: string): Place | undefined {
    const { maxArchiveDepth, maxArchives } = this.limits;
    if (this.#archives > maxArchives) return undefined;
    const name = this.#nameFor(around, path);
    if (around.depth >= maxArchiveDepth) {
      this.lose(
        name,
        `it lies in more than ${maxArchiveDepth} archives; unpack those around it, and give it by itself`,
      );
      return undefined;
    }
    this.#archives += 1;
    if (this.#archives <= maxArchives) return { within: name, depth: around.depth + 1 };
    if (this.#archives === maxArchives + 1)
      this.lose("…", `it holds more than ${maxArchives} archives; the rest was not opened`);
    return undefined;
  }

  /** How many of so many unpacked bytes may be taken. */
  spend(bytes: number): number {
    const taken = Math.min(bytes, this.#room);
    this.#room -= taken;
    return taken;
  }

  /** Something of which a node may be missing. */
  lose(path: string, reason: string): void {
    if (this.#lost.length >= this.limits.maxNotes) this.#lostMore += 1;
    else this.#lost.push({ path, reason, lost: true });
  }

  /** Whether something is missed that lies in an archive. */
  losesWithin(archive: string): boolean {
    return this.#lost.some(({ path }) => path.startsWith(archive + WITHIN));
  }

  /** What was passed by, first what is missed. */
  passedBy(): PassedBy[] {
    const more = this.#lostMore;
    const rest: PassedBy[] = more === 0 ? [] : [{ path: "…", files: more, reason: "not read either", lost: true }];
    const files = this.passed.list().map((one) => ({ ...one, path: asPlace(one.path) }));
    return [...this.#lost, ...rest, ...this.#others, ...files];
  }

  /** An archive that was read and is of no report. */
  other(path: string, reason: string): void {
    if (this.#others.length >= this.limits.maxNotes) this.passed.add(path);
    else this.#others.push({ path, reason });
  }

  /** Two archives of one name are two. */
  #nameFor({ within }: Place, path: string): string {
    const name = within === "" ? path : `${within}${WITHIN}${path}`;
    const count = (this.#names.get(name) ?? 0) + 1;
    this.#names.set(name, count);
    return count === 1 ? name : `${name} (${count})`;
  }
}
