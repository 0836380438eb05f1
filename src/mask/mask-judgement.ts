import type { Judgement } from "../rules/evaluate.ts";
import type { Outcome } from "../rules/outcome.ts";
import { maskText } from "./mask.ts";

/** What leaves the program of a judgement, without the secrets that its evidence and messages may quote. */
export function maskJudgement({ findings, outcomes }: Judgement): Judgement {
  return {
    findings: findings.map((finding) => ({
      ...finding,
      message: maskText(finding.message),
      remedy: maskText(finding.remedy),
      evidence: finding.evidence.map((line) => ({ ...line, text: maskText(line.text) })),
    })),
    outcomes: outcomes.map(masked),
  };
}

/** Reasons may quote what a file holds. */
function masked(outcome: Outcome): Outcome {
  return outcome.reason === undefined ? outcome : { ...outcome, reason: maskText(outcome.reason) };
}
