import type { RuleFile } from "./schema.ts";
import { CASE_WORDS } from "./test-schema.ts";

/** Names that expressions have for something else. */
const TAKEN = ["node", "deployment", "found", "effect"];

/**
 * What expressions call one subject: `as`; else `hit` of a rule over logs, and of a list the last word of its name as one:
 * `container` of `node.containers`. Undefined where the subject is the node or the deployment, which have their names, and
 * where `each` is more than the name of a list.
 */
export function subjectNameOf({ as, each, log }: Pick<RuleFile, "as" | "each" | "log">): string | undefined {
  if (as !== undefined) return as;
  if (log !== undefined) return "hit";
  const words = /^(?:node|deployment)\.(\w+)$/.exec(each ?? "")?.[1]?.split(/(?=[A-Z])/);
  const last = words?.at(-1)?.toLowerCase();
  return last
    ?.replace(/ies$/, "y")
    .replace(/(ss|sh|ch|x)es$/, "$1")
    .replace(/([^s])s$/, "$1");
}

/** What is wrong with how a rule names its subject. */
export function namingProblem(
  data: Pick<RuleFile, "as" | "each" | "log">,
): { at: string; message: string } | undefined {
  const { as, each, log } = data;
  if (as !== undefined && each === undefined && log === undefined)
    return { at: "as", message: "'as' names one of a list: say with 'each' of which, or leave it out" };
  const name = subjectNameOf(data);
  if (each !== undefined && name === undefined)
    return {
      at: "each",
      message: "this is more than the name of a list: say with 'as' what one of it is called below",
    };
  if (name !== undefined && [...TAKEN, ...CASE_WORDS].includes(name))
    return {
      at: as === undefined ? "each" : "as",
      message: `'${name}' means something else in rules: say another name with 'as'`,
    };
  return undefined;
}
