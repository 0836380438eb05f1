import { basename, resolve } from "node:path";
import type { BundleError, BundleNote, EntryHeader, EntrySink, Visit } from "../bundle/entry.ts";
import { damage, endMark, memberHeader, memberPadding } from "../bundle/formats/tar-write.ts";
import { rootFrom } from "../bundle/markers.ts";
import { printable } from "../bundle/printable.ts";
import { readBundle } from "../bundle/read.ts";
import { parserFor } from "../parse/parsers.ts";
import { isListed } from "../parse/read-facts.ts";
import { Content, type Spool } from "./content.ts";
import { FileMask, hiding } from "./file-mask.ts";
import { maskPath } from "./mask-path.ts";
import { type MaskCounts, maskedManifest } from "./masked-manifest.ts";
import { createMasker, type Masker } from "./masker.ts";
import { Measure, type Packed, type Repacked } from "./repacked.ts";

export interface RewriteOptions {
  /** Takes the bytes of the new bundle, a tar, as they come. What it throws ends the rewriting. */
  readonly write: (bytes: Buffer) => void;
  /** Makes room outside of memory for one large file. */
  readonly spool: () => Spool;
  /** The name that tokens bear, which nobody can guess. */
  readonly name: string;
  /** Keeps files that are no text as they are. */
  readonly keepBinary?: boolean;
  /** Leaves out the times of generated configuration, as they prove nothing and would seem to in an archive. */
  readonly withoutTimes?: boolean;
  /** Told of each file that is not as it was, in one line. */
  readonly onNote: (line: string) => void;
}

export type Rewritten =
  | { readonly ok: false; readonly error: BundleError }
  | {
      readonly ok: true;
      /** What the new bundle begins with, before all that was written. */
      readonly first: Buffer;
      readonly counts: MaskCounts;
      /** Files with secrets, files that are no text, and symbolic links. */
      readonly maskedFiles: number;
      readonly binaries: number;
      readonly links: number;
    };

/**
 * Writes all that a reader sees of a bundle as a tar without secrets. It is read twice: first to learn what is secret, as a
 * file may tell what one before it holds, and what lies beside the bundle, of which nothing may be taken for a part of it.
 */
export async function rewriteBundle(source: string, options: RewriteOptions): Promise<Rewritten> {
  const masker = createMasker(options.name);
  const learn: Visit = ({ path, gone }) => (gone ? undefined : new FileMask(path, masker, { write: () => {} }));
  const found = await readBundle(source, learn);
  if (!found.ok) return found;
  const rewriter = new Rewriter(source, options, masker);
  for (const { path } of found.passedBy)
    options.onNote(`${printable(maskPath(path, masker))}: beside the bundle, not in the new one`);
  const visit: Visit = (entry, root) => rewriter.visit(entry, root);
  const result = await readBundle(source, visit, {}, "system-first", found.summary.address);
  if (!result.ok) return result;
  return { ok: true, ...rewriter.finish(result.summary.notes), links: result.summary.links ?? 0 };
}

/** A file that is read and masked, but perhaps not written yet. */
interface Waiting {
  /** Its path in the bundle, and its bytes before they were masked. */
  readonly path: string;
  readonly before: Packed;
  readonly header: EntryHeader;
  readonly content: Content;
}

class Rewriter {
  readonly #source: string;
  readonly #options: RewriteOptions;
  readonly #masker: Masker;
  readonly #repacked = new Map<string, Repacked>();
  #manifest: Waiting | undefined;
  #cut: (Waiting & { readonly missing: number }) | undefined;
  #lossy = false;
  #maskedFiles = 0;
  #binaries = 0;

  constructor(source: string, options: RewriteOptions, masker: Masker) {
    this.#source = source;
    this.#options = options;
    this.#masker = hiding(masker);
  }

  visit(entry: EntryHeader, root: string): EntrySink | undefined {
    if (entry.gone) return undefined;
    // Another file follows: the one before was not where the bundle stops.
    if (this.#cut !== undefined && this.#cut.content.size > 0) this.#member(this.#cut);
    this.#cut = undefined;
    const path = maskPath(entry.path, this.#masker);
    const header = this.#headerOf(entry, path, root);
    const file = new FileMask(entry.path, this.#masker, new Content(this.#options.spool), this.#options.keepBinary);
    const replaced = this.#masker.replaced();
    const measure = new Measure();
    return {
      write: (chunk) => {
        measure.add(chunk);
        file.write(chunk);
      },
      end: (loss) => {
        file.end();
        if (this.#masker.replaced() > replaced) this.#maskedFiles += 1;
        if (file.cutLines > 0) this.#note(entry.path, "a line longer than can be masked was cut", true);
        const before = measure.end();
        this.#ended(
          entry,
          { path, before, header, content: file.content },
          file.isBinary,
          loss === undefined ? 0 : entry.size - before.bytes,
        );
      },
    };
  }

  /** Writes what is left; `first` goes before all. */
  finish(notes: readonly BundleNote[]) {
    for (const { path, message, lossy } of notes) this.#note(path, message, lossy);
    const counts = { values: this.#masker.replaced(), secrets: this.#masker.tokens.size };
    const first = this.#first(counts);
    const { write } = this.#options;
    // What was lost is told by the new bundle as the old one told it: by not being whole.
    if (notes.some(({ code }) => code === "corrupt")) write(damage("This bundle was damaged before it was masked."));
    if (this.#cut !== undefined) this.#stopInside(this.#cut);
    else if (!this.#lossy) write(endMark);
    return { first, counts, maskedFiles: this.#maskedFiles, binaries: this.#binaries };
  }

  #headerOf(entry: EntryHeader, masked: string, root: string): EntryHeader {
    const path = `${maskPath(topFolder(this.#source, root), this.#masker)}/${masked}`;
    const { mtime, ...header } = { ...entry, path };
    const timeless = this.#options.withoutTimes === true && entry.path.startsWith("var/lib/config-data/");
    return mtime === undefined || timeless ? header : { ...header, mtime };
  }

  #ended(entry: EntryHeader, file: Waiting, isBinary: boolean, missing: number): void {
    if (isBinary) this.#leaveOut(entry, file);
    else if (missing > 0) this.#cut = { ...file, missing };
    else if (entry.path === "manifest.json") this.#manifest = file;
    else this.#member(file);
  }

  /** That such a file is there, and since when, may count where its content does not: then it is kept empty. */
  #leaveOut(entry: EntryHeader, { path, before, header, content }: Waiting): void {
    content.discard();
    this.#binaries += 1;
    const listed = isListed(entry.path) && parserFor(entry.path) === undefined;
    if (listed) this.#options.write(memberHeader({ ...header, size: 0 }));
    this.#repacked.set(path, listed ? { before, after: new Measure().end() } : { before });
    this.#note(
      entry.path,
      `no text, so that it cannot be masked: ${listed ? "kept without its content" : "left out"}`,
      false,
    );
  }

  #member({ path, before, header, content }: Waiting): void {
    const measure = new Measure();
    this.#options.write(memberHeader({ ...header, size: content.size }));
    content.pour((bytes) => {
      measure.add(bytes);
      this.#options.write(bytes);
    });
    this.#options.write(memberPadding(content.size));
    this.#repacked.set(path, { before, after: measure.end() });
  }

  /** The header promises what the old bundle's did not hold either. */
  #stopInside({ header, content, missing }: Waiting & { readonly missing: number }): void {
    this.#options.write(memberHeader({ ...header, size: content.size + missing }));
    content.pour(this.#options.write);
  }

  /** The manifest, which has to be first and to tell what is known last. */
  #first(counts: MaskCounts): Buffer {
    if (this.#manifest === undefined) return Buffer.alloc(0);
    const { header, content } = this.#manifest;
    const chunks: Buffer[] = [];
    content.pour((chunk) => chunks.push(Buffer.from(chunk)));
    const text = Buffer.concat(chunks);
    const told = maskedManifest(text.toString(), counts, this.#repacked);
    const bytes = told === undefined ? text : Buffer.from(told);
    return Buffer.concat([memberHeader({ ...header, size: bytes.length }), bytes, memberPadding(bytes.length)]);
  }

  #note(path: string | undefined, message: string, lossy: boolean): void {
    this.#lossy ||= lossy;
    const said = this.#masker.known(this.#masker.text(message));
    this.#options.onNote(path === undefined ? said : `${printable(maskPath(path, this.#masker))}: ${said}`);
  }
}

/** The name of the new bundle's one folder: the old one's, or one made of the file's name that no reader takes for a part of a tree. */
function topFolder(source: string, root: string): string {
  const file = basename(resolve(source)).replace(/\.(tar(\.\w+)?|tgz|txz|tbz2?)$/, "");
  const own = root.split("/").at(-1) || file;
  // What sos's cleaner wrote is known by this word.
  const name = /obfuscated/.test(file + root) && !/obfuscated/.test(own) ? `${own}-obfuscated` : own;
  const found = rootFrom(name, true);
  return found === undefined || found === name ? name : `sosreport-${name}`;
}
