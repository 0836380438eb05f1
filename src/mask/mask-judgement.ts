import type { NodeChange } from "../model/changes.ts";
import type { Deployment } from "../model/types.ts";
import type { Judgement } from "../rules/evaluate.ts";
import type { Evidence, Finding, Outcome } from "../rules/outcome.ts";
import { shapeOf } from "../rules/shell-reader.ts";
import { maskValue } from "./mask-value.ts";
import type { Masker } from "./masker.ts";

/** What leaves the program of a judgement, without the secrets that its evidence and messages may quote. */
export function maskJudgement({ findings, outcomes }: Judgement, masker: Masker): Judgement {
  return {
    findings: findings.map((finding) => maskFinding(finding, masker)),
    outcomes: outcomes.map((outcome) => maskOutcome(outcome, masker)),
  };
}

/** A secret that a line of the evidence sets is hidden in the message as well, where nothing tells that it is one. */
export function maskFinding(finding: Finding, masker: Masker): Finding {
  const evidence = finding.evidence.map((line) => ({ ...line, text: masker.text(line.text) }));
  const hidden = (text: string) => hideShown(text, finding.evidence, masker);
  const lines = hidden(finding.remedy).split("\n");
  const remedy = finding.remedy.split("\n").map((line, index) => sameCommand(line, lines[index] ?? ""));
  return { ...finding, message: hidden(finding.message), remedy: remedy.join("\n"), evidence };
}

/** A secret that is taken out of a command may take quotes with it, which made one word of what is left. */
function sameCommand(command: string, hidden: string): string {
  const same = command === hidden || shapeOf(command) === shapeOf(hidden);
  return same ? hidden : "# a command with a secret in it, which is not shown";
}

/** A text without the secrets that these lines show, which have been masked before, and without those that it shows itself. */
export function hideShown(text: string, lines: readonly Evidence[], masker: Masker): string {
  // Lines of what was read have been masked before; to look for every secret in them would take long where there are many.
  const telling = lines.filter((line) => masker.text(line.text) !== line.text);
  if (telling.length === 0) return masker.text(text);
  const shown = [...masker.tokens].filter(([secret]) => telling.some((line) => line.text.includes(secret)));
  return masker.text(shown.reduce(hide, text));
}

/** A secret of a few letters stands in other words as well: it is hidden where it is set. */
function hide(text: string, [secret, token]: readonly [string, string]): string {
  return secret.length < 4 ? text.replaceAll(`= ${secret}`, `= ${token}`) : text.replaceAll(secret, token);
}

/** A changed setting is masked as the line that sets it, since its key tells whether it is a secret. */
export function maskChange(change: NodeChange, masker: Masker): NodeChange {
  const key = change.kind === "setting-changed" ? (change.subject.name.split(" ").at(-1) ?? "") : undefined;
  const masked = (text: string) => (key === undefined ? masker.text(text) : maskValue(masker, key, text));
  const line = (evidence: Evidence) => ({ ...evidence, text: masker.text(evidence.text) });
  const { before, after } = change.evidence;
  return {
    ...change,
    before: masked(change.before),
    after: masked(change.after),
    evidence: { ...(before && { before: line(before) }), ...(after && { after: line(after) }) },
  };
}

/** Reasons may quote what a file holds. */
export function maskOutcome(outcome: Outcome, masker: Masker): Outcome {
  return outcome.reason === undefined ? outcome : { ...outcome, reason: masker.text(outcome.reason) };
}

/** The same for the notes of each node, which may quote what a file holds. */
export function maskNotes(deployment: Deployment, masker: Masker): Deployment {
  return { ...deployment, nodes: deployment.nodes.map((node) => ({ ...node, notes: node.notes.map(masker.text) })) };
}
