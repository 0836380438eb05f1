import type { ConfigMistake } from "../facts.ts";
import { quoting, type SourceText, wholeLines } from "../syntax/text.ts";

/** Files that oslo.config may read; whether it does is of the service whose they are. */
export function mayBeReadByOslo(file: string): boolean {
  return /(^|\/)etc\/[^/]+\/(.*\/)?[^/]+\.(conf|ini)$/.test(file);
}

/**
 * The lines at which oslo.config's parser gives up, so that the service does not start: what is neither a setting, nor a
 * section, nor a comment, nor the continuation of a value right above it. What a scrubber has put there is no mistake.
 */
export function readMistakes(source: SourceText): ConfigMistake[] {
  const quoted = quoting(source);
  const mistakes: ConfigMistake[] = [];
  let inSection = false;
  let open = false;
  for (const [index, raw] of wholeLines(source).split("\n").entries()) {
    const line = raw.trimEnd();
    const problem = problemOf(line, { inSection, open });
    if (problem !== undefined && !/\*{4,}|masked-|PRIVATE KEY/.test(line))
      mistakes.push({ problem, source: quoted(index + 1) });
    if (line.startsWith("[")) inSection = true;
    open = line !== "" && !/^[[#;]/.test(line) && (open || !/^[ \t]/.test(line));
  }
  return mistakes;
}

function problemOf(line: string, { inSection, open }: { inSection: boolean; open: boolean }): string | undefined {
  if (line === "" || /^[#;]/.test(line)) return undefined;
  if (/^[ \t]/.test(line))
    return open ? undefined : "it is indented, and there is no value above that it could continue";
  if (line.startsWith("[")) {
    if (!line.endsWith("]")) return "a section has to end with ]";
    return line.length > 2 ? undefined : "the section has no name";
  }
  if (!/[=:]/.test(line)) return "it has neither = nor :";
  if (/^\s*[=:]/.test(line)) return "there is no key before = or :";
  return inSection ? undefined : "no section stands above it";
}
