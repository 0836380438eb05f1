import { type Severity, severities } from "../../../rules/outcome.ts";
import { type Condition, conditions, type NodeSurvey } from "../../../survey/types.ts";
import { deployedText } from "../../digest.ts";
import type { NodeSummary } from "../../result.ts";
import { counted } from "../../summary.ts";
import { visibleLine } from "../../visible.ts";
import { digestWords } from "../../words/digest.ts";
import { summaryWords } from "../../words/summary.ts";
import { anchorsOf } from "../anchors.ts";
import type { Page } from "../page.ts";
import { utc } from "./time.ts";

/** A card for each node. */
export function nodesView(page: Page) {
  const { result, survey, language } = page;
  const anchors = anchorsOf(survey);
  return {
    nodes: result.nodes.map((node, index) => ({
      ...cardView(node, page),
      ...containersView(survey?.nodes[index], language),
      page: anchors.node(node.name) ?? "",
    })),
    words: summaryWords[language],
  };
}

function cardView({ name, source, kind, engine, containers, notes, ...deployed }: NodeSummary, page: Page) {
  const { result, language } = page;
  const words = summaryWords[language];
  const findings = counted(result.findings).filter((finding) => finding.node === name);
  const countOf = (severity: Severity) => findings.filter((one) => one.severity === severity).length;
  return {
    name: visibleLine(name),
    source: visibleLine(source),
    kind,
    deployed: visibleLine(deployedText(deployed)) || words.notKnown,
    engine: visibleLine(engine),
    containers: containers === 0 ? words.noContainers : containers,
    findings: severities
      .filter((severity) => countOf(severity) > 0)
      .map((severity) => ({ severity, text: digestWords[language].severities(countOf(severity), severity) })),
    notes: notes.map(visibleLine),
    notesText: words.notes(notes.length),
  };
}

/** The containers of a node by condition, as parts of a bar that is 100 wide, and in words. */
function containersView(survey: NodeSurvey | undefined, language: Page["language"]) {
  const missing = (survey?.missing ?? []).map((): Condition => "missing");
  const all = [...(survey?.containers ?? []).map(({ condition }) => condition), ...missing];
  const words = digestWords[language].condition;
  let from = 0;
  const bar = conditions.flatMap((condition) => {
    const count = all.filter((one) => one === condition).length;
    if (count === 0) return [];
    const part = { condition, count, text: words[condition], x: round(from), width: round((100 * count) / all.length) };
    from += (100 * count) / all.length;
    return [part];
  });
  return { bar, captured: survey?.capturedAt === undefined ? "" : utc(survey.capturedAt) };
}

function round(number: number): number {
  return Math.round(number * 100) / 100;
}
