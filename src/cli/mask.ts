import { randomBytes } from "node:crypto";
import { lstat, realpath, stat } from "node:fs/promises";
import { dirname, join, sep } from "node:path";
import type { Command } from "commander";
import { type Rewritten, rewriteBundle } from "../mask/rewrite.ts";
import { timesAreKept } from "../model/config/generated-config.ts";
import { readFacts } from "../parse/read-facts.ts";
import { onSignal } from "./interrupt.ts";
import { MaskOutput } from "./mask-output.ts";
import { complain, EXIT, print, progress } from "./output.ts";

/** More lines of notes than this are counted. */
const MOST_NOTES = 100;

interface Options {
  readonly output: string;
  readonly keepBinary?: boolean;
}

/** `sospect mask BUNDLE -o OUT`: makes a bundle that can be given away. */
export function addMask(program: Command): void {
  program
    .command("mask")
    .description("write a bundle anew with a token in the place of every secret, to be given away")
    .argument("<bundle>", "our collector's bundle, a sosreport, or a directory of either, unpacked")
    .requiredOption("-o, --output <file>", "the new bundle, a .tar.gz that only you may read; it must not exist")
    .option("--keep-binary", "keep files that are no text, which cannot be masked, as they are")
    .addHelpText("after", "\nExit: 0 written, 2 wrong usage, 3 the bundle cannot be read.")
    .action(async (bundle: string, options: Options) => {
      process.exitCode = await mask(bundle, options);
    });
}

async function mask(bundle: string, { output, keepBinary = false }: Options): Promise<number> {
  const problem = await problemWith(bundle, output);
  if (problem !== undefined) {
    complain(`mask: ${problem}`);
    return EXIT.usage;
  }
  progress(`masking ${bundle} …`);
  const withoutTimes = await timesProveNothing(bundle);
  const made = new MaskOutput(output);
  const release = onSignal(() => made.discard());
  const notes: string[] = [];
  try {
    made.open();
    const rewritten = await rewriteBundle(bundle, {
      write: (bytes) => made.write(bytes),
      spool: () => made.spool(),
      name: randomBytes(3).toString("hex"),
      keepBinary,
      withoutTimes,
      onNote: (line) => notes.push(line),
    });
    progress("");
    if (!rewritten.ok) {
      complain(rewritten.error.message);
      return EXIT.unreadable;
    }
    made.publish(rewritten.first);
    tell(notes, rewritten);
  } finally {
    made.discard();
    release();
  }
  await print(`${output}\n`);
  return EXIT.fine;
}

/** Why nothing can be written there, in the user's terms. */
async function problemWith(bundle: string, output: string): Promise<string | undefined> {
  if ((await lstat(output).catch(() => undefined)) !== undefined) return `${output} exists: choose another name`;
  const directory = await realpath(dirname(output)).catch(() => undefined);
  if (directory === undefined) return `${dirname(output)}: no such directory`;
  const source = await realpath(bundle).catch(() => undefined);
  return source !== undefined && (directory === source || directory.startsWith(join(source, sep)))
    ? `${output} lies in the bundle itself: choose another place`
    : undefined;
}

/** Times of an archive are trusted; those of a directory that was copied without them must not become such. */
async function timesProveNothing(bundle: string): Promise<boolean> {
  const stats = await stat(bundle).catch(() => undefined);
  if (stats?.isDirectory() !== true) return false;
  const { bundles } = await readFacts({ path: bundle });
  return bundles.some((read) => !timesAreKept(read));
}

function tell(notes: readonly string[], { counts, maskedFiles, binaries, links }: Extract<Rewritten, { ok: true }>) {
  for (const note of notes.slice(0, MOST_NOTES)) complain(note);
  if (notes.length > MOST_NOTES) complain(`and ${notes.length - MOST_NOTES} more notes`);
  if (binaries + links > 0) complain(`not in the new bundle: ${binaries} files that are no text, ${links} links`);
  complain(`masked ${counts.values} values (${counts.secrets} secrets) in ${maskedFiles} files`);
}
