import type { Finding } from "../rules/outcome.ts";

/** What a finding is beside its severity: whether it is new, and until when it is accepted. */
export function marksOf({ change, accepted }: Finding): string[] {
  return [
    ...(change === "new" ? ["new"] : change === "not-decided-before" ? ["not decided before"] : []),
    ...(accepted === undefined ? [] : [`accepted until ${accepted.until}`]),
  ];
}

/** Why a finding is accepted, in a sentence. */
export function acceptanceText({ accepted }: Finding): string {
  if (accepted === undefined) return "";
  const { reason, until, by } = accepted;
  return `accepted until ${until}${by === undefined ? "" : ` by ${by}`}: ${reason}`;
}
