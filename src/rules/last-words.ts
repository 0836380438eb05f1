import type { Catalogue } from "../catalogue/catalogue.ts";
import type { Deployment, Node, Sourced } from "../model/types.ts";
import { linesFor } from "./evidence.ts";
import type { Finding } from "./outcome.ts";
import type { Rule } from "./rule.ts";

/** States of a container whose own log is asked why. */
const NOT_WELL: ReadonlySet<string> = new Set(["down", "restarting", "unhealthy", "refused"]);

/** How much of a line is quoted in a message. */
const LONGEST = 240;

interface Around {
  readonly root: Node | Deployment;
  readonly catalogue?: Catalogue;
}

/** Whose log is asked why: the subject's own, or that of the container whose unit or name the rule says that it tells of. */
export function speakerOf(
  rule: Rule,
  subject: Sourced,
  { root, catalogue }: Around,
  variables: Readonly<Record<string, unknown>>,
): Sourced {
  if (!("containers" in root)) return subject;
  for (const { state, of } of rule.tells) {
    if (of === undefined || !NOT_WELL.has(state)) continue;
    const name = of.render(variables).trim();
    const container = catalogue?.ofContainerUnit(name)?.container ?? name;
    const found = root.containers.filter((one) => one.name === container);
    if (found.length === 1) return found[0] as Sourced;
  }
  return subject;
}

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

const OF_SERVICE = /^\d{4}-\d\d-\d\d[ T][\d:.,]+(?:Z|[+-][\d:]+)?\s+(?:\d+\s+)?/;
const OF_JOURNAL = /^[A-Z][a-z]{2} [ \d]\d [\d:]{8} \S+ [^\s:[]+(?:\[\d+\])?: /;

/** A line without its time and process, which the evidence has. */
function quoted(line: string): string {
  const bare = line.replace(OF_JOURNAL, "").replace(OF_SERVICE, "");
  return bare.length > LONGEST ? `${bare.slice(0, LONGEST)} …` : bare;
}
