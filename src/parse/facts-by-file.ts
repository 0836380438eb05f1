import type { Fact } from "./facts.ts";

/** The facts of a bundle while it is read, by the files that they are of: of a path that comes again the later file holds. */
export class FactsByFile {
  readonly #files = new Map<string, Fact[]>();

  /** A file begins, or is none any more: gives what was read of an earlier one of its path, which counts no more. */
  begin(path: string): readonly Fact[] {
    const before = this.#files.get(path) ?? [];
    this.#files.delete(path);
    return before;
  }

  add(path: string, found: readonly Fact[]): void {
    if (found.length === 0) return;
    const facts = this.#files.get(path) ?? [];
    for (const fact of found) facts.push(fact);
    this.#files.set(path, facts);
  }

  all(): Fact[] {
    return [...this.#files.values()].flat();
  }
}
