import type { EntryHeader, EntrySink, Visit } from "./entry.ts";
import { isMarker, rootFrom } from "./markers.ts";

/** What is held back at most until a path shows where the report's own tree begins. */
const maxHeldEntries = 1000;
const maxHeldBytes = 8 * 1024 * 1024;

interface Held {
  readonly header: EntryHeader;
  readonly chunks: Buffer[];
  loss: string | undefined;
}

/**
 * Takes an archive's own top folder off every path. One pass must do, so the first entries are held until one of their
 * paths tells the folder (mostly the very first does), and are then handed on in their order.
 */
export class RootFinder {
  readonly #visit: Visit;
  #root: string | undefined;
  #held: Held[] = [];
  #heldBytes = 0;
  /** Whether any path below the root is one that reports have. */
  recognized = false;
  /** Files beside the root, which are not read. */
  outside = 0;
  firstOutside: string | undefined;

  constructor(visit: Visit, root?: string) {
    this.#visit = visit;
    this.#root = root;
  }

  get root(): string {
    return this.#root ?? "";
  }

  folder(path: string): void {
    if (this.#root === undefined) this.#decide(rootFrom(path, true));
  }

  file(header: EntryHeader): EntrySink | undefined {
    if (this.#root === undefined) this.#decide(rootFrom(header.path, false) ?? this.#guess(header));
    return this.#root === undefined ? this.#hold(header) : this.#pass(header, this.#root);
  }

  #decide(root: string | undefined): void {
    if (root === undefined) return;
    this.#root = root;
    for (const held of this.#held) replay(held, this.#pass(held.header, root));
    this.#held = [];
  }

  #pass(header: EntryHeader, root: string): EntrySink | undefined {
    const prefix = root === "" ? "" : `${root}/`;
    if (!header.path.startsWith(prefix)) {
      this.outside += 1;
      this.firstOutside ??= header.path;
      return undefined;
    }
    const path = header.path.slice(prefix.length);
    if (!this.recognized) {
      const slash = path.indexOf("/");
      this.recognized = isMarker(slash < 0 ? path : path.slice(0, slash), slash >= 0);
    }
    return this.#visit({ ...header, path }, root);
  }

  /** When too much is held already: the one folder that everything so far lies in. */
  #guess(next: EntryHeader): string | undefined {
    const full = this.#held.length >= maxHeldEntries || this.#heldBytes + next.size > maxHeldBytes;
    if (!full) return undefined;
    const tops = new Set([next.path, ...this.#held.map((held) => held.header.path)].map(topFolder));
    const [top] = tops;
    return tops.size === 1 ? top : "";
  }

  #hold(header: EntryHeader): EntrySink {
    const held: Held = { header, chunks: [], loss: undefined };
    this.#held.push(held);
    this.#heldBytes += header.size;
    return {
      write: (chunk) => held.chunks.push(Buffer.from(chunk)),
      end: (loss) => {
        held.loss = loss;
      },
    };
  }
}

function topFolder(path: string): string {
  const slash = path.indexOf("/");
  return slash < 0 ? "" : path.slice(0, slash);
}

function replay(held: Held, sink: EntrySink | undefined): void {
  if (sink === undefined) return;
  for (const chunk of held.chunks) sink.write(chunk);
  sink.end(held.loss);
}
