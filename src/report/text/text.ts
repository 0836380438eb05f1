import type { Evidence, Finding } from "../../rules/outcome.ts";
import { countText, type OpenQuestion, openQuestions, plural, verdictSentence } from "../digest.ts";
import type { Format } from "../format.ts";
import type { NodeSummary, Result } from "../result.ts";
import { visibleLine } from "../visible.ts";
import { SEVERITY_LOOKS, type Style, styleFor } from "./style.ts";
import { wrap } from "./wrap.ts";

const MOST_QUESTIONS = 10;
const MOST_NOTES = 10;
const DEFAULT_WIDTH = 100;

/** For a terminal: what is wrong, worst first, then what could not be decided. */
const text: Format = {
  name: "text",
  render(result, { color = false, columns = DEFAULT_WIDTH }) {
    const page: Page = { style: styleFor(color), width: Math.max(60, columns) };
    const parts = [
      heading(page, result),
      ...result.findings.map((finding) => findingPart(page, finding)),
      undecidedPart(page, openQuestions(result)),
      bundlesPart(page, result.nodes),
      closing(page, result),
    ];
    return `${parts
      .filter((lines) => lines.length > 0)
      .map((lines) => lines.join("\n"))
      .join("\n\n")}\n`;
  },
};
export default text;

interface Page {
  readonly style: Style;
  readonly width: number;
}

const VERDICT_LOOKS = { fault: ["bold", "red"], ok: ["bold", "green"], unknown: ["bold", "yellow"] } as const;

function heading({ style, width }: Page, result: Result): string[] {
  const word = { fault: "FAULT", ok: "OK", unknown: "UNKNOWN" }[result.verdict];
  const [first = "", ...rest] = wrap(visibleLine(verdictSentence(result)), width, "", " ".repeat(word.length + 2));
  return [`${style(word, ...VERDICT_LOOKS[result.verdict])}  ${first}`, ...rest];
}

function findingPart({ style, width }: Page, finding: Finding): string[] {
  const severity = finding.severity.toUpperCase();
  const times = finding.count > 1 ? `  (${finding.count} times)` : "";
  const title = `${style(severity, ...SEVERITY_LOOKS[finding.severity])}  ${style(visibleLine(`${finding.node}: ${finding.subject.name}`), "bold")}`;
  return [
    `${title}  ${style(`[${finding.rule}]`, "dim")}${times}`,
    ...finding.message.split("\n").flatMap((line) => wrap(visibleLine(line), width, "  ")),
    ...finding.evidence.flatMap((line) => evidenceLines(line, width)).map((line) => style(line, "dim")),
    ...finding.remedy
      .split("\n")
      .map(
        (line) =>
          `  ${line.startsWith("#") ? style(visibleLine(line), "dim") : `${style("$", "green")} ${visibleLine(line)}`}`,
      ),
  ];
}

/** Evidence is quoted to be recognized: two lines at most, ids and gaps shortened; the other formats have all of it. */
function evidenceLines({ file, line, text: quoted }: Evidence, width: number): string[] {
  const short = visibleLine(quoted)
    .replace(/\b([0-9a-f]{12})[0-9a-f]{52}\b/g, "$1…")
    .replace(/(\S) {3,}/g, "$1  ");
  const all = `${visibleLine(file)}:${line}  ${short}`;
  const lines = wrap(all, width, "    ", "  ");
  const kept = lines.slice(0, 2).map((one) => (one.length > width ? `${one.slice(0, width - 1)}…` : one));
  return lines.length > 2 ? [...kept.slice(0, 1), `${kept[1]?.slice(0, width - 2)} …`] : kept;
}

function undecidedPart({ style, width }: Page, questions: readonly OpenQuestion[]): string[] {
  if (questions.length === 0) return [];
  const shown = questions
    .slice(0, MOST_QUESTIONS)
    .flatMap(({ reason, collect, nodes, rules }) => [
      ...wrap(`${style("?", "yellow")} ${visibleLine(`${nodes.join(", ")}: ${reason}`)}`, width, "  ", "  "),
      ...wrap(`leaves open: ${rules.join(", ")}`, width, "    ", "  "),
      ...(collect === undefined
        ? []
        : wrap(`collect: ${visibleLine(collect)}`, width, "    ", "  ").map((line) => style(line, "cyan"))),
    ]);
  const more = questions.length - MOST_QUESTIONS;
  return [
    style("Not decided", "bold"),
    ...shown,
    ...(more > 0 ? [`  … and ${plural(more, "more reason")}; see the other formats`] : []),
  ];
}

function bundlesPart({ style, width }: Page, nodes: readonly NodeSummary[]): string[] {
  return [
    style("Bundles", "bold"),
    ...nodes.flatMap(({ name, source, kind, engine, containers, notes }) => [
      ...wrap(
        visibleLine(`${name}: ${plural(containers, "container")}, ${engine}, ${kind} ${source}`),
        width,
        "  ",
        "    ",
      ),
      ...notes
        .slice(0, MOST_NOTES)
        .flatMap((note) => wrap(`${style("!", "yellow")} ${visibleLine(note)}`, width, "    ", "  ")),
      ...(notes.length > MOST_NOTES ? [`    … and ${plural(notes.length - MOST_NOTES, "more note")}`] : []),
    ]),
  ];
}

function closing(_page: Page, result: Result): string[] {
  const checks = result.outcomes.length;
  const of = (outcome: string) => result.outcomes.filter((one) => one.outcome === outcome).length;
  return [
    `${plural(checks, "check")}: ${of("fault")} faults (${countText(result) || "none"}), ${of("ok")} ok, ${of("unknown")} unknown, ${of("not-applicable")} not applicable, ${of("error")} broken`,
  ];
}
