/**
 * Control characters that no command, engine or configuration file writes: what a file system leaves after a crash, or a
 * disk, or a copy that went wrong. Line feeds, tabs, form feeds and a terminal's escapes are none.
 */
const DAMAGE = /[\0-\x07\x0e-\x1a\x1c-\x1f]/;

/** A text less what damage may have touched, and why it is not whole; `loss` is absent where it is. */
export interface Readable {
  readonly text: string;
  readonly loss?: string;
}

/**
 * Takes out of a text what bytes that are no text may have changed, so that what was two records never becomes one. Where
 * the next record begins beyond doubt, reading goes on there: of a list in indented JSON, and where `eachLine` stands
 * for itself. Of any other text nothing behind the damage is read, since a lost header, bracket or section would change
 * what follows it. Lines keep their numbers.
 */
export function withoutDamage(text: string, eachLine: boolean): Readable {
  const at = text.search(DAMAGE);
  if (at < 0) return { text };
  const lines = text.split("\n");
  const damaged = lines.flatMap((line, index) => (DAMAGE.test(line) ? [index] : []));
  const first = damaged[0] ?? 0;
  const loss = `line ${first + 1} holds bytes that are no text${damaged.length > 1 ? `, and so do ${damaged.length - 1} more lines` : ""}`;
  const kept = withoutRecords(lines, damaged) ?? (eachLine && !isDocument(text) ? withoutLines(lines) : undefined);
  return { text: kept ?? text.slice(0, text.lastIndexOf("\n", at) + 1), loss };
}

function isDocument(text: string): boolean {
  return /^\s*[[{]\s*$/m.test(text.slice(0, 2000));
}

function withoutLines(lines: readonly string[]): string {
  return lines.map((line) => (DAMAGE.test(line) ? "" : line)).join("\n");
}

/**
 * A list in JSON as engines indent it, less the records that are damaged, from the line that opens one to that which
 * opens the next; `undefined` where the text is none.
 */
function withoutRecords(lines: readonly string[], damaged: readonly number[]): string | undefined {
  const list = lines.findIndex((line) => /^\[\s*$/.test(line));
  const opening = list < 0 ? undefined : lines.slice(list + 1).find((line) => line.trim() !== "");
  const indent = /^(\s+)\{\s*$/.exec(opening ?? "")?.[1];
  if (indent === undefined || (damaged[0] ?? 0) <= list) return undefined;
  const opens = (index: number): boolean => lines[index]?.trimEnd() === `${indent}{`;
  const kept = [...lines];
  let to = list + 1;
  for (const index of damaged) {
    if (index < to) continue;
    let from = index;
    while (from > to && !opens(from)) from--;
    to = index + 1;
    while (to < lines.length && !opens(to)) to++;
    for (let line = from; line < to; line++) kept[line] = "";
  }
  return kept.join("\n");
}
