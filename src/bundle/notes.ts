import type { BundleNote, BundleNoteCode } from "./entry.ts";
import { printable } from "./printable.ts";

/** These come at most a few times and change what the whole bundle is worth, so that no flood may displace them. */
const alwaysKept: ReadonlySet<BundleNoteCode> = new Set([
  "truncated",
  "total-too-large",
  "too-many-entries",
  "trailing-data",
]);

/** Gathers what was odd about a bundle; a flood of notes ends in one that counts the rest. */
export class Notes {
  readonly #max: number;
  readonly #kept: BundleNote[] = [];
  #dropped = 0;
  #firstDropped: BundleNoteCode | undefined;
  #droppedLossy = false;

  constructor(max: number) {
    this.#max = max;
  }

  add(code: BundleNoteCode, message: string, lossy: boolean, path?: string): void {
    if (this.#kept.length >= this.#max && !alwaysKept.has(code)) {
      this.#dropped += 1;
      this.#firstDropped ??= code;
      this.#droppedLossy ||= lossy;
      return;
    }
    this.#kept.push({ code, message, lossy, ...(path === undefined ? {} : { path: printable(path) }) });
  }

  /** All, or those on paths that are chosen; a note on the whole has none. */
  list(isChosen: (path: string | undefined) => boolean = () => true): BundleNote[] {
    const kept = this.#kept.filter(({ path }) => isChosen(path));
    if (this.#firstDropped === undefined) return kept;
    const message = `and ${this.#dropped} more notes`;
    return [...kept, { code: this.#firstDropped, message, lossy: this.#droppedLossy }];
  }
}
