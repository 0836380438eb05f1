import { logFits } from "../parse/logs/log-names.ts";
import { groupsIn, type LogQuery, linearPattern, unescaped } from "../parse/logs/log-query.ts";
import { TRACEBACK } from "../parse/logs/log-traceback.ts";
import { UNIT_RESTARTS } from "../parse/logs/unit-restarts.ts";
import type { Problem } from "../yaml/problem.ts";
import type { YamlFile } from "../yaml/yaml-file.ts";
import type { Names } from "./expression.ts";
import type { Rule } from "./rule.ts";
import type { LogSearch, RuleFile } from "./schema.ts";
import { subjectNameOf } from "./subject-name.ts";

/** What a rule over logs looks for, and the names that its expressions may use. */
export interface LogRule {
  readonly query: LogQuery;
  readonly fits: (log: string) => boolean;
  readonly names: Names;
}

/**
 * Compiles what a rule looks for in logs. All mistakes come back together, each with its place. The patterns of a `checked` one are
 * right, and compiled when they are asked for.
 */
export function compileLog(yaml: YamlFile, data: RuleFile, search: LogSearch, checked: boolean): LogRule | Problem[] {
  const { pattern, by = [], traceback = false, except = [], cleared } = search;
  const problems: Problem[] = [];
  const report = (path: readonly (string | number)[], message: string) =>
    problems.push(yaml.problemAt(["log", ...path], message));
  if (data.each !== undefined)
    problems.push(yaml.problemAt(["each"], "'log' finds its own subjects: leave out 'each'"));

  if (traceback && pattern !== undefined) report(["pattern"], "a traceback is told by its last line, not by a pattern");
  const groups = checked ? groupsIn : groupsOf;
  const own = traceback ? ["error"] : groups(pattern, (message) => report(["pattern"], message));
  const clearing = groups(cleared?.pattern, (message) => report(["cleared", "pattern"], message));
  if (traceback && !search.contains.every((literal) => literal === TRACEBACK))
    report(["contains"], `a traceback begins with '${TRACEBACK}' and nothing else`);
  const text = pattern === undefined ? undefined : unescaped(pattern);
  for (const [index, literal] of search.contains.entries())
    if (text !== undefined && !text.includes(literal))
      report(["contains", index], `the pattern has no '${literal}', so that no line with it need match`);
  const clearingText = cleared?.pattern === undefined ? undefined : unescaped(cleared.pattern);
  for (const [index, literal] of (cleared?.contains ?? []).entries())
    if (clearingText !== undefined && !clearingText.includes(literal))
      report(["cleared", "contains", index], `the pattern has no '${literal}', so that no line with it need match`);
  for (const [index, name] of by.entries())
    if (!own.includes(name))
      report(["by", index], `the pattern has no group '${name}'; it has: ${own.join(", ") || "none"}`);
  for (const name of clearing)
    if (!by.includes(name)) report(["cleared", "pattern"], `'${name}' is none of the groups in 'by'`);
  if (problems.length > 0) return problems;

  const found = Object.fromEntries(own.map((name) => [name, "string"]));
  return {
    query: {
      ...{ id: data.id, in: search.in, contains: search.contains, except, by: traceback ? own : by, traceback },
      ...(pattern === undefined ? {} : { pattern }),
      ...(cleared === undefined ? {} : { cleared }),
    },
    fits: logFits(search.in),
    names: { variables: { [subjectNameOf(data) ?? "hit"]: "LogHit", found: "Found" }, types: { Found: found } },
  };
}

function groupsOf(pattern: string | undefined, report: (message: string) => void): readonly string[] {
  if (pattern === undefined) return [];
  const compiled = linearPattern(pattern);
  if (typeof compiled !== "string") return compiled.groups;
  report(`it is no pattern of RE2: ${compiled}`);
  return [];
}

/** What rules and the model look for in logs, for the one pass over them. */
export function logQueriesOf(rules: readonly Rule[]): LogQuery[] {
  return [...rules.flatMap(({ log }) => log?.query ?? []), UNIT_RESTARTS];
}
