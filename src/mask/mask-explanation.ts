import type { Part, PlaceExplanation, SubjectExplanation } from "../rules/explain.ts";
import type { Evidence } from "../rules/outcome.ts";
import { hideShown, maskFinding, maskOutcome } from "./mask-judgement.ts";
import type { Masker } from "./masker.ts";

/** An explanation without the secrets that the values and lines in it may hold. */
export function maskExplanation(place: PlaceExplanation, masker: Masker): PlaceExplanation {
  return {
    ...place,
    needs: place.needs.map((need) =>
      need.reason === undefined ? need : { ...need, reason: masker.text(need.reason) },
    ),
    ...(place.whole === undefined ? {} : { whole: maskOutcome(place.whole, masker) }),
    subjects: place.subjects.map((subject) => maskSubject(subject, masker)),
  };
}

function maskSubject(subject: SubjectExplanation, masker: Masker): SubjectExplanation {
  const { outcome, finding, where, when } = subject;
  const lines = [where, when].flatMap((part) => (part === undefined ? [] : linesOf(part)));
  const maskPart = (part: Part): Part => ({
    ...part,
    parts: part.parts.map(maskPart),
    reads: part.reads.map(({ path, value, evidence }) => ({
      path,
      ...(value === undefined ? {} : { value: hideShown(value, lines, masker) }),
      evidence: evidence.map((line) => ({ ...line, text: masker.text(line.text) })),
    })),
  });
  // What the lines tell to be secret is known only when they were masked.
  for (const { text } of lines) masker.text(text);
  return {
    outcome: maskOutcome(outcome, masker),
    ...(finding === undefined ? {} : { finding: maskFinding(finding, masker) }),
    ...(where === undefined ? {} : { where: maskPart(where) }),
    when: maskPart(when),
  };
}

function linesOf({ parts, reads }: Part): Evidence[] {
  return [...reads.flatMap(({ evidence }) => evidence), ...parts.flatMap(linesOf)];
}
