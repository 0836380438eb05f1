import type { Problem } from "../yaml/problem.ts";
import type { YamlFile } from "../yaml/yaml-file.ts";
import { type Expression, type Expressions, isError } from "./expression.ts";
import { checkedMessage, compileMessage, type Message } from "./message.ts";
import type { Meaning } from "./rule.ts";
import type { RuleFile, ToldData } from "./schema.ts";

type Path = readonly (string | number)[];

/** What a rule says that its findings mean, each with its place in the file. */
export function toldBy({ tells = [] }: RuleFile): { readonly at: Path; readonly data: ToldData }[] {
  if (tells === "nothing") return [];
  if (!Array.isArray(tells)) return [{ at: ["tells"], data: tells }];
  return tells.map((data, index) => ({ at: ["tells", index], data }));
}

/** Compiles what a rule's findings mean; all mistakes come back together, each with its place. */
export function compileTells(
  yaml: YamlFile,
  data: RuleFile,
  expressions: Expressions,
  checked: boolean,
): { readonly compiled: readonly Meaning[]; readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const report = (path: Path, message: string, offset = 0): undefined => {
    problems.push(yaml.problemAt(path, message, offset));
  };
  const template = (path: Path, text: string): Message | undefined => {
    const compiled = checked ? checkedMessage(text) : compileMessage(text, expressions);
    if (!Array.isArray(compiled)) return compiled;
    for (const { message, offset } of compiled) report(path, `in 'tells': ${message}`, offset);
    return undefined;
  };
  const condition = (path: Path, text: string): Expression | undefined => {
    const compiled = expressions.compile(text, /^bool$/);
    return isError(compiled) ? report(path, `in 'when' of 'tells': ${compiled.message}`, compiled.offset) : compiled;
  };
  const compiled = toldBy(data).map(({ at, data: { state, from, resource, when, ...texts } }): Meaning => {
    for (const message of contradictionsIn(state, from, resource)) report([...at, "state"], message);
    const filled = (["at", "of", "on"] as const).flatMap((key) => {
      const text = texts[key];
      const message = text === undefined ? undefined : template([...at, key], text);
      return message === undefined ? [] : [[key, message] as const];
    });
    const holds = when === undefined ? undefined : condition([...at, "when"], when);
    return {
      ...{ state, ...(from && { from }), ...(resource && { resource }) },
      ...(Object.fromEntries(filled) as Pick<Meaning, "at" | "of" | "on">),
      ...(holds && { when: holds }),
    };
  });
  return { compiled, problems };
}

/** Words that go together, or not at all. A symptom may name what it is of. */
function contradictionsIn(state: ToldData["state"], from: string | undefined, resource: string | undefined): string[] {
  const told = [
    state === "cut-off" && from === undefined ? "'cut-off' needs 'from': the capability that is missed" : "",
    state === "exhausted" && resource === undefined ? "'exhausted' needs 'resource': what is exhausted" : "",
    from !== undefined && state !== "cut-off" && state !== "symptom"
      ? `'from' goes with 'cut-off', not with '${state}'`
      : "",
    resource !== undefined && state !== "exhausted" ? `'resource' goes with 'exhausted', not with '${state}'` : "",
  ];
  return told.filter((message) => message !== "");
}
