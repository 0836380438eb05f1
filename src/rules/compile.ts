import type { Problem } from "../yaml/problem.ts";
import type { YamlFile } from "../yaml/yaml-file.ts";
import { compileExplains } from "./explains.ts";
import { type Expression, type ExpressionError, Expressions, isError } from "./expression.ts";
import { compileLog } from "./log-rule.ts";
import { checkedMessage, compileMessage, type Message } from "./message.ts";
import { checkedRemedy, compileRemedy } from "./remedy.ts";
import type { Rule, Scope } from "./rule.ts";
import type { RuleFile } from "./schema.ts";
import { namingProblem, subjectNameOf } from "./subject-name.ts";
import { compileTells } from "./tells.ts";
import { writtenTests } from "./test-cases.ts";
import { compileTranslation } from "./translation.ts";

const UNCHECKED = { message: compileMessage, remedy: compileRemedy };
const CHECKED = { message: checkedMessage, remedy: checkedRemedy };

type ExpressionKey = "each" | "where" | "when";

/**
 * Compiles a rule whose shape is right. All mistakes of the file come back together, each with its place. Of a `checked`
 * one, which has none, what it says is not looked at again.
 */
export function compileRule(yaml: YamlFile, data: RuleFile, checked = false): Rule | Problem[] {
  const problems: Problem[] = [];
  const report = (key: string, { message, offset }: ExpressionError): undefined => {
    problems.push(yaml.problemAt([key], `in '${key}': ${message}`, offset));
  };
  const condition = (
    expressions: Expressions,
    key: ExpressionKey,
    text: string,
    wanted: RegExp,
  ): Expression | undefined => {
    const compiled = expressions.compile(text, wanted);
    return isError(compiled) ? report(key, compiled) : compiled;
  };
  const compile = checked ? CHECKED : UNCHECKED;
  const template = (expressions: Expressions, key: "message" | "remedy"): Message | undefined => {
    const compiled = compile[key](data[key], expressions);
    if (!Array.isArray(compiled)) return compiled;
    for (const error of compiled) report(key, error);
    return undefined;
  };

  const log = data.log === undefined ? undefined : compileLog(yaml, data, data.log, checked);
  if (Array.isArray(log)) problems.push(...log);
  const misnamed = namingProblem(data);
  if (misnamed !== undefined) problems.push(yaml.problemAt([misnamed.at], misnamed.message));
  const each =
    data.each === undefined ? undefined : condition(new Expressions(), "each", data.each, /^list<[A-Z]\w*>$/);
  if (problems.length > 0 || Array.isArray(log)) return problems;
  const name = subjectNameOf(data);
  const subject = each === undefined || name === undefined ? {} : { [name]: each.type.slice("list<".length, -1) };
  const names = log?.names ?? { variables: subject };
  const expressions = new Expressions(names);
  const where = data.where === undefined ? undefined : condition(expressions, "where", data.where, /^bool$/);
  const when = condition(expressions, "when", data.when, /^bool$/);
  // Conditions may not name the tool: what nothing tells of it would be a no.
  const texts = new Expressions({ ...names, variables: { ...names.variables, tool: "Tool" } });
  const message = template(expressions, "message");
  const remedy = template(texts, "remedy");
  const translation = compileTranslation(data, {
    compile: (key, text) => compile[key](text, key === "remedy" ? texts : expressions),
    report: (key, { message: text, offset }) =>
      problems.push(yaml.problemAt(["zh", key], `in '${key}' of 'zh': ${text}`, offset)),
  });
  const scope = scopeOf([each, where, when]);
  const tells = compileTells(yaml, data, expressions, checked);
  problems.push(...tells.problems);
  const explains = compileExplains(yaml, data, { scope, names });
  problems.push(...explains.problems);
  if (when === undefined || message === undefined || remedy === undefined || problems.length > 0) return problems;

  const subjectName = name ?? scope;
  if (log !== undefined && scope === "deployment")
    return [yaml.problemAt(["log"], "a rule over logs is about one node and may not name the deployment")];
  const { id, title, severity, needs, why, evidence = [], references = [] } = data;
  // An analysis never asks for them, and to write a table out takes a while.
  let tests: Rule["tests"] | undefined;
  const lines = log === undefined ? [] : ["line", "firstSeen"];
  const quoted = [...new Set([...propertiesRead(subjectName, [when, where]), ...lines, ...evidence])];
  const quotedOfNode =
    each === undefined ? [] : propertiesRead("node", [when, where]).filter((property) => !property.includes("."));
  return {
    ...{ id, file: yaml.file, title, severity, scope, needs, why, quoted, quotedOfNode, references },
    ...{
      when,
      message,
      remedy,
      names,
      subjectName,
      tells: tells.compiled,
      explains: explains.compiled,
      source: { yaml, data },
    },
    ...(each === undefined ? {} : { each }),
    ...(log === undefined ? {} : { log: { query: log.query, fits: log.fits } }),
    ...(where === undefined ? {} : { where }),
    ...(translation === undefined ? {} : { translation }),
    get tests() {
      tests ??= writtenTests(data.tests, title);
      return tests;
    },
  };
}

/** `health.status` for each `container.health.status` that a condition on containers reads. */
function propertiesRead(subjectName: string, conditions: readonly (Expression | undefined)[]): string[] {
  const reads = conditions.flatMap((condition) => condition?.reads ?? []);
  return reads.flatMap(({ path }) => (path.startsWith(`${subjectName}.`) ? [path.slice(subjectName.length + 1)] : []));
}

/** A rule that names the deployment is judged once; any other on each node. */
function scopeOf(expressions: readonly (Expression | undefined)[]): Scope {
  const reads = expressions.flatMap((expression) => expression?.reads ?? []);
  return reads.some(({ path }) => path.startsWith("deployment.")) ? "deployment" : "node";
}
