import { describe, expect, it } from "vitest";
import { Expressions, isError } from "../../src/rules/expression.ts";

function evaluate(text: string, name: string) {
  const compiled = new Expressions({ variables: { container: "Container" } }).compile(text, /^bool$/);
  if (isError(compiled)) throw new Error(compiled.message);
  return compiled.evaluate({ container: { name } });
}

describe("a pattern in a condition", () => {
  it.each([
    ['container.name.matches("^nova_(api|compute)$")', "nova_api", true],
    ['container.name.matches("^nova_(api|compute)$")', "nova_apis", false],
    ['container.name.matches("(?i)NOVA")', "the nova", true],
    ['(container.name + "x").matches("x$") && container.name.matches("a")', "a", true],
    ['container.name != "matches" && !container.name.matches("matches")', "b", true],
  ])("%s on %s is %s", (text, name, value) => {
    expect(evaluate(text, name)).toEqual({ kind: "value", value });
  });

  it("takes no longer on a text that other engines try again and again", () => {
    const start = performance.now();
    expect(evaluate('container.name.matches("^(a+)+$")', `${"a".repeat(50_000)}b`)).toEqual({
      kind: "value",
      value: false,
    });
    expect(performance.now() - start).toBeLessThan(2000);
  });
});
