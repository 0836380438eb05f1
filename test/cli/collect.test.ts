import { describe, expect, it } from "vitest";
import { run } from "./run.ts";

describe("collect, as a command", () => {
  it.each(["collect", "sospect"] as const)("hands every option to the collector: %s", async (command) => {
    const args = command === "sospect" ? ["collect"] : [];
    expect((await run(command, [...args, "--help"])).stdout).toMatch(/^Usage: collect \[OPTION/);
    expect((await run(command, [...args, "--version"])).stdout).toMatch(/^collect \d|^\d|^sospect-collect/);
    const wrong = await run(command, [...args, "--bogus"]);
    expect(wrong.code).toBe(2);
    expect(wrong.stderr).toContain("--bogus");
  });
});
