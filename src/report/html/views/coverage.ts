import { type CoverageRow, coverageOf, plural } from "../../digest.ts";
import { visibleLine } from "../../visible.ts";
import type { Page } from "../page.ts";

/** The columns of the table of what was checked; what is bad in a column stands out where there is any. */
const COLUMNS = [
  { outcome: "fault", look: "fault" },
  { outcome: "ok", look: "" },
  { outcome: "unknown", look: "unknown" },
  { outcome: "not-applicable", look: "" },
  { outcome: "error", look: "error" },
] as const;

/** The nodes are counted by the result: rows of `deployment` are about several of them together. */
export function coverageView({ result }: Page) {
  const rows: readonly CoverageRow[] = coverageOf(result);
  const rules = new Set(rows.map(({ rule }) => rule)).size;
  return {
    text: `${plural(rules, "rule")} on ${plural(result.nodes.length, "node")}`,
    rows: rows.map(({ rule, node, counts }) => ({
      rule: visibleLine(rule),
      node: visibleLine(node),
      cells: COLUMNS.map(({ outcome, look }) => ({
        count: counts[outcome],
        look: counts[outcome] === 0 ? "zero" : look,
      })),
    })),
  };
}
