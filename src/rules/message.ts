import Handlebars from "handlebars";
import type { ExpressionError, Expressions } from "./expression.ts";
import { templateMistake } from "./syntax-mistakes.ts";

/** A message: Handlebars over the same names as the rule's conditions. */
export interface Message {
  readonly render: (variables: Readonly<Record<string, unknown>>) => string;
}

/** Elements that the lists of one message may show, nested ones counted each time. */
const MOST_ELEMENTS = 20_000;

let elements = 0;

/** The library's own blocks, with as much of `each` as a person can read; nothing that writes to the terminal. */
const handlebars = Handlebars.create();
handlebars.unregisterHelper("log");
const each = handlebars.helpers["each"] as Handlebars.HelperDelegate;
handlebars.registerHelper("each", function (this: unknown, list: unknown, options: unknown) {
  elements += Array.isArray(list) ? list.length : 0;
  if (elements > MOST_ELEMENTS) throw new Error(`its text shows more than ${MOST_ELEMENTS} elements of lists`);
  return each.call(this, list, options);
});

/** Compiles a template; every placeholder has to be a property of the model. */
export function compileMessage(text: string, expressions: Expressions): Message | ExpressionError[] {
  const program = parseTemplate(text, expressions);
  return Array.isArray(program) ? program : messageOf(program);
}

/** The same of a text that is known to be right: it is parsed when it is needed, which few are in one run. */
export function checkedMessage(text: string): Message {
  return messageOf(text);
}

/** What a template is made of, or why it is none that the model can fill. */
export function parseTemplate(
  text: string,
  expressions: Expressions,
  isHelper = (_name: string): boolean => false,
): hbs.AST.Program | ExpressionError[] {
  let program: hbs.AST.Program;
  try {
    program = Handlebars.parse(text);
  } catch (thrown) {
    return [templateMistake(text) ?? { message: `it is no Handlebars template: ${firstLine(thrown)}`, offset: 0 }];
  }
  const refused = refusedIn(program).map(({ what, loc }) => ({
    message: `a template may have placeholders, if, unless, each and with, but no ${what}`,
    offset: offsetOf(text, loc),
  }));
  if (refused.length > 0) return refused;
  const problems = placeholdersOf(program).flatMap(({ path, loc }): ExpressionError[] => {
    if (isHelper(path)) return [];
    const message = expressions.problemWith(path);
    return message === undefined ? [] : [{ message, offset: offsetOf(text, loc) }];
  });
  return problems.length > 0 ? problems : program;
}

/** A template that is ready to be filled, with the help of functions that it calls by their names. */
export function messageOf(
  program: hbs.AST.Program | string,
  helpers: Readonly<Record<string, (value: unknown, options: Handlebars.HelperOptions) => string>> = {},
): Message {
  const template = handlebars.compile(program, { noEscape: true });
  return {
    render(variables) {
      elements = 0;
      return template(variables, { helpers }).trim();
    },
  };
}

function firstLine(thrown: unknown): string {
  return (thrown instanceof Error ? thrown.message : String(thrown)).split("\n")[0] ?? "";
}

/** Where in the text a part of its template begins. */
export function offsetOf(text: string, { start }: hbs.AST.SourceLocation): number {
  const before = text.split("\n").slice(0, start.line - 1);
  return before.reduce((sum, line) => sum + line.length + 1, 0) + start.column;
}

/** What the library has besides, and could hold the process: a part that calls itself, say. */
function refusedIn(program: hbs.AST.Program): { what: string; loc: hbs.AST.SourceLocation }[] {
  const found: { what: string; loc: hbs.AST.SourceLocation }[] = [];
  const collector = new Handlebars.Visitor();
  const refuse = (what: string) => (node: { readonly loc: hbs.AST.SourceLocation }) =>
    void found.push({ what, loc: node.loc });
  collector.PartialStatement = refuse("partials");
  collector.PartialBlockStatement = refuse("partials");
  collector.Decorator = refuse("decorators");
  collector.DecoratorBlock = refuse("decorators");
  collector.SubExpression = refuse("expressions in brackets");
  collector.accept(program);
  return found;
}

interface Placeholder {
  readonly path: string;
  readonly loc: hbs.AST.SourceLocation;
}

const BUILT_IN = new Set(["if", "unless", "each", "with", "this"]);

/** The same of a text that is a template. */
export function placeholdersIn(text: string): ReadonlySet<string> {
  return new Set(placeholdersOf(Handlebars.parse(text)).map(({ path }) => path));
}

/** The paths that a template reads, outside blocks that rename what they read. */
function placeholdersOf(program: hbs.AST.Program): Placeholder[] {
  const found: Placeholder[] = [];
  const collector = new Handlebars.Visitor();
  collector.PathExpression = (path) => {
    if (path.data || path.depth > 0 || BUILT_IN.has(path.original) || path.original.startsWith("this")) return;
    found.push({ path: path.parts.join("."), loc: path.loc });
  };
  collector.accept(program);
  return found;
}

/** The text of a template between its placeholders, each piece with its place and the flags that are true around it. */
export function partsOf(text: string): { text: string; offset: number; within: readonly string[] }[] {
  const found: { text: string; offset: number; within: readonly string[] }[] = [];
  const walk = (program: hbs.AST.Program | undefined, within: readonly string[]): void => {
    for (const statement of program?.body ?? []) {
      if (statement.type === "ContentStatement") {
        // Its value lacks what is trimmed around blocks, which its place counts.
        const { original, loc } = statement as { readonly original?: unknown } & hbs.AST.Statement;
        found.push({ text: String(original), offset: offsetOf(text, loc), within });
      } else if (statement.type === "BlockStatement") {
        const { path, params, program: then, inverse } = statement as hbs.AST.BlockStatement;
        const flag =
          (path as hbs.AST.PathExpression).original === "if" && (params[0] as hbs.AST.PathExpression).original;
        walk(then, typeof flag === "string" ? [...within, flag] : within);
        walk(inverse, within);
      }
    }
  };
  walk(Handlebars.parse(text), []);
  return found;
}
