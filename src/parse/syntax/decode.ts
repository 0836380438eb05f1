/**
 * Bytes → text: UTF-8 with or without BOM, UTF-16 in both orders with or without BOM (what PowerShell's `>` writes),
 * else Latin-1. Line ends become `\n`; the codes by which `stats` clears a terminal go.
 */
export function decode(bytes: Buffer): string {
  return decodeAny(bytes)
    .replace(/\r\n?/g, "\n")
    .replace(/\x1b\[[0-9;?]*[A-Za-z]/g, "");
}

function decodeAny(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return bytes.subarray(2).toString("utf16le");
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return swapped(bytes.subarray(2)).toString("utf16le");
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return decodeAny(bytes.subarray(3));
  const guess = zeroBytePattern(bytes);
  if (guess === "odd") return bytes.toString("utf16le");
  if (guess === "even") return swapped(bytes).toString("utf16le");
  const text = bytes.toString("utf8");
  return text.includes("\ufffd") && !isUtf8(bytes) ? bytes.toString("latin1") : text;
}

/** A file that was cut inside its last character is UTF-8 all the same. */
function isUtf8(bytes: Buffer): boolean {
  const decoder = new TextDecoder("utf8");
  const whole = Buffer.from(decoder.decode(bytes, { stream: true }), "utf8");
  return bytes.subarray(0, whole.length).equals(whole) && bytes.length - whole.length < 4;
}

/** ASCII in UTF-16 has a zero in every second byte: at odd offsets in little-endian, at even ones in big-endian. */
export function zeroBytePattern(bytes: Buffer): "odd" | "even" | undefined {
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

/** Cuts what stands behind so many lines; `cut` says so, where there was any. */
export function withoutManyLines(text: string, most: number): { readonly text: string; readonly cut?: string } {
  let end = 0;
  for (let line = 0; line < most; line += 1) {
    end = text.indexOf("\n", end) + 1;
    if (end === 0) return { text };
  }
  return end === text.length ? { text } : { text: text.slice(0, end), cut: `only its first ${most} lines were read` };
}

/** Cuts what stands behind the first `longest` characters of each line; `cut` says so, where there was any. */
export function withoutLongLines(text: string, longest: number): { readonly text: string; readonly cut?: string } {
  if (text.length <= longest) return { text };
  const lines = text.split("\n");
  const first = lines.findIndex((line) => line.length > longest);
  if (first < 0) return { text };
  const cut = `line ${first + 1} is longer than ${longest} characters and was cut`;
  return { text: lines.map((line) => line.slice(0, longest)).join("\n"), cut };
}
