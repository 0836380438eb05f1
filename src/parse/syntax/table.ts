import { bestFit, type Column, type Shapes, shapeOf } from "./table-fit.ts";
import { isPrompt } from "./text.ts";

/** One row of a table that an engine printed: its cells by column title, and the line it stands on (from 1). */
export interface Row {
  readonly line: number;
  readonly text: string;
  /** The cells that are what their column holds. */
  readonly cells: Readonly<Record<string, string>>;
  /** True where some are not, or where it is not certain which column they belong to: those are left out. */
  readonly doubtful: boolean;
}

const LONGEST_HEADER = 2000;

/**
 * Reads the table whose header line matches `header`, wherever it stands (a prompt or a warning may come first), up to
 * the next prompt. Columns are found by their position under the header; a row that does not keep to it (pasted,
 * re-wrapped, characters of double width) is assigned by the best fit of position and of `shapes`.
 * Returns `undefined` where no line is such a header.
 */
export function readTable(text: string, header: RegExp, shapes: Shapes = {}): Row[] | undefined {
  const lines = text.split("\n");
  const headerIndex = lines.findIndex((line) => line.length < LONGEST_HEADER && header.test(line));
  if (headerIndex < 0) return undefined;
  const columns = columnsOf(lines[headerIndex] ?? "");
  const promptIndex = lines.findIndex((line, index) => index > headerIndex && isPrompt(line));
  const body = lines.slice(headerIndex + 1, promptIndex < 0 ? undefined : promptIndex);
  return body.flatMap((line, index) =>
    line.trim() === "" ? [] : [{ line: headerIndex + index + 2, text: line, ...cellsOf(line, columns, shapes) }],
  );
}

function columnsOf(header: string): Column[] {
  const columns: Column[] = [];
  for (const match of header.matchAll(/\S+(?: \S+)*/g)) columns.push({ title: match[0], start: match.index });
  return splitDoubledTitles(columns);
}

/** A column may be so narrow that one blank parts its title from the next: `CONTAINER ID IMAGE`. */
function splitDoubledTitles(columns: readonly Column[]): Column[] {
  return columns.flatMap((column) => {
    const doubled = /^(CONTAINER ID|IMAGE ID) (\S.*)$/.exec(column.title);
    if (doubled?.[1] === undefined || doubled[2] === undefined) return [column];
    return [
      { title: doubled[1], start: column.start },
      { title: doubled[2], start: column.start + doubled[1].length + 1 },
    ];
  });
}

function cellsOf(line: string, columns: readonly Column[], shapes: Shapes): Pick<Row, "cells" | "doubtful"> {
  const byPosition = slice([...line], columns);
  if (byPosition !== undefined && columns.every(({ title }) => keepsShape(title, byPosition, shapes))) {
    return { cells: byPosition, doubtful: false };
  }
  const cells = bestFit(line, columns, shapes) ?? {};
  // A column that may hold anything and yet is empty may as well be its neighbour.
  const ambiguous = columns.some(({ title }) => cells[title] === "" && shapeOf(shapes, title) === undefined);
  const certain = ambiguous ? [] : Object.entries(cells).filter(([title]) => keepsShape(title, cells, shapes));
  return { cells: Object.fromEntries(certain), doubtful: certain.length < columns.length };
}

function slice(characters: readonly string[], columns: readonly Column[]): Record<string, string> | undefined {
  const straddles = ({ start }: Column): boolean => start > 0 && /\S/.test(characters[start - 1] ?? "");
  if (columns.some(straddles)) return undefined;
  return Object.fromEntries(
    columns.map(({ title, start }, index) => [
      title,
      characters
        .slice(start, columns[index + 1]?.start)
        .join("")
        .trim(),
    ]),
  );
}

function keepsShape(title: string, cells: Readonly<Record<string, string>>, shapes: Shapes): boolean {
  return shapeOf(shapes, title)?.test(cells[title] ?? "") ?? true;
}
