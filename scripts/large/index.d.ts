import type { RuleSummary } from "../../src/report/format.ts";
import type { Result } from "../../src/report/result.ts";
import type { Survey } from "../../src/survey/types.ts";

/** What a report is made of for so many nodes with so many containers each; three in five containers have a finding. */
export function largeReport(
  nodes: number,
  containers: number,
): {
  readonly result: Result;
  readonly survey: Survey;
  readonly rules: readonly RuleSummary[];
};
