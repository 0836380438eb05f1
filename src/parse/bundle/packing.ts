import type { CaptureFact, DamageFact, Fact, PackedFact } from "../facts.ts";
import { logName, type NameOfLog } from "../logs/log-names.ts";
import { parserFor } from "../parsers.ts";
import { readTime } from "../syntax/time.ts";

/** A file as the bundle has it now. */
export interface Packed {
  size: number;
  /** Epoch milliseconds. */
  mtime?: number;
  /** Of files that are parsed. */
  sha256?: string;
  /** Whether it holds what stands in the place of a secret. */
  masked?: boolean;
  /** The digest of an earlier file of the same path. */
  before?: string;
}

/** What of its size a command's output loses before it is packed, whoever masks it. */
const FILTERED = /^sos_commands\/kernel\/dmesg_kills$/;
/** What our collector puts into every bundle without running a command for it. */
const UNRECORDED = /^(manifest\.json|hostname)$/;
/** Manifests and archives write names that are no UTF-8 each in its own way. */
const ODD_NAME = /\ufffd|\\x[0-9a-f]{2}|\p{Cc}/u;
const SLACK_MS = 2000;

/**
 * What of a bundle of our collector is not as its own manifest says: files that differ from what was packed, that it does
 * not know, or that are gone. It cannot be proven that nobody changed a bundle and its manifest together.
 */
export function packingProblems(
  facts: readonly Fact[],
  files: ReadonlyMap<string, Packed>,
  isLossy: boolean,
  nameOfLog: NameOfLog = logName,
): DamageFact[] {
  const captures = facts.filter((fact): fact is CaptureFact => fact.kind === "capture" && fact.tool === "sospect");
  if (captures.length === 0 || facts.some(({ kind, file }: Told) => kind === "damage" && file === MANIFEST)) return [];
  const packed = facts.filter((fact): fact is PackedFact => fact.kind === "packed");
  const found = packed.length > 0 ? byRecord(packed, files) : doubted(bySize(captures, files));
  // What an archive lost is told by the archive.
  const own = isLossy ? found.filter(({ reason }) => reason !== GONE) : found;
  const late = packed.length > 0 ? [] : doubted(lateFiles(facts, files));
  // What nobody reads changes nothing.
  return [...own, ...late].filter(({ file }) => parserFor(file) !== undefined || nameOfLog(file) !== undefined);
}

type Told = { readonly kind: string; readonly file?: unknown };
const MANIFEST = "manifest.json";

/** By the record of every file that was packed. */
function byRecord(packed: readonly PackedFact[], files: ReadonlyMap<string, Packed>): DamageFact[] {
  const records = new Map(packed.map((record) => [record.file, record]));
  const problems = [...files].flatMap(([file, { size, sha256 }]) => {
    const record = records.get(file);
    if (record === undefined) return UNRECORDED.test(file) || ODD_NAME.test(file) ? [] : altered(file, NOT_RECORDED);
    if (record.bytes !== size) return altered(file, `it has ${size} bytes, and ${record.bytes} were packed`);
    const differs = record.sha256 !== undefined && sha256 !== undefined && record.sha256 !== sha256;
    return differs ? altered(file, "its content is not what was packed") : [];
  });
  return [...problems, ...packed.flatMap(({ file }) => (files.has(file) || ODD_NAME.test(file) ? [] : gone(file)))];
}

/** By what each command printed: older collectors recorded no more, and masked afterwards. */
function bySize(captures: readonly CaptureFact[], files: ReadonlyMap<string, Packed>): DamageFact[] {
  const sizes = new Map(captures.map(({ path, bytes }) => [path, bytes]));
  const isRecorded = (file: string): boolean => {
    for (let path = file; path !== ""; path = path.slice(0, Math.max(path.lastIndexOf("/"), 0)))
      if (sizes.has(path)) return true;
    return false;
  };
  const problems = [...files].flatMap(([file, { size, sha256, masked }]) => {
    if (!isRecorded(file)) return file.startsWith("sos_commands/") ? altered(file, NOT_RECORDED) : [];
    const bytes = sizes.get(file);
    const certain = sha256 !== undefined && masked === false && !FILTERED.test(file);
    if (bytes === undefined || bytes === size || !certain) return [];
    return altered(file, `it has ${size} bytes, and the manifest says that ${bytes} were captured`);
  });
  const folders = new Set([...files.keys()].flatMap(foldersOf));
  const lost = captures.flatMap(({ path, bytes = 0, exitCode, cutShort }) =>
    bytes > 0 && exitCode === 0 && !cutShort && !files.has(path) && !folders.has(path) ? gone(path) : [],
  );
  return [...problems, ...lost];
}

/** The output of commands is written while the node is captured, and neither before nor afterwards. */
function lateFiles(facts: readonly Fact[], files: ReadonlyMap<string, Packed>): DamageFact[] {
  const [started, finished] = [timeOf(facts, "captured-at"), timeOf(facts, "capture-ended")];
  const written = files.get(MANIFEST)?.mtime;
  // Where the manifest's own time is another, the archive was made anew, and its times tell nothing.
  if (started === undefined || finished === undefined || written === undefined) return [];
  const isWithin = (time: number) => time >= started - SLACK_MS && time <= finished + SLACK_MS;
  if (!isWithin(written)) return [];
  return [...files].flatMap(([file, { mtime }]) => {
    if (mtime === undefined || !file.startsWith("sos_commands/") || isWithin(mtime)) return [];
    return altered(file, "its time is not within that of the capture");
  });
}

function timeOf(facts: readonly Fact[], what: "captured-at" | "capture-ended"): number | undefined {
  for (const fact of facts)
    if (fact.kind === "identity" && fact.what === what && fact.source.file === MANIFEST) return readTime(fact.value);
  return undefined;
}

function foldersOf(file: string): string[] {
  const parts = file.split("/");
  return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join("/"));
}

/** Where nothing says what was packed, somebody may have added to a bundle in good faith. */
function doubted(problems: readonly DamageFact[]): DamageFact[] {
  return problems.map((problem) => ({ ...problem, damage: "doubted" }));
}

const NOT_RECORDED = "the manifest has no record of it";

const GONE = "the manifest has a record of it, and it is not in the bundle";

const altered = (file: string, reason: string): DamageFact[] => [{ kind: "damage", file, reason, damage: "altered" }];

const gone = (file: string): DamageFact[] => [{ kind: "damage", file, reason: GONE, damage: "cut" }];
