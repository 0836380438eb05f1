import type { ContainerSurvey, NodeSurvey } from "../../../survey/types.ts";
import { visibleLine } from "../../visible.ts";
import { pictureWords } from "../../words/pictures.ts";
import { containerAnchor } from "../anchors.ts";
import type { Page } from "../page.ts";

const MOST_SHOWN = 8;

/** What containers used when they were captured, on each node those that use most first; `undefined` without a survey. */
export function usageView({ survey, language }: Page) {
  if (survey === undefined) return undefined;
  const words = pictureWords[language].usage;
  const told = survey.nodes.map((node, index) => ({ node, index })).filter(({ node }) => node.containers.some(isTold));
  const untold = survey.nodes.filter((node) => node.containers.length > 0 && !node.containers.some(isTold));
  return {
    words,
    nodes: told.map(({ node, index }) => nodeView(node, index, words)),
    untold:
      told.length > 0 && untold.length > 0 ? visibleLine(words.noneOf(untold.map(({ name }) => name).join(", "))) : "",
  };
}

function isTold({ usage }: ContainerSurvey): boolean {
  return usage?.memoryPercent !== undefined || usage?.cpuPercent !== undefined;
}

function nodeView({ name, containers }: NodeSurvey, index: number, words: (typeof pictureWords)["en"]["usage"]) {
  const rows = containers
    .map((container, number) => ({ container, number }))
    .filter(({ container }) => isTold(container))
    .sort((one, other) => weightOf(other.container) - weightOf(one.container))
    .map(({ container: { name: own, usage }, number }) => ({
      name: visibleLine(own),
      anchor: containerAnchor(index, number),
      memory: percentOf(usage?.memoryPercent),
      memoryText: visibleLine(usage?.memory ?? ""),
      cpu: percentOf(usage?.cpuPercent),
    }));
  return {
    caption: visibleLine(words.caption(name)),
    rows: rows.slice(0, MOST_SHOWN),
    more: rows.slice(MOST_SHOWN),
    moreText: words.rest(rows.length - MOST_SHOWN),
  };
}

function weightOf({ usage }: ContainerSurvey): number {
  return Math.max(usage?.memoryPercent ?? 0, usage?.cpuPercent ?? 0);
}

/** A bar is 100 wide, whatever a container uses of several processors. */
function percentOf(percent: number | undefined) {
  if (percent === undefined) return { text: "", width: 0 };
  return { text: `${Math.round(percent * 10) / 10} %`, width: Math.min(100, Math.max(0, percent)) };
}
