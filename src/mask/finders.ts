import { elementSpans, pairSpans, spansOf } from "./pairs.ts";
import { directiveSpans, markedSpans, optionSpans, prefixedSpans, shapedSpans } from "./prefixes.ts";
import { keySpans } from "./private-key.ts";
import { registrySpans } from "./registry-accounts.ts";
import { urlSpans } from "./urls.ts";
import type { Span } from "./values.ts";
import { HEX_TEXT } from "./words.ts";

type Finder = (line: string) => Span[];

/** What looks for secrets in a text as it stands. */
const IN_TEXT: readonly Finder[] = [
  keySpans,
  urlSpans,
  registrySpans,
  pairSpans,
  elementSpans,
  optionSpans,
  ...prefixedSpans,
  directiveSpans,
  ...markedSpans,
  ...shapedSpans,
];

/** What looks for secrets in a line, each in what those before it left. */
export const FINDERS: readonly Finder[] = [hexSpans, ...IN_TEXT];

/**
 * What audit writes in hex, where the line with all of it decoded holds a secret: which of them it is is not looked at, as
 * an option and its value are two.
 */
function hexSpans(line: string): Span[] {
  const spans = spansOf(line, HEX_TEXT, ({ index, 0: text }) => {
    const start = index + text.indexOf("=") + 1;
    return decoded(line.slice(start, index + text.length)) === undefined
      ? undefined
      : { start, end: index + text.length };
  });
  if (spans.length === 0) return [];
  let plain = "";
  let reached = 0;
  for (const { start, end } of spans) {
    plain += `${line.slice(reached, start)}${decoded(line.slice(start, end))} `;
    reached = end;
  }
  const text = plain + line.slice(reached);
  return IN_TEXT.some((find) => find(text).length > 0) ? spans : [];
}

/** Fewer digits are a number. */
const FEWEST_DIGITS = 8;

/** The text that these digits stand for, with a blank for each NUL; `undefined` where they stand for none. */
function decoded(digits: string): string | undefined {
  if (digits.length < FEWEST_DIGITS || digits.length % 2 === 1) return undefined;
  const text = Buffer.from(digits, "hex").toString("latin1").replace(/\0/g, " ");
  return /^[ -~\t\n\r\x80-\xff]*$/.test(text) ? text.replace(/[\n\r]/g, " ") : undefined;
}
