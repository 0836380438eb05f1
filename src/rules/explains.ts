import type { Problem } from "../yaml/problem.ts";
import type { YamlFile } from "../yaml/yaml-file.ts";
import { type Expression, Expressions, isError, type Names } from "./expression.ts";
import type { Explanation, Scope } from "./rule.ts";
import type { RuleFile } from "./schema.ts";

interface RuleNames {
  readonly scope: Scope;
  /** What the rule's other expressions may name. */
  readonly names: Names;
}

/** Compiles what a rule explains; each condition may use the rule's own names and `effect`, the other finding. */
export function compileExplains(
  yaml: YamlFile,
  { id, explains = [] }: RuleFile,
  { scope, names: own }: RuleNames,
): { readonly compiled: readonly Explanation[]; readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const report = (path: readonly (string | number)[], message: string, offset = 0): undefined => {
    problems.push(yaml.problemAt(path, message, offset));
  };
  const compileWhen = (text: string, path: readonly (string | number)[]): Expression | undefined => {
    const compiled = new Expressions({ ...own, variables: { ...own.variables, effect: "Effect" } }).compile(
      text,
      /^bool$/,
    );
    if (isError(compiled)) return report(path, `in 'when' of 'explains': ${compiled.message}`, compiled.offset);
    const ofNode = scope === "deployment" && compiled.reads.some(({ path: read }) => read.startsWith("node."));
    return ofNode ? report(path, "a rule on the whole deployment has no 'node'") : compiled;
  };

  if (problems.length > 0) return { compiled: [], problems };
  const compiled = explains.map(({ rules, on = "node", when: text }, index): Explanation => {
    const at = ["explains", index] as const;
    const itself = rules.indexOf(id);
    if (itself >= 0) report([...at, "rules", itself], `'${id}' is the rule itself`);
    if (on === "node" && scope === "deployment")
      report([...at, "on"], "findings on the whole deployment explain 'on: deployment', since they are of no one node");
    const when = text === undefined ? undefined : compileWhen(text, [...at, "when"]);
    return { rules, on, ...(when === undefined ? {} : { when }) };
  });
  return { compiled, problems };
}

/** Whether an entry of `rules` names a rule: by its id, or by its beginning where it ends in `*`. */
export function names(pattern: string, rule: string): boolean {
  return pattern.endsWith("*") ? rule.startsWith(pattern.slice(0, -1)) : rule === pattern;
}
