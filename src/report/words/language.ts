/** The languages that reports are written in; what bundles say stays as it is. */
export const languages = ["en", "zh"] as const;
export type Language = (typeof languages)[number];

/** The words of one part of a report in every language: the first sets which there are. */
export function inLanguages<Words>(en: Words, zh: Words): Readonly<Record<Language, Words>> {
  return { en, zh };
}
