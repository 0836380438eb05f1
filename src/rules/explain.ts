import type { ASTNode } from "@marcbachmann/cel-js";
import type { Coverage, Deployment, Evidence, Sourced } from "../model/types.ts";
import { clausesOf, isMacro, pathOf, textOf, walk } from "./ast.ts";
import { renewBudget } from "./budget.ts";
import { judgeAt, judgeSubject, type Place, placesOf, variablesFor } from "./evaluate.ts";
import { linesFor } from "./evidence.ts";
import { type Expression, Expressions, isError } from "./expression.ts";
import type { Finding, Outcome } from "./outcome.ts";
import type { Rule } from "./rule.ts";

/** Why a rule ended as it did at one node, or at the deployment. */
export interface PlaceExplanation {
  readonly node: string;
  /** What the rule needs, and whether it is there. */
  readonly needs: readonly { readonly family: string; readonly state: Coverage["state"]; readonly reason?: string }[];
  /** What ended the rule before it looked at any subject, or what a list that is not whole leaves open. */
  readonly whole?: Outcome;
  readonly subjects: readonly SubjectExplanation[];
}

export interface SubjectExplanation {
  readonly outcome: Outcome;
  readonly finding?: Finding;
  readonly where?: Part;
  readonly when: Part;
}

export type Truth = "true" | "false" | "unknown" | "error";

/** A condition or a part of it, what it came to on one subject, and the parts that it is made of. */
export interface Part {
  readonly text: string;
  readonly truth: Truth;
  /** The operator that joins its parts; absent where it is asked as a whole. */
  readonly joins?: "&&" | "||" | "!";
  readonly parts: readonly Part[];
  /** What it reads; on the innermost parts only. */
  readonly reads: readonly Read[];
  /** It alone, or with others that are marked, makes the condition what it is. */
  readonly decides: boolean;
}

/** A property that a part reads: its value, or that the bundle does not tell it. */
export interface Read {
  readonly path: string;
  /** As JSON writes it; lists of records by their number. Absent where it is not known. */
  readonly value?: string;
  readonly evidence: readonly Evidence[];
}

/** Looks at every subject of one rule as judging does, and keeps what it saw. */
export function explain(rule: Rule, deployment: Deployment): PlaceExplanation[] {
  const where = rule.where && compileParts(rule, rule.where.ast);
  const when = compileParts(rule, rule.when.ast);
  return placesOf(rule, deployment).map((place) => explainAt(rule, place, { where, when }));
}

interface Conditions {
  readonly where: CompiledPart | undefined;
  readonly when: CompiledPart;
}

function explainAt(rule: Rule, place: Place, { where, when }: Conditions): PlaceExplanation {
  renewBudget();
  const needs = rule.needs.map((family) => ({ family, ...place.root.coverage[family] }));
  const verdicts = judgeAt(rule, place);
  const subjects = subjectsAt(rule, place).map((subject): SubjectExplanation => {
    const variables = variablesFor(rule, place, subject);
    const look = { rule, subject, variables };
    const { outcome, fault } = judgeSubject(rule, place, subject, variables);
    return {
      outcome,
      ...(fault === undefined ? {} : { finding: fault.finding }),
      ...(where === undefined ? {} : { where: decided(partOf(where, look)) }),
      when: decided(partOf(when, look)),
    };
  });
  const whole = verdicts.find(({ outcome }) => outcome.subject === undefined)?.outcome;
  return {
    node: place.name,
    needs,
    ...(whole === undefined ? {} : { whole }),
    subjects,
  };
}

/** What the rule looks at there; nothing where its facts are absent. */
function subjectsAt(rule: Rule, { root, variables }: Place): readonly Sourced[] {
  if (rule.log !== undefined) return "logHits" in root ? root.logHits.filter((hit) => hit.rule === rule.id) : [];
  if (rule.needs.some((family) => root.coverage[family].state === "absent")) return [];
  if (rule.each === undefined) return [root];
  const list = rule.each.evaluate(variables);
  return list.kind === "value" ? (list.value as readonly Sourced[]) : [];
}

/** A part with what it takes to ask it alone. */
interface CompiledPart {
  readonly text: string;
  readonly joins?: "&&" | "||" | "!";
  readonly expression: Expression | undefined;
  readonly parts: readonly CompiledPart[];
  readonly reads: readonly { readonly path: string; readonly expression: Expression | undefined }[];
}

function compileParts(rule: Rule, ast: ASTNode): CompiledPart {
  const expressions = new Expressions(rule.names);
  const compile = (text: string): Expression | undefined => {
    const compiled = expressions.compile(text, /./);
    return isError(compiled) ? undefined : compiled;
  };
  const build = (node: ASTNode): CompiledPart => {
    const text = textOf(node);
    const whole = { text, expression: compile(text) };
    if (node.op === "&&" || node.op === "||") {
      return { ...whole, joins: node.op, parts: clausesOf(node, node.op).map(build), reads: [] };
    }
    if (node.op === "!_" && isJoined(node.args)) return { ...whole, joins: "!", parts: [build(node.args)], reads: [] };
    return { ...whole, parts: [], reads: pathsIn(node).map((path) => ({ path, expression: compile(path) })) };
  };
  return build(ast);
}

function isJoined({ op }: ASTNode): boolean {
  return op === "&&" || op === "||" || op === "!_";
}

/** What a part reads of the subject, the node or the deployment; not what a macro reads of each element. */
function pathsIn(ast: ASTNode): string[] {
  const elements = new Set<string>();
  walk(ast, (node) => {
    const element = node.op === "rcall" && isMacro(node) ? node.args[2][0] : undefined;
    if (element?.op === "id") elements.add(element.args);
  });
  const paths: string[] = [];
  walk(ast, (node) => {
    const path = node.op === "." ? pathOf(node) : undefined;
    if (path !== undefined && !elements.has(path.split(".")[0] ?? "")) paths.push(path);
  });
  return [...new Set(paths.filter((path) => !paths.some((other) => other.startsWith(`${path}.`))))];
}

interface Look {
  readonly rule: Rule;
  readonly subject: Sourced;
  readonly variables: Place["variables"];
}

type Undecided = Omit<Part, "decides" | "parts"> & { readonly parts: readonly Undecided[] };

function partOf({ text, joins, expression, parts, reads }: CompiledPart, look: Look): Undecided {
  const result = expression?.evaluate(look.variables);
  const truth = result?.kind === "value" ? (String(result.value) as Truth) : (result?.kind ?? "error");
  return {
    ...{ text, truth, ...(joins === undefined ? {} : { joins }) },
    parts: parts.map((part) => partOf(part, look)),
    reads: reads.map((read) => readOf(read, look)),
  };
}

function readOf({ path, expression }: CompiledPart["reads"][number], look: Look): Read {
  const result = expression?.evaluate(look.variables);
  const evidence = evidenceFor(path, look);
  return result?.kind === "value" ? { path, value: shown(result.value), evidence } : { path, evidence };
}

/** The lines of the bundle that a property of the subject, or of the node around it, was read from. */
function evidenceFor(path: string, { rule, subject, variables }: Look): readonly Evidence[] {
  const [name, ...rest] = path.split(".");
  const owner = name === rule.subjectName ? subject : name === "node" ? (variables["node"] as Sourced) : undefined;
  return owner === undefined ? [] : linesFor(owner, rest.join("."));
}

function shown(value: unknown): string {
  if (!Array.isArray(value)) return typeof value === "object" ? "{…}" : JSON.stringify(value);
  const records = value.some((one) => typeof one === "object");
  return records || value.length === 0 ? `${value.length} in the list` : JSON.stringify(value);
}

/** Marks the innermost parts that make the whole what it is. */
function decided(part: Undecided, decides = true): Part {
  const deciding = decides ? decidingParts(part) : new Set<Undecided>();
  return {
    ...part,
    decides,
    parts: part.parts.map((one) => decided(one, deciding.has(one))),
  };
}

function decidingParts({ joins, truth, parts }: Undecided): ReadonlySet<Undecided> {
  const same = parts.filter((part) => part.truth === truth);
  if (joins === "!") return new Set(parts);
  const one = (joins === "&&" && truth === "false") || (joins === "||" && truth === "true");
  return new Set(one ? same.slice(0, 1) : same);
}
