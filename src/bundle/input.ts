import { stat } from "node:fs/promises";
import { type Reading, type Refusal, readArchiveFile } from "./archive.ts";
import type { DecoderChoice } from "./decoders/decoders.ts";
import { reasonOf } from "./directory.ts";
import type { BundleError, BundleSummary } from "./entry.ts";
import { readFolders } from "./folders.ts";
import { bundlesFound } from "./found.ts";
import type { Input } from "./inventory.ts";
import { Inventory, type OpenBundle } from "./inventory.ts";
import { defaultLimits, type Limits } from "./limits.ts";
import type { PassedBy } from "./passed-by.ts";
import { printable } from "./printable.ts";

/** What reading one input came to. */
export interface InputResult {
  /** The path as the user gave it, or its name. */
  readonly path: string;
  readonly bundles: readonly BundleSummary[];
  /** What the clusters say that the control plane runs on, as a must-gather holds it. */
  readonly clusters: readonly BundleSummary[];
  /** Why there is no bundle. */
  readonly error?: BundleError;
  /** What of it was passed by, first what is missed. */
  readonly passedBy: readonly PassedBy[];
}

/**
 * Reads all bundles of an input, which is an archive or a directory of what is handed in, in one pass: each wanted regular
 * file goes to the sink that its bundle's visitor gives. Nothing in an input makes it throw: what is odd becomes a note,
 * what is no bundle an error. Only what a visitor or a sink throws is thrown on.
 */
export async function readInput(
  { path, name = path }: Input,
  open: OpenBundle,
  limits: Partial<Limits> = {},
  choice: DecoderChoice = "system-first",
): Promise<InputResult> {
  const inventory = new Inventory({ ...defaultLimits, ...limits }, open);
  const refusal = await readAny(path, { inventory, choice });
  const { bundles, clusters } = bundlesFound({ path, name }, inventory);
  const passedBy = inventory.passedBy();
  if (bundles.length > 0) return { path: name, bundles, clusters, passedBy };
  const { code, reason } = refusal ?? noBundle(inventory, passedBy);
  return { path: name, bundles, clusters, passedBy, error: { code, message: `${printable(name, 1000)}: ${reason}` } };
}

async function readAny(path: string, reading: Omit<Reading, "isInDirectory">): Promise<Refusal | undefined> {
  const kind = await kindOf(path);
  if (typeof kind !== "string") return kind;
  const isInDirectory = kind === "directory";
  if (!isInDirectory) return readArchiveFile(path, { within: "", depth: 0 }, { ...reading, isInDirectory });
  const problem = await readFolders(path, { ...reading, isInDirectory });
  return problem === undefined ? undefined : { code: "unreadable", reason: problem };
}

async function kindOf(path: string): Promise<"directory" | "file" | Refusal> {
  try {
    const stats = await stat(path);
    if (stats.isDirectory()) return "directory";
    if (stats.isFile()) return "file";
    const reason = stats.isFIFO()
      ? "a pipe, which is not waited for: give it as standard input, as in 'sospect analyze - < FILE'"
      : "neither a file nor a directory";
    return { code: "unreadable", reason };
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "ENOENT" || code === "ENOTDIR") return { code: "not-found", reason: "no such file or directory" };
    return { code: "unreadable", reason: printable(reasonOf(error)) };
  }
}

function noBundle(inventory: Inventory, passedBy: readonly PassedBy[]): Refusal {
  const lost = passedBy.filter((one) => one.lost);
  const trouble = lost
    .slice(0, 2)
    .map(({ path, reason }) => `; ${path === "…" ? "" : `${printable(path, 200)}: `}${reason}`);
  const more = lost.length > 2 ? `; and ${lost.length - 2} more` : "";
  const files = inventory.containers.reduce((sum, { place, entries }) => sum + (place.depth === 0 ? entries : 0), 0);
  const [first] = inventory.containers;
  const what =
    first === undefined || first.isInDirectory
      ? "a directory that holds no report"
      : `an archive of ${files} files, none of them from a report`;
  return { code: "unrecognizable", reason: what + trouble.join("") + more };
}
