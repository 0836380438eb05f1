/** One row of a table that an engine printed: its cells by column title, and the line it stands on (from 1). */
export interface Row {
  readonly line: number;
  readonly text: string;
  readonly cells: Readonly<Record<string, string>>;
}

/** What a cell of a column looks like, where its look tells it from its neighbours. */
export type Shapes = Readonly<Record<string, RegExp>>;

interface Column {
  readonly title: string;
  readonly start: number;
}

interface Cell {
  readonly text: string;
  readonly start: number;
}

/**
 * Reads the table whose header line matches `header`, wherever it stands (a prompt line or a warning may come first).
 * Columns are found by their position under the header; a row that does not keep to it (pasted, re-wrapped, characters
 * of double width) is assigned by the best fit of position and of `shapes`.
 * Returns `undefined` where no line is such a header.
 */
export function readTable(text: string, header: RegExp, shapes: Shapes = {}): Row[] | undefined {
  const lines = text.split("\n");
  const headerIndex = lines.findIndex((line) => header.test(line));
  if (headerIndex < 0) return undefined;
  const columns = columnsOf(lines[headerIndex] ?? "");
  const rows: Row[] = [];
  for (let index = headerIndex + 1; index < lines.length; index++) {
    const line = lines[index] ?? "";
    if (line.trim() === "") continue;
    rows.push({ line: index + 1, text: line, cells: cellsOf(line, columns, shapes) });
  }
  return rows;
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

function cellsOf(line: string, columns: readonly Column[], shapes: Shapes): Record<string, string> {
  const characters = [...line];
  const byPosition = slice(characters, columns);
  if (byPosition !== undefined && keepsShapes(byPosition, shapes)) return byPosition;
  return bestFit(line, columns, shapes) ?? byPosition ?? {};
}

function slice(characters: readonly string[], columns: readonly Column[]): Record<string, string> | undefined {
  const cells: Record<string, string> = {};
  for (const [index, { title, start }] of columns.entries()) {
    const before = characters[start - 1];
    if (start > 0 && before !== undefined && before !== " " && before !== "\t") return undefined;
    cells[title] = characters
      .slice(start, columns[index + 1]?.start)
      .join("")
      .trim();
  }
  return cells;
}

function keepsShapes(cells: Readonly<Record<string, string>>, shapes: Shapes): boolean {
  return Object.entries(shapes).every(([title, shape]) => cells[title] === undefined || shape.test(cells[title]));
}

const SHAPE_WEIGHT = 1000;

/** Assigns cells to columns in order so that shapes are kept first and distances from the header are least. */
function bestFit(line: string, columns: readonly Column[], shapes: Shapes): Record<string, string> | undefined {
  const cells: Cell[] = [...line.matchAll(/\S+(?: \S+)*/g)].map((match) => ({ text: match[0], start: match.index }));
  if (cells.length === 0 || cells.length > columns.length) return undefined;
  const closeness = (cell: Cell, column: Column): number => {
    const shape = shapes[column.title];
    const kept = shape === undefined ? 0 : shape.test(cell.text) ? SHAPE_WEIGHT : -SHAPE_WEIGHT;
    return kept - Math.min(Math.abs(cell.start - column.start), SHAPE_WEIGHT / 2);
  };
  // score[i][j]: the best for the first i cells within the first j columns
  const score = [new Array<number>(columns.length + 1).fill(0)];
  const taken: boolean[][] = [[]];
  for (const [i, cell] of cells.entries()) {
    const above = score[i] ?? [];
    const current = new Array<number>(columns.length + 1).fill(Number.NEGATIVE_INFINITY);
    const choice: boolean[] = [];
    for (const [j, column] of columns.entries()) {
      const here = (above[j] ?? Number.NEGATIVE_INFINITY) + closeness(cell, column);
      const skip = current[j] ?? Number.NEGATIVE_INFINITY;
      current[j + 1] = Math.max(here, skip);
      choice[j] = here >= skip;
    }
    score.push(current);
    taken.push(choice);
  }
  return backtrack(cells, columns, taken);
}

function backtrack(
  cells: readonly Cell[],
  columns: readonly Column[],
  taken: readonly boolean[][],
): Record<string, string> {
  const found: Record<string, string> = {};
  for (const { title } of columns) found[title] = "";
  let i = cells.length;
  for (let j = columns.length; j > 0 && i > 0; j--) {
    const cell = cells[i - 1];
    const column = columns[j - 1];
    if (cell === undefined || column === undefined || taken[i]?.[j - 1] !== true) continue;
    found[column.title] = cell.text;
    i--;
  }
  return found;
}
