import type { Masker } from "./masker.ts";

/** A value without its secrets: the name that it has tells whether it is one. `sign` stands between the two in a line. */
export function maskValue(masker: Masker, name: string, value: string, sign: " = " | "=" = " = "): string {
  const start = `${name}${sign}`;
  const line = masker.text(`${start}${value}`);
  return line.startsWith(start) ? line.slice(start.length) : line;
}
