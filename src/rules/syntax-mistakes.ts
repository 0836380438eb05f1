import type { Mistake } from "./mistake.ts";

/** What other languages write, with what CEL has instead. */
const FOREIGN: readonly (readonly [RegExp, string])[] = [
  [/===/, "'===' is no operator: write =="],
  [/!==/, "'!==' is no operator: write !="],
  [/(?<![=!<>])=(?!=)/, "'=' compares nothing: write =="],
  [/<>/, "'<>' is no operator: write !="],
  [/\band\b/, "'and' is no operator: write &&"],
  [/\bor\b/, "'or' is no operator: write ||"],
  [/\bnot\b\s*/, "'not' is no operator: write !"],
  [/(?<!&)&(?!&)/, "'&' is no operator: write &&"],
  [/(?<!\|)\|(?!\|)/, "'|' is no operator: write ||"],
  [/=?~/, "'~' is no operator: write NAME.matches(\"PATTERN\")"],
];

const CLOSING: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };

/** What is wrong with a text that is no CEL, where that can be told; the place is that of the mistake. */
export function syntaxMistake(text: string): Mistake | undefined {
  const { bare, open } = withoutTexts(text);
  if (open !== undefined)
    return { message: `a text begins here and does not end: write ${text[open]} behind it`, offset: open };
  const foreign = FOREIGN.flatMap(([pattern, message]) => {
    const found = pattern.exec(bare);
    return found === null ? [] : [{ message, offset: found.index }];
  }).sort((one, other) => one.offset - other.offset);
  return foreign[0] ?? unclosed(bare);
}

/** Texts in quotes are blanks, so that places stay; `open` is where one begins that has no end. */
function withoutTexts(text: string): { readonly bare: string; readonly open?: number } {
  const bare = text.replace(/"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'/g, (quoted) => " ".repeat(quoted.length));
  const open = bare.search(/["']/);
  return open < 0 ? { bare } : { bare, open };
}

function unclosed(bare: string): Mistake | undefined {
  const open: number[] = [];
  for (const [offset, sign] of [...bare].entries()) {
    if (sign in CLOSING) open.push(offset);
    if (!Object.values(CLOSING).includes(sign)) continue;
    const last = open.pop();
    const wanted = CLOSING[bare[last ?? -1] ?? ""];
    if (last === undefined) return { message: `'${sign}' closes nothing: leave it out, or open it before`, offset };
    if (wanted !== sign) return { message: `'${sign}' does not close '${bare[last]}': write ${wanted}`, offset };
  }
  const last = open.pop();
  if (last === undefined) return undefined;
  const sign = bare[last] ?? "";
  return { message: `'${sign}' is not closed: write ${CLOSING[sign]} where it ends`, offset: last };
}

/** A placeholder, up to the next that begins. */
const PLACEHOLDER = /\{\{(?:(?!\{\{|\}\}).)*(\}\})?/gs;

/** The same of a text that is no Handlebars template: what is not closed, or closes nothing. */
export function templateMistake(text: string): Mistake | undefined {
  const blocks: { readonly name: string; readonly offset: number }[] = [];
  for (const { 0: found, 1: end, index: offset } of text.matchAll(PLACEHOLDER)) {
    if (end === undefined)
      return { message: `'${shown(found)}' is not closed: write }} where the placeholder ends`, offset };
    const compares = /^\{\{#?\w+ .*(==|!=|&&|\|\||[<>])/s.test(found);
    if (compares)
      return {
        message: `'${shown(found)}' compares, which a text cannot: ask for one property, or compare in 'when'`,
        offset,
      };
    const [, sign, name = ""] = /^\{\{~?\s*([#/])\s*(\w+)/.exec(found) ?? [];
    if (sign === "#") blocks.push({ name, offset });
    if (sign !== "/") continue;
    const block = blocks.pop();
    if (block === undefined)
      return { message: `{{/${name}}} closes nothing: leave it out, or begin with {{#${name} …}}`, offset };
    if (block.name !== name)
      return { message: `{{/${name}}} does not close {{#${block.name}}}: write {{/${block.name}}}`, offset };
  }
  const block = blocks.pop();
  return (
    block && {
      message: `{{#${block.name}}} is not closed: write {{/${block.name}}} where it ends`,
      offset: block.offset,
    }
  );
}

function shown(text: string): string {
  const [line = ""] = text.split("\n");
  return line.length > 40 ? `${line.slice(0, 40)}…` : line.trimEnd();
}
