import type { ASTNode } from "@marcbachmann/cel-js";
import { didYouMean } from "../yaml/suggest.ts";
import { textOf } from "./ast.ts";
import type { Mistake } from "./mistake.ts";

/** What the library tells of what it refuses. */
export interface CelError {
  readonly code?: string;
  readonly summary?: string;
  readonly message?: string;
  readonly range?: { readonly start: number; readonly end: number };
  readonly node?: { readonly op?: string; readonly args?: unknown };
}

type Typed = ASTNode & { readonly checkedType?: { readonly name?: string } };

/** What the types are called in what is said of them. */
const TYPES: Readonly<Record<string, string>> = {
  ...{ double: "a number", int: "a number", string: "a text", bool: "true or false", null: "null" },
};

/** Functions of texts and lists, and what takes their place where other languages have them. */
const METHODS = ["startsWith", "endsWith", "contains", "matches", "size", "exists", "all", "filter", "map"];
const ELSEWHERE: Readonly<Record<string, string>> = {
  ...{ len: "size", length: "size", count: "size", match: "matches", search: "matches", test: "matches" },
  ...{ includes: "contains", has: "contains", any: "exists", some: "exists", every: "all" },
};

/** What is wrong with an expression whose parts do not go together; the place is that of the part to be changed. */
export function typeMistake({ code, node }: CelError): Mistake | undefined {
  if (code === "no_such_overload" && Array.isArray(node?.args) && node.args.length === 2)
    return operands(node.op ?? "", node.args as [Typed, Typed]);
  if (code === "no_matching_overload") return call(node?.op ?? "", node?.args as readonly unknown[]);
  return undefined;
}

function operands(operator: string, [left, right]: readonly [Typed, Typed]): Mistake {
  const offset = right.range.start;
  const [one, other] = [typeOf(left), typeOf(right)];
  const told = `${textOf(left)} is ${one}, and ${textOf(right)} is ${other}`;
  return { message: `${told}: ${instead(operator, left, right)}`, offset };
}

function instead(operator: string, left: Typed, right: Typed): string {
  const [one, other] = [typeOf(left), typeOf(right)];
  const value = right.op === "value" ? right.args : undefined;
  if (other === "null") return "leave it out; what the bundle does not tell makes the outcome unknown by itself";
  if (operator === "in")
    return `write ${textOf(left)} in [${textOf(right)}], or ${textOf(right)}.contains(${textOf(left)})`;
  if (one === "a number" && typeof value === "string" && /^-?\d+(\.\d+)?$/.test(value))
    return `write ${value} without quotes`;
  if (one === "true or false" && typeof value === "string" && /^(true|false)$/i.test(value))
    return `write ${value.toLowerCase() === "true" ? "" : "!"}${textOf(left)}`;
  if (one === "a text" && other === "a number") return `write "${textOf(right)}" in quotes`;
  if (one.startsWith("a list")) return `write ${textOf(right)} in ${textOf(left)}`;
  return `'${operator}' needs two of one kind`;
}

function call(operator: string, args: readonly unknown[]): Mistake | undefined {
  const [name, second] = args as readonly [string, Typed];
  if (operator !== "rcall") {
    const [first] = (args[1] ?? []) as readonly Typed[];
    if (first === undefined || METHODS.includes(name)) return undefined;
    return {
      message: `there is no function '${name}'${hint(name, textOf(first))}`,
      offset: first.range.start - name.length - 1,
    };
  }
  const offset = second.range.end + 1;
  if (!METHODS.includes(name))
    return { message: `there is no function '${name}'${hint(name, textOf(second))}`, offset };
  const given = ((args[2] ?? []) as readonly Typed[]).map(typeOf).join(" and ") || "nothing";
  const list = typeOf(second).startsWith("a list") && name === "contains";
  const better = list ? "write VALUE in LIST" : "it takes a text in quotes";
  return { message: `${textOf(second)} is ${typeOf(second)}, and ${name} is given ${given}: ${better}`, offset };
}

function hint(name: string, of: string): string {
  const known = ELSEWHERE[name.toLowerCase()];
  if (known !== undefined) return `: write ${of}.${known}(${known === "size" ? "" : "…"})`;
  return didYouMean(name, METHODS) || `; those of texts and lists are ${METHODS.join(", ")}`;
}

function typeOf({ checkedType }: Typed): string {
  const name = checkedType?.name ?? "";
  return TYPES[name] ?? (name.startsWith("list<") ? "a list" : `a ${name}`);
}
