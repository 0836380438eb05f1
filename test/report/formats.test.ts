import { describe, expect, it } from "vitest";
import { formatNamed, formats } from "../../src/report/formats.ts";
import type { Result } from "../../src/report/result.ts";
import { shellWord } from "../../src/shell.ts";
import { HOSTILE } from "../support/pasted.ts";
import { rowsOf } from "./csv-rows.ts";
import { broken, samples } from "./samples.ts";

/** A finding whose remedy names this, as rules render it, with lines enough to be shortened. */
function remediedBy(name: string): { readonly remedy: string; readonly result: Result } {
  const word = shellWord(name);
  const lines = ["# look first:", "sudo pcs status --full", `systemctl  status ${word}`, `# lost by this: ${word}`];
  const remedy = [...lines, `sudo rm /a/${"long/".repeat(40)}${word} | tail`, "# and", "sudo true"].join("\n");
  const [finding] = broken.findings;
  if (finding === undefined) throw new Error("no finding");
  return { remedy, result: { ...broken, findings: [{ ...finding, severity: "error", remedy, causes: [] }] } };
}

const ENTITIES: Readonly<Record<string, string>> = {
  ...{ "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#x27;": "'", "&#x60;": "`", "&#x3D;": "=" },
};
const unescaped = (text: string) => text.replace(/&(?:#x\w+|\w+);/g, (entity) => ENTITIES[entity] ?? entity);

/** The remedy as each format hands it over, to be copied or read by a program. */
const HANDED_OVER: Readonly<Record<string, (output: string) => readonly (string | undefined)[]>> = {
  text: (output) => [
    output
      .split("\n")
      .flatMap((line) => (/^ {2}(?:look|fix ) \$ /.test(line) ? [line.slice(9)] : []))
      .join("\n"),
  ],
  json: (output) => (JSON.parse(output) as Result).findings.map(({ remedy }) => remedy),
  // On the first screen, and at the finding: each command by itself.
  html: (output) =>
    [...output.matchAll(/<section aria-labelledby="(?:mend|findings)">([\s\S]*?)<\/section>/g)].map(([, part = ""]) =>
      [...part.matchAll(/<pre class="command"><code>([^<]*)<\/code>/g)]
        .map(([, code = ""]) => unescaped(code))
        .join("\n"),
    ),
  markdown: (output) =>
    [...output.matchAll(/^(`{3,})\n([\s\S]*?)\n\1$/gm)].map(([, , code = ""]) => code.replace(/^#.*\n/gm, "")),
  junit: (output) => [unescaped(/<failure[^>]*>([\s\S]*?)<\/failure>/.exec(output)?.[1] ?? "").split("\n\n")[1]],
  csv: (output) => [rowsOf(output)[1]?.[rowsOf(output)[0]?.indexOf("remedy") ?? 0]],
  sarif: (output) =>
    (JSON.parse(output) as { runs: { results: { kind: string; message: { text: string } }[] }[] }).runs
      .flatMap(({ results }) => results.filter(({ kind }) => kind === "fail"))
      .map(({ message }) => message.text.split("\n").slice(1).join("\n")),
};

describe("the formats", () => {
  it("are seven, each with a file of its own", () => {
    expect(formats.map(({ name }) => name)).toEqual(["text", "json", "html", "markdown", "junit", "sarif", "csv"]);
    expect(formats.map(({ file }) => file)).toEqual(["txt", "json", "html", "md", "xml", "sarif", "csv"]);
  });

  it.each([
    ["md", "markdown"],
    ["txt", "text"],
    ["xml", "junit"],
  ])("takes %s for %s", (alias, name) => {
    expect(formatNamed(alias)?.name).toBe(name);
  });

  it.each(formats)("finds $name by its name", (format) => {
    expect(formatNamed(format.name)).toBe(format);
  });

  it.each(["", "pdf", "TEXT", "constructor", "__proto__"])("knows no format named %j", (name) => {
    expect(formatNamed(name)).toBeUndefined();
  });

  it.each(formats)("$name hands over the bytes of a remedy, whatever it names", ({ name, render }) => {
    for (const hostile of HOSTILE) {
      const { remedy, result } = remediedBy(hostile);
      const commands = remedy.split("\n").filter((line) => !line.startsWith("#"));
      const handed = HANDED_OVER[name]?.(render(result, { columns: 60 })) ?? [];
      expect(handed.length).toBeGreaterThan(0);
      const whole = name === "csv" || name === "json" || name === "junit" || name === "sarif";
      for (const text of handed) expect(text).toBe(whole ? remedy : commands.join("\n"));
    }
  });

  it.each(formats)("$name is a pure function of the result", (format) => {
    for (const [, result] of samples) {
      const before = JSON.stringify(result);
      expect(format.render(result, {})).toBe(format.render(result, {}));
      expect(JSON.stringify(result)).toBe(before);
    }
  });
});
