import type { ASTNode } from "@marcbachmann/cel-js";
import { didYouMean } from "../../yaml/suggest.ts";
import { clausesOf, pathOf, propertyRead, textOf, walk } from "../ast.ts";
import type { Rule } from "../rule.ts";
import { contradict, coverAll, implies } from "./logic.ts";
import type { Remark } from "./remark.ts";

/** Conditions, or parts of them, that can never be true or never be false, and comparisons that cannot hold. */
export function conditionProblems({ where, when }: Rule): Remark[] {
  const known = where === undefined ? [] : clausesOf(where.ast, "&&");
  return [
    ...(where === undefined ? [] : problemsIn("where", where.ast, [])),
    ...problemsIn("when", when.ast, known),
    ...(["where", "when"] as const).flatMap((key) => {
      const ast = key === "where" ? where?.ast : when.ast;
      return ast === undefined ? [] : comparisonProblems(key, ast);
    }),
  ];
}

/** `known` is what is true wherever this condition is asked. */
function problemsIn(key: string, ast: ASTNode, known: readonly ASTNode[]): Remark[] {
  const remark = (node: ASTNode, message: string): Remark => ({
    at: [key],
    message: `in '${key}': ${message}`,
    offset: node.range.start,
  });
  if (ast.op === "||") {
    const alternatives = clausesOf(ast, "||");
    return [
      ...pairs(alternatives).flatMap(([one, other]) => alternativeProblem(remark, one, other)),
      ...alternatives.flatMap((alternative) => problemsIn(key, alternative, known)),
    ];
  }
  const clauses = clausesOf(ast, "&&");
  return clauses.flatMap((clause, index) => {
    const before = [...known, ...clauses.slice(0, index)];
    if (clause.op === "||") return problemsIn(key, clause, before);
    return clauseProblem(remark, clause, before);
  });
}

type Remarking = (node: ASTNode, message: string) => Remark;

function clauseProblem(remark: Remarking, clause: ASTNode, before: readonly ASTNode[]): Remark[] {
  const text = textOf(clause);
  if (isConstant(clause)) return [remark(clause, `${text} is the same whatever the bundle holds: leave it out`)];
  const against = before.find((other) => contradict(other, clause));
  if (against !== undefined)
    return [remark(clause, `${text} is never true where ${textOf(against)} is: nothing can be found`)];
  const same = before.find((other) => implies(other, clause));
  if (same === undefined) return [];
  return [
    remark(
      clause,
      textOf(same) === text
        ? `${text} is asked twice: leave one out`
        : `${text} is always true where ${textOf(same)} is: leave it out`,
    ),
  ];
}

function alternativeProblem(remark: Remarking, one: ASTNode, other: ASTNode): Remark[] {
  if (textOf(one) === textOf(other)) return [remark(other, `${textOf(other)} is asked twice: leave one out`)];
  return coverAll(one, other) ? [remark(other, `${textOf(one)} || ${textOf(other)} is always true: is && meant?`)] : [];
}

function pairs(nodes: readonly ASTNode[]): (readonly [ASTNode, ASTNode])[] {
  return nodes.flatMap((other, index) => nodes.slice(0, index).map((one) => [one, other] as const));
}

const SAME_BOTH_SIDES = new Set(["==", "!=", "<", "<=", ">", ">="]);

function isConstant(node: ASTNode): boolean {
  if (SAME_BOTH_SIDES.has(node.op)) {
    const [left, right] = node.args as [ASTNode, ASTNode];
    if (textOf(left) === textOf(right)) return true;
  }
  let reads = false;
  walk(node, (inner) => {
    reads ||= inner.op === ".";
  });
  return !reads;
}

function comparisonProblems(key: string, ast: ASTNode): Remark[] {
  const found: Remark[] = [];
  walk(ast, (node) => {
    for (const literal of comparedWith(node)) {
      const message = wordProblem(literal.property, literal.node);
      if (message !== undefined)
        found.push({ at: [key], message: `in '${key}': ${message}`, offset: literal.node.range.start });
    }
    const pattern = wideOpen(node);
    if (pattern !== undefined) found.push({ at: [key], message: `in '${key}': ${pattern}`, offset: node.range.start });
  });
  return found;
}

interface Compared {
  readonly property: ASTNode;
  readonly node: ASTNode;
}

/** The literals that a node holds a property against. */
function comparedWith(node: ASTNode): Compared[] {
  if (node.op === "==" || node.op === "!=") {
    const [left, right] = node.args;
    return [
      { property: left, node: right },
      { property: right, node: left },
    ];
  }
  if (node.op !== "in" || node.args[1].op !== "list") return [];
  const [property, { args }] = node.args;
  return args.map((one) => ({ property, node: one }));
}

function wordProblem(property: ASTNode, literal: ASTNode): string | undefined {
  const words = propertyRead(property)?.enum;
  if (words === undefined || literal.op !== "value" || typeof literal.args !== "string") return undefined;
  if (words.includes(literal.args)) return undefined;
  const meant = didYouMean(literal.args, words) || `; it is one of: ${words.join(", ")}`;
  return `${pathOf(property) ?? textOf(property)} is never '${literal.args}'${meant}`;
}

/** A pattern is searched for anywhere in the text: what matches anything at its ends only makes the search longer. */
function wideOpen(node: ASTNode): string | undefined {
  if (node.op !== "rcall" || node.args[0] !== "matches") return undefined;
  const pattern = node.args[2][0]?.args;
  if (typeof pattern !== "string" || !/^\^?\.\*|[^\\]\.\*\$?$/.test(pattern)) return undefined;
  return `the pattern '${pattern}' is searched for anywhere in the text: leave out .* at its ends`;
}
