import type { Masker } from "./masker.ts";

/** A value without its secrets: the name that it has tells whether it is one. `sign` stands between the two in a line. */
export function maskValue(masker: Masker, name: string, value: string, sign: " = " | "=" = " = "): string {
  const start = `${name}${sign}`;
  // In a line, a sign that stands behind the first would make no setting of it.
  const signs = /^[=:][=: ]*/.exec(value)?.[0] ?? "";
  const line = masker.text(`${start}${value.slice(signs.length)}`);
  return line.startsWith(start) ? `${signs}${line.slice(start.length)}` : line;
}
