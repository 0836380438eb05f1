import type { Sorted } from "./bzip2-block.ts";

/** A block of zeros unpacks to 45 MB: it is handed on in pieces. */
const pieceBytes = 256 * 1024;

const table = Int32Array.from({ length: 256 }, (_, byte) => {
  let sum = byte << 24;
  for (let bit = 0; bit < 8; bit += 1) sum = sum < 0 ? (sum << 1) ^ 0x04c11db7 : sum << 1;
  return sum;
});

/** The bytes of a block as they were before they were sorted and shortened, in pieces; returns their checksum. */
export function* unsorted({ bytes, length, first }: Sorted): Generator<Buffer, number> {
  link(bytes, length);
  let [piece, filled, sum] = [Buffer.allocUnsafe(pieceBytes), 0, -1];
  let at = first;
  let [last, same] = [-1, 0];
  for (let left = length; left > 0; left -= 1) {
    const entry = bytes[at] as number;
    // Read from behind: each entry names its byte's successor.
    at = entry >>> 8;
    const next = (bytes[at] as number) & 0xff;
    // Four equal bytes are followed by how often they come beyond that.
    const repeats = same === 4 ? next : 1;
    const byte = same === 4 ? last : next;
    same = same === 4 ? 0 : byte === last ? same + 1 : 1;
    last = same === 0 ? -1 : byte;
    for (let count = 0; count < repeats; count += 1) {
      sum = (sum << 8) ^ (table[((sum >>> 24) ^ byte) & 0xff] as number);
      piece[filled] = byte;
      filled += 1;
      if (filled < pieceBytes) continue;
      yield piece;
      piece = Buffer.allocUnsafe(pieceBytes);
      filled = 0;
    }
  }
  if (filled > 0) yield piece.subarray(0, filled);
  return ~sum;
}

/** Writes above each byte where the one stands that follows it. */
function link(bytes: Uint32Array, length: number): void {
  const places = new Uint32Array(256);
  for (let at = 0; at < length; at += 1) places[bytes[at] as number] = (places[bytes[at] as number] as number) + 1;
  for (let byte = 0, sum = 0; byte < 256; byte += 1) {
    const count = places[byte] as number;
    places[byte] = sum;
    sum += count;
  }
  for (let at = 0; at < length; at += 1) {
    const byte = (bytes[at] as number) & 0xff;
    const place = places[byte] as number;
    places[byte] = place + 1;
    bytes[place] = ((bytes[place] as number) | (at << 8)) >>> 0;
  }
}
