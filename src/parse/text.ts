/** A decoded file of a bundle, as parsers see it. */
export interface SourceText {
  /** Path inside the bundle. */
  readonly file: string;
  readonly text: string;
  /** Last modification, epoch milliseconds, where the bundle kept it. */
  readonly mtime?: number;
  /** Why the bytes are not the whole file; absent when they are. */
  readonly loss?: string;
}

/** Where a fact was read, with the line as it stands there. Lines count from 1. */
export interface Source {
  readonly file: string;
  readonly line: number;
  readonly text: string;
}

const LONGEST_QUOTE = 400;

/**
 * Bytes → text: UTF-8 with or without BOM, UTF-16 in both orders with or without BOM (what PowerShell's `>` writes),
 * else Latin-1. Line ends become `\n`.
 */
export function decode(bytes: Buffer): string {
  return decodeAny(bytes).replace(/\r\n?/g, "\n");
}

function decodeAny(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return bytes.subarray(2).toString("utf16le");
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return swapped(bytes.subarray(2)).toString("utf16le");
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return decodeAny(bytes.subarray(3));
  const guess = zeroBytePattern(bytes);
  if (guess === "odd") return bytes.toString("utf16le");
  if (guess === "even") return swapped(bytes).toString("utf16le");
  const text = bytes.toString("utf8");
  return text.includes("�") && !isUtf8(bytes) ? bytes.toString("latin1") : text;
}

function isUtf8(bytes: Buffer): boolean {
  return Buffer.from(bytes.toString("utf8"), "utf8").equals(bytes);
}

/** ASCII in UTF-16 has a zero in every second byte: at odd offsets in little-endian, at even ones in big-endian. */
function zeroBytePattern(bytes: Buffer): "odd" | "even" | undefined {
  const length = Math.min(bytes.length & ~1, 512);
  if (length < 4) return undefined;
  let odd = 0;
  let even = 0;
  for (let at = 0; at < length; at += 2) {
    if (bytes[at] === 0) even++;
    if (bytes[at + 1] === 0) odd++;
  }
  const pairs = length / 2;
  if (odd > pairs * 0.8 && even < pairs * 0.2) return "odd";
  if (even > pairs * 0.8 && odd < pairs * 0.2) return "even";
  return undefined;
}

function swapped(bytes: Buffer): Buffer {
  const whole = Buffer.from(bytes.subarray(0, bytes.length & ~1));
  return whole.swap16();
}

/** A line as evidence quotes it: without its indentation and of bounded length. */
export function quote(line: string): string {
  const bare = line.trim();
  return bare.length > LONGEST_QUOTE ? `${bare.slice(0, LONGEST_QUOTE)} …` : bare;
}
