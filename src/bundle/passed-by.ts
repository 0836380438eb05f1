/** Something of an input that was not read. */
export interface PassedBy {
  /** Its path in the input; a folder ends in `/`. */
  readonly path: string;
  /** How many files a folder holds. */
  readonly files?: number;
  /** Why it was not read; absent for what is not of a report. */
  readonly reason?: string;
  /** True for what may be, or may hold, a report: then a node may be missing. */
  readonly lost?: true;
}

/** So many files and folders are told of; what is beyond is counted. */
const mostTold = 40;
/** Folders are told apart as long as there are no more than these. */
const mostFolders = 12;
/** So many names are remembered of one input; what is beyond is counted with the folder that it lies in. */
const mostNames = 20_000;

interface Folder {
  files: number;
  /** By name; a file holds none. */
  readonly below: Map<string, Folder>;
  readonly isFile: boolean;
}

const folder = (isFile: boolean): Folder => ({ files: 0, below: new Map(), isFile });

/** Gathers the paths of files that are passed by, and folds them into few lines. */
export class PassedFiles {
  readonly #top = folder(false);
  #names = 0;

  /** A file; or all `files` of a folder. */
  add(path: string, files = 1): void {
    let at = this.#top;
    at.files += files;
    const parts = path.split("/").filter((part) => part !== "");
    for (const [index, part] of parts.entries()) {
      let next = at.below.get(part);
      if (next === undefined) {
        if (this.#names >= mostNames) return;
        this.#names += 1;
        next = folder(index === parts.length - 1 && !path.endsWith("/"));
        at.below.set(part, next);
      }
      next.files += files;
      at = next;
    }
  }

  /** Adds what was gathered of a folder, `` for the top. */
  addAll(prefix: string, other: PassedFiles): void {
    for (const { path, files } of other.#leaves("", other.#top))
      this.add(prefix === "" ? path : `${prefix}/${path}`, files);
  }

  /** Files, and folders with how many they hold: as many as tell what there is, and not more. */
  list(): PassedBy[] {
    let shown = children("", this.#top);
    for (;;) {
      const next = shown
        .filter(([, one]) => one.below.size > 0 && shown.length - 1 + one.below.size <= mostFolders)
        .sort(([, one], [, other]) => other.files - one.files)[0];
      if (next === undefined) break;
      shown = shown.flatMap((one) => (one === next ? children(`${one[0]}/`, one[1]) : [one]));
    }
    const told = shown.length > mostTold ? shown.slice(0, mostTold - 1) : shown;
    const rest = this.#top.files - told.reduce((sum, [, { files }]) => sum + files, 0);
    const items = told.map(([path, { files, isFile }]) => (isFile ? { path } : { path: `${path}/`, files }));
    return rest > 0 ? [...items, { path: "…", files: rest }] : items;
  }

  *#leaves(path: string, at: Folder): Generator<{ readonly path: string; readonly files: number }> {
    const inside = [...at.below.values()].reduce((sum, { files }) => sum + files, 0);
    if (at.files > inside) yield { path: at.isFile ? path : `${path}/`, files: at.files - inside };
    for (const [name, one] of at.below) yield* this.#leaves(path === "" ? name : `${path}/${name}`, one);
  }
}

function children(prefix: string, { below }: Folder): [string, Folder][] {
  return [...below].map(([name, one]) => [prefix + name, one]);
}
