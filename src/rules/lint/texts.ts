import { didYouMean } from "../../yaml/suggest.ts";
import { names } from "../explains.ts";
import { placeholdersIn } from "../message.ts";
import { type ModelSchema, propertyOf, typeNamed } from "../model-schema.ts";
import type { Rule } from "../rule.ts";
import type { Remark } from "./remark.ts";

/** What a rule says to people, and the names that it uses outside its conditions. */
export function textProblems(rule: Rule, known: ReadonlySet<string>): Remark[] {
  return [
    ...unfinished(rule),
    ...unlikeEnglish(rule),
    ...namelessMessage(rule),
    ...unknownEvidence(rule),
    ...oddReferences(rule),
    ...unknownEffects(rule, known),
  ];
}

const TEXTS = ["title", "message", "why", "remedy"] as const;

function unfinished({ source: { data } }: Rule): Remark[] {
  const isOpen = (text: string | undefined) =>
    text !== undefined && (text.trim() === "" || /\b(TODO|FIXME|XXX)\b/.test(text));
  return TEXTS.flatMap((key) => [
    ...(isOpen(data[key]) ? [{ at: [key], message: `'${key}' is not written yet` }] : []),
    ...(isOpen(data.zh?.[key]) ? [{ at: ["zh", key], message: `'${key}' of 'zh' is not written yet` }] : []),
  ]);
}

/** What the English names, a translation is to name as well. */
function unlikeEnglish({ source: { data } }: Rule): Remark[] {
  return (["message", "remedy"] as const).flatMap((key) => {
    const text = data.zh?.[key];
    if (text === undefined) return [];
    const named = placeholdersIn(text);
    const missing = [...placeholdersIn(data[key])].filter((path) => !named.has(path));
    const message = `'${key}' of 'zh' lacks {{${missing.join("}}, {{")}}}, which the English has`;
    return missing.length === 0 ? [] : [{ at: ["zh", key], message }];
  });
}

const SINGLE: ReadonlySet<string | undefined> = new Set(["cluster", "host", "bundle"]);

function namelessMessage(rule: Rule): Remark[] {
  const { each, subjectName, source } = rule;
  // Of a cluster, a host or a bundle there is one where it is looked at, and the finding names it.
  if (
    each === undefined ||
    SINGLE.has(subjectTypeOf(rule)?.subject) ||
    new RegExp(`\\{\\{[^}]*\\b${subjectName}\\.`).test(source.data.message)
  )
    return [];
  const message = `the message says the same of every ${subjectName}: name it, such as {{${subjectName}.name}}`;
  return [{ at: ["message"], message }];
}

/** The type of what the rule looks at. */
function subjectTypeOf({ each, scope }: Rule): ModelSchema | undefined {
  const title = each?.type.slice("list<".length, -1) ?? (scope === "node" ? "Node" : "Deployment");
  return typeNamed(title);
}

function unknownEvidence(rule: Rule): Remark[] {
  const type = subjectTypeOf(rule);
  return (rule.source.data.evidence ?? []).flatMap((property, index): Remark[] => {
    if (propertyOf(type, property) !== undefined) return [];
    const names = Object.keys(type?.properties ?? {});
    const meant = didYouMean(property, names) || `; it has: ${names.join(", ")}`;
    return [{ at: ["evidence", index], message: `a ${type?.title} has no '${property}' to quote${meant}` }];
  });
}

const URL = /^https?:\/\/[^\s/]+\.[^\s]+$/;
/** A file, after the project and the version where these are not part of its path: `openstack/paunch queens-eol paunch/runner.py`. */
const SOURCE_PATH = /^[\w.@+-]+(\/[\w.@+-]+)+(:\d+)?( [\w.@+/:-]+){0,2}$/;

function oddReferences({ references }: Rule): Remark[] {
  return references.flatMap((reference, index) =>
    URL.test(reference) || SOURCE_PATH.test(reference)
      ? []
      : [
          {
            at: ["references", index],
            message: `'${reference}' is neither a URL nor the path of a file in a project's sources`,
          },
        ],
  );
}

function unknownEffects({ source: { data } }: Rule, known: ReadonlySet<string>): Remark[] {
  return (data.explains ?? []).flatMap(({ rules }, index) =>
    rules.flatMap((effect, position): Remark[] => {
      const at = ["explains", index, "rules", position];
      return [...known].some((id) => names(effect, id))
        ? []
        : [{ at, message: `there is no rule '${effect}'${didYouMean(effect, known)}` }];
    }),
  );
}
