import { visibleLine } from "../visible.ts";

/** The lines of a text, each harmless, those without anything left out. */
export function linesOf(text: string): string[] {
  return text
    .split("\n")
    .map(visibleLine)
    .filter((line) => line !== "");
}
