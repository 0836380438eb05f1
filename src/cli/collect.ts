import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { constants } from "node:os";
import { fileURLToPath } from "node:url";
import type { Command } from "commander";

/** `sospect collect …`: runs the collector on this node. */
export function addCollect(program: Command): void {
  program
    .command("collect")
    .description("capture this node into a bundle; needs root (see: sospect collect --help)")
    .helpOption(false)
    .argument("[options...]", "options of the collector")
    .allowUnknownOption()
    .passThroughOptions()
    .action(async (options: string[]) => {
      process.exitCode = await runCollector(options);
    });
}

/** Runs the collector's script with these arguments; returns its exit code. */
function runCollector(args: readonly string[]): Promise<number> {
  const script = fileURLToPath(new URL("../collect/collect.sh", import.meta.url));
  if (!existsSync(script)) {
    process.stderr.write(`${script} is missing: run 'npm run build'\n`);
    return Promise.resolve(2);
  }
  const child = spawn("sh", [script, ...args], { stdio: "inherit" });
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal])));
  });
}
