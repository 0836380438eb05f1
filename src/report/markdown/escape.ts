import { wellFormedLine } from "../wellformed.ts";

/** What Markdown, HTML in it, or the trackers that show it would read as more than text. */
const SPECIAL =
  /[\\`*_[\]<>|~#&@{}$!^=+]|:\/\/|:\w+:|^www\.|^[-+]+$|^\d+[.)]$|^(?:[A-Z]{2,}-\d+|GH-\d+|[0-9a-f]{7,40})$|^(?:mailto|xmpp):/i;

/** A text of a bundle within a line of Markdown: words that would be read as more than words become code. */
export function inline(text: string, longest = 400): string {
  return shorten(wellFormedLine(text), longest)
    .split(/ +/)
    .map((word) => {
      const [, before = "", body = "", after = ""] = /^(\(?)(.*?)([.,;:)]*)$/.exec(word) ?? [];
      return SPECIAL.test(body) ? before + code(body) + after : word;
    })
    .join(" ");
}

/** A text of a bundle as code within a line, behind more backticks than it holds. */
export function code(text: string, longest = 400): string {
  const line = shorten(wellFormedLine(text), longest);
  if (line === "") return "";
  const fence = "`".repeat(longestRun(line) + 1);
  const pad = line.startsWith("`") || line.endsWith("`") || fence.length > 1 ? " " : "";
  return `${fence}${pad}${line}${pad}${fence}`;
}

/** Either of them within the cell of a table, whose bars end cells also in code. */
export function cell(markdown: string): string {
  return markdown.replaceAll("|", "\\|");
}

/** Lines as a block of code, each behind the same indent. */
export function block(lines: readonly string[], indent = ""): string[] {
  const fence = "`".repeat(Math.max(3, ...lines.map((line) => longestRun(line) + 1)));
  return [fence, ...lines, fence].map((line) => `${indent}${line}`);
}

function longestRun(text: string): number {
  return Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
}

function shorten(line: string, longest: number): string {
  return line.length <= longest ? line : `${line.slice(0, longest - 1)}…`;
}
