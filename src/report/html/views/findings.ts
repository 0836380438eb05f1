import { findingsOf, type Tree, treesOf, worstOf } from "../../../rules/causes/trees.ts";
import { type Finding, severities } from "../../../rules/outcome.ts";
import { acceptedCount, countsBySeverity } from "../../digest.ts";
import { foldsOf, placesOf, reasonsOf } from "../../folds.ts";
import { acceptanceText, marksOf } from "../../marks.ts";
import { nodesOf, placeText } from "../../nodes.ts";
import { serviceOf } from "../../service.ts";
import { counted } from "../../summary.ts";
import { visible, visibleLine } from "../../visible.ts";
import { digestWords } from "../../words/digest.ts";
import { findingWords } from "../../words/findings.ts";
import { type Anchors, findingAnchor } from "../anchors.ts";
import type { Page } from "../page.ts";
import { type Around, excerptsOf } from "./excerpts.ts";
import { stepsView } from "./steps.ts";

/** What is beyond these is folded, so that a long list does not bury what follows it. */
const MOST_EVIDENCE = 8;
/** Roots of which more than the message is shown at once. */
const OPEN_ROOTS = 12;

/** What all findings of a page are shown by. */
interface Context {
  readonly page: Page;
  readonly anchors: Anchors;
  readonly around: Around;
  readonly references: ReadonlyMap<string, readonly string[]>;
  /** The rules that have a row in the table of what was checked. */
  readonly checked: ReadonlySet<string>;
}

/** All findings, each with what follows from it, under a heading for each severity; the accepted apart. */
export function findingsView(page: Page) {
  const { result, rules, survey, language } = page;
  const context: Context = {
    ...{ page, anchors: page.anchors, around: excerptsOf(survey) },
    references: new Map(rules.map(({ id, references }) => [id, references])),
    checked: new Set(result.outcomes.map(({ rule }) => rule).filter((rule) => /^[a-z0-9-]+$/.test(rule))),
  };
  const trees = numbered(treesOf(result.findings));
  const accepted = trees.filter(({ tree }) => counted(findingsOf(tree)).length === 0);
  const open = trees.filter((one) => !accepted.includes(one));
  const shown = new Set(open.slice(0, OPEN_ROOTS));
  return {
    any: result.findings.length > 0,
    total: result.findings.length,
    groups: groupsOf(page, open).map(({ roots, ...group }) => ({
      ...group,
      folds: foldViews(roots, context, shown),
    })),
    accepted: foldViews(accepted, context),
    acceptedCount: acceptedCount(result),
    choices: choicesOf(page),
    words: findingWords[language],
  };
}

/** A tree with the number of its root among all findings, counted as they are shown. */
export interface Numbered {
  readonly tree: Tree;
  readonly number: number;
}

export function numbered(trees: readonly Tree[], from = 1): Numbered[] {
  let next = from;
  return trees.map((tree) => {
    const number = next;
    next += findingsOf(tree).length;
    return { tree, number };
  });
}

/** What follows from another stands under it, and counts where its own severity is named. */
function groupsOf({ result, language }: Page, trees: readonly Numbered[]) {
  const words = findingWords[language];
  return countsBySeverity(result)
    .filter(({ count }) => count > 0)
    .map(({ severity, count }) => {
      const roots = trees.filter(({ tree }) => worstOf(tree) === severity);
      const here = roots.flatMap(({ tree }) => counted(findingsOf(tree))).filter((one) => one.severity === severity);
      const elsewhere = count - here.length;
      return {
        severity,
        text: digestWords[language].severities(count, severity),
        elsewhere: elsewhere === 0 ? "" : words.elsewhere(elsewhere),
        roots,
      };
    });
}

/** What the findings may be filtered by; only what occurs. */
function choicesOf({ result, language }: Page) {
  const words = findingWords[language];
  const distinct = (texts: readonly string[]) => [...new Set(texts)].sort();
  const { findings } = result;
  return {
    severities: severities
      .filter((severity) => findings.some((one) => one.severity === severity))
      .map((value) => ({ value, text: digestWords[language].severity(2, value) })),
    nodes: distinct(findings.flatMap(nodesOf).map(visibleLine)),
    kinds: distinct(findings.map(({ subject }) => subject.kind)).map((value) => ({
      value,
      text: words.kinds[value as Finding["subject"]["kind"]],
    })),
    states: distinct(findings.map(stateOf)).map((value) => ({ value, text: words.states[value as State] })),
  };
}

type State = "counted" | "new" | "unchanged" | "not-decided-before" | "accepted";

function stateOf({ accepted, change }: Finding): State {
  return accepted === undefined ? (change ?? "counted") : "accepted";
}

interface FindingView extends ReturnType<typeof findingView> {
  readonly effects: readonly FoldView[];
  readonly effectsText: string;
}

/** Findings of one rule under one heading; one alone bears its heading itself. */
interface FoldView {
  readonly several: boolean;
  readonly severity: Finding["severity"];
  readonly severityWord: string;
  readonly title: string;
  readonly count: string;
  readonly members: readonly FindingView[];
}

function foldViews(all: readonly Numbered[], context: Context, shown: ReadonlySet<Numbered> = new Set()): FoldView[] {
  const { language } = context.page;
  const byTree = new Map(all.map((one) => [one.tree, one]));
  return foldsOf(all.map(({ tree }) => tree)).map((fold) => {
    const { severity, title } = fold.first;
    const several = fold.trees.length > 1;
    const members = fold.trees.flatMap((tree) => byTree.get(tree) ?? []);
    return {
      several,
      severity,
      severityWord: digestWords[language].severity(1, severity),
      title: visibleLine(title),
      count: findingWords[language].several(fold.trees.length, placesOf(fold).length),
      members: members.map((one) => treeView(one, context, !several && shown.has(one))),
    };
  });
}

/** A finding with what follows from it. */
function treeView({ tree, number }: Numbered, context: Context, open: boolean): FindingView {
  const count = findingsOf(tree).length - 1;
  const words = findingWords[context.page.language];
  return {
    ...findingView(tree.finding, number, context, open),
    effects: foldViews(numbered(tree.effects, number + 1), context),
    effectsText: count === 0 ? "" : words.effects(count),
  };
}

/** An anchor tells the place in the result. */
function findingView(finding: Finding, number: number, context: Context, open: boolean) {
  const { severity, node, subject, rule, message, count, why, evidence } = finding;
  const { page, anchors, around, references } = context;
  const words = findingWords[page.language];
  const lines = evidence.map((line) => ({
    ...{ file: visibleLine(line.file), line: line.line },
    ...around(finding, line),
  }));
  const own = anchors.container(node, subject.name);
  return {
    anchor: findingAnchor(number),
    severity,
    severityWord: digestWords[page.language].severity(1, severity),
    title: visibleLine(finding.title),
    reasons: reasonsOf(finding).map((reason) => visibleLine(words.because(reason))),
    open,
    node: nodesOf(finding).map(visibleLine).join("\n"),
    place: visibleLine(placeText(finding, page.language)),
    several: (finding.nodes ?? []).map(visibleLine).join(", "),
    messages: (finding.messages ?? []).map((one) => ({ node: visibleLine(one.node), message: visible(one.message) })),
    service: visibleLine(serviceOf(subject)),
    state: stateOf(finding),
    subject: visibleLine(subject.name),
    kind: subject.kind,
    kindText: words.on(subject.kind),
    pages: [
      ...(subject.kind === "container" && own !== undefined ? [{ anchor: own, text: visibleLine(subject.name) }] : []),
      ...(anchors.node(node) === undefined ? [] : [{ anchor: anchors.node(node) ?? "", text: visibleLine(node) }]),
    ],
    rule: visibleLine(rule),
    ruleAnchor: context.checked.has(rule) ? `rule-${rule}` : "",
    message: visible(message),
    times: count > 1 ? words.times(count) : "",
    marks: marksOf(finding, page.language),
    acceptance: visibleLine(acceptanceText(finding, page.language)),
    why: visible(why),
    steps: stepsView(finding, page),
    references: (references.get(rule) ?? []).map(visibleLine),
    evidence: lines.slice(0, MOST_EVIDENCE),
    moreEvidence: lines.slice(MOST_EVIDENCE),
    moreEvidenceText: words.moreEvidence(lines.length - MOST_EVIDENCE),
  };
}
