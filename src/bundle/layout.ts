import { isArchiveName, isPlainName, isReportName } from "./archive-names.ts";
import type { EntryHeader, EntrySink, Visit } from "./entry.ts";
import { isPacked } from "./formats/appearance.ts";
import { blockBytes } from "./formats/blocks.ts";
import { isNodeFolder, isReportFolder, rootFrom, surelyFrom } from "./markers.ts";
import { below, Root } from "./root.ts";

/** What is held back at most until a path shows where a report's own tree begins. */
const maxHeldEntries = 1000;
const maxHeldBytes = 8 * 1024 * 1024;

/** What lies around the bundles of an archive, as far as they ask for it. */
export interface Around {
  /** Who takes the files of the bundle in this folder, if anybody does. */
  open(root: string): Visit | undefined;
  /** Who takes an archive that lies beside the bundles. */
  archive(path: string): EntrySink | undefined;
  /** Told of each file that is of no bundle. */
  passBy(path: string): void;
}

/**
 * Finds the bundles of an archive while it streams by: which folder each file belongs to, and takes that folder off its
 * path. One pass must do, so files of no known folder are held until a later path tells theirs (mostly the very first
 * does), and are then handed on in their order. Archives that lie beside bundles are handed on as such.
 */
export class Layout {
  readonly #around: Around;
  readonly #roots = new Map<string, Root>();
  #held: Loose[] = [];
  #heldBytes = 0;
  #latest: Root | undefined;
  /** Symbolic links that are of no bundle yet. */
  #looseLinks = 0;

  /** `root` where it is known beforehand. */
  constructor(around: Around, root?: string) {
    this.#around = around;
    if (root !== undefined) this.#begin(root);
  }

  get roots(): Root[] {
    return [...this.#roots.values()];
  }

  folder(path: string): void {
    this.#rootOf(path, true);
  }

  symlink(path: string): void {
    const root = this.#known(path);
    if (root === undefined) this.#looseLinks += 1;
    else root.links += 1;
  }

  /** Whether a path is that of an archive beside the bundles, as far as is known by now. */
  isArchive(path: string): boolean {
    return !this.#isPart(path, this.#known(path)) && isArchiveName(path);
  }

  file(header: EntryHeader): EntrySink | undefined {
    const { path } = header;
    const root = this.#rootOf(path, false);
    this.#latest = root;
    if (!this.#isPart(path, root) && isArchiveName(path)) return this.#around.archive(path);
    return root === undefined ? this.#hold(header) : this.#hand(root, header);
  }

  /** So many bytes of the latest file never came. */
  missing(bytes: number): void {
    if (this.#latest !== undefined) this.#latest.bytes -= bytes;
  }

  /** No more files come: those that are still held are of no bundle. */
  end(): void {
    for (const { header } of this.#held) this.#around.passBy(header.path);
    this.#held = [];
    const [only, ...others] = this.roots;
    if (only !== undefined && others.length === 0) only.links += this.#looseLinks;
  }

  #rootOf(path: string, isFolder: boolean): Root | undefined {
    const known = this.#known(path);
    if (known === undefined) {
      const root = rootFrom(path, isFolder);
      return root === undefined ? undefined : this.#begin(root);
    }
    if (this.#isPart(path, known)) return known;
    const inside = below(known.path, path) ?? "";
    const deeper = known.isGuess ? rootFrom(inside, isFolder) : surelyFrom(inside);
    if (deeper === undefined || deeper === "") return known;
    return this.#begin(known.path === "" ? deeper : `${known.path}/${deeper}`);
  }

  /** Whether a path is a part of a report: in a folder of the node's own tree, or at the top of what bears a report's name. */
  #isPart(path: string, root: Root | undefined): boolean {
    const inside = root === undefined ? undefined : below(root.path, path);
    if (root === undefined || inside === undefined) return false;
    const slash = inside.indexOf("/");
    if (slash > 0) return isNodeFolder(inside.slice(0, slash));
    return isReportFolder(root.path) && !isReportName(inside);
  }

  /** The innermost known folder that a path lies in. */
  #known(path: string): Root | undefined {
    if (this.#roots.size === 0) return undefined;
    for (let end = path.lastIndexOf("/"); end > 0; end = path.lastIndexOf("/", end - 1)) {
      const root = this.#roots.get(path.slice(0, end));
      if (root !== undefined) return root;
    }
    return this.#roots.get("");
  }

  #begin(path: string, isGuess = false): Root {
    const known = this.#roots.get(path);
    if (known !== undefined) return known;
    const root = new Root(path, () => this.#around.open(path), isGuess);
    this.#roots.set(path, root);
    const held = this.#held;
    this.#held = [];
    for (const one of held) {
      if (this.#known(one.header.path) === root) one.replay(this.#hand(root, one.header));
      else this.#held.push(one);
    }
    this.#heldBytes = this.#held.reduce((sum, { header }) => sum + header.size, 0);
    return root;
  }

  #hand(root: Root, header: EntryHeader): EntrySink | undefined {
    return root.file({ ...header, path: below(root.path, header.path) ?? header.path });
  }

  #hold(header: EntryHeader): EntrySink | undefined {
    const isFull = this.#held.length >= maxHeldEntries || this.#heldBytes + header.size > maxHeldBytes;
    if (isFull && this.#roots.size === 0) return this.#hand(this.#begin(this.#guess(header), true), header);
    const loose = new Loose(header, this.#around, !isFull, () => this.#drop(loose));
    if (isFull) return loose;
    this.#held.push(loose);
    this.#heldBytes += header.size;
    return loose;
  }

  #drop(loose: Loose): void {
    this.#held = this.#held.filter((one) => one !== loose);
    this.#heldBytes -= loose.header.size;
  }

  /** When too much is held already: the one folder that everything so far lies in. */
  #guess(next: EntryHeader): string {
    const tops = new Set([next.path, ...this.#held.map(({ header }) => header.path)].map(topFolder));
    const [top = ""] = tops;
    return tops.size === 1 ? top : "";
  }
}

function topFolder(path: string): string {
  const slash = path.indexOf("/");
  return slash < 0 ? "" : path.slice(0, slash);
}

/** A file of no known bundle: held where there is room, and handed on where its bytes show that it is an archive. */
class Loose implements EntrySink {
  readonly header: EntryHeader;
  readonly unlimited = true;
  readonly #around: Around;
  readonly #isHeld: boolean;
  readonly #onArchive: () => void;
  #chunks: Buffer[] = [];
  #bytes = 0;
  #sniffed: boolean;
  #archive: EntrySink | undefined;
  #loss: string | undefined;

  constructor(header: EntryHeader, around: Around, isHeld: boolean, onArchive: () => void) {
    this.header = header;
    this.#around = around;
    this.#isHeld = isHeld;
    this.#onArchive = onArchive;
    this.#sniffed = isPlainName(header.path);
  }

  write(chunk: Buffer): void {
    if (this.#archive !== undefined) this.#archive.write(chunk);
    else if (this.#isHeld || !this.#sniffed) this.#keep(chunk);
  }

  end(loss?: string): void {
    this.#loss = loss;
    if (!this.#sniffed) this.#sniff();
    if (this.#archive !== undefined) this.#archive.end(loss);
    else if (!this.#isHeld) this.#around.passBy(this.header.path);
  }

  /** Hands on what was held. */
  replay(sink: EntrySink | undefined): void {
    if (sink === undefined) return;
    for (const chunk of this.#chunks) sink.write(chunk);
    sink.end(this.#loss);
  }

  #keep(chunk: Buffer): void {
    this.#chunks.push(Buffer.from(chunk));
    this.#bytes += chunk.length;
    if (!this.#sniffed && this.#bytes >= blockBytes) this.#sniff();
  }

  #sniff(): void {
    this.#sniffed = true;
    const chunks = this.#chunks;
    if (isPacked(Buffer.concat(chunks))) {
      this.#onArchive();
      this.#archive = this.#around.archive(this.header.path);
      for (const chunk of chunks) this.#archive?.write(chunk);
    }
    if (this.#archive !== undefined || !this.#isHeld) this.#chunks = [];
  }
}
