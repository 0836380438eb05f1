import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { type Command, InvalidArgumentError, Option } from "commander";
import { type Analysis, analyze } from "../analyze.ts";
import type { Input } from "../bundle/inventory.ts";
import { defaultLimits, type Limits } from "../bundle/limits.ts";
import { aroundText } from "../report/around/around.ts";
import { isTime, spanAround } from "../report/around/span.ts";
import { type Format, formatNamed, formats } from "../report/formats.ts";
import { atLeast, counted } from "../report/summary.ts";
import { aroundWords } from "../report/words/around.ts";
import { type Language, languages } from "../report/words/language.ts";
import { type Severity, severities } from "../rules/outcome.ts";
import { showProblem } from "../yaml/problem.ts";
import { missingAmong, withInputs } from "./inputs.ts";
import { complain, EXIT, isColored, print, progress, terminalWidth } from "./output.ts";
import { type Written, writeWhole } from "./write-whole.ts";

const REPORTS = "reports";

interface Options {
  readonly format?: readonly Format[];
  readonly output?: string;
  readonly rules: readonly string[];
  readonly failOn: Severity | "unknown";
  readonly accept: readonly string[];
  readonly baseline?: readonly string[];
  readonly limit: Partial<Limits>;
  readonly lang: Language;
  readonly verbose?: boolean;
  readonly maxSize?: number;
  readonly around?: string;
  readonly within: number;
}

/** `sospect analyze BUNDLE…`: says what is wrong with the containers of the nodes. */
export function addAnalyze(program: Command): void {
  program
    .command("analyze")
    .description("say what is wrong with the containers of the nodes that bundles were captured on")
    .argument(
      "<input...>",
      "our collector's bundles, sosreports, archives and directories of several; '-' is standard input",
    )
    .option("--format <list>", `formats to write: ${formats.map(({ name }) => name).join(", ")}`, readFormats)
    .option(
      "-o, --output <dir>",
      "write each format to a file in DIR: sospect.html, .json, .md, .txt, .xml, .sarif, .csv",
    )
    .option(
      "--rules <dir>",
      "judge by the rules of DIR as well; may be repeated",
      (dir, all: string[]) => [...all, dir],
      [],
    )
    .option(
      "--accept <file>",
      "take the findings out of the verdict that FILE accepts; may be repeated",
      (file, all: string[]) => [...all, file],
      [],
    )
    .option("--verbose", "all findings with evidence and commands in the text, and all that could not be checked")
    .option("--max-size <characters>", "make the Markdown no longer, leaving out what weighs least", readSize)
    .option(
      "--around <time>",
      "print what happened on all nodes around a time: 15:32, '2026-11-24 15:32' (UTC)",
      readAround,
    )
    .option("--within <minutes>", "how long before and after that time", readMinutes, 5)
    .option("--baseline <bundle...>", "compare with earlier bundles of the same nodes; give it after the bundles")
    .addOption(
      new Option("--fail-on <severity>", "exit with 1 from this severity on; unknown: also where something stays open")
        .choices([...severities, "unknown"])
        .default("error"),
    )
    .addOption(new Option("--lang <language>", "the language of reports").choices([...languages]).default("en"))
    .option(
      "--limit <name=number>",
      "change a limit of reading, such as maxEntryBytes=1000000; may be repeated",
      readLimit,
      {},
    )
    .addHelpText(
      "after",
      [
        "\nExit: 0 nothing found; 1 faults, or with --fail-on unknown something undecided; 2 wrong usage, a bad rule, or what",
        "an option names is not there; 3 an input was not read or holds no bundle, and no fault was found in the others.",
      ].join("\n"),
    )
    .action(async (bundles: string[], options: Options) => {
      process.exitCode = await run(bundles, options);
    });
}

async function run(paths: readonly string[], options: Options): Promise<number> {
  const { baseline = [] } = options;
  const missing = await missingAmong(baseline);
  if (missing !== undefined) {
    complain(missing);
    return EXIT.usage;
  }
  return withInputs([...paths, ...baseline], (inputs) =>
    analyzeInputs(inputs.slice(0, paths.length), inputs.slice(paths.length), options),
  );
}

async function analyzeInputs(inputs: readonly Input[], baseline: readonly Input[], options: Options): Promise<number> {
  const { rules, accept, limit } = options;
  const failOn = severityOf(options);
  const usual = options.around === undefined ? formats.filter(({ name }) => name === "text" || name === "html") : [];
  const chosen = options.format ?? usual;
  const analysis = await analyze(inputs, {
    ...{ rules, failOn, accept, ...(baseline.length === 0 ? {} : { baseline }) },
    limits: limit,
    language: options.lang,
    survey: options.around !== undefined || chosen.some(({ surveys }) => surveys),
    everyEvent: options.around !== undefined,
    onBundle: (source) => progress(`reading ${source} …`),
  });
  progress("");
  if (!analysis.ok) return mistakes(analysis);
  for (const line of analysis.unreadable) complain(line);
  if (options.around !== undefined && !(await tellAround(analysis, options.around, options))) return EXIT.usage;
  // Where nothing was read, the line above says all; who asked for a report gets one, which says so as well.
  const isAsked = options.format !== undefined || options.output !== undefined;
  if (analysis.result.nodes.length > 0 || isAsked) await report(analysis, chosen, options);
  return exitOf(analysis, options);
}

/** Prints what happened around a time; false, with a line that says why, where the time has no day. */
async function tellAround(
  { result, survey }: Extract<Analysis, { ok: true }>,
  time: string,
  { within, lang }: Options,
): Promise<boolean> {
  if (survey === undefined || result.nodes.length === 0) return true;
  const span = spanAround(time, within, survey);
  if (span === undefined) {
    complain(aroundWords[lang].noDay(time));
    return false;
  }
  const shown = { language: lang, color: isColored(), ...terminalWidth() };
  await print(aroundText(survey, result.findings, span, shown));
  return true;
}

function exitOf({ result, unreadable }: Extract<Analysis, { ok: true }>, options: Options): number {
  const failOn = severityOf(options);
  if (counted(result.findings).some(({ severity }) => atLeast(severity, failOn))) return EXIT.faults;
  if (unreadable.length > 0) return EXIT.unreadable;
  return options.failOn === "unknown" && result.verdict === "unknown" ? EXIT.faults : EXIT.fine;
}

/** From which severity on a finding is a fault. */
function severityOf({ failOn }: Options): Severity {
  return failOn === "unknown" ? "error" : failOn;
}

function mistakes({ problems }: Extract<Analysis, { ok: false }>): number {
  for (const problem of problems) complain(showProblem(problem));
  return EXIT.usage;
}

/**
 * Without -o, html goes to reports/ and one other format to stdout with nothing else there; by default that is text to
 * the terminal and html.
 */
async function report(
  { result, survey, rules }: Extract<Analysis, { ok: true }>,
  chosen: readonly Format[],
  options: Options,
): Promise<void> {
  const { output, lang } = options;
  const failOn = severityOf(options);
  const generatedAt = new Date().toISOString();
  const files: (Written & { readonly format: string })[] = [];
  const directory = output ?? REPORTS;
  for (const one of chosen) {
    const color = one.name === "text" && output === undefined && isColored();
    const columns = output === undefined ? terminalWidth() : {};
    const text = one.render(result, {
      ...{ color, generatedAt, language: lang, rules, failOn, verbose: options.verbose === true },
      ...columns,
      ...(options.maxSize === undefined ? {} : { maxSize: options.maxSize }),
      ...(survey === undefined ? {} : { survey }),
    });
    if (output === undefined && one.name !== "html") await print(text);
    else files.push({ format: one.name, path: join(directory, `sospect.${one.file}`), text });
  }
  if (files.length === 0) return;
  await mkdir(directory, { recursive: true });
  await writeWhole(files);
  for (const { format, path } of files) complain(`${format} report: ${path}`);
}

function readFormats(list: string): Format[] {
  const chosen = [...new Set(list.split(","))].map((name) => {
    const format = formatNamed(name.trim());
    if (format === undefined) {
      throw new InvalidArgumentError(`'${name}' is none of: ${formats.map((one) => one.name).join(", ")}`);
    }
    return format;
  });
  return chosen;
}

function readAround(text: string): string {
  if (!isTime(text.trim())) throw new InvalidArgumentError("write it as 15:32, 15:32:10 or '2026-11-24 15:32'");
  return text.trim();
}

/** A day. */
const MOST_MINUTES = 1440;

function readMinutes(text: string): number {
  const minutes = /^\d+$/.test(text) ? Number(text) : 0;
  if (minutes < 1 || minutes > MOST_MINUTES) throw new InvalidArgumentError(`write minutes from 1 to ${MOST_MINUTES}`);
  return minutes;
}

/** What says no more than that much was left out has that many characters. */
const LEAST_SIZE = 2_000;

function readSize(text: string): number {
  const size = /^\d+$/.test(text) ? Number(text) : 0;
  if (size < LEAST_SIZE) throw new InvalidArgumentError(`write a number of characters from ${LEAST_SIZE} on`);
  return size;
}

function readLimit(pair: string, known: Partial<Limits>): Partial<Limits> {
  const [, name = "", number = ""] = /^(\w+)=(\d+)$/.exec(pair) ?? [];
  if (!(name in defaultLimits)) {
    throw new InvalidArgumentError(`write it as NAME=NUMBER, with one of: ${Object.keys(defaultLimits).join(", ")}`);
  }
  return { ...known, [name]: Number(number) };
}
