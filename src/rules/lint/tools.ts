import { RE2JS } from "re2js";
import type { Catalogue } from "../../catalogue/catalogue.ts";
import type { WordsFile } from "../../catalogue/schema.ts";
import { didYouMean } from "../../yaml/suggest.ts";
import { partsOf } from "../message.ts";
import { componentsIn } from "../remedy.ts";
import type { Rule } from "../rule.ts";
import type { Remark } from "./remark.ts";

/** Whose words they are: the placeholder that is true where they are at hand, and what to say of them. */
interface Owner {
  readonly flag: string;
  readonly title: string;
  readonly typed: readonly RE2JS[];
  readonly said: readonly RE2JS[];
}

const PACEMAKER = "tool.pacemaker";

function ownersIn({ tools, general }: Catalogue): Owner[] {
  return [
    ...tools.map(({ block, title, words }) => ownerOf(block === undefined ? "" : `tool.${block}`, title, words)),
    ownerOf(PACEMAKER, "pacemaker", general.pacemaker),
  ];
}

function ownerOf(flag: string, title: string, { typed = [], said = [] }: WordsFile = {}): Owner {
  const compiled = (words: readonly string[]) => words.map((word) => RE2JS.compile(word));
  return { flag, title, typed: compiled(typed), said: compiled(said) };
}

/** Asked for each rule. */
const known = new WeakMap<Catalogue, readonly Owner[]>();

/** A remedy is shown whatever made the containers: what only one tool has stands where that is at hand. */
export function toolProblems(rule: Rule, _rules: unknown, catalogue?: Catalogue): Remark[] {
  if (catalogue === undefined) return [];
  const { data } = rule.source;
  const all = known.get(catalogue) ?? ownersIn(catalogue);
  known.set(catalogue, all);
  const owners = all.filter(({ flag }) => flag !== PACEMAKER || !isOfPacemaker(rule));
  const components = catalogue.components.map(({ id }) => id);
  return [data, data.zh].flatMap((texts, chinese) =>
    (["remedy", "why", "message"] as const).flatMap((key) => {
      const at = chinese === 1 ? ["zh", key] : [key];
      const text = texts?.[key] ?? "";
      const unknown = key === "remedy" ? unknownComponents(text, components) : [];
      return [...strayWords(key, text, owners), ...unknown].map((one) => ({ at, ...one }));
    }),
  );
}

/** Components that a remedy asks for and nobody knows. */
function unknownComponents(text: string, components: readonly string[]): Omit<Remark, "at">[] {
  return componentsIn(text).flatMap(({ component, offset }) =>
    components.includes(component)
      ? []
      : [{ message: `there is no component '${component}'${didYouMean(component, components)}`, offset }],
  );
}

/** What it is about was told by pacemaker, so that this is there. */
function isOfPacemaker({ needs, each }: Rule): boolean {
  return needs.includes("pacemaker") || each?.type === "list<ClusterView>";
}

function strayWords(key: "remedy" | "why" | "message", text: string, owners: readonly Owner[]): Omit<Remark, "at">[] {
  const isRemedy = key === "remedy";
  const parts = key === "why" ? [{ text, offset: 0, within: [] }] : partsOf(text);
  return parts.flatMap(({ text: part, offset, within }) =>
    owners.flatMap(({ flag, title, typed, said }) => {
      if ((within as readonly string[]).includes(flag)) return [];
      const [found] = [...typed, ...(isRemedy ? said : [])]
        .flatMap((word) => firstOf(word, part))
        .sort((one, other) => one.at - other.at);
      if (found === undefined) return [];
      const instead = isRemedy
        ? `write what the model has for it ({{tool.…}}, {{….commands.…}})${flag === "" ? "" : `, or put it into {{#if ${flag}}}…{{/if}}`}`
        : "say it in general, or leave it to the remedy";
      const message = `'${found.word}' is ${title}'s, and this is shown whatever made the containers: ${instead}`;
      return [{ message, offset: offset + found.at }];
    }),
  );
}

function firstOf(pattern: RE2JS, text: string): { readonly word: string; readonly at: number }[] {
  const found = pattern.matcher(text);
  return found.find() ? [{ word: found.group() ?? "", at: found.start() }] : [];
}
