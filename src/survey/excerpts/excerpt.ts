import type { Masker } from "../../mask/masker.ts";
import { shortened } from "../../parse/syntax/text.ts";
import type { WantedLine } from "./wanted.ts";

/** How many lines are shown before and after the one that is meant. */
export const AROUND = 3;
const LONGEST_AROUND = 200;
const LONGEST_MEANT = 600;

/** Lines of a file, of which the first has the number `first`, without secrets. */
export interface Lines {
  readonly first: number;
  readonly lines: readonly string[];
}

/** The lines around one that is meant, without its file. */
export interface Cutting extends Lines {
  readonly line: number;
  readonly mark?: { readonly start: number; readonly end: number };
}

/** Masks lines as part of their file: what stands above tells of some that they are secrets. */
export function maskLines(file: string, lines: readonly string[], masker: Masker): string[] {
  masker.startFile(file);
  return lines.map((line) => masker.line(line));
}

/** The lines around the wanted one; `undefined` where they do not hold it. */
export function cuttingOf({ first, lines }: Lines, { line, literals }: WantedLine): Cutting | undefined {
  const index = line - first;
  const meant = lines[index];
  if (meant === undefined) return undefined;
  const begin = Math.max(0, index - AROUND);
  const around = lines.slice(begin, index + AROUND + 1);
  const { text, mark } = marked(meant, literals);
  return {
    line,
    first: first + begin,
    lines: around.map((one, at) => (begin + at === index ? text : shortened(one, LONGEST_AROUND))),
    ...(mark === undefined ? {} : { mark }),
  };
}

/** The line, where it is too long that part of it which holds what was looked for. */
function marked(line: string, literals: readonly string[]) {
  const literal = literals.find((one) => line.includes(one));
  if (literal === undefined) return { text: shortened(line, LONGEST_MEANT) };
  const at = line.indexOf(literal);
  const from = at + literal.length <= LONGEST_MEANT ? 0 : Math.max(0, at - LONGEST_MEANT / 2);
  const prefix = from === 0 ? "" : "…";
  const start = at - from + prefix.length;
  return {
    text: prefix + shortened(line.slice(from), LONGEST_MEANT),
    mark: { start, end: start + literal.length },
  };
}
