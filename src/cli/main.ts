import { Command, CommanderError } from "commander";
import { visibleLine } from "../report/visible.ts";
import { VERSION } from "../version.ts";
import { addAnalyze } from "./analyze.ts";
import { addCollect } from "./collect.ts";
import { addLab, inOrder } from "./lab.ts";
import { addMask } from "./mask.ts";
import { complain, EXIT } from "./output.ts";
import { addRules } from "./rules.ts";
import { addServices } from "./services.ts";

/** Runs `sospect` with these arguments; sets the exit code, and never shows a stack trace. */
export async function main(args: readonly string[]): Promise<void> {
  const program = new Command("sospect")
    .description("Finds what is wrong with the containers of an OpenStack node, offline, from a bundle captured on it.")
    .version(VERSION)
    .exitOverride()
    .enablePositionalOptions()
    .configureOutput({ outputError: (text, write) => write(`${visibleLine(text)}\n`) });
  for (const add of [addAnalyze, addCollect, addLab, addMask, addRules, addServices]) add(program);
  try {
    await program.parseAsync(inOrder(args), { from: "user" });
  } catch (thrown) {
    process.exitCode = exitCodeFor(thrown);
  }
}

function exitCodeFor(thrown: unknown): number {
  if (thrown instanceof CommanderError) return thrown.exitCode === 0 ? EXIT.fine : EXIT.usage;
  const { code, message } = thrown as NodeJS.ErrnoException;
  complain(`sospect: ${message}${code === "ENOSPC" ? " (free some space, or choose another directory with -o)" : ""}`);
  return EXIT.usage;
}
