import type { ASTNode, Environment } from "@marcbachmann/cel-js";
import { isMacro, walk } from "./ast.ts";

/**
 * How many elements of lists the conditions of one rule may look at in all. Our own need some thousands on 2,000
 * containers; one that compares each with each of each would hold the process for days.
 */
const MOST_ELEMENTS = 5_000_000;

/** Put behind every list that a macro looks through, where an expression is run. */
const CHARGE = ".charged()";
const NAME = "charged";

let left = MOST_ELEMENTS;

/** Begins the count anew: before each rule. */
export function renewBudget(): void {
  left = MOST_ELEMENTS;
}

/** Why nothing can be said of what was evaluated since the budget was renewed; `undefined` where it sufficed. */
export function overBudget(): string | undefined {
  if (left >= 0) return undefined;
  return `its conditions look at more than ${MOST_ELEMENTS} elements of lists here: compare less with each other`;
}

/** Lists that are looked through are counted; when too much was, there is nothing in them any more, so that it ends. */
export function registerBudget(cel: Environment): void {
  cel.registerFunction(`list.${NAME}(): list<dyn>`, (list: readonly unknown[]) => charged(list, list.length, []));
  cel.registerFunction(`map.${NAME}(): map<dyn, dyn>`, (map: object) => charged(map, Object.keys(map).length, {}));
}

function charged<T>(value: T, elements: number, nothing: T): T {
  left -= elements;
  return left >= 0 ? value : nothing;
}

/** Why an expression may not be run; `undefined` where nothing is wrong. */
export function budgetProblem(node: ASTNode): { readonly message: string; readonly offset: number } | undefined {
  if (node.op !== "rcall" || node.args[0] !== NAME) return undefined;
  return { message: `'${NAME}()' is not for rules`, offset: node.range.start };
}

/** An expression whose lists are counted, and where a place of it stands in that text. */
export interface Counted {
  readonly text: string;
  readonly placeOf: (offset: number) => number;
}

/** The same expression with each list that a macro looks through counted. */
export function countedText(text: string, ast: ASTNode): Counted {
  const places: number[] = [];
  walk(ast, (node) => {
    if (node.op !== "rcall" || !isMacro(node)) return;
    const from = node.args[1].range.end;
    const call = new RegExp(`\\.\\s*${node.args[0]}\\s*\\(`);
    places.push(from + text.slice(from).search(call));
  });
  const sorted = [...new Set(places)].sort((one, other) => one - other);
  const pieces = [0, ...sorted].map((place, index) => text.slice(place, sorted[index] ?? text.length));
  return {
    text: pieces.join(CHARGE),
    placeOf: (offset) => offset + CHARGE.length * sorted.filter((place) => place < offset).length,
  };
}
