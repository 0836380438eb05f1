import type { ConfigFileFact, Setting } from "../../parse/facts.ts";
import { firstBy } from "../group-by.ts";

const MASKED = /\*{6,}/;

/** The setting of a file in the same section and of the same key. */
export function findSetting(file: ConfigFileFact, { section, key }: Pick<Setting, "section" | "key">) {
  return byName(file.settings).get(nameOf(groupOf(section), key));
}

/** Settings are looked up for each of another file. */
const names = new WeakMap<readonly Setting[], ReadonlyMap<string, Setting>>();

function byName(settings: readonly Setting[]): ReadonlyMap<string, Setting> {
  const known = names.get(settings) ?? firstBy(settings, ({ section, key }) => nameOf(groupOf(section), key));
  names.set(settings, known);
  return known;
}

function nameOf(group: string, key: string): string {
  return `${group}\0${key}`;
}

/** oslo.config reads the names of groups in any case; DEFAULT is none. */
export function groupOf(section: string): string {
  return section === "DEFAULT" ? section : section.toLowerCase();
}

/** Whether a scrubber has put its mask in the place of a value, which then proves nothing. */
export function isMasked({ values }: Pick<Setting, "values">): boolean {
  return values.some((value) => MASKED.test(value));
}

/** Whether a service understands both alike. */
export function sameValues(one: Setting, other: Setting): boolean {
  const values = other.values.map(plain);
  return (
    one.values.length === values.length &&
    one.values.every((value, at) => plain(value) === values[at] || (isTrue(value) && isTrue(values[at] ?? "")))
  );
}

export function isTrue(value: string): boolean {
  return /^(true|yes|on|1)$/i.test(value);
}

/** A value as a service understands it: one word for what is false, a list with or without blanks. */
function plain(value: string): string {
  return /^(false|no|off|0)$/i.test(value) ? "false" : value.replace(/\s*,\s*/g, ",");
}

export function shownValues({ values }: Pick<Setting, "values">): string {
  return values.map((value) => value.replace(/\n/g, " ")).join(", ");
}

/** The line of a setting, in the file's own words as far as they matter: key and value. */
export function lineOf(file: Pick<ConfigFileFact, "file">, setting: Setting) {
  return { file: file.file, line: setting.lines[0] ?? 1, text: `${setting.key} = ${shownValues(setting)}` };
}
