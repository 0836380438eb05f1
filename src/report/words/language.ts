import type { Language } from "../../rules/language.ts";

export { type Language, languages } from "../../rules/language.ts";

/** The words of one part of a report in every language: the first sets which there are. */
export function inLanguages<Words>(en: Words, zh: Words): Readonly<Record<Language, Words>> {
  return { en, zh };
}
