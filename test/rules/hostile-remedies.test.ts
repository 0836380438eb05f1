import { describe, expect, it } from "vitest";
import { OWN_RULES } from "../../src/analyze.ts";
import { visible } from "../../src/report/visible.ts";
import { loadRules } from "../../src/rules/load.ts";
import type { Message } from "../../src/rules/message.ts";
import { type ModelSchema, typeNamed } from "../../src/rules/model-schema.ts";
import type { Rule } from "../../src/rules/rule.ts";
import { HOSTILE, PAYLOAD, paste } from "../support/pasted.ts";

/** What every text of the model is in the renderings that the hostile ones are held against. */
const HARMLESS = "harmless";

/** A value of the model in which every text is this one, and every yes or no the other. */
function filled(schema: ModelSchema, text: string, flag: boolean): unknown {
  const { type, shell, enum: words, items, properties } = schema;
  if (shell !== undefined) return "sudo true";
  if (words !== undefined) return words[0];
  if (type === "string") return text;
  if (type === "number") return 7;
  if (type === "boolean") return flag;
  if (type === "array") return items === undefined ? [] : [filled(items, text, flag), filled(items, text, flag)];
  return Object.fromEntries(
    Object.entries(properties ?? {}).map(([name, property]) => [name, filled(property, text, flag)]),
  );
}

function variablesOf({ names }: Rule, text: string, flag: boolean): Record<string, unknown> {
  const variables = { node: "Node", tool: "Tool", ...names.variables };
  return Object.fromEntries(
    Object.entries(variables).map(([name, type]) => {
      const fields = Object.keys(names.types?.[type] ?? {}).map((field) => [field, text]);
      return [name, fields.length > 0 ? Object.fromEntries(fields) : filled(typeNamed(type) ?? {}, text, flag)];
    }),
  );
}

interface Rendered {
  readonly id: string;
  readonly value: string;
  readonly text: string;
  /** The same with what is harmless. */
  readonly harmless: string;
}

/** Every remedy in every language and with every branch, as each text renders it; those that no text reaches are left out. */
function renderings(rules: readonly Rule[], values: readonly string[]): Rendered[] {
  return rules.flatMap((rule) => {
    const { id, remedy, translation } = rule;
    const remedies: Message[] = [remedy, ...(translation?.remedy === undefined ? [] : [translation.remedy])];
    return [true, false].flatMap((flag) =>
      values.flatMap((value) =>
        remedies.flatMap((message): Rendered[] => {
          const text = message.render(variablesOf(rule, value, flag));
          const harmless = message.render(variablesOf(rule, HARMLESS, flag));
          return text === harmless ? [] : [{ id, value, text, harmless }];
        }),
      ),
    );
  });
}

const { rules } = await loadRules([OWN_RULES]);
// What is empty takes the other branch of a block.
const all = renderings(
  rules,
  HOSTILE.filter((value) => value !== ""),
);
const distinct = [...new Map(all.map((one) => [one.text, one])).values()];

/** Commands of a pipeline end in any order, and processes come and go. */
const inOrder = (commands: readonly (readonly string[])[]) =>
  commands.map((command) => JSON.stringify(command.filter((argument) => !argument.startsWith("/proc/")))).sort();

/** What a command is to be handed in the place of what is harmless. */
function named(command: readonly string[], value: string): string[] {
  return command.map((argument, at) => {
    const own = value.startsWith("-") && argument.startsWith(HARMLESS) && command[at - 1] !== "--" ? "./" : "";
    return own + argument.replaceAll(HARMLESS, () => value);
  });
}

describe("a remedy with hostile names in it", () => {
  it("is there of many rules", () => {
    expect(new Set(distinct.map(({ id }) => id)).size).toBeGreaterThan(50);
  });

  it("runs the same commands as with harmless ones, each name whole in one argument, and writes nothing", () => {
    const texts = [...new Set(distinct.flatMap(({ text, harmless }) => [text, harmless]))];
    const pasted = new Map(paste(texts).map((one, index) => [texts[index], one]));
    expect(pasted.size).toBe(texts.length);
    for (const { id, value, text, harmless } of distinct) {
      const { commands = [], said } = pasted.get(text) ?? {};
      expect(said, `${id}: ${text}`).toBe("");
      expect(commands.map(([program]) => program)).not.toContain(PAYLOAD);
      const expected = (pasted.get(harmless)?.commands ?? []).map((command) => named(command, value));
      expect(inOrder(commands), `${id}: ${text}`).toEqual(inOrder(expected));
    }
  });

  it("has the lines that it has with harmless ones, and nothing in them that a terminal would obey", () => {
    for (const { id, text, harmless } of distinct) {
      expect(text.split(/[\n\r\u2028\u2029\u0085]/).length, id).toBe(harmless.split("\n").length);
      expect(visible(text), id).toBe(text);
      const comments = (lines: string) => lines.split("\n").map((line) => line.startsWith("#"));
      expect(comments(text), id).toEqual(comments(harmless));
    }
  });
});

describe("the shell that they are pasted into", () => {
  it("would run, split and write what is not quoted", () => {
    const [run, written] = [`ls $(${PAYLOAD}) *`, `ls > ${PAYLOAD}`];
    expect(paste([run, "ls '", "a | b; c"])).toEqual([
      { commands: [[PAYLOAD], ["ls", "bait"]], said: "" },
      { commands: [], said: expect.stringContaining("unexpected EOF") },
      { commands: expect.arrayContaining([["a"], ["b"], ["c"]]), said: "" },
    ]);
    expect(() => paste([written])).toThrow("files were written: pwn");
  });
});
