import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { loadAcceptances, loadRules } from "../../src/rules/load.ts";
import { showProblem } from "../../src/yaml/problem.ts";
import { readYaml } from "../../src/yaml/yaml-file.ts";

const RULE = (id: string) => `id: ${id}
title: A container is sick
severity: error
needs: [containers]
each: node.containers
as: container
when: container.running
message: it is sick
why: It does not work.
remedy: ls
tests:
  - {name: fires, given: {container: {name: a, running: true}}, expect: fault}
`;

function folder(): string {
  const made = realpathSync(mkdtempSync(join(tmpdir(), "sospect-rules-")));
  onTestFinished(() => rmSync(made, { recursive: true }));
  return made;
}

describe("a directory of rules of a stranger's", () => {
  it("is not left by a link, which is named", async () => {
    const at = folder();
    const elsewhere = folder();
    writeFileSync(join(elsewhere, "sick.yaml"), RULE("sick"));
    symlinkSync(elsewhere, join(at, "theirs"));
    symlinkSync(join(elsewhere, "sick.yaml"), join(at, "sick.yaml"));
    symlinkSync("/usr", join(at, "usr"));
    symlinkSync("nowhere", join(at, "gone.yaml"));
    const { rules, problems } = await loadRules([at]);
    expect(rules).toEqual([]);
    expect(problems.map(showProblem).sort()).toEqual([
      `${at}/gone.yaml:1:1: a link that leads nowhere: put the file itself there`,
      `${at}/sick.yaml:1:1: a link that leads out of ${at}, to ${elsewhere}/sick.yaml: put the file itself there`,
      `${at}/theirs:1:1: a link that leads out of ${at}, to ${elsewhere}: put the file itself there`,
      `${at}/usr:1:1: a link that leads out of ${at}, to /usr: put the file itself there`,
    ]);
  });

  it("is read once where links in it lead in circles, and may itself be named by a link", async () => {
    const at = folder();
    mkdirSync(join(at, "own/more"), { recursive: true });
    writeFileSync(join(at, "own/more/sick.yaml"), RULE("sick"));
    symlinkSync("..", join(at, "own/more/up"));
    symlinkSync("more", join(at, "own/twice"));
    symlinkSync("own", join(at, "named"));
    const { rules, problems } = await loadRules([join(at, "named")]);
    expect([rules.map(({ id }) => id), problems]).toEqual([["sick"], []]);
  });

  it.each<[string, (at: string) => void, string]>([
    [
      "files of rules",
      (at) => {
        for (let count = 0; count <= 2000; count++) writeFileSync(join(at, `r${count}.yaml`), "");
      },
      "it has more than 2000 files of rules: name the folder of your rules alone",
    ],
    [
      "other files",
      (at) => {
        for (let count = 0; count <= 20_000; count++) writeFileSync(join(at, `f${count}`), "");
      },
      "it has more than 20000 files and folders: name the folder of your rules alone",
    ],
    [
      "folders in folders",
      (at) => {
        mkdirSync(join(at, "d/".repeat(20)), { recursive: true });
        writeFileSync(join(at, "d/".repeat(20), "x.yaml"), "");
      },
      "deep, as ",
    ],
  ])("is given up with its name where it has too many %s", async (_, fill, why) => {
    const at = folder();
    fill(at);
    const { problems } = await loadRules([at]);
    const told = problems.map(showProblem).filter((problem) => problem.startsWith(`${at}:1:1: `));
    expect(told).toHaveLength(1);
    expect(told[0]).toContain(why);
  });
});

const BOMB = `a: &a [${"x,".repeat(9)}x]\n${"bcdefghij"
  .split("")
  .map((name, at) => `${name}: &${name} [${`*${"abcdefghi"[at]},`.repeat(9)}*${"abcdefghi"[at]}]`)
  .join("\n")}\n`;

describe("a file of a stranger's", () => {
  it.each([
    ["aliases that stand for a thousand million values", BOMB, /alias/i],
    ["lists in lists", "[".repeat(100_000), /./],
    ["maps in maps", Array.from({ length: 3000 }, (_, depth) => `${" ".repeat(depth % 80)}a:`).join("\n"), /./],
    ["a text without end", `a: ${"x".repeat(300_000)}`, /longer than/],
    ["the same key twice", "a: 1\nb: 2\na: 3\n", /^f\.yaml:3:1: Map keys must be unique/],
  ])("is named with its trouble and ends nothing: %s", (_, text, why) => {
    const { problems } = readYaml("f.yaml", text);
    expect(problems.map(showProblem)[0]).toMatch(/^f\.yaml:\d+:\d+: \S/);
    expect(problems.map(showProblem)[0]).toMatch(why);
  });

  it("may have a great many keys, which are not compared each with each", () => {
    const keys = Array.from({ length: 20_000 }, (_, at) => `k${at}: 1`).join("\n");
    expect(readYaml("f.yaml", keys).problems).toEqual([]);
  });

  it.each(["/dev/zero", "/nonexistent/accepted.yaml"])("is named where it is %s", async (file) => {
    const { problems } = await loadAcceptances([file]);
    expect(problems.map(showProblem)).toHaveLength(1);
    expect(showProblem(problems[0] ?? { file: "", line: 0, column: 0, message: "" })).toContain(`${file}:1:1: it `);
  });

  it("is named where its aliases stand for too much, as rules, acceptances and exercises are", async () => {
    const at = folder();
    writeFileSync(join(at, "bomb.yaml"), BOMB);
    const [rules, accepted] = [await loadRules([at]), await loadAcceptances([join(at, "bomb.yaml")])];
    for (const { problems } of [rules, accepted]) expect(problems[0]?.file).toBe(join(at, "bomb.yaml"));
  });
});
