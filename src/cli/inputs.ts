import { createWriteStream, rmSync } from "node:fs";
import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { reasonOf } from "../bundle/directory.ts";
import type { Input } from "../bundle/inventory.ts";
import { defaultLimits } from "../bundle/limits.ts";
import { onSignal } from "./interrupt.ts";
import { complain, EXIT } from "./output.ts";

const STANDARD_INPUT = /^(-|\/dev\/stdin|\/dev\/fd\/0|\/proc\/self\/fd\/0)$/;

/** What is told of standard input. */
const NAME = "standard input";

/**
 * Hands the paths of the command line on as inputs. What comes on standard input is kept in a file that only the user may
 * read as long as `use` works, as a report looks at bundles twice; gives the exit code.
 */
export async function withInputs(
  paths: readonly string[],
  use: (inputs: readonly Input[]) => Promise<number>,
): Promise<number> {
  if (!paths.some(isStandardInput)) return use(paths.map((path) => ({ path })));
  if (process.stdin.isTTY) {
    complain(`${NAME} is the terminal: pipe an archive to it, as in 'xz -dc report.tar.xz | sospect analyze -'`);
    return EXIT.usage;
  }
  const directory = await mkdtemp(join(tmpdir(), "sospect-"));
  const release = onSignal(() => rmSync(directory, { recursive: true, force: true }));
  try {
    const file = join(directory, "input");
    const problem = await keepIn(file);
    if (problem !== undefined) {
      complain(`${NAME}: ${problem}`);
      return EXIT.unreadable;
    }
    return await use(paths.map((path) => (isStandardInput(path) ? { path: file, name: NAME } : { path })));
  } finally {
    release();
    await rm(directory, { recursive: true, force: true });
  }
}

/** Whether a path is a name of standard input. */
function isStandardInput(path: string): boolean {
  return STANDARD_INPUT.test(path);
}

/** What an option names has to be there; gives the first complaint. */
export async function missingAmong(paths: readonly string[]): Promise<string | undefined> {
  for (const path of paths) {
    if (isStandardInput(path)) continue;
    const problem = await stat(path).then(() => undefined, reasonOf);
    if (problem !== undefined)
      return `${path}: ${/ENOENT|ENOTDIR/.test(problem) ? "no such file or directory" : problem}`;
  }
  return undefined;
}

/** Writes standard input to a new file; gives why that failed. */
async function keepIn(file: string): Promise<string | undefined> {
  let room = defaultLimits.maxTotalBytes;
  const limited = new Transform({
    transform(chunk: Buffer, _, done) {
      room -= chunk.length;
      if (room < 0) done(new Error(`more than ${defaultLimits.maxTotalBytes} bytes; give it as a file`));
      else done(null, chunk);
    },
  });
  try {
    await pipeline(process.stdin, limited, createWriteStream(file, { mode: 0o600, flags: "wx" }));
    return undefined;
  } catch (error) {
    return `it could not be kept in ${tmpdir()}: ${reasonOf(error)}`;
  }
}
