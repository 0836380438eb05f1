import { type ASTNode, Environment, type ParseResult } from "@marcbachmann/cel-js";
import type { TObject, TSchema } from "typebox";
import { modelTypes } from "../model/types.ts";

/** A condition or list, compiled and checked against the model. */
export interface Expression {
  readonly text: string;
  /** The type that it yields: `bool`, `list<Container>`. */
  readonly type: string;
  /** The properties that it reads, as dotted paths: `container.health.status`; `end` is where the path ends in the text. */
  readonly reads: readonly { readonly path: string; readonly end: number }[];
  /** The value, or the path that the bundle does not tell, or what broke. */
  readonly evaluate: (variables: Readonly<Record<string, unknown>>) => Evaluation;
}

export type Evaluation =
  | { readonly kind: "value"; readonly value: unknown }
  | { readonly kind: "unknown"; readonly path: string }
  | { readonly kind: "error"; readonly message: string };

/** Why a text is no expression: the message, and where in the text. */
export interface ExpressionError {
  readonly message: string;
  readonly offset: number;
}

const DEEPEST_MACROS = 2;
const MACROS = new Set(["all", "exists", "exists_one", "map", "filter"]);

/** The names that every expression may use, with their types. */
const SCOPE: Readonly<Record<string, string>> = { node: "Node", deployment: "Deployment" };

/** What all expressions share: the model's types, `node`, `deployment`, and arithmetic of its numbers with whole literals. */
const shared = new Environment();
for (const type of modelTypes) shared.registerType(nameOf(type), { fields: fieldsOf(type) });
shared.registerOperator("double == int", (left: number, right: bigint) => left === Number(right));
shared.registerOperator("double + int", (left: number, right: bigint) => left + Number(right));
shared.registerOperator("double - int", (left: number, right: bigint) => left - Number(right));
shared.registerOperator("double * int", (left: number, right: bigint) => left * Number(right));
shared.registerOperator("double / int", (left: number, right: bigint) => left / Number(right));
for (const [name, type] of Object.entries(SCOPE)) shared.registerVariable(name, type);

function nameOf(type: TSchema): string {
  return (type as { title?: string }).title ?? "dyn";
}

function fieldsOf(type: TObject): Record<string, string> {
  return Object.fromEntries(Object.entries(type.properties).map(([name, schema]) => [name, celType(schema)]));
}

interface JsonType {
  readonly type?: string;
  readonly items?: TSchema;
}

function celType(schema: TSchema): string {
  const { type, items } = schema as JsonType;
  if (type === "string") return "string";
  if (type === "number") return "double";
  if (type === "boolean") return "bool";
  if (type === "array" && items !== undefined) return `list<${celType(items)}>`;
  return nameOf(schema);
}

/** Compiles expressions in which `variables` (name → type) stand beside `node` and `deployment`. */
export class Expressions {
  private readonly cel: Environment;

  /** `types` are types of this rule alone: their names, each with the types of its fields. */
  constructor(
    variables: Readonly<Record<string, string>> = {},
    types: Readonly<Record<string, Readonly<Record<string, string>>>> = {},
  ) {
    this.cel = shared.clone();
    for (const [name, fields] of Object.entries(types)) this.cel.registerType(name, { fields });
    for (const [name, type] of Object.entries(variables)) this.cel.registerVariable(name, type);
  }

  /** Checks and compiles; the result is an error when the text names what the model does not have or yields another type. */
  compile(text: string, wanted: RegExp): Expression | ExpressionError {
    const checked = this.cel.check(text);
    if (!checked.valid || checked.type === undefined) {
      const error = checked.error as { summary?: string; message: string; range?: { start: number } } | undefined;
      return { message: error?.summary ?? error?.message ?? "no expression", offset: error?.range?.start ?? 0 };
    }
    if (!wanted.test(checked.type))
      return { message: `it yields ${checked.type}, which is not what is wanted here`, offset: 0 };
    const parsed = this.cel.parse(text);
    const refused = refusal(parsed.ast);
    if (refused !== undefined) return refused;
    const reads = readsOf(parsed.ast);
    return { text, type: checked.type, reads, evaluate: (variables) => evaluate(parsed, variables, reads) };
  }

  /** Whether a dotted path, such as a placeholder of a message, is one of the model. */
  knows(path: string): boolean {
    return this.cel.check(path).valid;
  }
}

/** Told from an expression by having an offset. */
export function isError(result: Expression | ExpressionError): result is ExpressionError {
  return "offset" in result;
}

function evaluate(
  parsed: ParseResult,
  variables: Readonly<Record<string, unknown>>,
  reads: Expression["reads"],
): Evaluation {
  try {
    return { kind: "value", value: parsed(variables) as unknown };
  } catch (thrown) {
    const error = thrown as { code?: string; summary?: string; message?: string; range?: { end: number } };
    if (error.code !== "no_such_key")
      return { kind: "error", message: error.summary ?? error.message ?? String(thrown) };
    const path = reads.find(({ end }) => end === error.range?.end)?.path;
    return { kind: "unknown", path: path ?? error.summary?.replace("No such key: ", "") ?? "" };
  }
}

type Walk = (node: ASTNode, depth: number) => void;

/** Calls `visit` for a node and all below it; `depth` counts the macros around it. */
function walk(node: ASTNode, visit: Walk, depth = 0): void {
  visit(node, depth);
  const inner = node.op === "rcall" && MACROS.has(node.args[0]) ? depth + 1 : depth;
  for (const child of childrenOf(node.args)) walk(child, visit, inner);
}

function childrenOf(args: unknown): ASTNode[] {
  if (Array.isArray(args)) return args.flatMap(childrenOf);
  return typeof args === "object" && args !== null && "op" in args ? [args as ASTNode] : [];
}

/** What the language has and rules may not use, since one line of it could hold the process for ever. */
function refusal(ast: ASTNode): ExpressionError | undefined {
  let found: ExpressionError | undefined;
  walk(ast, (node, depth) => {
    if (node.op === "rcall" && node.args[0] === "matches") {
      found ??= {
        message: "matches() may hang on some texts: use contains(), startsWith() or endsWith()",
        offset: node.range.start,
      };
    }
    if (depth > DEEPEST_MACROS) {
      found ??= { message: `lists are nested more than ${DEEPEST_MACROS} deep`, offset: node.range.start };
    }
  });
  return found;
}

function readsOf(ast: ASTNode): { path: string; end: number }[] {
  const reads: { path: string; end: number }[] = [];
  walk(ast, (node) => {
    const path = pathOf(node);
    if (path?.includes(".")) reads.push({ path, end: node.range.end });
  });
  return reads;
}

function pathOf(node: ASTNode): string | undefined {
  if (node.op === "id") return node.args;
  if (node.op !== ".") return undefined;
  const left = pathOf(node.args[0]);
  return left === undefined ? undefined : `${left}.${node.args[1]}`;
}
