import Handlebars from "handlebars";
import { type Ways, waysOf } from "../model/remedies/ways.ts";
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
  const program = parseTemplate(text, expressions, isWay);
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

/** What a remedy may ask of the tool at hand for a component, as in `{{exec "keystone"}}`: a command each. */
const WAYS = ["look", "exec", "restart", "config", "cleanup"] as const;
const WAY = { shell: "command" } as const;
const isWay = (name: string) => (WAYS as readonly string[]).includes(name);

/** One component, in quotes. */
function areNames(params: readonly hbs.AST.Expression[]): boolean {
  return params.length <= 1 && params.every(({ type }) => type === "StringLiteral");
}

/** The components that a remedy asks for, with their places. */
export function componentsIn(text: string): { readonly component: string; readonly offset: number }[] {
  const found: { component: string; offset: number }[] = [];
  const collector = new Handlebars.Visitor();
  collector.MustacheStatement = ({ path, params, loc }) => {
    const [component] = params;
    if (isA("PathExpression", path) && isWay(path.original) && component?.type === "StringLiteral")
      found.push({ component: (component as hbs.AST.StringLiteral).value, offset: offsetOf(text, loc) });
  };
  collector.accept(Handlebars.parse(text));
  return found;
}

/** How a value is quoted, the most careful last. Their names are such as no template can write. */
const QUOTINGS = { "a part": wordPart, "an operand": operand, "a word": shellWord } as const;
type Quoting = keyof typeof QUOTINGS;
const CAREFUL = Object.keys(QUOTINGS) as Quoting[];

const HELPERS: Readonly<Record<string, (value: unknown, options: Handlebars.HelperOptions) => string>> = {
  ...Object.fromEntries(CAREFUL.map((name) => [name, (value: unknown) => quotedBy(QUOTINGS[name], value)] as const)),
  ...Object.fromEntries(
    WAYS.map((way) => [
      way,
      (component: unknown, { data }: Handlebars.HelperOptions) =>
        ((data?.root as Rooted | undefined)?.tool?.ways ?? UNKNOWN_TOOL)[way](String(component)),
    ]),
  ),
};

/** What is known of the tool where a remedy is filled. */
interface Rooted {
  readonly tool?: { readonly ways: Ways };
}

const UNKNOWN_TOOL = waysOf({ engine: "docker", pacemaker: false });

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
  const { render } = messageOf(program, HELPERS);
  // A line of which the tool at hand has nothing is left out.
  return { render: (variables) => render(variables).replace(/^[ \t]*\n/gm, "") };
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
    const asked = isA("PathExpression", path) && isWay(path.original) ? params : [];
    if (!isA("PathExpression", path) || params.length > asked.length || hash !== undefined || !areNames(asked)) {
      this.complain(placeholder, "a placeholder is the name of a property, and nothing else");
      return;
    }
    const schema = asked.length > 0 ? WAY : this.schemaOf(path);
    const { place } = this.reader;
    const problem = placeProblem({
      ...{ name: path.original, bare: !placeholder.escaped, place },
      next: next !== undefined && isA("ContentStatement", next) ? next.value : "",
      ...(schema === undefined ? {} : { schema }),
    });
    if (problem !== undefined) this.complain(placeholder, problem);
    const kind = kindOf(schema);
    if (kind !== "command" && kind !== "lines") {
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
