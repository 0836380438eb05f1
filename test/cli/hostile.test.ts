import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { run } from "./run.ts";

/** What would clear a screen, colour it, turn its text and forge a line. */
const NAME = "\u001b[2J\u001b[31mx\u009b1m\u202ey\r\nOK  forged";
const OBEYED = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202e]/;

let scratch: string;
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), "hostile-"));
  const folder = join(scratch, NAME);
  await mkdir(folder);
  await writeFile(join(folder, "sick.yaml"), `id: sick\ntitle: "\\e[2Jx"\n"\\e[31mkey": 1\n`);
  await writeFile(join(folder, "bad.tgz"), "no archive");
  await writeFile(join(folder, "accepted.yaml"), `accepted:\n  - {"\\e[31mkey": 1}\n`);
});
afterAll(() => rm(scratch, { recursive: true }));

describe("what is said on stderr", () => {
  it.each([
    ["analyze", "a bundle that is not there", [NAME]],
    ["analyze", "a bundle that is none", [join(NAME, "bad.tgz")]],
    ["analyze", "rules with mistakes", ["--rules", NAME, "x.tgz"]],
    ["analyze", "acceptances with mistakes", ["--accept", join(NAME, "accepted.yaml"), "x.tgz"]],
    ["analyze", "acceptances that are not there", ["--accept", join(NAME, "none.yaml"), "x.tgz"]],
    ["analyze", "a format of no such name", ["--format", NAME, "x.tgz"]],
    ["analyze", "an option of no such name", [`--${NAME}`, "x.tgz"]],
    ["analyze", "a limit of no such name", ["--limit", NAME, "x.tgz"]],
    ["sospect", "a command of no such name", [NAME]],
    ["sospect", "rules to list with mistakes", ["rules", "list", NAME]],
    ["sospect", "a rule to show of no such name", ["rules", "show", NAME]],
    ["sospect", "a folder to lint without rules", ["rules", "lint", join(NAME, "none")]],
    ["sospect", "rules to lint with mistakes", ["rules", "lint", NAME]],
    ["sospect", "rules to test with mistakes", ["rules", "test", NAME]],
    ["sospect", "an id for a new rule", ["rules", "new", NAME]],
    ["sospect", "a rule to explain of no such name", ["rules", "explain", NAME, "x.tgz"]],
    ["sospect", "a bundle to explain that is none", ["rules", "explain", "service-exited", join(NAME, "bad.tgz")]],
    ["sospect", "a bundle to mask that is none", ["mask", join(NAME, "bad.tgz"), "-o", "out.tar.gz"]],
    ["collect", "a host of no such name", ["--host", NAME, "-o", "out"]],
    ["collect", "an inventory that is not there", ["--inventory", NAME]],
  ] as const)("by %s holds nothing that a terminal obeys: %s", async (command, _, args) => {
    const { code, stdout, stderr } = await run(command, args, scratch);
    expect(code).toBeGreaterThan(0);
    expect(stderr).not.toBe("");
    expect(stderr + stdout).not.toMatch(OBEYED);
    expect(`${stderr}\n${stdout}`).not.toMatch(/^OK {2}forged/m);
  });
});
