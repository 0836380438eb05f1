import type { NodeChange } from "../../model/changes.ts";
import type { Finding } from "../../rules/outcome.ts";
import { placeText } from "../nodes.ts";
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
  const { language, words } = page;
  if (baseline === undefined) return [];
  const line = (text: string, first = "  ") => wrap(visibleLine(text), page.width, { first, rest: `${first}  ` });
  const sources = baseline.nodes.map(({ name, source, capturedAt }) => {
    const time = capturedAt?.replace(/^([\d-]+)T([\d:]+).*$/, "$1 $2 UTC");
    return name + words.colon + words.comparedWith(source, time);
  });
  return [
    page.style(words.since, "bold"),
    ...line(baselineText(result, language)),
    ...sources.flatMap((text) => line(text)),
    ...baseline.notes.flatMap((note) => line(note, `  ${page.style("!", "yellow")} `)),
    ...findingsPart(page, words.gone, baseline.gone),
    ...findingsPart(page, words.notDecidedNow, baseline.undecided),
    ...changeGroups(baseline, language).flatMap(({ group, title, changes }) => {
      const more = changes.length - MOST_CHANGES + (group === "settings" ? baseline.moreChanges : 0);
      return [
        `  ${words.changes(title)}`,
        ...changes.slice(0, MOST_CHANGES).flatMap((change) => line(changeLine(page, change), "    ")),
        ...(more > 0 ? [`    ${words.more(more)}`] : []),
      ];
    }),
  ];
}

function findingsPart({ style, width, language, words }: Page, title: string, findings: readonly Finding[]): string[] {
  if (findings.length === 0) return [];
  return [
    `  ${title}`,
    ...findings.flatMap(({ severity, subject, rule, ...place }) =>
      wrap(visibleLine(`${placeText(place, language)}: ${subject.name}  [${rule}]`), width, {
        first: `    ${style(words.severity(severity), ...SEVERITY_LOOKS[severity])}  `,
        rest: "      ",
      }),
    ),
  ];
}

/** What is said of a container goes on with a verb. */
function changeLine({ language, words }: Page, change: NodeChange): string {
  const between = change.kind.startsWith("container-") ? " " : words.colon;
  return `${change.node}: ${change.subject.name}${between}${changeText(change, language)}`;
}
