import type { Rule } from "../../rules/rule.ts";
import { indexPage } from "./index-page.ts";
import { modelPage } from "./model-page.ts";
import { rulePage } from "./rule-page.ts";

export { MARK } from "./markdown.ts";

/** The pages on rules by their file names: an index, the model, one for each rule. */
export function pagesOf(rules: readonly Rule[]): ReadonlyMap<string, string> {
  return new Map([
    ["README.md", indexPage(rules)],
    ["model.md", modelPage()],
    ...rules.map((rule) => [`${rule.id}.md`, rulePage(rule, rules)] as const),
  ]);
}
