import { zeroBytePattern } from "../parse/syntax/decode.ts";

/** How a file's text is written, as parsers see it; `bytes` is UTF-8 or any other where a line ends in one byte. */
export type Encoding = "bytes" | "utf16le" | "utf16be";

/** So many bytes at a file's begin tell what it is. */
export const HEAD_BYTES = 8192;

/** What compresses or encloses text, so that masking would not see it: most hold a NUL soon, but need not. */
const ENCLOSING =
  /^(\x1f[\x8b\x9d]|\xfd7zXZ|BZh[1-9]1AY&SY|PK\x03\x04|7z\xbc\xaf\x27\x1c|Rar!|\x28\xb5\x2f\xfd|\x04\x22\x4d\x18|\xed\xab\xee\xdb|%PDF|\x7fELF)/;

/** How a file that begins like this is to be read, or `binary` where it is no text. */
export function encodingOf(head: Buffer): Encoding | "binary" {
  const begin = head.toString("latin1", 0, 16);
  if (begin.startsWith("\xff\xfe")) return "utf16le";
  if (begin.startsWith("\xfe\xff")) return "utf16be";
  const pattern = zeroBytePattern(head);
  if (pattern !== undefined) return pattern === "odd" ? "utf16le" : "utf16be";
  return ENCLOSING.test(begin) || head.includes(0) ? "binary" : "bytes";
}
