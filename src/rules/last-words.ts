import type { Container } from "../model/types.ts";
import { linesFor } from "./evidence.ts";
import type { Language } from "./language.ts";
import type { Finding } from "./outcome.ts";

/** How much of a line is quoted in a message. */
const LONGEST = 240;

const WORDS: Readonly<Record<Language, string>> = {
  en: "; the last error in its log: ",
  zh: "；其日志最后报错：",
};

/**
 * A finding on a container that is not well, with the last errors in that container's own log: as its first evidence, and the
 * latest of them in the message, whatever service it is and whether or not a rule knows the words.
 */
export function withLastWords(finding: Finding, container: Container, language: Language): Finding {
  const said = container.lastWords ?? [];
  const deciding = said.at(-1);
  if (deciding === undefined) return finding;
  const lines = said.flatMap((_, at) => linesFor(container, `lastWords.${at}`));
  const others = finding.evidence.filter(
    (one) => !lines.some(({ file, line }) => file === one.file && line === one.line),
  );
  return {
    ...finding,
    message: `${finding.message}${WORDS[language]}${quoted(deciding)}`,
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
