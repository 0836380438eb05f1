import type { Finding } from "../../rules/outcome.ts";
import type { NodeEvent, NodeSurvey, Survey } from "../../survey/types.ts";
import { styleFor } from "../text/style.ts";
import { columnsOf, wrap } from "../text/wrap.ts";
import { utcTime } from "../time.ts";
import { visibleLine } from "../visible.ts";
import { aroundWords } from "../words/around.ts";
import type { Language } from "../words/language.ts";
import { pictureWords } from "../words/pictures.ts";
import type { Span } from "./span.ts";

interface AroundOptions {
  readonly language?: Language;
  readonly color?: boolean;
  readonly columns?: number;
}

interface Told {
  readonly node: NodeSurvey;
  readonly event: NodeEvent;
}

const WIDEST_NAME = 30;

/** What happened on all nodes in a span of time, the earliest first, each with the line that tells it; as text. */
export function aroundText(
  { nodes }: Pick<Survey, "nodes">,
  findings: readonly Finding[],
  span: Span,
  { language = "en", color = false, columns = 100 }: AroundOptions = {},
): string {
  const words = aroundWords[language];
  const style = styleFor(color);
  const told = nodes.flatMap((node) =>
    node.events.filter((event) => isIn(event, span)).map((event) => ({ node, event })),
  );
  told.sort((one, other) => one.event.at - other.event.at);
  const silent = nodes.filter((node) => told.every((one) => one.node !== node)).map(({ name }) => name);
  const notes = [
    ...(told.length === 0 ? [words.none] : silent.length === 0 ? [] : [words.silent(silent.join(", "))]),
    ...nodes.flatMap(({ name, moreEvents }) => (moreEvents === 0 ? [] : [words.left(name, moreEvents)])),
    ...(told.some(({ event }) => event.uncertain === true) ? [words.uncertain] : []),
    ...clocksOf(findings, words.clocks),
  ];
  const wide = widthOf(told);
  return [
    style(words.title(utcTime(span.from), utcTime(span.to), nodes.length), "bold"),
    "",
    ...told.flatMap((one) => eventLines(one, { wide, columns, language, style })),
    ...(told.length === 0 ? [] : [""]),
    ...notes.flatMap((note) => wrap(visibleLine(note), columns, { rest: "  " })),
    "",
  ].join("\n");
}

function isIn({ at, until = at }: NodeEvent, { from, to }: Span): boolean {
  return at <= to && until >= from;
}

function eventLines(
  { node, event }: Told,
  page: { wide: number; columns: number; language: Language; style: ReturnType<typeof styleFor> },
): string[] {
  const { kinds } = pictureWords[page.language].timeline;
  const { subject, text, kind, file, line } = event;
  const name = visibleLine(node.name);
  const first = `${utcTime(event.at).slice(11)}${event.uncertain === true ? "~" : " "} ${name}${" ".repeat(Math.max(1, page.wide - columnsOf(name) + 2))}`;
  const said = `${subject === node.name ? "" : `${subject} `}${kinds[kind]}${text === "" ? "" : `: ${text}`}`;
  const rest = " ".repeat(columnsOf(first));
  const place = file === undefined ? [] : [`${file}${line === undefined ? "" : `:${line}`}`];
  return [
    ...wrap(visibleLine(said), page.columns, { first, rest }),
    ...place.map((path) => `${rest}${page.style(visibleLine(path), "dim")}`),
  ];
}

function widthOf(told: readonly Told[]): number {
  return Math.min(WIDEST_NAME, Math.max(0, ...told.map(({ node }) => columnsOf(visibleLine(node.name)))));
}

/** What was found of the nodes' clocks: times of different nodes are compared here. */
function clocksOf(findings: readonly Finding[], title: string): string[] {
  const off = findings.filter(({ tells }) => tells?.from === "time").map(({ node, message }) => `${node}: ${message}`);
  return off.length === 0 ? [] : [title, ...off.map((line) => `  ${line}`)];
}
