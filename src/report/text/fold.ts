import type { Evidence, Finding } from "../../rules/outcome.ts";
import { effectsOf, type Fold, membersOf, reasonsOf } from "../folds.ts";
import { acceptanceText, marksOf } from "../marks.ts";
import { placeText, sourceOf } from "../nodes.ts";
import { subjectsText } from "../subjects.ts";
import { visibleLine } from "../visible.ts";
import { linesOf } from "./lines.ts";
import { remedyLines } from "./remedy.ts";
import { type Page, SEVERITY_LOOKS } from "./style.ts";
import { columnsOf, cut, wrap } from "./wrap.ts";

/** How much of a fold is shown where not all of it is wanted. */
const MOST = { members: 4, messageLines: 3, memberLines: 2, evidence: 1, effects: 4 } as const;

/** A rule's title as heading, then what it is about, what it rests on, what to type, and what follows from it. */
export function foldPart(page: Page, fold: Fold): string[] {
  const members = membersOf(fold);
  const shown = page.verbose ? members : members.slice(0, MOST.members);
  const several = members.length > 1;
  return [
    ...headingLines(page, fold),
    ...shown.flatMap((finding) => memberPart(page, finding, { several, first: finding === fold.first })),
    ...moreLine(page, members.length - shown.length, "  "),
    ...(several && !page.verbose ? remedyOfSeveral(page, members) : []),
    ...effectsPart(page, effectsOf(fold)),
  ];
}

function headingLines({ style, width, language, words }: Page, { first }: Fold): string[] {
  const { severity, title, rule } = first;
  const heading = wrap(visibleLine(title), width, {
    first: `${style(words.severity(severity), ...SEVERITY_LOOKS[severity])}  `,
    rest: "  ",
    dress: (line) => style(line, "bold"),
  });
  const marks = marksOf(first, language).map((mark) => `  (${mark})`);
  const tail = `  ${style(`[${visibleLine(rule)}]`, "dim")}${marks.join("")}`;
  const last = heading.pop() ?? "";
  return columnsOf(last + tail) <= width ? [...heading, last + tail] : [...heading, last, tail];
}

function memberPart(
  page: Page,
  finding: Finding,
  { several, first }: { readonly several: boolean; readonly first: boolean },
): string[] {
  const { verbose } = page;
  const evidence = evidenceOf(finding).slice(0, verbose ? undefined : first ? MOST.evidence : 0);
  const most = verbose ? Number.POSITIVE_INFINITY : several ? MOST.memberLines : MOST.messageLines;
  return [
    ...atMost(page, messageLines(page, finding), most),
    ...acceptanceLines(page, finding, "  "),
    ...becauseLines(page, finding, "  "),
    ...evidence.flatMap((line) => evidenceLines(page, line)),
    ...(verbose || !several ? remedyLines(page, finding) : []),
  ];
}

/** Where it is, and what it is about where the message does not name that. */
function messageLines({ style, width, language, words }: Page, finding: Finding): string[] {
  const { subject, message, count } = finding;
  const [line = "", ...more] = linesOf(message);
  const place = visibleLine(placeText(finding, language) + words.colon) + (language === "zh" ? "" : " ");
  const name = visibleLine(subject.name);
  const times = count > 1 ? ` (${words.times(count)})` : "";
  const said = [place + (line.includes(name) ? line : name + words.colon + line), ...more];
  said.push((said.pop() ?? "") + times);
  const [head = "", ...rest] = said.flatMap((one, index) =>
    wrap(one, width, { first: index === 0 ? "  " : "    ", rest: "    " }),
  );
  return [head.startsWith(`  ${place}`) ? `  ${style(place, "bold")}${head.slice(place.length + 2)}` : head, ...rest];
}

function atMost({ width }: Page, lines: readonly string[], most: number): string[] {
  if (lines.length <= most) return [...lines];
  const last = lines[most - 1] ?? "";
  return [...lines.slice(0, most - 1), cut(`${last} …`, width)];
}

/** One remedy where all have the same; else that of the first, and that the others have theirs. */
function remedyOfSeveral(page: Page, members: readonly Finding[]): string[] {
  const [first] = members;
  if (first === undefined) return [];
  const same = members.every(({ remedy }) => remedy === first.remedy);
  const note = wrap(page.words.likewise(members.length - 1), page.width, { first: "  # ", rest: "  # " });
  return [...remedyLines(page, first), ...(same ? [] : note.map((line) => page.style(line, "dim")))];
}

/** The evidence; of what is on several nodes that of the first, since the others show the same. */
function evidenceOf(finding: Finding): readonly Evidence[] {
  const { nodes, node, evidence } = finding;
  return nodes === undefined ? evidence : evidence.filter(({ file }) => sourceOf(finding, file, nodes).node === node);
}

export function acceptanceLines({ width, style, language }: Page, finding: Finding, indent: string): string[] {
  if (finding.accepted === undefined) return [];
  const dress = (line: string) => style(line, "dim");
  return wrap(visibleLine(acceptanceText(finding, language)), width, { first: indent, rest: indent, dress });
}

function becauseLines({ width, style, words }: Page, finding: Finding, indent: string): string[] {
  const dress = (line: string) => style(line, "dim");
  return reasonsOf(finding).flatMap((reason) =>
    wrap(words.because(visibleLine(reason)), width, { first: indent, rest: `${indent}  `, dress }),
  );
}

/** Deeper steps of a chain stand further in, as far as there is room. */
const DEEPEST_INDENT = 5;

/** What follows from a finding, in short: its remedy and evidence matter once the cause is mended. */
function effectsPart(page: Page, folds: readonly Fold[], depth = 1): string[] {
  if (folds.length === 0) return [];
  const indent = "  ".repeat(Math.min(depth, DEEPEST_INDENT));
  const shown = page.verbose ? folds : folds.slice(0, MOST.effects);
  return [
    page.style(indent + page.words.soAlso, "dim"),
    ...shown.flatMap((fold) => [
      ...briefLines(page, fold, `${indent}  `),
      ...effectsPart(page, effectsOf(fold), depth + 1),
    ]),
    ...moreLine(page, folds.length - shown.length, `${indent}  `),
  ];
}

function moreLine({ words }: Page, count: number, indent: string): string[] {
  return count > 0 ? [`${indent}${words.more(count)}`] : [];
}

/** A fold in a line or two, and why it follows in another; where all is wanted, what is said of each instead. */
export function briefLines(page: Page, fold: Fold, indent: string): string[] {
  const { style, width, words, verbose } = page;
  const [reason] = reasonsOf(fold.first);
  const because = reason === undefined ? [] : [words.because(visibleLine(reason))];
  const said = verbose ? membersOf(fold).map(({ message }) => visibleLine(message)) : [];
  return [
    ...briefHead(page, fold, indent),
    ...[...said, ...because].map((line) => style(cut(`${indent}  ${line}`, width), "dim")),
  ];
}

/** `ERROR  A service has exited: controller0: nova_api, nova_compute [service-exited]`, on two lines at most, or on one. */
export function briefHead(
  { style, width, language, words }: Page,
  fold: Fold,
  indent: string,
  most: 1 | 2 = 2,
): string[] {
  const { first } = fold;
  const word = words.severity(first.severity);
  const marks = [
    `[${visibleLine(first.rule)}]`,
    ...(first.count > 1 && fold.trees.length === 1 ? [`(${words.times(first.count)})`] : []),
    ...marksOf(first, language).map((mark) => `(${mark})`),
  ].join(" ");
  const text = visibleLine(first.title) + words.colon + visibleLine(subjectsText(fold, language));
  const shape = { first: `${indent}${word}  `, rest: `${indent}  ` };
  const whole = wrap(`${text} ${marks}`, width, shape);
  // Names are cut, the rule is not: it is what more is asked by.
  const [one = "", two = ""] = wrap(text, width, shape);
  const room = Math.max(width - columnsOf(marks) - 1, columnsOf(indent) + 4);
  const brief = most === 1 ? [`${cut(`${one} …`, room)} ${marks}`] : [one, `${cut(`${two} …`, room)} ${marks}`];
  const both = whole.length <= most ? whole : brief;
  const [head = "", ...more] = both.map((line) => cut(line, width));
  return [
    `${indent}${style(word, ...SEVERITY_LOOKS[first.severity])}${head.slice(indent.length + word.length)}`,
    ...more,
  ];
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
