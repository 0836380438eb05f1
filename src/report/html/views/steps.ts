import type { Finding } from "../../../rules/outcome.ts";
import { nodesOf, placeText } from "../../nodes.ts";
import { type Step, stepsOf } from "../../steps.ts";
import { visible, visibleLine } from "../../visible.ts";
import { findingWords } from "../../words/findings.ts";
import type { Page } from "../page.ts";

/** A remedy as it is typed: what looks, then what changes, each command to be copied by itself, and where to type it. */
export function stepsView(finding: Finding, { result, language }: Page) {
  const { steps, notes } = stepsOf(finding.remedy);
  const words = findingWords[language];
  const known = new Set(result.nodes.map(({ name }) => name));
  const where = nodesOf(finding).every((node) => known.has(node)) ? visibleLine(placeText(finding, language)) : "";
  const looks = steps.filter((step) => step.looks);
  const changes = steps.filter((step) => !step.looks);
  return {
    groups: [
      { label: words.look(where), steps: looks.map(stepView) },
      { label: words.fix(where), steps: changes.map(stepView) },
    ].filter((group) => group.steps.length > 0),
    advice: noteText(notes),
  };
}

function stepView({ notes, command }: Step) {
  return { note: noteText(notes), command: visible(command) };
}

function noteText(notes: readonly string[]): string {
  return visible(notes.join("\n"));
}
