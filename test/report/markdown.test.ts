import fc from "fast-check";
import { lexer, type Token } from "marked";
import { describe, expect, it } from "vitest";
import { inline } from "../../src/report/markdown/escape.ts";
import markdown from "../../src/report/markdown/markdown.ts";
import { broken, explained, halfMissing, healthy, samples } from "./samples.ts";

/** All tokens of a text, those within others too. */
function tokensOf(tokens: readonly Token[]): Token[] {
  return tokens.flatMap((token) => {
    const inner = [
      ...("tokens" in token ? (token.tokens ?? []) : []),
      ...(token.type === "list" ? token.items : []),
      ...(token.type === "table"
        ? [...token.header, ...token.rows.flat()].flatMap((cell: { tokens: Token[] }) => cell.tokens)
        : []),
    ];
    return [token, ...tokensOf(inner)];
  });
}

const typesOf = (text: string) => new Set(tokensOf(lexer(text)).map(({ type }) => type));

/** What the report itself is made of. */
const OURS = [
  "code",
  "codespan",
  "em",
  "heading",
  "list",
  "list_item",
  "paragraph",
  "space",
  "strong",
  "table",
  "text",
  "escape",
];
const LOUD = /(?:https?:\/\/|www\.|mailto:)\S|(?:^|\s)[@#][\w-]|<[a-z!/]/i;

/** What is not within code, where trackers look for names, numbers and addresses. */
const plainOf = (text: string) =>
  tokensOf(lexer(text))
    .filter((token) => token.type === "text" && !("tokens" in token && token.tokens !== undefined))
    .map(({ raw }) => raw);

describe("the text for a ticket", () => {
  it.each(samples)("is made of our own parts alone: %s", (_, result) => {
    for (const language of ["en", "zh"] as const) {
      const text = markdown.render(result, { language });
      expect([...typesOf(text)].filter((type) => !OURS.includes(type))).toEqual([]);
      for (const plain of plainOf(text)) expect(plain).not.toMatch(LOUD);
    }
  });

  it.each([2_000, 5_000, 16_000, 60_000])("is no longer than %i characters, whatever is in it", (maxSize) => {
    for (const [, result] of samples) {
      for (const language of ["en", "zh"] as const)
        expect(markdown.render(result, { maxSize, language }).length).toBeLessThanOrEqual(maxSize);
    }
  });

  it("cuts what weighs least first, and says what", () => {
    const whole = markdown.render(broken, {});
    expect(whole).not.toContain("to stay within");
    const short = markdown.render(broken, { maxSize: whole.length - 500 });
    expect(short).toMatch(/\*\*!\*\* Told in a line each, to stay within \d+ characters: \d info\./);
    const shorter = markdown.render(broken, { maxSize: 5_000 });
    for (const { rule, severity } of broken.findings)
      if (severity === "critical" || severity === "error") expect(shorter).toContain(`\`${rule}\``);
    expect(shorter).toMatch(/Told in a line each, to stay within 5000 characters: .*6 warnings, 4 info/);
    expect(markdown.render(broken, { maxSize: 2_800 })).toMatch(/Left out, to stay within 2800 characters: 2 info/);
  });

  it("says verdict, nodes, what to fix with its commands and evidence, what else, and what is open", () => {
    const text = markdown.render(broken, {});
    for (const part of [
      "**Fault** Faults found on 3 nodes",
      "| `controller0` | not known | docker 1.13.1 | 24 |",
      "### Fix first",
      "#### **critical** A service has exited `service-exited`",
      "# look, on controller0:\nsudo docker logs --tail 50 nova_compute\n# fix, on controller0:\n# when the cause",
      "- `sos_commands/docker/docker_ps_-a_--no-trunc:6` `8976d5141d9c",
      "### Other findings",
      "### Not decided",
      "collect: `sos_commands/chrony/chronyc_tracking`",
    ]) {
      expect(text).toContain(part);
    }
  });

  it("names every rule, and says of what changed since the baseline right under the verdict", () => {
    const text = markdown.render(explained, {});
    for (const { rule } of explained.findings) expect(text).toContain(`\`${rule}\``);
    expect(text.split("\n")[2]).toMatch(/^\*\*!\*\* Since the baseline: 4 new, 1 gone/);
    expect(text).toContain("### Gone since the baseline");
  });

  it("begins with the root that explains the others", () => {
    expect(markdown.render(explained, {})).toMatch(
      /### Fix first\n\n#### \*\*error\*\* .*\*\(new\)\* \*\(explains 6 other findings\)\*\n/,
    );
  });

  it("says so where nothing is wrong, and where nothing is known", () => {
    expect(markdown.render(healthy, {})).toMatch(/^\*\*OK\*\* Nothing wrong found/);
    expect(markdown.render(halfMissing, {})).toMatch(/^\*\*Unknown\*\* /);
  });

  it("speaks Chinese", () => {
    const text = markdown.render(broken, { language: "zh" });
    expect(text).toMatch(/^\*\*有故障\*\* 在 3 个节点上发现故障/);
    expect(text).toContain("### 优先修复");
  });
});

describe("a text of a bundle in a line of Markdown", () => {
  it.each([
    ["plain words stay", "a service has ended", "a service has ended"],
    ["names of containers become code", "nova_compute fails (137).", "`nova_compute` fails (137)."],
    ["so do addresses", "see https://evil.example/x.", "see `https://evil.example/x`."],
    ["so do people and numbers", "ask @root of #12", "ask `@root` of `#12`"],
    ["so does HTML", "<b>x</b>", "`<b>x</b>`"],
    ["backticks are put behind more of them", "a`b``c", "``` a`b``c ```"],
  ])("%s", (_, text, expected) => {
    expect(inline(text)).toBe(expected);
  });

  it("is never more than text and code", () => {
    const word = fc.oneof(
      fc.string(),
      fc.constantFrom(
        "*a*",
        "_b_",
        "[x](y)",
        "![x](y)",
        "<a>",
        "&amp;",
        "~~c~~",
        "|",
        "`",
        "``",
        "\\",
        "# h",
        "- i",
        "1. j",
        "www.a.b",
      ),
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 12 }), (words) => {
        const types = typesOf(`x ${inline(words.join(" "))}`);
        expect([...types].filter((type) => !["paragraph", "text", "codespan", "space"].includes(type))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});
