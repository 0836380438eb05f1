import type { Span } from "./values.ts";

/** The line with each of these spans, which are in order and apart, replaced by what `tokenOf` says of its text. */
export function replaceSpans(line: string, spans: readonly Span[], tokenOf: (secret: string) => string): string {
  if (spans.length === 0) return line;
  let masked = "";
  let reached = 0;
  let longer = 0;
  for (const { start, end, quote = "" } of spans) {
    const between = fitGaps(line.slice(reached, start), longer);
    const token = `${quote}${tokenOf(line.slice(start, end))}${quote}`;
    masked += between.text + token;
    longer = between.longer + token.length - width(line.slice(start, end));
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

function width(text: string): number {
  return [...text].length;
}
