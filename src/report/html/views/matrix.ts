import { type Condition, conditions, type NodeSurvey } from "../../../survey/types.ts";
import { visibleLine } from "../../visible.ts";
import { digestWords } from "../../words/digest.ts";
import { pictureWords } from "../../words/pictures.ts";
import { containerAnchor } from "../anchors.ts";
import type { Page } from "../page.ts";
import { SHAPES } from "../shapes.ts";

/** What is as it should be, and comes last. */
const WELL: readonly Condition[] = ["running", "healthy", "done", "leftover"];

/** A container on one node, as the matrix shows it. */
interface Cell {
  readonly condition: Condition;
  readonly anchor: string;
  /** Whether a rule finds something wrong with it, whatever its condition. */
  readonly wrong: boolean;
}

/** Containers by name and node; `undefined` where there is no survey. */
export function matrixView({ survey, language }: Page) {
  if (survey === undefined) return undefined;
  const { matrix: words } = pictureWords[language];
  const conditionWords = digestWords[language].condition;
  const columns = survey.nodes.map(cellsOf);
  const untold = survey.nodes.map(({ listed }) => !listed);
  const names = [...new Set(columns.flatMap((cells) => [...cells.keys()]))];
  const rows = names
    .map((name) => ({ name, cells: columns.map((cells) => cells.get(name)) }))
    .map((row) => ({
      ...row,
      rank: rankOf(row.cells),
      well: row.cells.every((cell) => cell === undefined || isWell(cell)),
    }))
    .sort((one, other) => one.rank - other.rank || (one.name < other.name ? -1 : 1));
  const used = conditions.filter((condition) =>
    rows.some(({ cells }) => cells.some((cell) => cell?.condition === condition)),
  );
  return {
    words,
    nodes: survey.nodes.map(({ name }, index) => ({ name: visibleLine(name), anchor: `node-${index}` })),
    rows: rows.map(({ name, cells, well }) => ({
      name: visibleLine(name),
      well,
      cells: cells.map((cell, index) => ({
        look: cell?.condition ?? (untold[index] ? "unknown" : "none"),
        shape: cell === undefined ? (untold[index] ? SHAPES.unknown : "") : SHAPES[cell.condition],
        text: cell === undefined ? (untold[index] ? words.notTold : words.notThere) : conditionWords[cell.condition],
        wrong: cell?.wrong === true ? words.wrong : "",
        anchor: cell?.anchor ?? "",
      })),
    })),
    legend: used.map((look) => ({ look, shape: SHAPES[look], text: conditionWords[look] })),
    untold: visibleLine(untoldText(survey.nodes, words)),
    anyBad: rows.some(({ well }) => !well),
  };
}

/** On which nodes something may be that is not seen: of those it is not said that it is not there. */
function untoldText(nodes: readonly NodeSurvey[], words: (typeof pictureWords)["en"]["matrix"]): string {
  const names = nodes.filter(({ listed }) => !listed).map(({ name }) => name);
  return names.length === 0 ? "" : words.untold(names.join(", "));
}

function isWell({ condition, wrong }: Cell): boolean {
  return WELL.includes(condition) && !wrong;
}

/** The containers of a node by name; those that are missing lead to the page of the node. */
function cellsOf(node: NodeSurvey, index: number): Map<string, Cell> {
  const cells = new Map<string, Cell>();
  for (const { name } of node.missing) {
    cells.set(rowName(name), { condition: "missing", anchor: `node-${index}`, wrong: false });
  }
  for (const [number, { name, condition, severity }] of node.containers.entries()) {
    const row = rowName(name);
    const known = cells.get(row);
    // Of several of one name the one is shown that is in use, and of those the worst.
    if (known !== undefined && known.condition !== "leftover" && worse(known.condition, condition)) continue;
    const wrong = severity === "critical" || severity === "error" || severity === "warning";
    cells.set(row, { condition, anchor: containerAnchor(index, number), wrong });
  }
  return cells;
}

/** True for a condition that is to be shown rather than the other one. */
function worse(one: Condition, other: Condition): boolean {
  return other === "leftover" || conditions.indexOf(one) <= conditions.indexOf(other);
}

/** Pacemaker numbers the replicas of a bundle: galera-bundle-docker-0 on one node is galera-bundle-docker-1 on another. */
function rowName(name: string): string {
  return name.replace(/-(docker|podman)-\d+$/, "");
}

function rankOf(cells: readonly (Cell | undefined)[]): number {
  const ranks = cells.map((cell) => {
    if (cell === undefined) return conditions.length;
    const rank = conditions.indexOf(cell.condition);
    return cell.wrong && WELL.includes(cell.condition) ? conditions.indexOf("unknown") : rank;
  });
  return Math.min(...ranks);
}
