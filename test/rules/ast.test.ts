import { parse } from "@marcbachmann/cel-js";
import { describe, expect, it } from "vitest";
import { clausesOf, textOf } from "../../src/rules/ast.ts";

describe("the text of an expression", () => {
  it.each([
    ['(a || b) && !(c.d > 3) && x.exists(k, k == "a" || q)', undefined],
    ["a - (b - c) * -d", undefined],
    ["(a ? b : c) ? d ? e : f : [1, 2][0] + 1.5", "(a ? b : c) ? (d ? e : f) : [1, 2][0] + 1.5"],
    ["a&&(b&&c)", "a && b && c"],
    ["x in ['it', \"is\\n\"]", 'x in ["it", "is\\n"]'],
    ["(a + b).size() > 2.0 && {'k': 1}.k == 1", '(a + b).size() > 2.0 && {"k": 1}.k == 1'],
  ])("of %s parses to the same again", (text, expected) => {
    const printed = textOf(parse(text).ast);
    expect(printed).toBe(expected ?? text);
    expect(textOf(parse(printed).ast)).toBe(printed);
  });

  it("has its clauses apart, however they are nested", () => {
    const { ast } = parse("a && (b && (c || d)) && e");
    expect(clausesOf(ast, "&&").map(textOf)).toEqual(["a", "b", "c || d", "e"]);
  });
});
