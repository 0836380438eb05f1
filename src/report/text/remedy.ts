import type { Finding } from "../../rules/outcome.ts";
import { type Step, stepsOf } from "../steps.ts";
import { visibleLine } from "../visible.ts";
import { linesOf } from "./lines.ts";
import type { Page } from "./style.ts";
import { columnsOf, wrap } from "./wrap.ts";

/** What to type: what only looks apart from what changes something, each behind its word, with all that is said of it. */
export function remedyLines(page: Page, { remedy }: Pick<Finding, "remedy">): string[] {
  const { steps, notes } = stepsOf(remedy);
  return [...steps.flatMap((step) => stepLines(page, step)), ...notesLines(page, notes)];
}

function stepLines(page: Page, { notes, command, looks }: Step): string[] {
  const { style, words } = page;
  const width = Math.max(columnsOf(words.look), columnsOf(words.fix));
  const word = looks ? words.look : words.fix;
  const label = word + " ".repeat(width - columnsOf(word));
  return [
    ...notesLines(page, notes),
    ...linesOf(command).map((line, index) => {
      const lead = index === 0 ? `${style(label, "dim")} ${style("$", "green")}` : " ".repeat(width + 2);
      return `  ${lead} ${line}`;
    }),
  ];
}

function notesLines({ style, width }: Page, notes: readonly string[]): string[] {
  return notes.flatMap((note) =>
    wrap(visibleLine(note), width, { first: "  # ", rest: "  # ", wholeQuotes: true }).map((one) => style(one, "dim")),
  );
}
