import Handlebars from "handlebars";
import { operand, shellWord, wordPart } from "../shell.ts";
import type { ExpressionError, Expressions } from "./expression.ts";
import { type Message, messageOf, offsetOf, parseTemplate } from "./message.ts";
import type { ModelSchema } from "./model-schema.ts";
import { isTaken, kindOf, placeProblem } from "./placeholder-place.ts";
import { type ShellPlace, ShellReader } from "./shell-reader.ts";

/**
 * A remedy is pasted by root, and what it names comes from a bundle: each placeholder is one word of the shell, or a part of
 * one. Only what the model has as a command stands as it is.
 */
export function compileRemedy(text: string, expressions: Expressions): Message | ExpressionError[] {
  const program = parseTemplate(text, expressions);
  if (Array.isArray(program)) return program;
  const walk = walked(program, text, expressions);
  return walk.problems.length > 0 ? walk.problems : quotedMessage(program, walk);
}

/** The same of a text that is known to be right: it is parsed when it is needed, which few are in one run. */
export function checkedRemedy(text: string, expressions: Expressions): Message {
  let message: Message | undefined;
  const compiled = (): Message => {
    const program = Handlebars.parse(text);
    return quotedMessage(program, walked(program, text, expressions));
  };
  return {
    render: (variables) => {
      message ??= compiled();
      return message.render(variables);
    },
  };
}

/** How a value is quoted, the most careful last. Their names are such as no template can write. */
const QUOTINGS = { "a part": wordPart, "an operand": operand, "a word": shellWord } as const;
type Quoting = keyof typeof QUOTINGS;
const CAREFUL = Object.keys(QUOTINGS) as Quoting[];

const HELPERS = Object.fromEntries(
  CAREFUL.map((name) => [name, (value: unknown) => quotedBy(QUOTINGS[name], value)] as const),
);

function quotedBy(quote: (text: string) => string, value: unknown): string {
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  return quote(value === undefined || value === null ? "" : String(value));
}

function walked(program: hbs.AST.Program, text: string, expressions: Expressions): Walk {
  const walk = new Walk(text, expressions);
  walk.program(program);
  return walk;
}

function quotedMessage(program: hbs.AST.Program, { quotings }: Walk): Message {
  for (const [placeholder, quoting] of quotings) rewrite(placeholder, quoting);
  return messageOf(program, HELPERS);
}

/** Goes through a template as a shell goes through what it renders, and finds for each placeholder how to quote it there. */
class Walk {
  readonly problems: ExpressionError[] = [];

  /** How each placeholder is quoted; those that stand as they are left out. */
  readonly quotings = new Map<hbs.AST.MustacheStatement, Quoting>();

  private readonly reader = new ShellReader();

  /** Blocks around that give names another meaning. */
  private renaming = 0;

  private readonly text: string;

  private readonly expressions: Expressions;

  constructor(text: string, expressions: Expressions) {
    this.text = text;
    this.expressions = expressions;
  }

  program({ body }: hbs.AST.Program): void {
    body.forEach((statement, index) => {
      if (isA("ContentStatement", statement)) this.reader.read(statement.value);
      else if (isA("MustacheStatement", statement)) this.placeholder(statement, body[index + 1]);
      else if (isA("BlockStatement", statement)) this.block(statement);
    });
  }

  private placeholder(placeholder: hbs.AST.MustacheStatement, next: hbs.AST.Statement | undefined): void {
    const { path, params, hash } = placeholder;
    if (!isA("PathExpression", path) || params.length > 0 || hash !== undefined) {
      this.complain(placeholder, "a placeholder is the name of a property, and nothing else");
      return;
    }
    const schema = this.schemaOf(path);
    const { place } = this.reader;
    const problem = placeProblem({
      ...{ name: path.original, bare: !placeholder.escaped, place },
      next: next !== undefined && isA("ContentStatement", next) ? next.value : "",
      ...(schema === undefined ? {} : { schema }),
    });
    if (problem !== undefined) this.complain(placeholder, problem);
    if (kindOf(schema) !== "command") {
      // What one element of a list has within a word, the next may have at its beginning.
      const known = this.quotings.get(placeholder) ?? "a part";
      const here = quotingAt(place);
      this.quotings.set(placeholder, CAREFUL.indexOf(here) > CAREFUL.indexOf(known) ? here : known);
    }
    this.reader.readWord();
  }

  private schemaOf({ original, parts, depth, data }: hbs.AST.PathExpression): ModelSchema | undefined {
    if (data || depth > 0 || this.renaming > 0 || /^(?:this\b|\.)/.test(original)) return undefined;
    return this.expressions.schemaOf(parts.join("."));
  }

  /** Either branch may be what is rendered, and neither may change what the text behind it is read as. */
  private block(block: hbs.AST.BlockStatement): void {
    const { program, inverse } = block;
    const name = isA("PathExpression", block.path) ? block.path.original : "";
    const before = this.reader.save();
    const otherwise = this.branch(inverse);
    before();
    const renames = name !== "if" && name !== "unless";
    this.renaming += renames ? 1 : 0;
    // Behind an element of a list stands the next one.
    const ends = [this.branch(program), ...(renames ? [this.branch(program)] : [])];
    this.renaming -= renames ? 1 : 0;
    if (new Set([otherwise, ...ends]).size > 1 || isTaken(this.reader.place))
      this.complain(block, "what begins in a block, such as quotes or a comment, has to end in it");
    this.reader.forgetLast();
  }

  /** What is open where a branch ends. */
  private branch(branch: hbs.AST.Program | undefined): string {
    if (branch !== undefined) this.program(branch);
    const { place } = this.reader;
    return [...place.nests, isTaken(place)].join(" ");
  }

  private complain({ loc }: hbs.AST.Node, message: string): void {
    const offset = offsetOf(this.text, loc);
    if (this.problems.every((problem) => problem.offset !== offset)) this.problems.push({ message, offset });
  }
}

/** Where what comes before is not known, it may begin a word. */
function quotingAt({ last, commands }: ShellPlace): Quoting {
  if (!/^[\s;&|()<>]?$/.test(last)) return "a part";
  return /\s--\s+$/.test(commands.at(-1) ?? "") ? "an operand" : "a word";
}

/** Has a helper write what the placeholder names. */
function rewrite(placeholder: hbs.AST.MustacheStatement, helper: string): void {
  const { path, loc } = placeholder;
  const named: hbs.AST.PathExpression = {
    ...{ type: "PathExpression", data: false, depth: 0, parts: [helper], original: helper, loc },
  };
  Object.assign(placeholder, { path: named, params: [path] });
}

interface Statements {
  readonly ContentStatement: hbs.AST.ContentStatement;
  readonly MustacheStatement: hbs.AST.MustacheStatement;
  readonly BlockStatement: hbs.AST.BlockStatement;
  readonly PathExpression: hbs.AST.PathExpression;
}

function isA<Type extends keyof Statements>(type: Type, node: hbs.AST.Node): node is Statements[Type] {
  return node.type === type;
}
