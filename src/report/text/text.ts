import { findingsOf, type Tree, treesOf } from "../../rules/causes/trees.ts";
import type { Evidence, Finding } from "../../rules/outcome.ts";
import {
  acceptedCount,
  countText,
  deployedText,
  type OpenQuestion,
  openQuestions,
  verdictSentence,
} from "../digest.ts";
import type { Format } from "../format.ts";
import { inputDigests } from "../inputs.ts";
import { acceptanceText, marksOf } from "../marks.ts";
import { placeText, sourceOf } from "../nodes.ts";
import { notSeenText } from "../not-seen.ts";
import type { NodeSummary, Result } from "../result.ts";
import { counted } from "../summary.ts";
import { visibleLine } from "../visible.ts";
import { inputWords } from "../words/inputs.ts";
import { type TextWords, textWords } from "../words/text.ts";
import { baselinePart } from "./baseline.ts";
import { type Page, SEVERITY_LOOKS, styleFor } from "./style.ts";
import { columnsOf, cut, wrap } from "./wrap.ts";

const MOST_QUESTIONS = 10;
const MOST_RULES = 20;
const MOST_NOTES = 10;
const DEFAULT_WIDTH = 100;

/** For a terminal: what is wrong, worst first, with what follows from it, then what could not be decided. */
const text: Format = {
  name: "text",
  render(result, { color = false, columns = DEFAULT_WIDTH, language = "en" }) {
    const words = textWords[language];
    const page: Page = { style: styleFor(color), width: Math.max(60, columns), language, words };
    const trees = treesOf(result.findings);
    const isOpen = (tree: Tree) => counted(findingsOf(tree)).length > 0;
    const parts = [
      heading(page, result),
      ...trees.filter(isOpen).map((tree) => [...findingPart(page, tree.finding), ...effectsPart(page, tree)]),
      acceptedPart(
        page,
        trees.filter((tree) => !isOpen(tree)),
      ),
      baselinePart(page, result),
      undecidedPart(page, openQuestions(result, language)),
      bundlesPart(page, result.nodes),
      inputsPart(page, result),
      closing(page, result),
    ];
    return `${parts
      .filter((lines) => lines.length > 0)
      .map((lines) => lines.join("\n"))
      .join("\n\n")}\n`;
  },
};
export default text;

const VERDICT_LOOKS = { fault: ["bold", "red"], ok: ["bold", "green"], unknown: ["bold", "yellow"] } as const;

function heading({ style, width, language, words }: Page, result: Result): string[] {
  const word = words.verdict[result.verdict];
  return wrap(visibleLine(verdictSentence(result, language)), width, {
    first: `${style(word, ...VERDICT_LOOKS[result.verdict])}  `,
    rest: " ".repeat(columnsOf(word) + 2),
  });
}

function findingPart(page: Page, finding: Finding): string[] {
  const { style, width } = page;
  return [
    ...findingTitle(page, finding),
    ...linesOf(finding.message).flatMap((line) => wrap(line, width, { first: "  ", rest: "  " })),
    ...acceptanceLines(page, finding, "  "),
    ...evidenceOf(finding).flatMap((line) => evidenceLines(page, line)),
    ...linesOf(finding.remedy).flatMap((line) => {
      if (!line.startsWith("#")) return [`  ${style("$", "green")} ${line}`];
      const comment = line.replace(/^#+ */, "");
      return wrap(comment, width, { first: "  # ", rest: "  # ", wholeQuotes: true }).map((one) => style(one, "dim"));
    }),
  ];
}

/** The evidence; of what is on several nodes that of the first, since the others show the same. */
function evidenceOf(finding: Finding): readonly Evidence[] {
  const { nodes, node, evidence } = finding;
  return nodes === undefined ? evidence : evidence.filter(({ file }) => sourceOf(finding, file, nodes).node === node);
}

/** Severity, node and subject; then the rule, on the same line where it fits. */
function findingTitle({ style, width, language, words }: Page, finding: Finding): string[] {
  const { severity, subject, rule, count } = finding;
  const lines = wrap(visibleLine(`${placeText(finding, language)}: ${subject.name}`), width, {
    first: `${style(words.severity(severity), ...SEVERITY_LOOKS[severity])}  `,
    rest: "  ",
    dress: (line) => style(line, "bold"),
  });
  const times = [...(count > 1 ? [words.times(count)] : []), ...marksOf(finding, language)]
    .map((mark) => `  (${mark})`)
    .join("");
  const tail = `  ${style(`[${visibleLine(rule)}]`, "dim")}${times}`;
  const last = lines.pop() ?? "";
  return columnsOf(last + tail) <= width ? [...lines, last + tail] : [...lines, last, tail];
}

function acceptanceLines({ width, style, language }: Page, finding: Finding, indent: string): string[] {
  if (finding.accepted === undefined) return [];
  const dress = (line: string) => style(line, "dim");
  return wrap(visibleLine(acceptanceText(finding, language)), width, { first: indent, rest: indent, dress });
}

/** Deeper steps of a chain stand further in, as far as there is room. */
const DEEPEST_INDENT = 5;

/** What follows from a finding, in short: its remedy and evidence matter once the cause is mended. */
function effectsPart(page: Page, { effects }: Tree, depth = 1): string[] {
  const indent = "  ".repeat(Math.min(depth, DEEPEST_INDENT));
  return effects.flatMap((tree, index) => [
    ...(index > 0 ? [] : [page.style(indent + page.words.soAlso, "dim")]),
    ...briefly(page, tree.finding, `${indent}  `),
    ...effectsPart(page, tree, depth + 1),
  ]);
}

/** Severity, node, subject and rule, and a line of the message; the other formats have all of it. */
function briefly({ style, width, language, words }: Page, finding: Finding, indent: string): string[] {
  const { severity, subject, message, rule, count } = finding;
  const marks = [
    `[${rule}]`,
    ...(count > 1 ? [`(${words.times(count)})`] : []),
    ...marksOf(finding, language).map((mark) => `(${mark})`),
  ];
  const word = words.severity(severity);
  const [first = "", ...more] = wrap(
    visibleLine(`${placeText(finding, language)}: ${subject.name} ${marks.join(" ")}`),
    width,
    {
      first: `${indent}${word}  `,
      rest: `${indent}  `,
    },
  ).map((line) => cut(line, width));
  return [
    `${indent}${style(word, ...SEVERITY_LOOKS[severity])}${first.slice(indent.length + word.length)}`,
    ...more.slice(0, 1),
    `${indent}  ${style(cut(visibleLine(message), width - indent.length - 2), "dim")}`,
  ];
}

/** Accepted findings, and what follows from them and is accepted as well. */
function acceptedPart(page: Page, trees: readonly Tree[]): string[] {
  if (trees.length === 0) return [];
  const lines = trees
    .flatMap(findingsOf)
    .flatMap((finding) => [...briefly(page, finding, "  "), ...acceptanceLines(page, finding, "    ")]);
  return [page.style(page.words.accepted, "bold"), ...lines];
}

function linesOf(text: string): string[] {
  return text
    .split("\n")
    .map(visibleLine)
    .filter((line) => line !== "");
}

/** Evidence is quoted to be recognized: two lines at most, ids and gaps shortened; the other formats have all of it. */
function evidenceLines({ style, width }: Page, { file, line, text: quoted }: Evidence): string[] {
  const short = visibleLine(quoted)
    .replace(/\b([0-9a-f]{12})[0-9a-f]{52}\b/g, "$1…")
    .replace(/ {3,}/g, "  ");
  const place = `    ${visibleLine(file)}:${line}`;
  const beside = wrap(short, width, { first: `${place}  `, rest: "      " });
  const fits = columnsOf(beside[0] ?? "") <= width;
  const places = fits ? beside.slice(0, 1) : wrap(place.trim(), width, { first: "    ", rest: "      " });
  const [quote, ...more] = fits ? beside.slice(1) : wrap(short, width, { first: "      ", rest: "      " });
  const second = quote === undefined ? [] : [cut(more.length > 0 ? `${quote} …` : quote, width)];
  return [...places, ...second].map((one) => style(one, "dim"));
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

function closing({ width, language, words }: Page, result: Result): string[] {
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
