import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readSettings } from "../../../src/parse/config/config-file.ts";
import { decode } from "../../../src/parse/syntax/decode.ts";
import { factsOf, only } from "../support.ts";

const FILE = "var/lib/config-data/puppet-generated/nova/etc/nova/nova.conf";

/** Settings as `[section] key = value@line | value@line`. */
function settings(text: string): string[] {
  return readSettings({ text }).map(
    ({ section, key, values, lines }) =>
      `[${section}] ${key} = ${values.map((value, index) => `${JSON.stringify(value)}@${lines[index]}`).join(" | ")}`,
  );
}

describe("settings", () => {
  it.each([
    ["have a section, a key and a line", "# head\n[api]\n\nworkers = 4\n", ['[api] workers = "4"@4']],
    ["belong to DEFAULT before any section", "debug=True\n", ['[DEFAULT] debug = "True"@1']],
    ["may be parted by a colon", "[a]\nx: y=z\n", ['[a] x = "y=z"@2']],
    [
      "may have signs of equality in their value",
      "[a]\nurl=mysql://u:p@h/d?c=utf8\n",
      ['[a] url = "mysql://u:p@h/d?c=utf8"@2'],
    ],
    ["count each value of a repeated key", "[a]\nx=1\ny=2\nx=3\n", ['[a] x = "1"@2 | "3"@4', '[a] y = "2"@3']],
    [
      "of a section that is written twice are of one section",
      "[a]\nx=1\n[b]\nx=2\n[a]\ny=3\n",
      ['[a] x = "1"@2', '[b] x = "2"@4', '[a] y = "3"@6'],
    ],
    ["go on in lines that are indented", "[a]\nx = 1,\n  2,\n\t3\ny=4\n", ['[a] x = "1,\\n2,\\n3"@2', '[a] y = "4"@5']],
    ["may begin below their key", "[a]\nx =\n  1\n  2\n", ['[a] x = "1\\n2"@2']],
    [
      "go on behind an indented comment, not behind a blank line",
      "[a]\nx = 1\n  # no\n  2\n\n  y = 3\n",
      ['[a] x = "1\\n2"@2', '[a] y = "3"@6'],
    ],
    ["may be indented right below a section", "[a]\n  x = 1\n", ['[a] x = "1"@2']],
    [
      "may have no value",
      "[mysqld]\nskip-name-resolve\nx=\n",
      ['[mysqld] skip-name-resolve = ""@2', '[mysqld] x = ""@3'],
    ],
    [
      "have no quotes around their value",
      '[a]\nx = "y"\nz = \'w\'\nv = "w\n',
      ['[a] x = "y"@2', '[a] z = "w"@3', '[a] v = "\\"w"@4'],
    ],
    ["are not what is commented out", "[a]\n#x=1\n;y=2\n  # z=3\n", []],
    ["are not lines without a key", "[a]\n= 1\n: 2\n", []],
    ["keep a comment sign within a value", "[a]\nx = 1 # 2\n", ['[a] x = "1 # 2"@2']],
    ["may be of a section with blanks and no name", "[ a b ]\nx=1\n[]\ny=2\n", ['[a b] x = "1"@2', '[] y = "2"@4']],
  ])("%s", (_, text, expected) => {
    expect(settings(text)).toEqual(expected);
    expect(settings(decode(Buffer.from(text.replaceAll("\n", "\r\n"))))).toEqual(expected);
  });

  it("are read from any text, and lie within it", () => {
    const scrap = fc.constantFrom("[", "]", "=", ":", "\n", " ", "\t", "#", "a", '"', "x = 1\n", "[b]\n");
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(scrap).map((parts) => parts.join("")),
        ),
        (text) => {
          const count = text.split("\n").length;
          for (const { values, lines, key } of readSettings({ text })) {
            expect(key).not.toBe("");
            expect(lines).toHaveLength(values.length);
            expect(lines.every((line, index) => line >= 1 && line <= count && line > (lines[index - 1] ?? 0))).toBe(
              true,
            );
          }
        },
      ),
      { numRuns: 2000 },
    );
  });

  it("are read back as they were written", () => {
    const word = fc.stringMatching(/^[a-z_][a-z0-9_]{0,9}$/);
    const file = fc.dictionary(word, fc.dictionary(word, fc.stringMatching(/^([^\s"'\0][^\n\r\0]{0,20}[^\s"'])?$/)));
    fc.assert(
      fc.property(file, (sections) => {
        const lines = Object.entries(sections).flatMap(([section, keys]) => [
          `[${section}]`,
          ...Object.entries(keys).map(([key, value]) => `${key} = ${value}`),
        ]);
        const read: Record<string, Record<string, string>> = {};
        for (const { section, key, values, lines: places } of readSettings({ text: lines.join("\n") })) {
          read[section] = { ...read[section], [key]: values.join() };
          expect(lines[(places[0] ?? 0) - 1]).toBe(`${key} = ${values[0]}`);
        }
        expect(read).toEqual(
          Object.fromEntries(Object.entries(sections).filter(([, keys]) => Object.keys(keys).length > 0)),
        );
      }),
    );
  });

  it.each(["x\n y\n", " x=", "[", "=:", "x\n\n", " ", "*", "=*"])(
    "take no longer than their length for a megabyte of %j",
    (scrap) => {
      const started = performance.now();
      factsOf(FILE, scrap.repeat(1_000_000 / scrap.length));
      factsOf(FILE, `x = 1${scrap.repeat(1_000_000 / scrap.length)}`);
      expect(performance.now() - started).toBeLessThan(20_000);
    },
  );
});

describe("a configuration file", () => {
  it("keeps its time, and why it is not whole, without the line that was cut", () => {
    const fact = only(factsOf(FILE, "[a]\nx = 1\ny = tru", { mtime: 5, loss: "cut short" }), "config-file");
    expect(fact).toMatchObject({ mtime: 5, problem: "cut short", scrubbed: false });
    expect(fact.settings.map(({ key }) => key)).toEqual(["x"]);
  });

  it.each([
    ["[a]\npassword = *********\n", true],
    ["[a]\npassword=********\n", true],
    ["[a]\nconnection=mysql+pymysql://nova:*********@172.17.1.10/nova\n", true],
    ["#password: ********\n", true],
    ["#******************************\n# a banner\n#******************************\n[a]\nx=1\n", false],
    ["[a]\nglob = /var/**/x\n", false],
  ])("%j is scrubbed: %s", (text, scrubbed) => {
    expect(only(factsOf(FILE, text), "config-file").scrubbed).toBe(scrubbed);
  });
});
