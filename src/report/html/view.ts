import { frameWords } from "../words/frame.ts";
import { isLarge, type Page } from "./page.ts";
import { baselineView } from "./views/baseline.ts";
import { coverageView } from "./views/coverage.ts";
import { driftView } from "./views/drift.ts";
import { findingsView } from "./views/findings.ts";
import { imagesView } from "./views/images.ts";
import { inputsView } from "./views/inputs.ts";
import { matrixView } from "./views/matrix.ts";
import { nodesView } from "./views/nodes.ts";
import { pagesView } from "./views/pages.ts";
import { ratesView } from "./views/rates.ts";
import { summaryView } from "./views/summary.ts";
import { timelineView } from "./views/timeline.ts";
import { undecidedView } from "./views/undecided.ts";
import { usageView } from "./views/usage.ts";

/** What the template shows, part by part; every text of a bundle is made harmless there, and escaped by the template. */
export function viewOf(page: Page) {
  return {
    language: page.language === "zh" ? "zh-CN" : "en",
    later: isLarge(page),
    words: { frame: frameWords[page.language] },
    summary: summaryView(page),
    nodes: nodesView(page),
    findings: findingsView(page),
    matrix: matrixView(page),
    timeline: timelineView(page),
    rates: ratesView(page),
    images: imagesView(page),
    usage: usageView(page),
    drift: driftView(page),
    baseline: baselineView(page),
    pages: pagesView(page),
    undecided: undecidedView(page),
    coverage: coverageView(page),
    inputs: inputsView(page),
  };
}
