import { findingsOf, type Tree, treesOf } from "../../rules/causes/trees.ts";
import {
  acceptedCount,
  countText,
  deployedText,
  type OpenQuestion,
  openQuestions,
  verdictOf,
  verdictText,
} from "../digest.ts";
import { type Fold, foldsOf, isGrave } from "../folds.ts";
import type { Format } from "../format.ts";
import { inputDigests } from "../inputs.ts";
import { notSeenText } from "../not-seen.ts";
import type { NodeSummary, Result } from "../result.ts";
import { baselineText } from "../since.ts";
import { subjectsText } from "../subjects.ts";
import { counted } from "../summary.ts";
import { visibleLine } from "../visible.ts";
import { inputWords } from "../words/inputs.ts";
import { type TextWords, textWords } from "../words/text.ts";
import { baselinePart } from "./baseline.ts";
import { acceptanceLines, briefHead, briefLines, foldPart } from "./fold.ts";
import { type Page, styleFor } from "./style.ts";
import { columnsOf, cut, wrap } from "./wrap.ts";

const MOST_QUESTIONS = 10;
const MOST_RULES = 20;
const MOST_NOTES = 10;
const DEFAULT_WIDTH = 100;
/** So many lines are read at once; every critical and error is there all the same. */
const SCREEN = 60;
/** Findings of less weight that are named where not all is wanted. */
const MOST_LESSER = 8;
const MOST_ACCEPTED = 3;
const MOST_NODES = 6;

/** For a terminal: what is wrong, worst first, with what follows from it; at the end the answer once more. */
const text: Format = {
  name: "text",
  aliases: ["txt"],
  file: "txt",
  render(result, { color = false, columns = DEFAULT_WIDTH, language = "en", verbose = false }) {
    const words = textWords[language];
    const page: Page = { style: styleFor(color), width: Math.max(60, columns), language, words, verbose };
    const parts = verbose ? wholeParts(page, result) : screenParts(page, result);
    return `${parts
      .filter((lines) => lines.length > 0)
      .map((lines) => lines.join("\n"))
      .join("\n\n")}\n`;
  },
};
export default text;

/** What is to be mended, and what is accepted as a whole. */
function treesIn(result: Result): { readonly folds: readonly Fold[]; readonly accepted: readonly Tree[] } {
  const trees = treesOf(result.findings);
  const isOpen = (tree: Tree) => counted(findingsOf(tree)).length > 0;
  return { folds: foldsOf(trees.filter(isOpen)), accepted: trees.filter((tree) => !isOpen(tree)) };
}

/** All there is. */
function wholeParts(page: Page, result: Result): string[][] {
  const { folds, accepted } = treesIn(result);
  return [
    heading(page, result),
    ...folds.map((fold) => foldPart(page, fold)),
    acceptedPart(page, accepted),
    baselinePart(page, result),
    undecidedPart(page, openQuestions(result, page.language)),
    bundlesPart(page, result.nodes),
    inputsPart(page, result),
    [...checks(page, result), ...closing(page, result, folds)],
  ];
}

/** What fits a screen: the grave in full as long as there is room, then in a line each; of all else how much there is. */
function screenParts(page: Page, result: Result): string[][] {
  const { folds, accepted } = treesIn(result);
  const grave = folds.filter(isGrave);
  const lesser = folds.filter((fold) => !isGrave(fold));
  const around = [
    heading(page, result),
    lesserPart(page, lesser),
    acceptedPart(page, accepted, MOST_ACCEPTED),
    openPart(page, result),
    nodesPart(page, result.nodes),
    inputsPart(page, result),
    [...closing(page, result, folds), ...wrap(page.words.allOfIt, page.width, {})],
  ];
  const [head = [], ...rest] = around;
  return [head, ...gravePart(page, grave, SCREEN - linesIn(around)), ...rest];
}

/** How many lines some parts take, each with the blank line before the next. */
function linesIn(parts: readonly (readonly string[])[]): number {
  return parts.reduce((sum, lines) => sum + (lines.length === 0 ? 0 : lines.length + 1), 0);
}

/** The first is always told in full. */
function gravePart(page: Page, folds: readonly Fold[], lines: number): string[][] {
  const all = folds.map((fold) => ({ whole: foldPart(page, fold), brief: briefLines(page, fold, "") }));
  let room = lines - all.reduce((sum, { brief }) => sum + brief.length, 0) - 1;
  const told = all.map(({ whole, brief }, index) => {
    const more = whole.length + 1 - brief.length;
    if (index > 0 && more > room) return { whole: false, lines: brief };
    room -= more;
    return { whole: true, lines: whole };
  });
  const parts = told.filter(({ whole }) => whole).map((one) => one.lines);
  return [...parts, told.filter(({ whole }) => !whole).flatMap((one) => one.lines)];
}

function lesserPart(page: Page, folds: readonly Fold[]): string[] {
  const shown = folds.slice(0, MOST_LESSER);
  const left = folds.length - shown.length;
  return [...shown.flatMap((fold) => briefHead(page, fold, "", 1)), ...(left > 0 ? [page.words.more(left)] : [])];
}

/** What could not be checked, in a line or two: how much, and what would tell most. */
function openPart({ style, width, language, words }: Page, result: Result): string[] {
  const [first, ...others] = openQuestions(result, language);
  const looked = notSeenText(result, language);
  const seen = looked === "" ? [] : wrap(looked, width, { first: "· ", rest: "  " });
  if (first === undefined) return seen;
  const count = [first, ...others].reduce((sum, one) => sum + one.count, 0);
  const collect = first.collect ?? first.reason;
  return [
    `${style("?", "yellow")} ${cut(words.couldNotCheck(count, others.length + 1), width - 2)}`,
    style(cut(`  ${words.collectNext(visibleLine(collect))}`, width), "cyan"),
    ...seen,
  ];
}

/** The nodes by name, with what is deployed on them. */
function nodesPart({ width, words }: Page, nodes: readonly NodeSummary[]): string[] {
  if (nodes.length === 0) return [];
  const told = nodes.slice(0, MOST_NODES).map(({ name, ...node }) => {
    const what = deployedText(node);
    return visibleLine(what === "" ? name : `${name} (${what})`);
  });
  const more = nodes.length - told.length;
  const names = [...told, ...(more > 0 ? [words.more(more)] : [])].join(words.comma);
  return wrap(words.bundles + words.colon + names, width, { rest: "  " })
    .slice(0, 3)
    .map((line) => cut(line, width));
}

const VERDICT_LOOKS = { fault: ["bold", "red"], ok: ["bold", "green"], unknown: ["bold", "yellow"] } as const;

/** The verdict; under it what of the inputs is damaged or missing, and what changed since a baseline. */
function heading({ style, width, language, words }: Page, result: Result): string[] {
  const word = words.verdict[result.verdict];
  const { notes } = verdictOf(result, language);
  const rest = " ".repeat(columnsOf(word) + 2);
  const beneath = (line: string, first: string) =>
    wrap(visibleLine(line), width, { first, rest: `${first.replace(/./g, "")}  ` });
  return [
    ...wrap(visibleLine(verdictText(result, language)), width, {
      first: `${style(word, ...VERDICT_LOOKS[result.verdict])}  `,
      rest,
    }),
    ...notes.flatMap((note) => beneath(note, `${style("!", "yellow")} `)),
    ...(result.baseline === undefined
      ? []
      : beneath(words.since + words.colon + baselineText(result, language), `${style("~", "cyan")} `)),
  ];
}

/** Accepted findings, and what follows from them and is accepted as well. */
function acceptedPart(page: Page, trees: readonly Tree[], most = Number.POSITIVE_INFINITY): string[] {
  if (trees.length === 0) return [];
  const folds = foldsOf(trees.flatMap(findingsOf).map((finding) => ({ finding, effects: [] })));
  return [
    page.style(page.words.accepted, "bold"),
    ...folds
      .slice(0, most)
      .flatMap((fold) => [...briefLines(page, fold, "  "), ...acceptanceLines(page, fold.first, "    ")]),
    ...(folds.length > most ? [`  ${page.words.more(folds.length - most)}`] : []),
  ];
}

function undecidedPart({ style, width, words }: Page, questions: readonly OpenQuestion[]): string[] {
  if (questions.length === 0) return [];
  const detail = { first: "    ", rest: "      ", wholeQuotes: true };
  const shown = questions.slice(0, MOST_QUESTIONS).flatMap(({ reason, collect, nodes, rules, count }) => [
    ...wrap(visibleLine(nodes.join(words.comma) + words.colon + reason), width, {
      first: `  ${style("?", "yellow")} `,
      rest: "    ",
      wholeQuotes: true,
    }),
    ...wrap(visibleLine(words.leavesOpen(rulesText(rules, words), count)), width, detail),
    ...(collect === undefined
      ? []
      : wrap(visibleLine(words.collect(collect)), width, { ...detail, dress: (line) => style(line, "cyan") })),
  ]);
  const more = questions.length - MOST_QUESTIONS;
  return [style(words.notDecided, "bold"), ...shown, ...(more > 0 ? [`  ${words.moreReasons(more)}`] : [])];
}

/** The rules that a reason leaves open; one that is of all of a deployment would fill the screen. */
function rulesText(rules: readonly string[], words: Page["words"]): string {
  const more = rules.length - MOST_RULES;
  return rules.slice(0, MOST_RULES).join(", ") + (more > 0 ? ` ${words.more(more)}` : "");
}

function bundlesPart({ style, width, words }: Page, nodes: readonly NodeSummary[]): string[] {
  return [
    ...(nodes.length === 0 ? [] : [style(words.bundles, "bold")]),
    ...nodes.flatMap(({ notes, ...node }) => [
      ...wrap(visibleLine(bundleText(words, node)), width, {
        first: "  ",
        rest: "    ",
      }),
      ...notes
        .slice(0, MOST_NOTES)
        .flatMap((note) => wrap(visibleLine(note), width, { first: `    ${style("!", "yellow")} `, rest: "      " })),
      ...(notes.length > MOST_NOTES ? [`    ${words.moreNotes(notes.length - MOST_NOTES)}`] : []),
    ]),
  ];
}

/** What became of each input; nothing where each is a bundle that was read whole, as those are told of above. */
function inputsPart({ style, width, language }: Page, { inputs }: Result): string[] {
  if (inputs.every(({ bundles, passedBy }) => bundles.length === 1 && passedBy.length === 0)) return [];
  const { shown, rest } = inputDigests({ inputs }, language);
  const beneath = (line: string, sign: string): string[] =>
    wrap(visibleLine(line), width, { first: `    ${sign} `, rest: "      " });
  return [
    style(inputWords[language].title, "bold"),
    ...shown.flatMap(({ path, read, lost, passedBy }) => [
      ...wrap(visibleLine(path + textWords[language].colon + read), width, { first: "  ", rest: "    " }),
      ...lost.flatMap((line) => beneath(line, style("!", "yellow"))),
      ...(passedBy === "" ? [] : beneath(passedBy, "-")),
    ]),
    ...rest.map((line) => `  ${line}`),
  ];
}

function bundleText(
  words: TextWords,
  { name, source, kind, engine, containers, ...deployed }: Omit<NodeSummary, "notes">,
): string {
  const what = deployedText(deployed);
  const told = [
    ...(what === "" ? [] : [what]),
    words.containers(containers),
    engine === "unknown" ? words.engineUnknown : engine,
    `${kind} ${source}`,
  ];
  return name + words.colon + told.join(words.comma);
}

function checks({ width, language, words }: Page, result: Result): string[] {
  const of = (outcome: string) => result.outcomes.filter((one) => one.outcome === outcome).length;
  const accepted = acceptedCount(result);
  const found =
    [countText(result, language), ...(accepted > 0 ? [words.acceptedCount(accepted)] : [])]
      .filter(Boolean)
      .join(words.comma) || words.none;
  const counts = {
    ...{ all: result.outcomes.length, faults: of("fault"), found, ok: of("ok"), unknown: of("unknown") },
    ...{ notSeen: of("not-seen"), notApplicable: of("not-applicable"), broken: of("error") },
  };
  const looked = notSeenText(result, language);
  return [words.checks(counts), ...(looked === "" ? [] : [looked])].flatMap((line) =>
    wrap(line, width, { rest: "  " }),
  );
}

/** The answer, where a reader's eyes are when the report has scrolled by. */
function closing({ style, width, language, words }: Page, result: Result, [first]: readonly Fold[]): string[] {
  const word = words.verdict[result.verdict];
  const counts = countText(result, language) || verdictOf(result, language).sentence;
  const rest = " ".repeat(columnsOf(word) + 2);
  return [
    ...wrap(counts, width, { first: `${style(word, ...VERDICT_LOOKS[result.verdict])}  `, rest }),
    ...(first === undefined
      ? []
      : wrap(visibleLine(words.fixFirst(first.first.title, subjectsText(first, language, 3))), width, {
          first: rest,
          rest,
        })),
  ];
}
