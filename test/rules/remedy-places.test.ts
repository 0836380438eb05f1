import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Expressions } from "../../src/rules/expression.ts";
import { compileRemedy } from "../../src/rules/remedy.ts";
import { PAYLOAD, paste } from "../support/pasted.ts";

const HARMLESS = "harmless";
const VALUES = [`$(${PAYLOAD})'; ${PAYLOAD}; ";${PAYLOAD};`, `\\'"\`${PAYLOAD}\`\n${PAYLOAD}`, "a b", "*", "'"];

const expressions = new Expressions({ variables: { container: "Container" } });

/** Pieces of what people type, in any order. */
const piece = fc.constantFrom(
  ...[
    "{{container.name}}",
    "{{container.name}}",
    "{{container.name}}",
    "ls ",
    "a",
    " ",
    " ",
    "\n",
    "; ",
    " | ",
    " && ",
  ],
  ...["'", '"', "$'", '$"', "`", "\\", "$", "$(", "(", ")", "((", "))", "$((", `\${x:-`, "}", "#", " # ", "{ ", "; }"],
  ...[
    "<",
    " 2>&1 ",
    " >/dev/null ",
    "<<E\n",
    "\nE\n",
    "<<<",
    "=",
    "x=",
    "--",
    " -- ",
    "!",
    "[[ ",
    " ]]",
    "if :; then ",
    "; fi",
    "\\\n",
    "\\ ",
    "$$",
  ],
  ...[
    "eval ",
    "bash -c ",
    "{{#if container.running}}",
    "{{else}}",
    "{{/if}}",
    "{{#each container.twins}}{{this}} {{/each}}",
  ],
);
const template = fc.array(piece, { minLength: 2, maxLength: 12 }).map((pieces) => `ls ${pieces.join("")}`);

/** The templates that are accepted, with what they say of each value and of one that is harmless. */
function accepted(templates: readonly string[]): { text: string; harmless: string }[] {
  return templates.flatMap((one) => {
    const compiled = compileRemedy(one, expressions);
    if (Array.isArray(compiled)) return [];
    const render = (name: string, running: boolean) =>
      compiled.render({ container: { name, running, twins: [name, name] } });
    return [true, false].flatMap((running) =>
      VALUES.map((value) => ({ text: render(value, running), harmless: render(HARMLESS, running) })),
    );
  });
}

describe("where names stand in a remedy that is accepted", () => {
  it("no value changes what is run, whatever the remedy is made of", () => {
    const cases = accepted(
      fc.sample(template, { numRuns: Number(process.env["RUNS"] ?? 1500), seed: Number(process.env["SEED"] ?? 7) }),
    ).filter(({ text, harmless }) => text !== harmless);
    const pasted = paste(cases.flatMap(({ text, harmless }) => [harmless, text]));
    let run = 0;
    for (const [index, { text, harmless }] of cases.entries()) {
      const [usual, other] = [pasted[2 * index], pasted[2 * index + 1]];
      // What no shell takes is nobody's remedy.
      if (usual === undefined || other === undefined || /syntax error|unexpected EOF/.test(usual.said)) continue;
      run += 1;
      const programs = ({ commands }: typeof usual) =>
        commands.map((command) => `${command[0]} ${command.length}`).sort();
      expect(programs(other), `${text}\n--- as against\n${harmless}`).toEqual(programs(usual));
    }
    expect(run).toBeGreaterThan(100);
  });
});
