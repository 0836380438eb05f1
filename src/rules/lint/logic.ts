import type { ASTNode } from "@marcbachmann/cel-js";
import { textOf } from "../ast.ts";

/** A clause as far as it can be compared with others: a property held against a literal, or any text that is true or not. */
interface Claim {
  readonly about: string;
  readonly operator: string;
  readonly value: unknown;
}

const NEGATED: Readonly<Record<string, string>> = {
  "==": "!=",
  "!=": "==",
  "<": ">=",
  ">=": "<",
  ">": "<=",
  "<=": ">",
};
const MIRRORED: Readonly<Record<string, string>> = {
  "<": ">",
  ">": "<",
  "<=": ">=",
  ">=": "<=",
  "==": "==",
  "!=": "!=",
};

function claimOf(node: ASTNode): Claim {
  if (node.op === "!_") {
    const { about, operator, value } = claimOf(node.args);
    return { about, operator: NEGATED[operator] ?? operator, value };
  }
  const operator = NEGATED[node.op] === undefined ? undefined : node.op;
  if (operator !== undefined) {
    const [left, right] = node.args as [ASTNode, ASTNode];
    if (left.op !== "value" && right.op === "value") return { about: textOf(left), operator, value: right.args };
    const mirrored = MIRRORED[operator] ?? operator;
    if (left.op === "value" && right.op !== "value")
      return { about: textOf(right), operator: mirrored, value: left.args };
  }
  return { about: textOf(node), operator: "==", value: true };
}

/** Whether two clauses can never both be true. Only where that is certain. */
export function contradict(one: ASTNode, other: ASTNode): boolean {
  return exclude(claimOf(one), claimOf(other));
}

/** Whether the second is true wherever the first is. Only where that is certain. */
export function implies(one: ASTNode, other: ASTNode): boolean {
  return exclude(claimOf(one), negation(claimOf(other)));
}

/** Whether one of two clauses is always true. Only where that is certain. */
export function coverAll(one: ASTNode, other: ASTNode): boolean {
  return exclude(negation(claimOf(one)), negation(claimOf(other)));
}

function negation({ about, operator, value }: Claim): Claim {
  return { about, operator: NEGATED[operator] ?? operator, value };
}

function exclude(one: Claim, other: Claim): boolean {
  if (one.about !== other.about) return false;
  if (one.operator === "==") return !holds(one.value, other);
  if (other.operator === "==") return !holds(other.value, one);
  const [low, high] = isLower(one) ? [other, one] : [one, other];
  if (!isUpper(low) || !isLower(high)) return false;
  const [from, to] = [Number(high.value), Number(low.value)];
  return from > to || (from === to && !(low.operator === "<=" && high.operator === ">="));
}

const isLower = ({ operator }: Claim) => operator === ">" || operator === ">=";
const isUpper = ({ operator }: Claim) => operator === "<" || operator === "<=";

/** Whether a claim is true of a value; where the two cannot be compared it may be. */
function holds(value: unknown, claim: Claim): boolean {
  const [is, against] = [comparable(value), comparable(claim.value)];
  if (typeof is !== typeof against) return true;
  switch (claim.operator) {
    case "==":
      return is === against;
    case "!=":
      return is !== against;
    case "<":
      return is < against;
    case "<=":
      return is <= against;
    case ">":
      return is > against;
    default:
      return is >= against;
  }
}

function comparable(value: unknown): string | number | boolean {
  if (typeof value === "bigint") return Number(value);
  return typeof value === "number" || typeof value === "boolean" ? value : String(value);
}
