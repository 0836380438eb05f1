import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { constants } from "node:os";
import { fileURLToPath } from "node:url";
import type { Command } from "commander";
import { REMOTE_HELP, readOptions } from "./collect-options.ts";
import { collectRemotely } from "./collect-remote.ts";
import { complain, EXIT, print } from "./output.ts";

/** The collector, as the build puts it together. */
export const SCRIPT = fileURLToPath(new URL("../collect/collect.sh", import.meta.url));

/** `sospect collect …`: runs the collector on this node, or by ssh on others. */
export function addCollect(program: Command): void {
  program
    .command("collect")
    .description("capture this node, as root, or others by ssh into bundles (see: sospect collect --help)")
    .helpOption(false)
    .argument("[options...]", "options of the collector")
    .allowUnknownOption()
    .passThroughOptions()
    .action(async (options: string[]) => {
      process.exitCode = await collect(options);
    });
}

async function collect(args: readonly string[]): Promise<number> {
  if (!existsSync(SCRIPT)) {
    complain(`${SCRIPT} is missing: run 'npm run build'`);
    return EXIT.usage;
  }
  const wanted = readOptions(args);
  switch (wanted.kind) {
    case "wrong":
      complain(`collect: ${wanted.message}`);
      return EXIT.usage;
    case "print-script":
      await print(await readFile(SCRIPT, "utf8"));
      return EXIT.fine;
    case "remote":
      return collectRemotely(wanted, SCRIPT);
    case "local":
      return runHere(wanted.args, wanted.help);
  }
}

/** Runs the collector on this node; to its own help it adds what the script does not know. */
async function runHere(args: readonly string[], help: boolean): Promise<number> {
  const code = await runCollector(args);
  if (help && code === EXIT.fine) await print(REMOTE_HELP);
  return code;
}

/** Runs the collector's script with these arguments; returns its exit code. */
function runCollector(args: readonly string[]): Promise<number> {
  const child = spawn("sh", [SCRIPT, ...args], { stdio: "inherit" });
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal])));
  });
}
