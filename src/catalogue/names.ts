/**
 * Names of which some have stars, found by what they stand for. A star is one character or more. An exact name comes before
 * all with stars, and of those the one with the most characters.
 */
export class Names<Meaning> {
  readonly #exact = new Map<string, Meaning[]>();
  readonly #patterns: (readonly [Pattern, Meaning[]])[] = [];

  constructor(all: Iterable<readonly [string, Meaning]>) {
    const patterns = new Map<string, Meaning[]>();
    for (const [name, meaning] of all) {
      const into = name.includes("*") ? patterns : this.#exact;
      const known = into.get(name);
      if (known === undefined) into.set(name, [meaning]);
      else known.push(meaning);
    }
    for (const [name, meanings] of patterns) this.#patterns.push([patternOf(name), meanings]);
    this.#patterns.sort(([one], [other]) => other.weight - one.weight);
  }

  /** All that a name means; of names with stars only what the longest that fits means. */
  of(name: string): readonly Meaning[] {
    const exact = this.#exact.get(name);
    if (exact !== undefined) return exact;
    const first = this.#patterns.find(([pattern]) => fits(pattern, name));
    if (first === undefined) return [];
    const weight = first[0].weight;
    const alike = this.#patterns.filter(([pattern]) => pattern.weight === weight && fits(pattern, name));
    return alike.flatMap(([, meanings]) => meanings);
  }
}

interface Pattern {
  readonly parts: readonly string[];
  /** How many of its characters are no star. */
  readonly weight: number;
}

function patternOf(name: string): Pattern {
  const parts = name.split("*");
  return { parts, weight: name.length - parts.length + 1 };
}

/** Whether a name, which may have stars, stands for a name. */
export function standsFor(pattern: string, name: string): boolean {
  return pattern.includes("*") ? fits(patternOf(pattern), name) : pattern === name;
}

/** Each part is found as early as it can be, the last at the end: linear in the name. */
function fits({ parts }: Pattern, name: string): boolean {
  const [first = ""] = parts;
  const last = parts.at(-1) ?? "";
  if (!name.startsWith(first)) return false;
  let at = first.length;
  for (const part of parts.slice(1, -1)) {
    const next = name.indexOf(part, at + 1);
    if (next < 0) return false;
    at = next + part.length;
  }
  return name.endsWith(last) && name.length - last.length > at;
}
