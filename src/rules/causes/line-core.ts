/** What engines, the journal and syslog put before a line that a program wrote. */
const BEFORE =
  /^(?:\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:?\d\d)? |[A-Z][a-z]{2} +\d{1,2} [\d:]{8}(?:\.\d+)? \S+ [^\s:]{1,80}: )/;

/** A line of a log as its program wrote it. */
export function coreOf(line: string): string {
  return line.replace(BEFORE, "").trim();
}
