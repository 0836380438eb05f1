import { zeroBytePattern } from "../syntax/decode.ts";

const NEWLINE = 0x0a;

/** How many lines end between two places of a chunk. */
export function linesIn(bytes: Buffer, from = 0, to = bytes.length): number {
  let count = 0;
  for (let at = bytes.indexOf(NEWLINE, from); at >= 0 && at < to; at = bytes.indexOf(NEWLINE, at + 1)) count++;
  return count;
}

/** Whether the text is UTF-16, in which no literal would be found. */
export function isWide(bytes: Buffer): boolean {
  const [one, other] = bytes;
  return (one === 0xff && other === 0xfe) || (one === 0xfe && other === 0xff) || zeroBytePattern(bytes) !== undefined;
}
