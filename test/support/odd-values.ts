/** Values that no node has, in the place of those of real files. */

const NUMBERS = [
  ...["1e400", "-1e400", "NaN", "Infinity", "-1", "-0", "0", "99999", "4294967296", "-9223372036854775808"],
  ...["99999999999999999999999", "9".repeat(400), "1.7976931348623157e308", "5e-324", "0x1F", "1,5", "٣"],
] as const;

const DATES = [
  ...["0000-00-00T00:00:00Z", "0001-01-01T00:00:00Z", "1969-12-31T23:59:59Z", "9999-12-31T23:59:59.999999999Z"],
  ...[
    "+300000-01-01T00:00:00Z",
    "300000-01-01T00:00:00Z",
    "2026-02-30T25:61:61Z",
    "2026-11-24",
    "-1",
    "1e400",
    "never",
  ],
] as const;

const TEXTS = [
  ...[
    "",
    " ",
    "\u0000",
    "\\u0000",
    "\\ud800",
    "\ud800",
    "\ufeff",
    "__proto__",
    "constructor",
    "toString",
    "null",
    "[]",
  ],
  ...["{{x}}", "%s%n", "../../etc/shadow", "\u202e", "\r\n", "\t", "\\", '"', "'", "<b>", "$(x)", "x".repeat(5000)],
] as const;

const DEEP = 20_000;

/** What is done to a whole file. */
const WHOLE: readonly ((text: string) => string)[] = [
  () => "",
  (text) => `\ufeff${text}`,
  (text) => text.replace(/\n/g, "\r\n"),
  (text) => text.replace(/\n/g, "\r"),
  (text) => `${text}\u0000`,
  (text) => `${"[".repeat(DEEP)}${text}`,
  (text) => `${'{"a":'.repeat(DEEP)}1${"}".repeat(DEEP)}\n${text}`,
  (text) => `${text}\n${Array.from({ length: 300 }, (_, at) => `${" ".repeat(at)}a:`).join("\n")}`,
  (text) => `a: ${"[".repeat(DEEP)}${"]".repeat(DEEP)}\n${text}`,
  (text) => text.replaceAll('"', "'"),
  (text) => text + text,
  (text) => text.split("\n").reverse().join("\n"),
];

const TOKEN =
  /\d{4}-\d\d-\d\d[T ][\d:.]+(?:Z| ?[+-]\d\d:?\d\d)?|[A-Z][a-z]{2} [A-Z][a-z]{2} +\d+ [\d:]+ \w+ \d{4}|\d+(?:\.\d+)?%?|"[^"\n]*"|[A-Za-z_][\w-]*/g;

/** A file in which a few values, or all as a whole, are odd. `draw` gives numbers from 0 to below 1. */
export function odd(text: string, draw: () => number): string {
  const pick = <T>(items: readonly T[]): T => items[Math.floor(draw() * items.length)] as T;
  if (draw() < 0.15) return pick(WHOLE)(text);
  const tokens = [...text.matchAll(TOKEN)];
  if (tokens.length === 0) return pick(WHOLE)(text);
  // Some files have one value only, others thousands: as well one of them as one in ten.
  const chosen = new Set(Array.from({ length: draw() < 0.5 ? 1 : Math.ceil(tokens.length / 10) }, () => pick(tokens)));
  let at = 0;
  let made = "";
  for (const token of tokens) {
    if (!chosen.has(token)) continue;
    const [old] = token;
    made += text.slice(at, token.index) + replaced(old, pick);
    at = token.index + old.length;
  }
  return made + text.slice(at);
}

function replaced(old: string, pick: <T>(items: readonly T[]) => T): string {
  if (/^\d{4}-|^[A-Z][a-z]{2} [A-Z][a-z]{2} /.test(old)) return pick(DATES);
  if (/^\d/.test(old)) return pick(NUMBERS) + (old.endsWith("%") ? "%" : "");
  if (old.startsWith('"')) return pick([`"${pick(TEXTS)}"`, pick(NUMBERS), "[]", "{}", "null", "true"]);
  return pick([...TEXTS, ...NUMBERS]);
}

/** The paths in something plain at which a number stands that is none. */
export function notFinite(value: unknown, path = "$"): string[] {
  if (typeof value === "number") return Number.isFinite(value) ? [] : [`${path} = ${value}`];
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([key, part]) => notFinite(part, `${path}.${key}`));
}
