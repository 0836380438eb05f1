import type { Command } from "commander";
import { OWN_RULES, readDeployment } from "../analyze.ts";
import type { Input } from "../bundle/inventory.ts";
import { mapTexts } from "../mask/map-texts.ts";
import { maskExplanation } from "../mask/mask-explanation.ts";
import { createMasker } from "../mask/masker.ts";
import { explanationText } from "../report/explanation.ts";
import { unreadLine } from "../report/inputs.ts";
import { visibleJson } from "../report/visible.ts";
import { explain, type PlaceExplanation } from "../rules/explain.ts";
import { loadKnowledge, loadRules } from "../rules/load.ts";
import { withInputs } from "./inputs.ts";
import { complain, EXIT, isColored, print, progress, terminalWidth } from "./output.ts";
import { noSuchRule, showHere } from "./rules-chosen.ts";

interface Options {
  readonly rules: readonly string[];
  readonly node: readonly string[];
  readonly subject: readonly string[];
  readonly all?: boolean;
  readonly json?: boolean;
}

const several = (one: string, all: string[]) => [...all, one];

/** `sospect rules explain ID BUNDLE…`: what one rule saw, and why it ended as it did. */
export function addExplain(rules: Command): void {
  rules
    .command("explain")
    .description("say what one rule looked at in bundles, and why it ended as it did on each")
    .argument("<id>", "the rule's id")
    .argument("<input...>", "as for analyze")
    .option("--rules <path>", "a directory or file of further rules; may be repeated", several, [])
    .option("--node <name>", "only what it saw on this node; may be repeated", several, [])
    .option("--subject <name>", "only this subject, such as a container; may be repeated", several, [])
    .option("--all", "what is in order in full too, not by its names alone")
    .option("--json", "as JSON")
    .addHelpText("after", "\nExit: 0 explained, 2 wrong usage or a bad rule, 3 no bundle could be read.")
    .action(async (id: string, bundles: string[], options: Options) => {
      process.exitCode = await withInputs(bundles, (inputs) => run(id, inputs, options));
    });
}

async function run(id: string, bundles: readonly Input[], options: Options): Promise<number> {
  const directories = [OWN_RULES, ...options.rules] as const;
  const { rules, problems } = await loadRules(directories);
  const { known, problems: misknown } = await loadKnowledge(directories);
  for (const problem of [...problems, ...misknown]) complain(showHere(problem));
  const rule = rules.find((candidate) => candidate.id === id);
  if (rule === undefined) return problems.length > 0 ? EXIT.usage : noSuchRule(id, rules);
  const masker = createMasker();
  const { deployment, inputs } = await readDeployment(bundles, {
    ...{ rules: [rule], known, masker },
    onBundle: (source) => progress(`reading ${source} …`),
  });
  progress("");
  for (const line of inputs.map(unreadLine)) if (line !== undefined) complain(line);
  if (deployment.nodes.length === 0) return EXIT.unreadable;

  const all = explain(rule, deployment);
  const chosen = all.map((place) => chosenOf(place, options)).filter((place) => place !== undefined);
  if (chosen.length === 0) return nothingChosen(all, options);
  const places = chosen.map((place) => mapTexts(maskExplanation(place, masker), masker.known));
  await print(
    options.json
      ? `${visibleJson(JSON.stringify({ rule: id, places }, null, 2))}\n`
      : explanationText(rule, places, {
          all: options.all === true || options.subject.length > 0,
          color: isColored(),
          ...terminalWidth(),
        }),
  );
  return EXIT.fine;
}

function chosenOf(place: PlaceExplanation, { node, subject }: Options): PlaceExplanation | undefined {
  if (node.length > 0 && !node.includes(place.node)) return undefined;
  if (subject.length === 0) return place;
  const subjects = place.subjects.filter(({ outcome }) => subject.includes(outcome.subject?.name ?? ""));
  return subjects.length === 0 ? undefined : { ...place, subjects };
}

/** A name that is not there is a mistake of the command line, not an answer. */
function nothingChosen(places: readonly PlaceExplanation[], { node, subject }: Options): number {
  const nodes = places.map((place) => place.node).join(", ");
  const seen = places.reduce((sum, place) => sum + place.subjects.length, 0);
  complain(
    subject.length > 0
      ? `none of the ${seen} subjects on ${nodes} is named ${subject.join(" or ")}: leave --subject out to see their names`
      : `no node is named ${node.join(" or ")}: it looked at ${nodes}`,
  );
  return EXIT.usage;
}
