/** The languages that rules and reports may be written in; what bundles say stays as it is. */
export const languages = ["en", "zh"] as const;
export type Language = (typeof languages)[number];
