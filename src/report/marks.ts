import type { Finding } from "../rules/outcome.ts";
import { digestWords } from "./words/digest.ts";
import type { Language } from "./words/language.ts";

/** What a finding is beside its severity: whether it is new, and until when it is accepted. */
export function marksOf({ change, accepted }: Finding, language: Language = "en"): string[] {
  const words = digestWords[language];
  return [
    ...(change === "new" ? [words.new] : change === "not-decided-before" ? [words.notDecidedBefore] : []),
    ...(accepted === undefined ? [] : [words.acceptedUntil(accepted.until)]),
  ];
}

/** Why a finding is accepted, in a sentence. */
export function acceptanceText({ accepted }: Finding, language: Language = "en"): string {
  if (accepted === undefined) return "";
  return digestWords[language].acceptance(accepted.until, accepted.by, accepted.reason);
}
