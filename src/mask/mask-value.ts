import type { Masker } from "./masker.ts";
import { NO_SECRET_KEY, SETTING } from "./words.ts";

/** A value without its secrets: the name that it has tells whether it is one. `sign` stands between the two in a line. */
export function maskValue(masker: Masker, name: string, value: string, sign: " = " | "=" = " = "): string {
  const start = `${name}${sign}`;
  // In a line, a sign that stands behind the first would make no setting of it.
  const signs = /^[=:][=: ]*/.exec(value)?.[0] ?? "";
  const rest = value.slice(signs.length);
  const line = masker.text(`${start}${rest}`);
  if (!line.startsWith(start)) return line;
  const shown = line.slice(start.length);
  return `${signs}${shown === rest && isSecret(name, rest) ? maskWhole(masker, rest) : shown}`;
}

/** A value that is a secret whatever it looks like. */
export function maskWhole(masker: Masker, value: string): string {
  return masker.text(`password = ${value}`).slice("password = ".length);
}

/** A line of a log may have other things behind such a name: counts, times, words. A setting has a value, if no number. */
function isSecret(name: string, value: string): boolean {
  if (!SETTING.test(`${name}=`) || NO_SECRET_KEY.test(name) || /[a-z](pass|pwd|cookie)$/i.test(name)) return false;
  return /[^a-z]/i.test(value) && !/^[0-9]+([.][0-9]+)? *[a-z]*$/i.test(value);
}
