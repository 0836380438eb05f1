export interface Column {
  readonly title: string;
  readonly start: number;
}

/** What a cell of a column looks like, where its look tells it from its neighbours. One that may be empty matches "". */
export type Shapes = Readonly<Record<string, RegExp>>;

/** A title is the file's own word, and may be that of a property which every object has. */
export function shapeOf(shapes: Shapes, title: string): RegExp | undefined {
  return Object.hasOwn(shapes, title) ? shapes[title] : undefined;
}

interface Cell {
  readonly text: string;
  readonly start: number;
}

const SHAPE_WEIGHT = 10_000;
const FARTHEST = 1000;

/**
 * Assigns what two blanks part in a line to columns, in order, so that shapes are kept first and distances from the header
 * are least. `undefined` where there are more cells than columns.
 */
export function bestFit(line: string, columns: readonly Column[], shapes: Shapes): Record<string, string> | undefined {
  const cells = [...line.matchAll(/\S+(?: \S+)*/g)].map((match) => ({ text: match[0], start: match.index }));
  if (cells.length > columns.length) return undefined;
  // scores[j]: the best for the cells so far within the first j columns; taken[i][j]: whether cell i is in column j then.
  let scores = [0];
  for (const [j, column] of columns.entries()) scores.push((scores[j] ?? 0) - emptiness(column, shapes));
  const taken: boolean[][] = [];
  for (const cell of cells) {
    const current = [Number.NEGATIVE_INFINITY];
    const choice = columns.map((column, j) => {
      const here = (scores[j] ?? 0) + closeness(cell, column, shapes);
      const skipped = (current[j] ?? 0) - emptiness(column, shapes);
      current.push(Math.max(here, skipped));
      return here >= skipped;
    });
    scores = current;
    taken.push(choice);
  }
  return backtrack(cells, columns, taken);
}

function emptiness({ title }: Column, shapes: Shapes): number {
  return (shapeOf(shapes, title)?.test("") ?? true) ? 0 : SHAPE_WEIGHT;
}

function closeness(cell: Cell, { title, start }: Column, shapes: Shapes): number {
  const shape = shapeOf(shapes, title);
  const kept = shape === undefined ? 0 : shape.test(cell.text) ? SHAPE_WEIGHT : -SHAPE_WEIGHT;
  return kept - Math.min(Math.abs(cell.start - start), FARTHEST);
}

function backtrack(cells: Cell[], columns: readonly Column[], taken: readonly boolean[][]): Record<string, string> {
  const found = columns.map(({ title }): [string, string] => [title, ""]);
  let i = cells.length - 1;
  for (let j = columns.length - 1; j >= 0 && i >= 0; j--) {
    const [cell, place] = [cells[i], found[j]];
    if (cell === undefined || place === undefined || taken[i]?.[j] !== true) continue;
    place[1] = cell.text;
    i--;
  }
  return Object.fromEntries(found);
}
