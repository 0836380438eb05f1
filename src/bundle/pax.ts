/** What an extended header says of the member behind it, as far as a reader needs it. */
export interface Overrides {
  path?: string;
  size?: number;
  /** Seconds. */
  mtime?: number;
  uid?: number;
  gid?: number;
  sparse?: true;
}

const space = 0x20;
const newline = 0x0a;

/**
 * Reads the records `LENGTH KEY=VALUE\n` of a pax header by their lengths, so that a name may hold any byte.
 * A record that breaks the form ends the reading: what follows it cannot be told.
 */
export function parsePax(bytes: Buffer): Overrides {
  const overrides: Overrides = {};
  let at = 0;
  while (at < bytes.length) {
    const gap = bytes.indexOf(space, at);
    const length = gap < 0 || gap - at > 10 ? Number.NaN : Number(bytes.toString("latin1", at, gap));
    const end = at + length;
    if (!(end > gap + 1 && end <= bytes.length) || bytes[end - 1] !== newline) break;
    const record = bytes.toString("utf8", gap + 1, end - 1);
    const equals = record.indexOf("=");
    if (equals > 0) apply(overrides, record.slice(0, equals), record.slice(equals + 1));
    at = end;
  }
  return overrides;
}

function apply(overrides: Overrides, key: string, value: string): void {
  if (key === "path") overrides.path ??= value;
  else if (isNumber(key)) setNumber(overrides, key, value);
  else if (key.startsWith("GNU.sparse.")) overrides.sparse = true;
  // The plain path of a sparse member is one that tar made up.
  if (key === "GNU.sparse.name") overrides.path = value;
}

type NumberKey = "size" | "mtime" | "uid" | "gid";

function isNumber(key: string): key is NumberKey {
  return key === "size" || key === "mtime" || key === "uid" || key === "gid";
}

function setNumber(overrides: Overrides, key: NumberKey, value: string): void {
  const number = Number(value);
  if (value !== "" && Number.isFinite(number)) overrides[key] = number;
}
