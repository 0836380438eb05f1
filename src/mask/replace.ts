import type { Span } from "./values.ts";

/**
 * The line with each of these spans, which are in order and apart, replaced by what `tokenOf` says of its text; by
 * asterisks, as many as it has characters, where a table leaves no room for that.
 */
export function replaceSpans(line: string, spans: readonly Span[], tokenOf: (secret: string) => string): string {
  if (spans.length === 0) return line;
  let masked = "";
  let reached = 0;
  let longer = 0;
  for (const { start, end, quote = "" } of spans) {
    const between = fitGaps(line.slice(reached, start), longer);
    const secret = line.slice(start, end);
    const token = `${quote}${tokenOf(secret)}${quote}`;
    const growth = between.longer + token.length - width(secret);
    const shown = hasRoom(line.slice(end, end + TABLE_WIDTH), growth) ? token : "*".repeat(width(secret));
    masked += between.text + shown;
    longer = between.longer + shown.length - width(secret);
    reached = end;
  }
  return masked + fitGaps(line.slice(reached), longer).text;
}

/**
 * Columns stay where they are: what the text before has grown by is taken from the gaps of several blanks that part
 * columns, as far as two blanks are left of each, and what it has shrunk by is added to the first.
 */
function fitGaps(text: string, longer: number): { text: string; longer: number } {
  let fitted = "";
  let rest = text;
  while (longer !== 0) {
    const gap = /( {2,})[^ ]/.exec(rest);
    if (gap?.[1] === undefined) break;
    const width = Math.max(2, gap[1].length - longer);
    fitted += rest.slice(0, gap.index) + " ".repeat(width);
    rest = rest.slice(gap.index + gap[1].length);
    longer -= gap[1].length - width;
  }
  return { text: fitted + rest, longer };
}

/** No row of a table goes on for longer than this. */
const TABLE_WIDTH = 2000;

/** Whether the gaps between the columns that follow can take so much. Where no columns follow, there is room. */
function hasRoom(rest: string, growth: number): boolean {
  if (growth <= 0) return true;
  const gaps = [...rest.matchAll(/( {2,})(?=[^ ])/g)].map(([gap]) => gap.length - 2);
  return gaps.length === 0 || gaps.reduce((sum, room) => sum + room) >= growth;
}

function width(text: string): number {
  return [...text].length;
}
