import type { Severity } from "../../rules/outcome.ts";

/** What is told of a finding, in full and in a line. */
export interface Part {
  /** The greater, the sooner it is shortened. */
  readonly weight: number;
  readonly severity: Severity;
  /** How many findings that is. */
  readonly count: number;
  readonly whole: string;
  readonly brief: string;
}

/** What became of parts for want of room. */
export interface Fitted {
  readonly texts: readonly string[];
  readonly shortened: readonly Part[];
  readonly left: readonly Part[];
}

/** As much as fits: what weighs least is first told in a line, then left out, from the end on. */
export function fitted(parts: readonly Part[], room: number): Fitted {
  const texts: (string | undefined)[] = parts.map(({ whole }) => whole);
  let size = parts.reduce((sum, { whole }) => sum + whole.length + GAP, 0);
  const shortened = new Set<Part>();
  const left = new Set<Part>();
  const leastFirst = parts
    .map((part, index) => ({ part, index }))
    .sort((one, other) => other.part.weight - one.part.weight || other.index - one.index);
  for (const { part, index } of leastFirst) {
    if (size <= room) break;
    if (part.brief.length >= part.whole.length) continue;
    size -= part.whole.length - part.brief.length;
    texts[index] = part.brief;
    shortened.add(part);
  }
  for (const { part, index } of leastFirst) {
    if (size <= room) break;
    size -= (texts[index]?.length ?? 0) + GAP;
    texts[index] = undefined;
    shortened.delete(part);
    left.add(part);
  }
  return { texts: texts.flatMap((text) => text ?? []), shortened: [...shortened], left: [...left] };
}

/** The empty line between two parts. */
const GAP = 2;
