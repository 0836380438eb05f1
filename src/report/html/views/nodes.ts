import { type Severity, severities } from "../../../rules/outcome.ts";
import { type Condition, conditions, type NodeSurvey } from "../../../survey/types.ts";
import { deployedText } from "../../digest.ts";
import { isOn, nodesOf } from "../../nodes.ts";
import type { NodeSummary, Result } from "../../result.ts";
import { counted } from "../../summary.ts";
import { visibleLine } from "../../visible.ts";
import { digestWords } from "../../words/digest.ts";
import { summaryWords } from "../../words/summary.ts";
import type { Page } from "../page.ts";
import { utc } from "./time.ts";

/** Up to so many nodes stand beside what is to be mended. */
const FEW_NODES = 3;
/** Of more nodes those are folded on which the least was found. */
const MOST_NODES = 12;

/** A card for each node. */
export function nodesView(page: Page) {
  const { result, survey, anchors, language } = page;
  const cards = result.nodes.map((node, index) => ({
    ...cardView(node, page),
    ...containersView(survey?.nodes[index], language),
    page: anchors.node(node.name) ?? "",
  }));
  const worst = worstFirst(result);
  const shown = new Set(worst.slice(0, MOST_NODES));
  return {
    few: cards.length <= FEW_NODES,
    nodes: cards.filter((_, index) => shown.has(index)),
    more: cards.filter((_, index) => !shown.has(index)),
    moreText: summaryWords[language].moreNodes(cards.length - shown.size),
    words: summaryWords[language],
  };
}

/** The places of the nodes, those with the most of the worst severity first. */
function worstFirst({ nodes, findings }: Result): number[] {
  const counts = new Map(nodes.map(({ name }) => [name, severities.map(() => 0)]));
  for (const finding of counted(findings)) {
    const rank = severities.indexOf(finding.severity);
    for (const node of nodesOf(finding)) {
      const own = counts.get(node);
      if (own !== undefined) own[rank] = (own[rank] ?? 0) + 1;
    }
  }
  const key = (index: number) => counts.get(nodes[index]?.name ?? "") ?? [];
  return nodes
    .map((_, index) => index)
    .sort((one, other) => {
      const differing = severities.findIndex((_, rank) => key(one)[rank] !== key(other)[rank]);
      return differing < 0 ? one - other : (key(other)[differing] ?? 0) - (key(one)[differing] ?? 0);
    });
}

function cardView({ name, source, kind, engine, containers, notes, ...deployed }: NodeSummary, page: Page) {
  const { result, language } = page;
  const words = summaryWords[language];
  const findings = counted(result.findings).filter((finding) => isOn(finding, name));
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
