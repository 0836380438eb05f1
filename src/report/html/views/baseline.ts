import type { NodeChange } from "../../../model/changes.ts";
import type { Finding } from "../../../rules/outcome.ts";
import { placeText } from "../../nodes.ts";
import { baselineText, changeGroups, changeText } from "../../since.ts";
import { visible, visibleLine } from "../../visible.ts";
import { digestWords } from "../../words/digest.ts";
import { baselineWords } from "../../words/findings.ts";
import type { Page } from "../page.ts";

/** What changed since earlier bundles; `undefined` where there are none. */
export function baselineView({ result, language }: Page) {
  const { baseline } = result;
  if (baseline === undefined) return undefined;
  const words = baselineWords[language];
  const brief = ({ severity, subject, rule, message, ...place }: Finding) => ({
    severity,
    severityWord: digestWords[language].severity(1, severity),
    place: visibleLine(`${placeText(place, language)}: ${subject.name}`),
    rule: visibleLine(rule),
    message: visible(message),
  });
  return {
    words,
    text: baselineText(result, language),
    sources: baseline.nodes.map(({ name, source, capturedAt = "" }) => {
      const time = visibleLine(capturedAt).replace(/^([\d-]+)T([\d:]+).*$/, "$1 $2 UTC");
      return visibleLine(words.compared(name, source, time));
    }),
    notes: baseline.notes.map(visibleLine),
    lists: [
      { title: words.gone, findings: baseline.gone.map(brief) },
      { title: words.undecided, findings: baseline.undecided.map(brief) },
    ].filter(({ findings }) => findings.length > 0),
    groups: changeGroups(baseline, language).map(({ group, title, changes }) => ({
      text: words.changes(title, changes.length, group === "settings" ? baseline.moreChanges : 0),
      changes: changes.map((change) => changeView(change, language)),
    })),
  };
}

function changeView(change: NodeChange, language: Page["language"]) {
  const { node, subject, evidence } = change;
  const line = evidence.after ?? evidence.before;
  return {
    node: visibleLine(node),
    subject: visibleLine(subject.name),
    text: visibleLine(changeText(change, language)),
    place: line === undefined ? "" : visibleLine(`${line.file}:${line.line}`),
  };
}
