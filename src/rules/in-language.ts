import type { Language } from "./language.ts";
import type { Rule } from "./rule.ts";

/** The rules with what they say in a language, as far as they have it. */
export function inLanguage(rules: readonly Rule[], language: Language): Rule[] {
  return rules.map((rule) => (language === "zh" ? { ...rule, ...rule.translation } : rule));
}
