const BLOCK = 512;

/**
 * The folder that a bundle's first entry lies in: `sospect-HOST-UTCTIME`, as the collector named it. Undefined where that
 * is not what stands there.
 */
export function topFolder(tar: Buffer): string | undefined {
  const header = tar.subarray(0, BLOCK);
  // GNU's tar puts a name of more than 100 bytes into an entry before; POSIX's keeps its beginning apart.
  const posix = textAt(header, 257, 8) === "ustar";
  const prefix = posix ? textAt(header, 345, 155) : "";
  const name = textAt(header, 156, 1) === "L" ? textAt(tar, BLOCK, 512) : textAt(header, 0, 100);
  const path = prefix === "" ? name : `${prefix}/${name}`;
  return /^(sospect-[A-Za-z0-9_][A-Za-z0-9._-]{0,127}-\d{8}T\d{6}Z)\//.exec(path)?.[1];
}

function textAt(bytes: Buffer, start: number, length: number): string {
  const field = bytes.subarray(start, start + length);
  const end = field.indexOf(0);
  return field.subarray(0, end < 0 ? length : end).toString("latin1");
}

/** The same for a host that does not say it itself. */
export function folderFor(host: string, now: Date): string {
  const name = host.replace(/[^A-Za-z0-9.-]/g, "_").replace(/^[.-]+/, "");
  return `sospect-${name}-${now.toISOString().replace(/\.\d+/, "").replace(/[-:]/g, "")}`;
}
