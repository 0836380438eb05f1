import { describe, expect, it } from "vitest";
import { Expressions, isError } from "../../src/rules/expression.ts";
import { compileMessage } from "../../src/rules/message.ts";

const expressions = new Expressions({ variables: { container: "Container" } });

/** The message with a mark where it points. */
function mistakeIn(text: string): string {
  const compiled = expressions.compile(text, /^bool$/);
  if (!isError(compiled)) throw new Error(`${text} is right`);
  return `${text.slice(0, compiled.offset)}▶${text.slice(compiled.offset)}: ${compiled.message}`;
}

describe("a mistake in an expression", () => {
  it.each([
    ['container.exitCode > ▶"3"', 'container.exitCode is a number, and "3" is a text: write 3 without quotes'],
    ["container.name == ▶3", 'container.name is a text, and 3 is a number: write "3" in quotes'],
    [
      'container.running == ▶"false"',
      'container.running is true or false, and "false" is a text: write !container.running',
    ],
    ["container.exitCode == ▶null", "container.exitCode is a number, and null is null: leave it out"],
    ['container.configVolumes == ▶"nova"', 'a list, and "nova" is a text: write "nova" in container.configVolumes'],
    ["container.running ▶and container.helper", "'and' is no operator: write &&"],
    ["container.running ▶or container.helper", "'or' is no operator: write ||"],
    ["▶not container.running", "'not' is no operator: write !"],
    ['container.state ▶= "exited"', "'=' compares nothing: write =="],
    ["container.running ▶=== true", "'===' is no operator: write =="],
    ["container.running ▶& container.helper", "'&' is no operator: write &&"],
    ['container.name ▶~ "a"', "'~' is no operator: write NAME.matches("],
    ['container.name.▶startswith("a and = b")', "there is no function 'startswith'; did you mean 'startsWith'?"],
    ["▶len(container.name) > 3", "there is no function 'len': write container.name.size()"],
    ["container.name.▶contains(3)", "container.name is a text, and contains is given a number"],
    ["container.running && ▶(container.helper", "'(' is not closed: write ) where it ends"],
    ["container.running▶)", "')' closes nothing"],
    ['container.name in ["a"▶)', "')' does not close '[': write ]"],
    ['container.name == ▶"abc', 'a text begins here and does not end: write " behind it'],
    ["container.health.status == ▶sick", 'Unknown variable: sick; a text stands in quotes: "sick"'],
    ["container.running == ▶True", "Unknown variable: True: write true"],
  ])("%s: what is wrong, where, and what to write instead", (marked, message) => {
    const mistake = mistakeIn(marked.replace("▶", ""));
    expect(mistake.startsWith(`${marked}: `), mistake).toBe(true);
    expect(mistake).toContain(message);
  });
});

describe("a mistake in a text", () => {
  it.each([
    ["a ▶{{container.name x", "'{{container.name x' is not closed: write }} where the placeholder ends"],
    ["▶{{container.name} and {{container.image}}", "'{{container.name} and' is not closed"],
    ["▶{{#if container.running}}x", "{{#if}} is not closed: write {{/if}} where it ends"],
    ["x▶{{/if}}", "{{/if}} closes nothing"],
    ["{{#if container.running}}x▶{{/each}}", "{{/each}} does not close {{#if}}: write {{/if}}"],
    ["▶{{#if container.running == true}}x{{/if}}", "compares, which a text cannot"],
  ])("%s: what is wrong, where, and what to write instead", (marked, message) => {
    const text = marked.replace("▶", "");
    const found = compileMessage(text, expressions);
    if (!Array.isArray(found)) throw new Error(`${text} is right`);
    expect(found[0]?.offset).toBe(marked.indexOf("▶"));
    expect(found[0]?.message).toContain(message);
  });
});
