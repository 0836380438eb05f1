import type { Survey } from "../../survey/types.ts";
import type { RuleSummary } from "../format.ts";
import type { Result } from "../result.ts";
import type { Language } from "../words/language.ts";

/** All that the HTML report is made from. */
export interface Page {
  readonly result: Result;
  readonly survey: Survey | undefined;
  readonly rules: readonly RuleSummary[];
  readonly language: Language;
}
