/** The packets that an encrypted message begins with, by their tags, and the versions of each. */
const encrypting: ReadonlyMap<number, readonly number[]> = new Map([
  // A key encrypted for a key, or by a password; then the data itself.
  [1, [2, 3, 6]],
  [3, [4, 5, 6]],
  [18, [1, 2]],
  [20, [1]],
]);

const markerTag = 10;

/** Whether bytes are the begin of an OpenPGP message (RFC 9580) that is encrypted, in binary or in armour. */
export function isEncrypted(first: Buffer): boolean {
  if (/^\s*-----BEGIN PGP MESSAGE/.test(first.toString("latin1", 0, 1000).replace(/^\u00ef\u00bb\u00bf/, "")))
    return true;
  const head = first[0] ?? 0;
  if ((head & 0x80) === 0) return false;
  const { tag, bodyAt } = (head & 0x40) === 0 ? oldPacket(head) : newPacket(head, first[1] ?? 0);
  if (tag === markerTag) return first.toString("latin1", bodyAt, bodyAt + 3) === "PGP";
  return encrypting.get(tag)?.includes(first[bodyAt] ?? 0) ?? false;
}

interface Packet {
  readonly tag: number;
  readonly bodyAt: number;
}

/** Its length takes one, two or four bytes, or is not told. */
function oldPacket(head: number): Packet {
  return { tag: (head >> 2) & 0x0f, bodyAt: [2, 3, 5, 1][head & 3] ?? 1 };
}

/** Its length takes one byte, two, or five; one byte for the first of several parts. */
function newPacket(head: number, length: number): Packet {
  const bodyAt = length < 192 || (length >= 224 && length < 255) ? 2 : length < 224 ? 3 : 6;
  return { tag: head & 0x3f, bodyAt };
}
