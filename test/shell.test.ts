import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { visible } from "../src/report/visible.ts";
import { wellFormed } from "../src/report/wellformed.ts";
import { operand, quoted, shellWord, wordPart } from "../src/shell.ts";
import { HOSTILE } from "./support/pasted.ts";

const character = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...`'"\\$\`!#~*?[]{}()<>|&;= \t\n-a0%^,`) },
  {
    weight: 1,
    arbitrary: fc.constantFrom("\u001b", "\u0085", "\u2028", "\u202e", "\u200b", "\u00a0", "é", "容", "😀"),
  },
  { weight: 1, arbitrary: fc.string({ unit: "binary", minLength: 1, maxLength: 1 }) },
);
const anyText = fc
  .string({ unit: character, maxLength: 12 })
  .map((text) => text.replaceAll("\0", ""))
  .filter((text) => Buffer.from(text).toString() === text);

/** The arguments that a shell makes of each of these words, on a line of its own. */
function argumentsOf(shell: readonly string[], words: readonly string[]): string[][] {
  const lines = words.map((word) => `show ${word}`);
  const script = `show() { printf '%s\\0' "$#" "$@"; }\n${lines.join("\n")}\n`;
  const [program = "", ...options] = shell;
  const { stdout, stderr } = spawnSync(program, options, {
    input: script,
    encoding: "utf8",
    env: { LC_ALL: "C.UTF-8" },
  });
  expect(stderr).toBe("");
  const noted = stdout.split("\0").slice(0, -1);
  const found: string[][] = [];
  for (let at = 0; at < noted.length; at += 1 + Number(noted[at])) {
    found.push(noted.slice(at + 1, at + 1 + Number(noted[at])));
  }
  return found;
}

const BASH = ["bash", "--norc"];
const OTHERS = [["dash"], ["busybox", "sh"]];
const isThere = ([program = ""]: readonly string[]) =>
  ["/bin", "/usr/bin"].some((folder) => existsSync(`${folder}/${program}`));

const samples = [...HOSTILE, ...fc.sample(anyText, 1500)];

describe("a word of the shell", () => {
  it.each([
    ["nova_compute", "nova_compute"],
    [
      "172.25.249.200:8787/rhosp13/openstack-nova-api@sha256:ab",
      "172.25.249.200:8787/rhosp13/openstack-nova-api@sha256:ab",
    ],
    ["a=b", "a=b"],
    ["", "''"],
    ["=x", "'=x'"],
    ["-rf", "./-rf"],
    ["it's (old)", "'it'\\''s (old)'"],
    ["a\nb\u001b[0m'\\", "$'a\\nb\\033[0m\\047\\\\'"],
    ["a\u2028", "$'a\\342\\200\\250'"],
    ["a\0b\n", "$'a\ufffdb\\n'"],
  ])("of %j is %s", (text, word) => {
    expect(shellWord(text)).toBe(word);
  });

  it("is one argument of Bash, and the text, or the text behind ./ where it would be an option", () => {
    const expected = samples.map((text) => [text.startsWith("-") ? `./${text}` : text]);
    expect(argumentsOf(BASH, samples.map(shellWord))).toEqual(expected);
  });

  it("is the text in any case behind --", () => {
    expect(argumentsOf(BASH, samples.map(operand))).toEqual(samples.map((text) => [text]));
  });

  it("is as exact where it is a part of a word", () => {
    expect(
      argumentsOf(
        BASH,
        samples.map((text) => `name=${wordPart(text)}.log`),
      ),
    ).toEqual(samples.map((text) => [`name=${text}.log`]));
  });

  for (const shell of OTHERS) {
    it.skipIf(!isThere(shell))(
      `is one argument of ${shell.join(" ")}, too (skipped where that is not installed)`,
      () => {
        const results = argumentsOf(shell, samples.map(shellWord));
        expect(results.map(({ length }) => length)).toEqual(samples.map(() => 1));
      },
    );

    it.skipIf(!isThere(shell))(
      `of a program is the text in ${shell.join(" ")} (skipped where that is not installed)`,
      () => {
        expect(argumentsOf(shell, samples.map(quoted))).toEqual(samples.map((text) => [text]));
      },
    );
  }

  it("holds nothing that a report would have to change", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const word = shellWord(text);
        expect(wellFormed(word)).toBe(word);
        expect(visible(word)).toBe(word);
        expect(word).not.toMatch(/[\n\r\t]|^-|^\s|\s$/);
      }),
    );
  });

  it("is not taken for a command of the history by a shell that people type into", () => {
    const script = `set -o history; set -H\nshow() { printf '%s\\0' "$@"; }\n: first\n${["!:", "a'!!", "x\n!!'"]
      .map((text) => `show ${shellWord(text)}`)
      .join("\n")}\n`;
    const { stdout } = spawnSync("bash", ["--norc"], { input: script, encoding: "utf8" });
    expect(stdout.split("\0").slice(0, -1)).toEqual(["!:", "a'!!", "x\n!!'"]);
  });
});
