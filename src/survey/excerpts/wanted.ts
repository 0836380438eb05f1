import type { Finding } from "../../rules/outcome.ts";
import type { Rule } from "../../rules/rule.ts";

/** A line of a file whose surroundings are wanted, with what a rule looked for in it. */
export interface WantedLine {
  readonly line: number;
  readonly literals: readonly string[];
}

/** What is wanted of one bundle: lines by the file that they are of, each list in the order of the file. */
export type WantedLines = ReadonlyMap<string, readonly WantedLine[]>;

const MOST_OF_FINDING = 4;
const MOST_OF_NODE = 400;
const MOST_OF_ALL = 1500;

/** The lines that findings rest on, by node; the first findings are the gravest, and where there are too many, theirs count. */
export function wantedLines(
  findings: readonly Finding[],
  rules: readonly Rule[],
  nodes: readonly string[],
): Map<string, WantedLines> {
  const literals = new Map(rules.map(({ id, log }) => [id, log?.query.contains ?? []]));
  const wanted = new Map(nodes.map((node) => [node, new Wanted()]));
  let total = 0;
  for (const { node, rule, evidence } of findings) {
    for (const { file, line } of evidence.slice(0, MOST_OF_FINDING)) {
      const place = placeOf(node, file, nodes);
      const lines = place === undefined ? undefined : wanted.get(place.node);
      if (place === undefined || lines === undefined || total >= MOST_OF_ALL) continue;
      total += lines.add(place.file, { line, literals: literals.get(rule) ?? [] }) ? 1 : 0;
    }
  }
  return new Map([...wanted].map(([node, lines]) => [node, lines.sorted()]));
}

/** A finding on several nodes names the node before the file. */
function placeOf(node: string, file: string, nodes: readonly string[]) {
  if (nodes.includes(node)) return { node, file };
  const [only] = nodes;
  if (nodes.length === 1 && only !== undefined) return { node: only, file };
  const colon = file.indexOf(":");
  return colon < 0 ? undefined : { node: file.slice(0, colon), file: file.slice(colon + 1) };
}

class Wanted {
  readonly #files = new Map<string, Map<number, WantedLine>>();
  #count = 0;

  add(file: string, wanted: WantedLine): boolean {
    const lines = this.#files.get(file) ?? new Map<number, WantedLine>();
    const known = lines.get(wanted.line);
    if (known === undefined && this.#count >= MOST_OF_NODE) return false;
    if (known === undefined) this.#count += 1;
    if (known === undefined || known.literals.length === 0) lines.set(wanted.line, wanted);
    this.#files.set(file, lines);
    return known === undefined;
  }

  sorted(): WantedLines {
    return new Map(
      [...this.#files].map(([file, lines]) => [file, [...lines.values()].sort((one, other) => one.line - other.line)]),
    );
  }
}
