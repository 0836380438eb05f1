import type { Judgement } from "../rules/evaluate.ts";
import { maskText } from "./mask.ts";

/** What leaves the program of a judgement, without the secrets that its evidence and messages may quote. */
export function maskJudgement({ findings, outcomes }: Judgement): Judgement {
  return {
    findings: findings.map((finding) => ({
      ...finding,
      message: maskText(finding.message),
      evidence: finding.evidence.map((line) => ({ ...line, text: maskText(line.text) })),
    })),
    outcomes,
  };
}
