import type { EntryHeader, EntrySink } from "./entry.ts";
import type { Gate } from "./gate.ts";
import type { Layout } from "./layout.ts";
import type { Limits } from "./limits.ts";
import { checkName } from "./names.ts";

/** More names of files than this are told as lost. */
const maxLinks = 10_000;
/** Links to links that are followed. */
const longestChain = 40;

/** The names in an archive that are hard links, each with the path that holds its content. */
export class HardLinks {
  readonly #targets = new Map<string, string>();

  get size(): number {
    return this.#targets.size;
  }

  /** False when there are too many. */
  add(path: string, target: string): boolean {
    if (this.#targets.size >= maxLinks) return false;
    this.#targets.set(path, this.#targets.get(target) ?? target);
    return true;
  }

  /** Something else of that path came later. */
  drop(path: string): void {
    this.#targets.delete(path);
  }

  /** Those that lead to no file; the others then lead to the one that holds the content. */
  unresolved(isThere: (path: string) => boolean): string[] {
    return [...this.#targets.keys()].filter((path) => {
      const target = this.#end(path);
      if (target === undefined || !isThere(target)) return true;
      this.#targets.set(path, target);
      return false;
    });
  }

  /** Where a chain of links ends; nowhere, where it is a circle. */
  #end(path: string): string | undefined {
    let target = this.#targets.get(path);
    for (let step = 0; step < longestChain && target !== undefined; step += 1) {
      const next = this.#targets.get(target);
      if (next === undefined) return target;
      target = next;
    }
    return undefined;
  }

  targetOf(path: string): string | undefined {
    return this.#targets.get(path);
  }

  /** The links by the path that holds their content. */
  byTarget(): Map<string, Set<string>> {
    const names = new Map<string, Set<string>>();
    for (const [path, target] of this.#targets) names.set(target, (names.get(target) ?? new Set()).add(path));
    return names;
  }
}

/**
 * The gate of a second pass over an archive that has hard links: hands out their contents, which the first pass had read
 * when it came to the links, and nothing else.
 */
export class LinkPass implements Gate {
  readonly #limits: Limits;
  readonly #layout: Layout;
  readonly #links: HardLinks;
  readonly #names: Map<string, Set<string>>;
  readonly #delivered = new Set<string>();
  stopped = false;

  constructor(links: HardLinks, limits: Limits, layout: Layout) {
    this.#links = links;
    this.#names = links.byTarget();
    this.#limits = limits;
    this.#layout = layout;
  }

  file(header: EntryHeader): EntrySink | undefined {
    const name = checkName(header.path, this.#limits);
    const links = name.ok ? (this.#names.get(name.path) ?? []) : [];
    const sinks = [...links].flatMap((path) => {
      this.#delivered.add(path);
      return this.#layout.file({ ...header, path }) ?? [];
    });
    if (sinks.length === 0) return undefined;
    return {
      write: (chunk) => {
        for (const sink of sinks) sink.write(chunk);
      },
      end: (loss) => {
        for (const sink of sinks) sink.end(loss);
      },
    };
  }

  /** A link has what its target held before it: of that another may come later. */
  hardLink(path: string): void {
    const name = checkName(path, this.#limits);
    const target = name.ok && this.#delivered.has(name.path) ? this.#links.targetOf(name.path) : undefined;
    if (name.ok && target !== undefined) this.#names.get(target)?.delete(name.path);
  }

  stop(): void {
    this.stopped = true;
  }

  // The first pass has counted and noted all this.
  folder(): void {}
  symlink(): void {}
  refused(): void {}
  note(): void {}
  missing(): void {}
}
