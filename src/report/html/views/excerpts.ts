import type { Evidence, Finding } from "../../../rules/outcome.ts";
import type { Excerpt, Survey } from "../../../survey/types.ts";
import { sourceOf } from "../../nodes.ts";
import { visible } from "../../visible.ts";

/** A line of evidence as it is shown: what is before, in and after what the rule looked for, and the lines around it. */
interface Quote {
  readonly before: string;
  readonly marked: string;
  readonly after: string;
  readonly lines: readonly { readonly line: number; readonly text: string; readonly meant: boolean }[];
}

export type Around = (finding: Finding, line: Evidence) => Quote;

/** How lines of evidence are shown; without a survey, by themselves. */
export function excerptsOf(survey: Survey | undefined): Around {
  const excerpts = new Map<string, Excerpt>();
  for (const one of survey?.excerpts ?? []) excerpts.set(keyOf(one.node, one.file, one.line), one);
  const known = [...new Set((survey?.excerpts ?? []).map(({ node }) => node))];
  return (finding, evidence) => {
    const { node, file } = sourceOf(finding, evidence.file, known);
    const excerpt = excerpts.get(keyOf(node, file, evidence.line));
    return excerpt === undefined ? alone(evidence.text) : quoteOf(excerpt, evidence);
  };
}

function alone(text: string): Quote {
  return { before: visible(text), marked: "", after: "", lines: [] };
}

function quoteOf({ first, lines, line, mark }: Excerpt, { text }: Evidence): Quote {
  const around = lines.map((one, index) => ({
    line: first + index,
    text: visible(one),
    meant: first + index === line,
  }));
  const shown = lines[line - first] ?? text;
  const parts =
    mark === undefined || mark.end <= mark.start
      ? alone(shown)
      : {
          before: visible(shown.slice(0, mark.start)),
          marked: visible(shown.slice(mark.start, mark.end)),
          after: visible(shown.slice(mark.end)),
        };
  return { ...parts, lines: around.length > 1 ? around : [] };
}

function keyOf(node: string, file: string, line: number): string {
  return JSON.stringify([node, file, line]);
}
