import { frameWords } from "../words/frame.ts";
import type { Page } from "./page.ts";
import { baselineView } from "./views/baseline.ts";
import { coverageView } from "./views/coverage.ts";
import { driftView } from "./views/drift.ts";
import { findingsView } from "./views/findings.ts";
import { nodesView } from "./views/nodes.ts";
import { pagesView } from "./views/pages.ts";
import { summaryView } from "./views/summary.ts";
import { undecidedView } from "./views/undecided.ts";

/** What the template shows, part by part; every text of a bundle is made harmless there, and escaped by the template. */
export function viewOf(page: Page) {
  return {
    language: page.language === "zh" ? "zh-CN" : "en",
    words: { frame: frameWords[page.language] },
    summary: summaryView(page),
    nodes: nodesView(page),
    findings: findingsView(page),
    drift: driftView(page),
    baseline: baselineView(page),
    pages: pagesView(page),
    undecided: undecidedView(page),
    coverage: coverageView(page),
  };
}
