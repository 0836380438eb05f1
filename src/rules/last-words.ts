import type { Sourced } from "../model/types.ts";
import { linesFor } from "./evidence.ts";
import type { Finding } from "./outcome.ts";
import type { Rule } from "./rule.ts";

/** States of a container whose own log is asked why. */
const NOT_WELL: ReadonlySet<string> = new Set(["down", "restarting", "unhealthy", "refused"]);

/** How much of a line is quoted in a message. */
const LONGEST = 240;

/**
 * A finding on a container that is not well, with the last errors in that container's own log: as its first evidence, and the
 * latest of them in the message, whatever service it is and whether or not a rule knows the words.
 */
export function withLastWords(finding: Finding, rule: Rule, subject: Sourced, words: string): Finding {
  const said = (subject as { readonly lastWords?: readonly string[] }).lastWords;
  const deciding = said?.at(-1);
  if (deciding === undefined || !rule.tells.some(({ state }) => NOT_WELL.has(state))) return finding;
  const lines = said?.flatMap((_, at) => linesFor(subject, `lastWords.${at}`)) ?? [];
  const others = finding.evidence.filter(
    (one) => !lines.some(({ file, line }) => file === one.file && line === one.line),
  );
  return {
    ...finding,
    message: `${finding.message}${words}${quoted(deciding)}`,
    evidence: [...lines, ...others],
  };
}

/** A line without its time and process, which the evidence has. */
function quoted(line: string): string {
  const bare = line.replace(/^\d{4}-\d\d-\d\d[ T][\d:.,]+(?:Z|[+-][\d:]+)?\s+(?:\d+\s+)?/, "");
  return bare.length > LONGEST ? `${bare.slice(0, LONGEST)} …` : bare;
}
