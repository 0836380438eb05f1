import type { Part, PlaceExplanation, Read, SubjectExplanation, Truth } from "../rules/explain.ts";
import type { Outcome } from "../rules/outcome.ts";
import type { Rule } from "../rules/rule.ts";
import { tiedStates, tiesOf } from "./pages/law-part.ts";
import { tellsLine } from "./pages/tells-part.ts";
import { SEVERITY_LOOKS, type Style, styleFor } from "./text/style.ts";
import { columnsOf, cut, wrap } from "./text/wrap.ts";
import { visibleLine } from "./visible.ts";
import { plural } from "./words/digest.ts";

export interface ExplanationOptions {
  readonly color?: boolean;
  readonly columns?: number;
  /** What is said of a property that is not known. */
  readonly unknown?: string;
  /** Every subject in full; otherwise those in order are named only. */
  readonly all?: boolean;
}

interface Page {
  readonly style: Style;
  readonly width: number;
  readonly all: boolean;
  readonly unknown: string;
}

function pageOf({
  color = false,
  columns = 100,
  all = false,
  unknown = "is not in the bundle",
}: ExplanationOptions): Page {
  return { style: styleFor(color), width: Math.max(60, columns), all, unknown };
}

/** Why a rule ended as it did, for a terminal: what it asks, then what it saw, faults and unknowns first. */
export function explanationText(rule: Rule, places: readonly PlaceExplanation[], options: ExplanationOptions): string {
  const page = pageOf(options);
  const parts = [ruleLines(page, rule), ...places.flatMap((place) => placeParts(page, place))];
  return `${parts.map((lines) => lines.join("\n")).join("\n\n")}\n`;
}

function ruleLines({ style, width, all }: Page, rule: Rule): string[] {
  const field = (name: string, text: string | undefined) =>
    text === undefined ? [] : wrap(visibleLine(text), width, { first: `  ${name.padEnd(8)}  `, rest: " ".repeat(12) });
  const { each, where, when, needs, subjectName, scope } = rule;
  return [
    ...wrap(`${style(rule.severity, ...SEVERITY_LOOKS[rule.severity])}: ${visibleLine(rule.title)}`, width, {
      first: `${style(rule.id, "bold")}  `,
      rest: "  ",
    }),
    ...field("needs", needs.length > 0 ? needs.join(", ") : "nothing"),
    ...field("looks at", each === undefined ? `the ${scope}` : `each of ${each.text}, as ${subjectName}`),
    ...field("where", where?.text),
    ...field("when", when.text),
    ...field("tells", tellsLine(rule)),
    ...tiesLines(rule, all, field),
  ];
}

/** What it may follow from and what may follow from it: by state, or by the sentences of the laws where all is wanted. */
function tiesLines(rule: Rule, all: boolean, field: (name: string, text: string) => string[]): string[] {
  const lines = (name: string, sentences: readonly string[], states: readonly string[]) => {
    if (states.length === 0) return [];
    return all
      ? sentences.flatMap((text, index) => field(index === 0 ? name : "", text))
      : field(name, states.join(", "));
  };
  const [ties, states] = [tiesOf(rule), tiedStates(rule)];
  return [...lines("from", ties.from, states.from), ...lines("leads to", ties.to, states.to)];
}

const WORST_FIRST = ["fault", "error", "unknown", "ok", "not-seen", "not-applicable"] as const;
const IN_ORDER: readonly Outcome["outcome"][] = ["ok", "not-seen", "not-applicable"];
const LOOKS = {
  fault: ["bold", "red"],
  error: ["bold", "red"],
  unknown: ["bold", "yellow"],
  ok: ["bold", "green"],
  "not-seen": ["bold"],
  "not-applicable": ["bold"],
} as const;

function placeParts(page: Page, place: PlaceExplanation): string[][] {
  const told = (subject: SubjectExplanation) => page.all || !IN_ORDER.includes(subject.outcome.outcome);
  const sorted = WORST_FIRST.flatMap((word) => place.subjects.filter(({ outcome }) => outcome.outcome === word));
  return [
    headLines(page, place),
    ...(place.whole === undefined ? [] : [wholeLines(page, place.whole, place.subjects.length)]),
    ...sorted.filter(told).map((subject) => subjectLines(page, subject)),
    ...foldedParts(
      page,
      sorted.filter((subject) => !told(subject)),
    ),
  ];
}

function headLines({ style, width }: Page, { node, needs, subjects }: PlaceExplanation): string[] {
  const counts = WORST_FIRST.flatMap((word) => {
    const count = subjects.filter(({ outcome }) => outcome.outcome === word).length;
    return count === 0 ? [] : [`${count} ${word}`];
  });
  const seen = subjects.length === 0 ? "nothing looked at" : `${subjects.length} looked at: ${counts.join(", ")}`;
  return [
    ...wrap(seen, width, { first: `${style(`On ${visibleLine(node)}`, "bold")}  `, rest: "  " }),
    ...needs.map(({ family, state }) => `  ${family}: ${state === "whole" ? "all in the bundle" : state}`),
  ];
}

function wholeLines(page: Page, { outcome, reason }: Outcome, count: number): string[] {
  const { style } = page;
  if (reason === undefined) {
    const why =
      outcome === "not-seen"
        ? "no line of a log has what it looks for, which proves nothing"
        : "there is nothing of the kind to look at";
    return [`  ${style(outcome, ...LOOKS[outcome])}  ${why}`];
  }
  return [
    `  ${style(outcome.toUpperCase(), ...LOOKS[outcome])}  ${count === 0 ? "as a whole" : "for what the list may lack"}`,
    ...reasonLines(page, reason),
  ];
}

function subjectLines(page: Page, subject: SubjectExplanation): string[] {
  const { style, width } = page;
  const { outcome, finding } = subject;
  const word = outcome.outcome === "not-applicable" ? outcome.outcome : outcome.outcome.toUpperCase();
  const name = visibleLine(outcome.subject?.name ?? "");
  return [
    `  ${style(word, ...LOOKS[outcome.outcome])}  ${style(name, "bold")}`,
    ...(finding === undefined ? [] : wrap(visibleLine(finding.message), width, { first: "    ", rest: "    " })),
    ...(outcome.reason === undefined ? [] : reasonLines(page, outcome.reason)),
    ...conditionLines(page, subject),
  ];
}

/** What each part of the conditions came to on one subject; those that made the outcome are marked. */
function conditionLines(page: Page, { outcome: { outcome }, where, when }: SubjectExplanation): string[] {
  // What is at fault or in order is so by `when`; what is left out or undecided may be so by `where`.
  const byWhere = where !== undefined && where.truth !== "true" && !(outcome === "ok" && when.truth === "false");
  const shown = new Set<string>();
  return [
    ...(where === undefined ? [] : partLines(page, where, { label: "where", depth: 0, marked: byWhere, shown })),
    ...partLines(page, when, { label: "when", depth: 0, marked: !byWhere, shown }),
  ];
}

/** The same by itself, for whoever says more of the subject elsewhere. */
export function conditionText(subject: SubjectExplanation, options: ExplanationOptions): string {
  return conditionLines(pageOf(options), subject).join("\n");
}

function reasonLines({ style, width }: Page, reason: string): string[] {
  const [why = "", collect] = reason.split("; collect: ");
  return [
    ...wrap(visibleLine(why), width, { first: "    ", rest: "    ", wholeQuotes: true }),
    ...(collect === undefined
      ? []
      : wrap(visibleLine(`collect: ${collect}`), width, {
          ...{ first: "    ", rest: "      ", wholeQuotes: true },
          dress: (line) => style(line, "cyan"),
        })),
  ];
}

const TRUTH: Readonly<Record<Truth, string>> = { true: "yes", false: "no", unknown: "?", error: "broken" };
const TRUTH_LOOKS = { true: "green", false: "red", unknown: "yellow", error: "red" } as const;
const JOINED = { "&&": "all of", "||": "any of", "!": "not" } as const;

interface Position {
  readonly label: string;
  readonly depth: number;
  /** Parts that decide are marked: this condition made the outcome. */
  readonly marked: boolean;
  /** The properties that were shown already: each is shown once. */
  readonly shown: Set<string>;
}

/** A part on one line: whether it decides, what it came to, its text; below it its parts, or what it read. */
function partLines(page: Page, part: Part, { label, depth, marked, shown }: Position): string[] {
  const { style, width } = page;
  const isLeaf = part.joins === undefined;
  const decides = marked && part.decides && isLeaf;
  const indent = " ".repeat(2 * depth);
  const start = `    ${label.padEnd(6)}${decides ? style(">", "bold") : " "} `;
  const truth = TRUTH[part.truth];
  const text = isLeaf ? visibleLine(part.text) : JOINED[part.joins];
  const rest = " ".repeat(21 + 2 * depth);
  const reads = part.reads.filter(({ path }) => !shown.has(path));
  for (const { path } of reads) shown.add(path);
  return [
    ...wrap(text, width, {
      first: `${start}${style(truth.padEnd(5), TRUTH_LOOKS[part.truth])}  ${indent}`,
      rest,
      dress: (line) => (decides ? style(line, "bold") : line),
    }),
    ...reads.flatMap((read) => readLines(page, read, rest)),
    ...part.parts.flatMap((inner) =>
      partLines(page, inner, { label: "", depth: depth + 1, marked: marked && part.decides, shown }),
    ),
  ];
}

/** A property with its value, and the line that it was read from, beside it where there is room. */
function readLines({ style, width, unknown }: Page, { path, value, evidence }: Read, indent: string): string[] {
  const is = value === undefined ? unknown : `= ${visibleLine(value)}`;
  const text = cut(`${indent}${visibleLine(path)} ${is}`, width);
  const [first, ...more] = evidence;
  if (first === undefined || value === undefined) return [style(text, "dim")];
  const place = `${visibleLine(first.file)}:${first.line}${more.length > 0 ? " …" : ""}`;
  const beside = `${text}  (${place})`;
  return (columnsOf(beside) <= width ? [beside] : [text, `${indent}  (${place})`]).map((line) => style(line, "dim"));
}

/** What is in order, by what made it so: the names, as far as they fit on two lines. */
function foldedParts(page: Page, subjects: readonly SubjectExplanation[]): string[][] {
  const groups = new Map<
    string,
    { readonly outcome: Outcome["outcome"]; readonly why: string; readonly names: string[] }
  >();
  for (const subject of subjects) {
    const { outcome } = subject.outcome;
    const why = outcome === "ok" ? decisive("when", subject.when) : decisive("where", subject.where);
    const group = groups.get(`${outcome} ${why}`) ?? { outcome, why, names: [] };
    group.names.push(visibleLine(subject.outcome.subject?.name ?? ""));
    groups.set(`${outcome} ${why}`, group);
  }
  return [...groups.values()].map(({ outcome, why, names }) => [
    ...wrap(visibleLine(why), page.width, {
      first: `  ${page.style(outcome, ...LOOKS[outcome])}  ${names.length}: `,
      rest: "    ",
    }),
    ...namesLines(page, names),
  ]);
}

const MOST_LINES = 3;

function namesLines({ width, style }: Page, names: readonly string[]): string[] {
  const lines = wrap(names.join(", "), width, { first: "    ", rest: "    " });
  const shown = lines.slice(0, MOST_LINES);
  const hidden =
    lines.length > MOST_LINES ? [`    … (${plural(names.length, "name")}; --all shows each, --subject NAME one)`] : [];
  return [...shown, ...hidden].map((line) => style(line, "dim"));
}

/** The innermost parts that made a condition what it is, as a sentence. */
function decisive(label: string, part: Part | undefined): string {
  if (part === undefined) return "";
  const parts = innermost(part).map(({ text, truth }) => `${text} is ${truth}`);
  return `${label} ${parts.join(", ")}`;
}

function innermost(part: Part): Part[] {
  if (part.joins === undefined) return [part];
  return part.parts.filter(({ decides }) => decides).flatMap(innermost);
}
