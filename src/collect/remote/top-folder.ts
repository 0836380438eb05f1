const BLOCK = 512;

/**
 * The folder that a bundle's first entry lies in: `sospect-HOST-UTCTIME`, as the collector named it. Undefined where that
 * is not what stands there, or where it is no header of a tar.
 */
export function topFolder(tar: Buffer): string | undefined {
  const header = tar.subarray(0, BLOCK);
  if (header.length < BLOCK || !sumsUp(header)) return undefined;
  // GNU's tar puts a name of more than 100 bytes into an entry before; POSIX's keeps its beginning apart.
  const posix = textAt(header, 257, 8) === "ustar";
  const prefix = posix ? textAt(header, 345, 155) : "";
  const name = textAt(header, 156, 1) === "L" ? textAt(tar, BLOCK, 512) : textAt(header, 0, 100);
  const path = prefix === "" ? name : `${prefix}/${name}`;
  return /^(sospect-[A-Za-z0-9_][A-Za-z0-9._-]{0,127}-\d{8}T\d{6}Z)\//.exec(path)?.[1];
}

/** The host that a bundle's folder names. */
export function hostOf(folder: string): string {
  return folder.replace(/^sospect-/, "").replace(/-[^-]*$/, "");
}

/** A header's bytes add up to the sum in it, for which its own place counts as blanks. */
function sumsUp(header: Buffer): boolean {
  const told = Number.parseInt(textAt(header, 148, 8).trim(), 8);
  const sum = header.reduce((total, byte, at) => total + (at >= 148 && at < 156 ? 0x20 : byte), 0);
  return sum === told;
}

function textAt(bytes: Buffer, start: number, length: number): string {
  const field = bytes.subarray(start, start + length);
  const end = field.indexOf(0);
  return field.subarray(0, end < 0 ? length : end).toString("latin1");
}
