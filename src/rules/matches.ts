import type { ASTNode, Environment } from "@marcbachmann/cel-js";
import { RE2JS } from "re2js";
import { walk } from "./ast.ts";

/** Stands in for `matches` where an expression is run, and is as long, so that places in the text stay. */
const SAFE = "re2find";
const MOST_STATES = 10_000;

/** Patterns by their text: each is compiled once. */
const patterns = new Map<string, RE2JS>();

/** Gives expressions a search by pattern whose time grows with the text alone, whatever the pattern is. */
export function registerMatches(cel: Environment): void {
  cel.registerFunction(`string.${SAFE}(string): bool`, (text: string, pattern: string) => {
    const compiled = patterns.get(pattern);
    if (compiled === undefined) throw new Error(`the pattern '${pattern}' was not compiled`);
    return compiled.test(text);
  });
}

/** Why a call of `matches` is none that can be run; `undefined` where nothing is wrong, and its pattern is ready. */
export function patternProblem(node: ASTNode): { readonly message: string; readonly offset: number } | undefined {
  if (node.op !== "rcall") return undefined;
  const [name, , [pattern]] = node.args;
  if (name === SAFE) return { message: `'${SAFE}' is not for rules: write matches()`, offset: node.range.start };
  if (name !== "matches" || pattern === undefined) return undefined;
  if (pattern.op !== "value" || typeof pattern.args !== "string") {
    return { message: 'matches() needs its pattern written out: matches("…")', offset: pattern.range.start };
  }
  const wrong = compilePattern(pattern.args);
  return wrong === undefined ? undefined : { message: wrong, offset: pattern.range.start };
}

function compilePattern(text: string): string | undefined {
  if (patterns.has(text)) return undefined;
  try {
    const compiled = RE2JS.compile(text);
    if (compiled.programSize() > MOST_STATES) return `the pattern '${text}' is too large: repeat less in it`;
    patterns.set(text, compiled);
    return undefined;
  } catch (thrown) {
    const why = (thrown instanceof Error ? thrown.message : String(thrown)).replace(/^error parsing regexp: /, "");
    return `the pattern '${text}' cannot be searched for without trying again and again: ${why}`;
  }
}

/** The same text with each `matches` replaced by the search that is safe to run. */
export function withSafeMatches(text: string, ast: ASTNode): string {
  let safe = text;
  walk(ast, (node) => {
    if (node.op !== "rcall" || node.args[0] !== "matches") return;
    const from = node.args[1].range.end;
    const at = from + safe.slice(from).search(/matches/);
    safe = safe.slice(0, at) + SAFE + safe.slice(at + SAFE.length);
  });
  return safe;
}
