import { type ASTNode, Environment, type ParseResult } from "@marcbachmann/cel-js";
import type { TObject, TSchema } from "typebox";
import { modelTypes } from "../model/types.ts";
import { didYouMean } from "../yaml/suggest.ts";
import { pathOf, walk } from "./ast.ts";
import { budgetProblem, countedText, overBudget, registerBudget } from "./budget.ts";
import { patternProblem, registerMatches, withSafeMatches } from "./matches.ts";
import type { Mistake } from "./mistake.ts";
import { type ModelSchema, propertyOf, typeNamed } from "./model-schema.ts";
import { syntaxMistake } from "./syntax-mistakes.ts";
import { type CelError, typeMistake } from "./type-mistakes.ts";

/** A condition or list, compiled and checked against the model. */
export interface Expression {
  readonly text: string;
  readonly ast: ASTNode;
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

/** Why a text is no expression. */
export type ExpressionError = Mistake;

const DEEPEST_MACROS = 2;

/** The names that every expression may use, with their types. */
const SCOPE: Readonly<Record<string, string>> = { node: "Node", deployment: "Deployment" };

/** What all expressions share: the model's types, `node`, `deployment`, and arithmetic of its numbers with whole literals. */
const shared = new Environment();
for (const type of modelTypes) shared.registerType(nameOf(type), { fields: fieldsOf(type) });
// The finding that one of another rule may follow from, for the conditions of `explains`.
shared.registerType("EffectSubject", { fields: { kind: "string", name: "string" } });
shared.registerType("EffectTells", { fields: { state: "string", from: "string", at: "string", resource: "string" } });
shared.registerType("Effect", {
  fields: {
    ...{ rule: "string", severity: "string", node: "string", subject: "EffectSubject" },
    ...{ component: "string", container: "string", tells: "list<EffectTells>" },
    sameCloud: "bool",
  },
});
shared.registerOperator("double == int", (left: number, right: bigint) => left === Number(right));
shared.registerOperator("double + int", (left: number, right: bigint) => left + Number(right));
shared.registerOperator("double - int", (left: number, right: bigint) => left - Number(right));
shared.registerOperator("double * int", (left: number, right: bigint) => left * Number(right));
shared.registerOperator("double / int", (left: number, right: bigint) => left / Number(right));
registerMatches(shared);
registerBudget(shared);
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

/** What a rule's expressions may name beside `node` and `deployment`. */
export interface Names {
  /** Names with their types. */
  readonly variables: Readonly<Record<string, string>>;
  /** Types of this rule alone: their names, each with the types of its fields. */
  readonly types?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** By the names that they know: many rules use the same. */
const environments = new Map<string, Environment>();

function environmentOf(variables: Names["variables"], types: NonNullable<Names["types"]>): Environment {
  const key = JSON.stringify([variables, types]);
  const known = environments.get(key);
  if (known !== undefined) return known;
  const cel = shared.clone();
  for (const [name, fields] of Object.entries(types)) cel.registerType(name, { fields });
  for (const [name, type] of Object.entries(variables)) cel.registerVariable(name, type);
  environments.set(key, cel);
  return cel;
}

/** Compiles expressions in which `variables` (name → type) stand beside `node` and `deployment`. */
export class Expressions {
  private readonly cel: Environment;

  private readonly types: Readonly<Record<string, string>>;

  constructor({ variables, types = {} }: Names = { variables: {} }) {
    this.cel = environmentOf(variables, types);
    this.types = { ...SCOPE, ...variables };
  }

  /** Checks and compiles; the result is an error when the text names what the model does not have or yields another type. */
  compile(text: string, wanted: RegExp): Expression | ExpressionError {
    const parsedOnce = this.parse(text);
    if (!("ast" in parsedOnce)) return parsedOnce;
    const { ast } = parsedOnce;
    // Besides the answer, this notes at each node of the expression of what type it is.
    const checked = parsedOnce.check();
    if (!checked.valid || checked.type === undefined) return this.told(checked.error);
    if (!wanted.test(checked.type))
      return { message: `it yields ${checked.type}, which is not what is wanted here`, offset: 0 };
    const refused = refusal(ast);
    if (refused !== undefined) return refused;
    const reads = readsOf(ast);
    const counted = countedText(withSafeMatches(text, ast), ast);
    const parsed = this.cel.parse(counted.text);
    const ends = new Map(reads.map(({ path, end }) => [counted.placeOf(end), path]));
    return { text, ast, type: checked.type, reads, evaluate: (variables) => evaluate(parsed, variables, ends) };
  }

  /** Why a dotted path, such as a placeholder of a message, is none of the model; `undefined` where it is one. */
  problemWith(path: string): string | undefined {
    const checked = this.cel.check(path);
    return checked.valid ? undefined : `the model has no '${path}'${this.suggestion(checked.error as CelError)}`;
  }

  /** The schema of a property by its dotted path; none where it is of no type of the model. */
  schemaOf(path: string): ModelSchema | undefined {
    const [name = "", ...rest] = path.split(".");
    return rest.length === 0 ? undefined : propertyOf(typeNamed(this.types[name]), rest.join("."));
  }

  private parse(text: string): ParseResult | ExpressionError {
    try {
      return this.cel.parse(text);
    } catch (thrown) {
      return syntaxMistake(text) ?? this.told(thrown);
    }
  }

  private told(thrown: unknown): ExpressionError {
    const error = thrown as CelError | undefined;
    const mistake = error && typeMistake(error);
    if (mistake !== undefined) return mistake;
    const message = error?.summary ?? error?.message ?? "no expression";
    return { message: message + this.suggestion(error), offset: error?.range?.start ?? 0 };
  }

  /** What the author may have meant by a name that is not known. */
  private suggestion(error: CelError | undefined): string {
    const { code, node } = error ?? {};
    if (code === "unknown_variable" && node?.op === "id") {
      const name = String(node.args);
      if (/^(true|false)$/i.test(name)) return `: write ${name.toLowerCase()}`;
      return didYouMean(name, Object.keys(this.types)) || `; a text stands in quotes: "${name}"`;
    }
    if (code !== "no_such_key" || node?.op !== ".") return "";
    const [left, name] = node.args as readonly [{ readonly checkedType?: { readonly name: string } }, string];
    const properties = propertiesOf(left.checkedType?.name);
    return didYouMean(name, properties) || `; known here: ${properties.join(", ")}`;
  }
}

function propertiesOf(type: string | undefined): string[] {
  return Object.keys(typeNamed(type)?.properties ?? {});
}

/** Told from an expression by having an offset. */
export function isError(result: Expression | ExpressionError): result is ExpressionError {
  return "offset" in result;
}

function evaluate(
  parsed: ParseResult,
  variables: Readonly<Record<string, unknown>>,
  ends: ReadonlyMap<number, string>,
): Evaluation {
  try {
    const value: unknown = parsed(variables);
    const over = overBudget();
    return over === undefined ? { kind: "value", value } : { kind: "error", message: over };
  } catch (thrown) {
    const error = thrown as CelError;
    if (error.code !== "no_such_key")
      return { kind: "error", message: error.summary ?? error.message ?? String(thrown) };
    const path = ends.get(error.range?.end ?? -1);
    return { kind: "unknown", path: path ?? error.summary?.replace("No such key: ", "") ?? "" };
  }
}

/** What the language has and rules may not use: it could hold the process for ever, or take what is not known for a no. */
function refusal(ast: ASTNode): ExpressionError | undefined {
  let found: ExpressionError | undefined;
  walk(ast, (node, depth) => {
    found ??= patternProblem(node) ?? budgetProblem(node);
    if (node.op === "call" && node.args[0] === "has") {
      found ??= {
        message: "has() takes what the bundle does not tell for a no: leave it out, and the outcome is unknown there",
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
