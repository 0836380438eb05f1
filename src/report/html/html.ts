import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import Handlebars from "handlebars";
import { countsBySeverity, coverageOf, openQuestions, plural, shortName, verdictSentence } from "../digest.ts";
import type { Format, RenderOptions } from "../format.ts";
import type { Result } from "../result.ts";
import { visible, visibleLine } from "../visible.ts";

/** One file that opens anywhere: no script, no network, everything from the bundle escaped. */
const html: Format = {
  name: "html",
  render(result, options) {
    const { template, style } = assets();
    return template(view(result, options, style));
  },
};
export default html;

interface Assets {
  readonly template: Handlebars.TemplateDelegate;
  readonly style: string;
}

let loaded: Assets | undefined;

/** Read on first use: other formats do without them. */
function assets(): Assets {
  const read = (name: string) => readFileSync(new URL(name, import.meta.url), "utf8");
  loaded ??= { template: Handlebars.compile(read("report.hbs"), { strict: true }), style: read("report.css") };
  return loaded;
}

/** What the template shows; every text of the bundle is made harmless here, and escaped there. */
function view(result: Result, { generatedAt = "" }: RenderOptions, style: string) {
  const { verdict, tool, nodes, findings } = result;
  const questions = openQuestions(result);
  const coverage = coverageOf(result);
  const distinct = (key: "rule" | "node") => new Set(coverage.map((row) => row[key])).size;
  return {
    title: `${verdict}: ${nodes.map(({ name }) => visibleLine(shortName(name))).join(", ")} – sospect`,
    style,
    styleHash: `sha256-${createHash("sha256").update(style).digest("base64")}`,
    version: tool.version,
    generatedAt,
    generated: generatedAt.replace(/^([\d-]+)T([\d:]+)(?:\.\d+)?Z$/, "$1 $2 UTC"),
    verdict,
    verdictWord: { fault: "Fault", ok: "OK", unknown: "Unknown" }[verdict],
    sentence: visibleLine(verdictSentence(result)),
    counts: countsBySeverity(result).map(({ severity, count }) => ({
      severity,
      count,
      word: plural(count, severity).replace(/^\d+ /, ""),
      first: count === 0 ? "" : anchorOf(findings.findIndex((finding) => finding.severity === severity)),
    })),
    undecidedCount: questions.length,
    nodes: nodes.map((node) => ({
      name: visibleLine(node.name),
      source: visibleLine(node.source),
      kind: node.kind,
      engine: visibleLine(node.engine),
      containers: node.containers,
      findings: findings.filter((finding) => finding.node === node.name).length,
      notes: node.notes.map(visibleLine),
      notesText: plural(node.notes.length, "note"),
    })),
    findings: findings.map((finding, index) => ({
      anchor: anchorOf(index),
      severity: finding.severity,
      node: visibleLine(finding.node),
      subject: visibleLine(finding.subject.name),
      kind: finding.subject.kind,
      article: /^[aeiou]/.test(finding.subject.kind) ? "an" : "a",
      rule: visibleLine(finding.rule),
      message: visible(finding.message),
      times: finding.count > 1 ? finding.count : 0,
      why: visible(finding.why),
      remedy: visible(finding.remedy),
      evidence: finding.evidence.map(({ file, line, text }) => ({
        file: visibleLine(file),
        line,
        text: visible(text),
      })),
    })),
    questions: questions.map(({ reason, collect = "", nodes: where, rules, count }) => ({
      reason: visibleLine(reason),
      collect: visibleLine(collect),
      nodes: where.map(visibleLine).join(", "),
      rules: visibleLine(rules.join(", ")),
      checks: plural(count, "check"),
    })),
    coverageText: `${plural(distinct("rule"), "rule")} on ${plural(distinct("node"), "node")}`,
    coverage: coverage.map(({ rule, node, counts: { "not-applicable": notApplicable, ...counts } }) => ({
      rule: visibleLine(rule),
      node: visibleLine(node),
      notApplicable,
      ...counts,
    })),
  };
}

function anchorOf(index: number): string {
  return `finding-${index + 1}`;
}
