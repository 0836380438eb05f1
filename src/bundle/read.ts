import { stat } from "node:fs/promises";
import { join } from "node:path";
import { type Read, type Refusal, readArchive } from "./archive.ts";
import { Budget } from "./budget.ts";
import type { DecoderChoice } from "./decoders.ts";
import { readTree, reasonOf } from "./directory.ts";
import { rootOfDirectory } from "./directory-root.ts";
import type { BundleResult, BundleSummary, Visit } from "./entry.ts";
import { Intake } from "./intake.ts";
import { defaultLimits, type Limits } from "./limits.ts";
import { Notes } from "./notes.ts";
import { printable } from "./printable.ts";
import { RootFinder } from "./root.ts";

/**
 * Reads a bundle, archive or directory, in one pass, and hands every wanted regular file to the sink that `visit` gives.
 * Nothing in a bundle makes it throw: what is odd becomes a note, what is no bundle an error. Only what `visit` or a sink
 * throws is thrown on.
 */
export async function readBundle(
  path: string,
  visit: Visit,
  limits: Partial<Limits> = {},
  choice: DecoderChoice = "system-first",
): Promise<BundleResult> {
  const all = { ...defaultLimits, ...limits };
  const kind = await kindOf(path);
  const read =
    kind === "directory"
      ? await readDirectory(path, visit, all)
      : kind === "file"
        ? await readFile(path, visit, all, choice)
        : kind;
  if ("code" in read)
    return { ok: false, error: { code: read.code, message: `${printable(path, 1000)}: ${read.reason}` } };
  return { ok: true, summary: { source: path, ...read } };
}

type Outcome = Omit<BundleSummary, "source"> | Refusal;

async function kindOf(path: string): Promise<"directory" | "file" | Refusal> {
  try {
    const stats = await stat(path);
    if (stats.isDirectory()) return "directory";
    return stats.isFile() ? "file" : { code: "unreadable", reason: "neither a file nor a directory" };
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "ENOENT" || code === "ENOTDIR") return { code: "not-found", reason: "no such file or directory" };
    return { code: "unreadable", reason: printable(reasonOf(error)) };
  }
}

async function readFile(path: string, visit: Visit, limits: Limits, choice: DecoderChoice): Promise<Outcome> {
  const root = new RootFinder(visit);
  const notes = new Notes(limits.maxNotes);
  const budget = new Budget(limits);
  const intake = new Intake(budget, notes, root);
  const read: Read = await readArchive(path, intake, budget, choice);
  if ("code" in read) return read;
  if (!root.recognized) return unrecognizable(intake, notes);
  noteOutside(root, notes);
  const { entries, bytes, links } = intake;
  return { format: read.format, root: root.root, entries, bytes, links, notes: notes.list() };
}

function unrecognizable(intake: Intake, notes: Notes): Refusal {
  const [note] = notes.list();
  const hint = intake.archives > 0 ? "; it holds archives: unpack it and give those" : "";
  const trouble = note === undefined ? "" : `; ${note.message}`;
  const reason = `an archive of ${intake.entries} files, none of them from a report${hint}${trouble}`;
  return { code: "unrecognizable", reason };
}

function noteOutside(root: RootFinder, notes: Notes): void {
  if (root.outside === 0) return;
  const message = `files beside the bundle's own folder "${printable(root.root)}" were not read: ${root.outside}, this one first`;
  notes.add("outside-root", message, false, root.firstOutside);
}

async function readDirectory(path: string, visit: Visit, limits: Limits): Promise<Outcome> {
  const where = await rootOfDirectory(path);
  if (where.found === "none") return { code: "unrecognizable", reason: "a directory that holds no report" };
  if (where.found === "several") {
    const names = where.roots.slice(0, 3).map((root) => printable(root, 80));
    return { code: "unrecognizable", reason: `holds several reports, give them one by one: ${names.join(", ")}, …` };
  }
  const notes = new Notes(limits.maxNotes);
  const intake = new Intake(new Budget(limits), notes, new RootFinder((entry) => visit(entry, where.root), ""));
  await readTree(join(path, where.root), "", intake);
  return {
    format: "directory",
    root: where.root,
    entries: intake.entries,
    bytes: intake.bytes,
    links: intake.links,
    notes: notes.list(),
  };
}
