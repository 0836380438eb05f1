// Where names of services may stand in code and in rules, and the texts that are looked at.
import { parseDocument, visit } from "yaml";
import { literalsIn } from "./literals.js";

/** A sentence decides nothing. */
const isForPeople = (text) =>
  !text.startsWith("/") && /\s/.test(text) && /\b(the|of|a|is|are|in|on|to|no|and|or|for|by|it|its|that)\b/.test(text);

/** What is data in a file of TypeScript: its strings, templates and regular expressions that are no sentences. */
export function textsOfSource(source) {
  return literalsIn(source).filter(({ text }) => !isForPeople(text));
}

const CONDITIONS = new Set(["where", "when", "each"]);

/** What the conditions of a rule compare with: the strings in its CEL, and in what its texts ask with {{#if (…)}}. */
export function textsOfRule(source) {
  const found = [];
  const lineAt = (offset) => source.slice(0, offset).split("\n").length;
  visit(parseDocument(source), {
    Pair(_, { key, value }) {
      if (key?.value === "tests") return visit.SKIP;
      const scalars = CONDITIONS.has(key?.value) ? (value?.items ?? [value]) : [];
      for (const scalar of scalars) {
        if (typeof scalar?.value !== "string") continue;
        const line = lineAt(scalar.range[0]);
        // A folded text has lines of its own, each of which is a line of its file.
        const first = /^[|>]/.test(source.slice(scalar.range[0])) ? line + 1 : line;
        for (const literal of literalsIn(scalar.value)) found.push({ line: first, text: literal.text });
      }
      return undefined;
    },
    Scalar(_, { value, range }) {
      if (typeof value !== "string") return;
      for (const [question] of value.matchAll(/\{\{#(?:if|unless)\s+\([^}]*\}\}/g))
        for (const { text } of literalsIn(question.slice(3, -2))) found.push({ line: lineAt(range[0]), text });
    },
  });
  return found;
}
