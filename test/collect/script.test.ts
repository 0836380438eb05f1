import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { isRoot, script, shells } from "./stage.ts";

describe("the collector's script", () => {
  test("has nothing that shellcheck objects to", ({ skip }) => {
    // What it carries in a text to read single files is seen as a file of its own.
    const reader = fileURLToPath(new URL("../../src/collect/script/take.sh", import.meta.url));
    const checked = spawnSync("shellcheck", [script, reader], { encoding: "utf8" });
    if (checked.error) skip("shellcheck is not installed");
    expect(checked.stdout).toBe("");
  });

  test.each(shells)("tells its version and its usage under $name", ({ words: [command = "", ...rest] }) => {
    const ask = (option: string) => spawnSync(command, [...rest, script, option], { encoding: "utf8" });
    expect(ask("--version")).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/^sospect-collect \d+\.\d+\.\d+\n$/),
    });
    expect(ask("--help")).toMatchObject({ status: 0, stdout: expect.stringMatching(/^Usage: collect /), stderr: "" });
  });

  test.each([
    [["--frobnicate"], "unknown argument '--frobnicate'"],
    [["bundle.tgz"], "unknown argument 'bundle.tgz'"],
    [["-o"], "-o needs a value"],
    [["--lines", "many"], "--lines needs a number, not 'many'"],
    [["--lines=0"], "--lines must be at least 1"],
    [["--timeout", "-1"], "--timeout needs a number"],
    [["--registry", "host/$(id)"], "--registry needs HOST:PORT"],
  ])("refuses the arguments %j", (args, reason) => {
    const refused = spawnSync("sh", [script, ...args], { encoding: "utf8" });
    expect(refused).toMatchObject({ status: 2, stdout: "", stderr: expect.stringContaining(reason) });
    expect(refused.stderr.trimEnd().split("\n")).toHaveLength(1);
  });

  test("needs root, says so in one line, and can be fed to a shell on its standard input", () => {
    const nobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "sh", "-s"];
    const [command = "", ...args] = isRoot ? nobody : ["sh", "-s"];
    const refused = spawnSync(command, args, { input: readFileSync(script), encoding: "utf8" });
    expect(refused).toMatchObject({ status: 2, stdout: "" });
    expect(refused.stderr).toMatch(/^collect: collect must run as root: try sudo [^\n]*\n$/);
  });
});
