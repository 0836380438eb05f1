import { stat } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { ruleFiles } from "../rules/load.ts";
import { complain, EXIT } from "./output.ts";

/** How often files are looked at. Looking works on every file system, and however an editor writes. */
const LOOK_MS = 250;

/** Each file with what tells one writing of it from the next. */
type Snapshot = ReadonlyMap<string, string>;

/** Runs `work` now and after each change of a rule's file, told which files changed, until Ctrl-C. */
export async function watchRules(
  paths: readonly string[],
  work: (changed: ReadonlySet<string>) => Promise<number>,
): Promise<number> {
  const end = new AbortController();
  const stop = () => end.abort();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, stop);
  try {
    let tested = await snapshot(paths);
    await work(new Set());
    complain("watching: Ctrl-C ends it");
    for (;;) {
      const settled = await nextChange(paths, tested, end.signal);
      const changed = differences(tested, settled);
      tested = settled;
      await work(changed);
    }
  } catch (thrown) {
    if (!end.signal.aborted) throw thrown;
    return EXIT.fine;
  }
}

/** Waits until files differ from those that were tested, and then until nobody writes any more. */
async function nextChange(paths: readonly string[], tested: Snapshot, signal: AbortSignal): Promise<Snapshot> {
  let before = tested;
  for (;;) {
    await sleep(LOOK_MS, undefined, { signal });
    const now = await snapshot(paths);
    if (differences(tested, now).size > 0 && differences(before, now).size === 0) return now;
    before = now;
  }
}

async function snapshot(paths: readonly string[]): Promise<Snapshot> {
  const files = (await Promise.all(paths.map((path) => ruleFiles(path)))).flatMap((found) => found.files);
  const entries = await Promise.all(
    files.map(async (file): Promise<[string, string][]> => {
      // An editor that writes a new file and renames it leaves none for a moment.
      const stats = await stat(file).catch(() => undefined);
      return stats === undefined ? [] : [[file, `${stats.mtimeMs} ${stats.size} ${stats.ino}`]];
    }),
  );
  return new Map(entries.flat());
}

function differences(one: Snapshot, other: Snapshot): Set<string> {
  const files = new Set([...one.keys(), ...other.keys()]);
  return new Set([...files].filter((file) => one.get(file) !== other.get(file)));
}
