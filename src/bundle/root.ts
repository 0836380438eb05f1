import type { EntryHeader, EntrySink, Visit } from "./entry.ts";
import { isMarker, type Likeness, likenessOf } from "./markers.ts";
import { PassedFiles } from "./passed-by.ts";

/** A folder of an archive or a directory that holds, as it seems, one bundle. */
export class Root {
  /** `` where it is the top itself. */
  readonly path: string;
  /** True while nothing shows that it is one, except that something has to be done with what lies in it. */
  readonly isGuess: boolean;
  readonly #open: () => Visit | undefined;
  readonly #markers = new Set<string>();
  #visit: Visit | undefined;
  #isSure = false;
  /** Regular files and their bytes, and symbolic links. */
  entries = 0;
  bytes = 0;
  links = 0;
  /** What lies in it, as long as it may turn out to be none. */
  files = new PassedFiles();

  /** `open` is asked for whom the files are once there is one. */
  constructor(path: string, open: () => Visit | undefined, isGuess = false) {
    this.path = path;
    this.#open = open;
    this.isGuess = isGuess;
  }

  get likeness(): Likeness {
    return likenessOf(this.#markers, this.path);
  }

  /** Takes a file of it, by its path below. */
  file(header: EntryHeader): EntrySink | undefined {
    if (header.gone) return this.#visit?.(header, this.path);
    if (this.entries === 0) this.#visit = this.#open();
    this.entries += 1;
    this.bytes += header.size;
    const slash = header.path.indexOf("/");
    const name = slash < 0 ? header.path : header.path.slice(0, slash);
    const sink = this.#visit?.(header, this.path);
    if (!this.#isSure) this.#look(name, slash >= 0, header.path, sink !== undefined);
    return sink;
  }

  #look(name: string, isFolder: boolean, path: string, isRead: boolean): void {
    if (isMarker(name, isFolder)) this.#markers.add(name);
    this.#isSure = this.likeness === "strong";
    if (this.#isSure) this.files = new PassedFiles();
    else if (!isRead || this.likeness !== "cluster") this.files.add(path);
  }
}

/** A path as it is below a folder; undefined where it does not lie in it. */
export function below(folder: string, path: string): string | undefined {
  if (folder === "") return path;
  return path.startsWith(folder) && path[folder.length] === "/" ? path.slice(folder.length + 1) : undefined;
}
