import { type Style, styleFor } from "../report/text/style.ts";
import { columnsOf, wrap } from "../report/text/wrap.ts";
import { visibleLine } from "../report/visible.ts";
import type { LabWords } from "./words.ts";

export type Word = keyof LabWords["marks"];

/** Where dots end, and two blanks and the word begin. */
const COLUMNS = 63;
const DETAIL_COLUMNS = 100;

const LOOKS = { pass: "green", success: "green", fail: "red", ungraded: "yellow" } as const;

/** How lines are written: in which language, and whether a terminal is to colour them. */
export interface Lines {
  readonly words: LabWords;
  readonly style: Style;
}

export function linesFor(words: LabWords, color: boolean): Lines {
  return { words, style: styleFor(color) };
}

/** ` . Label......  PASS`, as students know it; a longer label has no dots. Chinese characters take two columns. */
export function checkLine({ words, style }: Lines, label: string, word: Word): string {
  return padded(` . ${visibleLine(label)}`, style(words.marks[word], "bold", LOOKS[word]));
}

/** The same without a dot in front: the last line of all. */
export function lastLine({ words, style }: Lines, label: string, word: Word): string {
  return padded(visibleLine(label), style(words.marks[word], "bold", LOOKS[word]));
}

function padded(title: string, word: string): string {
  return `${title}${".".repeat(Math.max(0, COLUMNS - columnsOf(title)))}  ${word}`;
}

/** What belongs to the line above: `   - expected: …`. */
export function detail(name: string, text: string): string[] {
  const shown = visibleLine(text);
  return wrap(`${name}: ${shown}`, DETAIL_COLUMNS, { first: "   - ", rest: "     ", wholeQuotes: true });
}

/** A reason, and apart from it what to collect. */
export function reasonDetails({ words }: Lines, name: string, reason: string): string[] {
  const [why = "", collect] = reason.split("; collect: ");
  return [...detail(name, why), ...(collect === undefined ? [] : detail(words.collect, collect))];
}

/** A line of the bundle that a mark rests on. */
export function evidenceLine({
  file,
  line,
  text,
}: {
  readonly file: string;
  readonly line: number;
  readonly text: string;
}): string[] {
  return wrap(`${visibleLine(file)}:${line}  ${visibleLine(text)}`, DETAIL_COLUMNS, {
    first: "       ",
    rest: "         ",
  });
}
