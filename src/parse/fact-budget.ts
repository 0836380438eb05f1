import type { BundleNote } from "../bundle/entry.ts";
import type { Limits } from "../bundle/limits.ts";
import { printable } from "../bundle/printable.ts";
import { weightOf } from "./fact-weight.ts";
import type { Fact } from "./facts.ts";

/** Of these an honest bundle has many. */
const MANY: ReadonlySet<Fact["kind"]> = new Set([
  "listing",
  "capture",
  "container-event",
  "exec-event",
  "file",
  "log",
  "log-hit",
] as const);

/** Characters of all that one thing is called: a name, an image, an error, what a check printed. */
const LONGEST_NAMES = 16 * 1024;

interface Taken {
  facts: number;
  nameBytes: number;
}

/**
 * Keeps of a bundle's facts what limits allow. What is left out is noted once for each kind, and the listings of its file
 * are whole no more, so that nothing follows from what they lack.
 */
export class FactBudget {
  readonly #limits: Limits;
  readonly #taken = new Map<Fact["kind"], Taken>();
  readonly #told = new Set<string>();
  readonly #containers = new Set<string>();
  readonly notes: BundleNote[] = [];
  #bytes = 0;
  #parsed = 0;

  constructor(limits: Limits) {
    this.#limits = limits;
  }

  /** Whether a file of so many bytes may still be parsed. */
  parses(file: string, size: number): boolean {
    const { maxParsedBytes, maxAllParsedBytes } = this.#limits;
    this.#parsed += Math.min(size, maxParsedBytes);
    if (this.#parsed <= maxAllParsedBytes) return true;
    this.#note("parsed", file, `what is to be parsed is longer than ${maxAllParsedBytes} bytes; the rest was not read`);
    return false;
  }

  /** Those of one file's facts that are kept. */
  take(file: string, facts: readonly Fact[]): readonly Fact[] {
    let problem: string | undefined;
    const kept = facts.filter((fact) => {
      const excess = this.#excess(fact);
      if (excess === undefined) return true;
      problem ??= excess;
      this.#note(fact.kind, file, excess);
      return false;
    });
    return problem === undefined ? facts : kept.map((fact) => torn(fact, problem as string));
  }

  /** Why a fact is left out; nothing where it is kept. */
  #excess(fact: Fact): string | undefined {
    const { maxFacts, maxManyFacts, maxNameBytes, maxFactBytes } = this.#limits;
    if (this.#isOneTooMany(fact)) return `only the first ${this.#limits.maxContainers} containers were read`;
    const what = fact.kind.replaceAll("-", " ");
    const most = MANY.has(fact.kind) ? maxManyFacts : maxFacts;
    const taken = this.#taken.get(fact.kind) ?? { facts: 0, nameBytes: 0 };
    if (taken.facts >= most) return `only the first ${most} of a kind were read (${what})`;
    const { bytes, names, longest } = weightOf(fact);
    if (longest > maxFacts) return `a list of more than ${maxFacts} in it was not read (${what})`;
    if (names > LONGEST_NAMES) return `one of its names is absurdly long, and was not read (${what})`;
    if (!MANY.has(fact.kind) && taken.nameBytes + names > maxNameBytes)
      return `its names are longer than ${maxNameBytes} bytes together; those beyond were not read (${what})`;
    if (this.#bytes + bytes > maxFactBytes)
      return `what is kept of it is longer than ${maxFactBytes} bytes; what is beyond was not read (${what})`;
    this.#bytes += bytes;
    this.#taken.set(fact.kind, { facts: taken.facts + 1, nameBytes: taken.nameBytes + names });
    return undefined;
  }

  /** Whether it is of a container that comes when there are enough of them. */
  #isOneTooMany(fact: Fact): boolean {
    if (fact.kind !== "container-row" && fact.kind !== "container-details") return false;
    const id = fact.id.slice(0, 12);
    if (this.#containers.has(id)) return false;
    if (this.#containers.size >= this.#limits.maxContainers) return true;
    this.#containers.add(id);
    return false;
  }

  #note(about: string, path: string, message: string): void {
    if (this.#told.has(about)) return;
    this.#told.add(about);
    this.notes.push({ code: "too-many-facts", path: printable(path), message, lossy: true });
  }
}

function torn(fact: Fact, problem: string): Fact {
  return fact.kind === "listing" && fact.state === "whole" ? { ...fact, state: "cut", problem } : fact;
}
