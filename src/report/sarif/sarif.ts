import { createHash } from "node:crypto";
import { keyOf } from "../../rules/causes/trees.ts";
import type { Finding, FindingReference, Outcome, Severity } from "../../rules/outcome.ts";
import type { Format, RuleSummary } from "../format.ts";
import { inputDigests, unreadInputs } from "../inputs.ts";
import { occurrencesOf } from "../nodes.ts";
import type { Result } from "../result.ts";
import { atLeast, counted } from "../summary.ts";
import { wellFormed, wellFormedLine } from "../wellformed.ts";
import { bundleLocation, locationOf } from "./location.ts";

/** How bad a result is, as SARIF has it. */
const LEVELS: Readonly<Record<Severity, "error" | "warning" | "note">> = {
  critical: "error",
  error: "error",
  warning: "warning",
  info: "note",
};

/**
 * SARIF 2.1.0: every finding as a result on each of its nodes, since whoever follows results closes them node by node, with
 * its evidence as locations in the bundle, what is accepted as suppressed, what is gone since the baseline as absent, and what
 * was not decided as open, once for each rule on each node.
 */
const sarif: Format = {
  name: "sarif",
  file: "sarif",
  render(result, { rules = [], failOn = "error" }) {
    const known = rulesOf(result, rules);
    const bundles = bundlesOf(result);
    const indexes = new Map(known.map(({ id }, index) => [id, index]));
    const failed = counted(result.findings).some(({ severity }) => atLeast(severity, failOn));
    const unread = unreadInputs(result);
    const log = {
      $schema: "https://json.schemastore.org/sarif-2.1.0.json",
      version: "2.1.0",
      runs: [
        {
          tool: {
            driver: {
              name: result.tool.name,
              version: result.tool.version,
              semanticVersion: result.tool.version,
              rules: known.map(ruleOf),
            },
          },
          invocations: [
            {
              executionSuccessful: unread.length === 0,
              exitCode: failed ? 1 : unread.length > 0 ? 3 : 0,
              toolExecutionNotifications: notificationsOf(result),
            },
          ],
          originalUriBaseIds: Object.fromEntries(
            result.nodes.map(({ source }, index) => [
              `NODE${index}`,
              { description: { text: wellFormedLine(source) } },
            ]),
          ),
          columnKind: "utf16CodeUnits",
          results: [
            ...result.findings.flatMap(occurrencesOf).map((finding) => resultOf(finding, bundles, indexes)),
            ...(result.baseline?.gone ?? []).flatMap(occurrencesOf).map((finding) => ({
              ...resultOf(finding, bundles, indexes),
              baselineState: "absent",
            })),
            ...openResults(result, bundles, indexes),
          ],
        },
      ],
    };
    return `${JSON.stringify(log, null, 1)}\n`;
  },
};
export default sarif;

/** The rules that were judged by; where these are not told, those that outcomes and findings name. */
function rulesOf({ findings, outcomes, baseline }: Result, rules: readonly RuleSummary[]): RuleSummary[] {
  const known = new Map(rules.map((rule) => [rule.id, rule]));
  for (const { rule, title, severity, why } of [...findings, ...(baseline?.gone ?? [])]) {
    if (!known.has(rule)) known.set(rule, { id: rule, title, severity, why, references: [] });
  }
  for (const { rule } of outcomes) {
    if (!known.has(rule)) known.set(rule, { id: rule, title: rule, severity: "info", why: rule, references: [] });
  }
  return [...known.values()];
}

function ruleOf({ id, title, severity, why, references }: RuleSummary) {
  const [page] = references.filter((reference) => /^https?:\/\/[^\s<>"\\^`{|}]+$/.test(reference));
  return {
    id: wellFormedLine(id),
    ...(page === undefined ? {} : { helpUri: page }),
    shortDescription: { text: wellFormed(title) },
    fullDescription: { text: wellFormed(why) },
    help: { text: [wellFormed(why), ...references.map(wellFormedLine)].join("\n") },
    defaultConfiguration: { level: LEVELS[severity] },
    properties: { severity },
  };
}

function resultOf(finding: Finding, bundles: Bundles, indexes: ReadonlyMap<string, number>) {
  const { id, rule, node, subject, severity, message, remedy, accepted, change, count, evidence } = finding;
  const [location, ...related] = locationsOf(finding, bundles);
  const baselineState = change === "new" || change === "unchanged" ? { baselineState: change } : {};
  return {
    ruleId: wellFormedLine(rule),
    ruleIndex: indexes.get(rule) ?? -1,
    kind: "fail",
    level: LEVELS[severity],
    message: { text: `${wellFormed(message)}\n${wellFormed(remedy)}` },
    locations: [location],
    relatedLocations: related,
    occurrenceCount: count,
    partialFingerprints: fingerprintsOf(finding),
    ...baselineState,
    ...(accepted === undefined
      ? {}
      : { suppressions: [{ kind: "external", status: "accepted", justification: wellFormed(accepted.reason) }] }),
    properties: {
      finding: wellFormedLine(id),
      node: wellFormedLine(node),
      kind: subject.kind,
      evidence: evidence.length,
    },
  };
}

/** The lines of the evidence, all of the same subject; without any, the bundle: what has no place is refused by many who read it. */
function locationsOf({ node, subject, evidence }: Finding, { nodes, sourceOf }: Bundles) {
  const logical = [{ fullyQualifiedName: wellFormedLine(`${node}/${subject.kind}/${subject.name}`), kind: "resource" }];
  if (evidence.length === 0) {
    return [{ physicalLocation: bundleLocation(sourceOf(node)), logicalLocations: logical }];
  }
  return evidence.map((line, id) => ({
    id,
    physicalLocation: locationOf(line, node, nodes),
    logicalLocations: logical,
  }));
}

/** The same in every run: which rule, on which node, on what. */
function fingerprintOf(finding: FindingReference): string {
  return createHash("sha256").update(keyOf(finding)).digest("hex").slice(0, 32);
}

/** The second name is the one that code scanning follows. */
function fingerprintsOf(finding: FindingReference) {
  const print = fingerprintOf(finding);
  return { "subject/v1": print, primaryLocationLineHash: `${print}:1` };
}

interface Bundles {
  readonly nodes: readonly string[];
  /** The path of a node's bundle; of nodes together that of the first, or of what was given. */
  readonly sourceOf: (node: string) => string;
}

function bundlesOf({ nodes, inputs }: Result): Bundles {
  const sources = new Map(nodes.map(({ name, source }) => [name, source]));
  const first = nodes[0]?.source ?? inputs[0]?.path ?? "";
  return { nodes: nodes.map(({ name }) => name), sourceOf: (node) => sources.get(node) ?? first };
}

function openResults({ outcomes }: Result, { sourceOf }: Bundles, indexes: ReadonlyMap<string, number>) {
  const reasons = new Map<string, { readonly outcome: Outcome; readonly texts: Set<string> }>();
  for (const outcome of outcomes) {
    if (outcome.outcome !== "unknown" && outcome.outcome !== "error") continue;
    const key = JSON.stringify([outcome.rule, outcome.node]);
    const known = reasons.get(key) ?? { outcome, texts: new Set<string>() };
    known.texts.add(outcome.reason ?? "");
    reasons.set(key, known);
  }
  return [...reasons.values()].map(({ outcome: { rule, node }, texts }) => ({
    ruleId: wellFormedLine(rule),
    ruleIndex: indexes.get(rule) ?? -1,
    kind: "open",
    level: "none",
    message: { text: [...texts].map(wellFormedLine).join("\n") || "not decided" },
    locations: [
      {
        physicalLocation: bundleLocation(sourceOf(node)),
        logicalLocations: [{ fullyQualifiedName: wellFormedLine(node), kind: "resource" }],
      },
    ],
    partialFingerprints: {
      primaryLocationLineHash: `${fingerprintOf({ rule, node, subject: { kind: "bundle", name: node } })}:1`,
    },
  }));
}

/** What became of the inputs, and what was odd about bundles. */
function notificationsOf(result: Result) {
  const { shown, rest } = inputDigests(result, "en");
  const note = (level: "error" | "warning" | "note", text: string) => ({
    level,
    message: { text: wellFormedLine(text) },
  });
  return [
    ...shown.flatMap(({ path, read, lost, passedBy }) => [
      ...lost.map((line) => note("error", `${path}: ${line}`)),
      note("note", `${path}: ${[read, passedBy].filter((part) => part !== "").join("; ")}`),
    ]),
    ...rest.map((line) => note("note", line)),
    ...result.nodes.flatMap(({ name, notes }) => notes.map((line) => note("warning", `${name}: ${line}`))),
  ];
}
