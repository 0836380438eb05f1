import { mkdir, readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { collectFromAll } from "../collect/remote/all.ts";
import { roomFor } from "../collect/remote/arriving.ts";
import { visibleLine } from "../report/visible.ts";
import { watchLines } from "./collect-lines.ts";
import type { RemoteOptions } from "./collect-options.ts";
import { readTargets } from "./collect-targets.ts";
import { interruptible } from "./interrupt.ts";
import { complain, EXIT, print } from "./output.ts";

/** Collects from nodes by ssh with this script; returns the exit code. */
export async function collectRemotely(options: RemoteOptions, script: string): Promise<number> {
  const asked = await readTargets(options);
  if (!asked.ok) {
    for (const problem of asked.problems) complain(visibleLine(problem));
    return EXIT.usage;
  }
  for (const name of asked.left) {
    complain(`${visibleLine(name)}: skipped: local to where the inventory was written: name it with --host`);
  }
  const directory = resolve(options.directory);
  await mkdir(directory, { recursive: true });
  const { args, ssh, seconds, parallel, mebibytes } = options;
  const order = { script: await readFile(script), args, ssh, directory, seconds, room: roomFor(mebibytes) };
  const interrupt = interruptible();
  // A terminal that is gone takes what is told with it, not the work.
  process.stderr.on("error", () => {});
  const outcomes = await collectFromAll(asked.targets, order, parallel, watchLines(process.stderr), interrupt.signal);
  interrupt.release();
  await print(outcomes.map((outcome) => (outcome.ok ? `${outcome.path}\n` : "")).join(""));
  return interrupt.exitCode() ?? exitCode(outcomes);
}

function exitCode(outcomes: readonly { readonly ok: boolean }[]): number {
  if (outcomes.every(({ ok }) => ok)) return EXIT.fine;
  return outcomes.some(({ ok }) => ok) ? EXIT.faults : EXIT.unreadable;
}
