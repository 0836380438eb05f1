import type { NodeChange } from "../../model/changes.ts";
import type { Finding } from "../../rules/outcome.ts";
import type { Result } from "../result.ts";
import { baselineText, changeGroups, changeText } from "../since.ts";
import { visibleLine } from "../visible.ts";
import { type Page, SEVERITY_LOOKS } from "./style.ts";
import { wrap } from "./wrap.ts";

/** More of one kind are counted: what changed is context, and after an update it is nearly everything. */
const MOST_CHANGES = 20;

/** What earlier bundles tell beside these: what is gone, what cannot be told, what changed. */
export function baselinePart(page: Page, result: Result): string[] {
  const { baseline } = result;
  if (baseline === undefined) return [];
  const line = (text: string, first = "  ") => wrap(visibleLine(text), page.width, { first, rest: `${first}  ` });
  const sources = baseline.nodes.map(({ name, source, capturedAt }) => {
    const time = capturedAt === undefined ? "" : ` of ${capturedAt.replace(/^([\d-]+)T([\d:]+).*$/, "$1 $2 UTC")}`;
    return `${name}: compared with ${source}${time}`;
  });
  return [
    page.style("Since the baseline", "bold"),
    ...line(baselineText(result)),
    ...sources.flatMap((text) => line(text)),
    ...baseline.notes.flatMap((note) => line(note, `  ${page.style("!", "yellow")} `)),
    ...findingsPart(page, "gone:", baseline.gone),
    ...findingsPart(page, "found before, not decided now:", baseline.undecided),
    ...changeGroups(baseline).flatMap(({ title, changes }) => {
      const more = changes.length - MOST_CHANGES + (title === "Settings" ? baseline.moreChanges : 0);
      return [
        `  ${title.toLowerCase()}:`,
        ...changes
          .slice(0, MOST_CHANGES)
          .flatMap((change) =>
            line(`${change.node}: ${change.subject.name}${colon(change)} ${changeText(change)}`, "    "),
          ),
        ...(more > 0 ? [`    … and ${more} more`] : []),
      ];
    }),
  ];
}

function findingsPart({ style, width }: Page, title: string, findings: readonly Finding[]): string[] {
  if (findings.length === 0) return [];
  return [
    `  ${title}`,
    ...findings.flatMap(({ severity, node, subject, rule }) =>
      wrap(visibleLine(`${node}: ${subject.name}  [${rule}]`), width, {
        first: `    ${style(severity.toUpperCase(), ...SEVERITY_LOOKS[severity])}  `,
        rest: "      ",
      }),
    ),
  ];
}

/** What is said of a container goes on with a verb. */
function colon({ kind }: NodeChange): string {
  return kind.startsWith("container-") ? "" : ":";
}
