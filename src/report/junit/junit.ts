import { groupBy } from "../../model/group-by.ts";
import type { Finding, Outcome, Severity } from "../../rules/outcome.ts";
import type { Format } from "../format.ts";
import { inputDigests } from "../inputs.ts";
import { acceptanceText } from "../marks.ts";
import { occurrencesOf } from "../nodes.ts";
import type { Result } from "../result.ts";
import { atLeast } from "../summary.ts";
import { wellFormed, wellFormedLine } from "../wellformed.ts";
import { inputWords } from "../words/inputs.ts";

/**
 * For CI systems, in the shape that Jenkins reads: a suite for the inputs, with an error for each that was not read; a suite
 * for each node, a case for each finding and for each rule without one. A fault on several nodes is a case of each of them,
 * since a suite tells how it is with its node. What fails the run is a failure; a finding of less weight passes and says what it
 * is; what is accepted, not decided or not seen is skipped, since a case
 * that passes says that all is well.
 */
const junit: Format = {
  name: "junit",
  aliases: ["xml"],
  file: "xml",
  render(result, { failOn = "error", rules = [] }) {
    const titles = new Map([...rules, ...titlesIn(result)].map(({ id, title }) => [id, title]));
    const findings = groupBy(result.findings.flatMap(occurrencesOf), ({ node }) => node);
    const suites = [
      inputsSuite(result),
      ...placesOf(result).map((node) => suiteOf(node, findings.get(node) ?? [], result.outcomes, { failOn, titles })),
    ];
    const sum = (key: keyof Counts) => suites.reduce((total, suite) => total + suite[key], 0);
    return [
      '<?xml version="1.0" encoding="UTF-8"?>',
      `<testsuites${attributes({ name: "sospect", tests: sum("tests"), failures: sum("failures"), errors: sum("errors") })}>`,
      ...suites.map(({ xml }) => xml),
      "</testsuites>",
      "",
    ].join("\n");
  },
};
export default junit;

interface Counts {
  readonly tests: number;
  readonly failures: number;
  readonly errors: number;
  readonly skipped: number;
}

/** One case, as XML, with what it counts as. */
interface Case {
  readonly xml: string;
  readonly kind: "passed" | "failure" | "error" | "skipped";
}

/** The nodes in their order, then what is about several of them together. */
function placesOf({ nodes, outcomes }: Result): string[] {
  return [...new Set([...nodes.map(({ name }) => name), ...outcomes.map(({ node }) => node)])];
}

function suiteOf(
  node: string,
  findings: readonly Finding[],
  all: readonly Outcome[],
  { failOn, titles }: { readonly failOn: Severity; readonly titles: ReadonlyMap<string, string> },
): Counts & { readonly xml: string } {
  const found = new Set(findings.map(({ rule }) => rule));
  const byRule = new Map<string, Outcome[]>();
  for (const outcome of all) {
    if (outcome.node !== node) continue;
    const known = byRule.get(outcome.rule);
    if (known === undefined) byRule.set(outcome.rule, [outcome]);
    else known.push(outcome);
  }
  return suiteWith(node, [
    ...findings.map((finding) => findingCase(finding, failOn)),
    ...[...byRule].flatMap(([rule, outcomes]) =>
      ruleCases({ rule, title: titles.get(rule) ?? rule }, node, outcomes, found.has(rule)),
    ),
  ]);
}

/** What became of each input. */
function inputsSuite({ inputs }: Result): Counts & { readonly xml: string } {
  const { shown, rest } = inputDigests({ inputs }, "en");
  const name = inputWords.en.title.toLowerCase();
  const cases = shown.map(({ path, read, lost, passedBy }) => {
    const head = attributes({ classname: name, name: path });
    const out = `<system-out>${text([read, passedBy].filter((line) => line !== "").join("\n"))}</system-out>`;
    const [first] = lost;
    if (first === undefined) return caseOf(head, "passed", out);
    return caseOf(head, "error", `<error${attributes({ message: first })}>${text(lost.join("\n"))}</error>${out}`);
  });
  const more = rest.map((line) => caseOf(attributes({ classname: name, name: line }), "passed", ""));
  return suiteWith(name, [...cases, ...more]);
}

function suiteWith(name: string, cases: readonly Case[]): Counts & { readonly xml: string } {
  const count = (kind: Case["kind"]) => cases.filter((one) => one.kind === kind).length;
  const counts = {
    ...{ tests: cases.length, failures: count("failure"), errors: count("error"), skipped: count("skipped") },
  };
  const xml = [`<testsuite${attributes({ name, ...counts })}>`, ...cases.map((one) => one.xml), "</testsuite>"].join(
    "\n",
  );
  return { ...counts, xml };
}

function findingCase(finding: Finding, failOn: Severity): Case {
  const { rule, node, title, subject, severity, message } = finding;
  const head = attributes({ classname: `${node}.${rule}`, name: questionOn(title, subject.name) });
  const said = `${severity}: ${message}`;
  if (finding.accepted !== undefined) {
    return caseOf(head, "skipped", `<skipped>${text(acceptanceText(finding))}</skipped>`);
  }
  if (atLeast(severity, failOn)) {
    const body = attributes({ type: severity, message });
    return caseOf(head, "failure", `<failure${body}>${text(detailsOf(finding))}</failure>`);
  }
  return caseOf(head, "passed", `<system-out>${text(`${said}\n${detailsOf(finding)}`)}</system-out>`);
}

function detailsOf({ why, remedy, evidence }: Finding): string {
  return [why, "", remedy, "", ...evidence.map(({ file, line, text: quoted }) => `${file}:${line}  ${quoted}`)].join(
    "\n",
  );
}

interface Asked {
  readonly rule: string;
  readonly title: string;
}

/** What a case asks, and of what: a case that passes says no to it. */
function questionOn(title: string, of: string): string {
  return of === "" ? `${title}?` : `${title}? ${of}`;
}

/** What rules are called by their findings, where the rules themselves are not told. */
function titlesIn({ findings }: Result): { readonly id: string; readonly title: string }[] {
  return findings.map(({ rule, title }) => ({ id: rule, title }));
}

const NOT_SEEN = "no line of a log has the words that it looks for, which proves nothing";

/** What a rule came to beside its findings. Where it was applicable to nothing, it is no case. */
function ruleCases({ rule, title }: Asked, node: string, outcomes: readonly Outcome[], found: boolean): Case[] {
  const head = (name: string) => attributes({ classname: `${node}.${rule}`, name: questionOn(title, name) });
  const reasons = (outcome: Outcome["outcome"]) => [
    ...new Set(outcomes.flatMap((one) => (one.outcome === outcome ? [one.reason ?? ""] : []))),
  ];
  const broken = reasons("error");
  if (broken.length > 0) {
    return [caseOf(head("the rule broke"), "error", `<error${attributes({ message: broken.join("; ") })}/>`)];
  }
  const open = reasons("unknown");
  if (open.length > 0) {
    return [caseOf(head("not decided"), "skipped", `<skipped>${text(open.join("\n"))}</skipped>`)];
  }
  if (found) return [];
  if (outcomes.some(({ outcome }) => outcome === "ok")) return [caseOf(head(""), "passed", "")];
  if (!outcomes.some(({ outcome }) => outcome === "not-seen")) return [];
  const seen = reasons("not-seen").filter((reason) => reason !== "");
  return [caseOf(head("not seen"), "skipped", `<skipped>${text(seen.join("\n") || NOT_SEEN)}</skipped>`)];
}

function caseOf(head: string, kind: Case["kind"], body: string): Case {
  return { kind, xml: body === "" ? `<testcase${head}/>` : `<testcase${head}>${body}</testcase>` };
}

function attributes(values: Readonly<Record<string, string | number>>): string {
  return Object.entries(values)
    .map(([name, value]) => ` ${name}="${escaped(wellFormedLine(String(value)))}"`)
    .join("");
}

function text(content: string): string {
  return escaped(wellFormed(content));
}

function escaped(content: string): string {
  return content.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");
}
