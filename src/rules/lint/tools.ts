import { PACEMAKER_WORDS, TOOLS, type Words } from "../../model/remedies/tools.ts";
import { didYouMean } from "../../yaml/suggest.ts";
import { partsOf } from "../message.ts";
import { componentsIn } from "../remedy.ts";
import type { Rule } from "../rule.ts";
import type { Remark } from "./remark.ts";

/** Whose words they are: the placeholder that is true where they are at hand, and what to say of them. */
const OWNERS: readonly { readonly flag: string; readonly title: string; readonly words: Words }[] = [
  { flag: "tool.tripleo", title: "TripleO", words: TOOLS.tripleo.words },
  { flag: "tool.kolla", title: "kolla-ansible", words: TOOLS["kolla-ansible"].words },
  { flag: "tool.edpm", title: "EDPM", words: TOOLS.edpm.words },
  { flag: "", title: "cephadm", words: TOOLS.cephadm.words },
  { flag: "", title: "ceph-ansible", words: TOOLS["ceph-ansible"].words },
  { flag: "tool.pacemaker", title: "pacemaker", words: PACEMAKER_WORDS },
];

/** A remedy is shown whatever made the containers: what only one tool has stands where that is at hand. */
export function toolProblems(rule: Rule, _known: unknown, components?: readonly string[]): Remark[] {
  const { data } = rule.source;
  const owners = OWNERS.filter(({ flag }) => flag !== "tool.pacemaker" || !isOfPacemaker(rule));
  return [data, data.zh].flatMap((texts, chinese) =>
    (["remedy", "why", "message"] as const).flatMap((key) => {
      const at = chinese === 1 ? ["zh", key] : [key];
      const text = texts?.[key] ?? "";
      const unknown = key === "remedy" && components !== undefined ? unknownComponents(text, components) : [];
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

function strayWords(key: "remedy" | "why" | "message", text: string, owners: typeof OWNERS): Omit<Remark, "at">[] {
  const isRemedy = key === "remedy";
  const parts = key === "why" ? [{ text, offset: 0, within: [] }] : partsOf(text);
  return parts.flatMap(({ text: part, offset, within }) =>
    owners.flatMap(({ flag, title, words: { typed, said = [] } }) => {
      if ((within as readonly string[]).includes(flag)) return [];
      const [found] = [...typed, ...(isRemedy ? said : [])]
        .flatMap((word) => [...part.matchAll(new RegExp(word, `${word.flags}g`))])
        .sort((one, other) => one.index - other.index);
      if (found === undefined) return [];
      const instead = isRemedy
        ? `write what the model has for it ({{tool.…}}, {{….commands.…}})${flag === "" ? "" : `, or put it into {{#if ${flag}}}…{{/if}}`}`
        : "say it in general, or leave it to the remedy";
      const message = `'${found[0]}' is ${title}'s, and this is shown whatever made the containers: ${instead}`;
      return [{ message, offset: offset + found.index }];
    }),
  );
}
