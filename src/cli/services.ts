import { type Command, Option } from "commander";
import { OWN_RULES } from "../analyze.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import { checkCatalogue } from "../catalogue/check.ts";
import { loadCatalogue } from "../catalogue/load.ts";
import { askedOf, explainedText, wordsOf } from "../report/services/explain.ts";
import { servicesText, servicesUnder } from "../report/services/list.ts";
import { visibleJson } from "../report/visible.ts";
import { type Language, languages } from "../report/words/language.ts";
import { didYouMean } from "../yaml/suggest.ts";
import { complain, EXIT, isColored, print } from "./output.ts";
import { showHere } from "./rules-chosen.ts";

interface Options {
  readonly rules: readonly string[];
  readonly lang: Language;
  readonly tool?: string;
  readonly format: "text" | "json";
}

const several = (one: string, all: string[]) => [...all, one];

/** `sospect services`: what the program knows of services, and `explain NAME` of one. */
export function addServices(program: Command): void {
  const services = program
    .command("services")
    .description("list what is known of services: components, what each provides, the containers that run it")
    .addHelpText("after", "\nExit: 0 told, 2 wrong usage, an unknown name or a bad file.")
    .action(async (options: Options) => {
      process.exitCode = await withCatalogue(options, (catalogue) => list(catalogue, options));
    });
  withOptions(services).addOption(
    new Option("--format <format>", "what to print").choices(["text", "json"]).default("text"),
  );
  const explain = services
    .command("explain")
    .description("tell all of a service, a component, a container or a capability")
    .argument("<name>", "its name: nova, nova-compute, nova_api_db_sync, messages")
    .action(async (name: string, options: Omit<Options, "format">) => {
      process.exitCode = await withCatalogue(options, (catalogue) => explainOne(catalogue, name, options));
    });
  withOptions(explain);
}

function withOptions(command: Command): Command {
  return command
    .option("--tool <name>", "only under this deployment tool: tripleo, kolla-ansible, edpm, cephadm, ceph-ansible")
    .option("--rules <dir>", "a directory of rules with services of your own; may be repeated", several, [])
    .addOption(new Option("--lang <language>", "the language").choices([...languages]).default("en"));
}

async function withCatalogue(
  { rules, tool }: Omit<Options, "format">,
  tell: (catalogue: Catalogue) => Promise<number>,
): Promise<number> {
  const { catalogue, sources, problems } = await loadCatalogue([OWN_RULES, ...rules]);
  const all = problems.length > 0 || rules.length === 0 ? problems : checkCatalogue(sources, { chinese: false });
  for (const problem of all) complain(showHere(problem));
  if (all.length > 0) return EXIT.usage;
  const tools = catalogue.tools.map(({ id }) => id);
  if (tool === undefined || tools.includes(tool)) return tell(catalogue);
  complain(`no deployment tool '${tool}'${didYouMean(tool, tools) || `; they are ${tools.join(", ")}`}`);
  return EXIT.usage;
}

async function list(catalogue: Catalogue, { format, ...options }: Options): Promise<number> {
  await print(format === "json" ? jsonOf(catalogue, options.tool) : servicesText(catalogue, shownWith(options)));
  return EXIT.fine;
}

async function explainOne(catalogue: Catalogue, name: string, options: Omit<Options, "format">): Promise<number> {
  const asked = askedOf(catalogue, name);
  if (asked === undefined) {
    complain(`no service, component, container or capability '${name}'${hint(catalogue, name)}`);
    return EXIT.usage;
  }
  await print(explainedText(catalogue, asked, shownWith(options)));
  return EXIT.fine;
}

function hint(catalogue: Catalogue, name: string): string {
  return didYouMean(name, wordsOf(catalogue)) || "; see: sospect services";
}

function shownWith({ lang, tool }: Omit<Options, "format">) {
  const { stdout } = process;
  return {
    ...{ language: lang, color: isColored() },
    ...(stdout.isTTY ? { columns: stdout.columns } : {}),
    ...(tool === undefined ? {} : { tool }),
  };
}

function jsonOf(catalogue: Catalogue, tool: string | undefined): string {
  const { capabilities, tools } = catalogue;
  const all = { schemaVersion: 1, services: servicesUnder(catalogue, tool), capabilities, tools };
  return `${visibleJson(JSON.stringify(all, null, 2))}\n`;
}
