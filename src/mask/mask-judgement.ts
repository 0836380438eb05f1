import type { Judgement } from "../rules/evaluate.ts";
import type { Finding, Outcome } from "../rules/outcome.ts";
import { maskLine, maskText, secretIn } from "./mask.ts";

/** What leaves the program of a judgement, without the secrets that its evidence and messages may quote. */
export function maskJudgement({ findings, outcomes }: Judgement): Judgement {
  return { findings: findings.map(maskFinding), outcomes: outcomes.map(maskOutcome) };
}

/** A secret that a line of the evidence sets is hidden in the message as well, where its end cannot be seen. */
function maskFinding(finding: Finding): Finding {
  const secrets = finding.evidence.flatMap(({ text }) => secretIn(text) ?? []);
  const hidden = (text: string) => maskText(secrets.reduce(hide, text));
  return {
    ...finding,
    message: hidden(finding.message),
    remedy: hidden(finding.remedy),
    evidence: finding.evidence.map((line) => ({ ...line, text: maskLine(line.text) })),
  };
}

/** A secret of a few letters stands in other words as well: it is hidden where it is set. */
function hide(text: string, secret: string): string {
  return secret.length < 4 ? text.replaceAll(`= ${secret}`, "= ********") : text.replaceAll(secret, "********");
}

/** Reasons may quote what a file holds. */
function maskOutcome(outcome: Outcome): Outcome {
  return outcome.reason === undefined ? outcome : { ...outcome, reason: maskText(outcome.reason) };
}
