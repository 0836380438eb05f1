import type { BundleResult, BundleSummary, EntryHeader, EntrySink } from "../bundle/entry.ts";
import { defaultLimits, type Limits } from "../bundle/limits.ts";
import { readBundle } from "../bundle/read.ts";
import { wholeFile } from "../bundle/sinks.ts";
import { withoutDamage } from "./damaged-text.ts";
import { decode, withoutLongLines } from "./decode.ts";
import type { Fact, Parser } from "./facts.ts";
import { logName } from "./logs/log-names.ts";
import { scanLog } from "./logs/log-scan.ts";
import type { SearchFor } from "./logs/log-search.ts";
import { PackedFiles } from "./packed-files.ts";
import { parserFor } from "./parsers.ts";
import { present } from "./present.ts";

/** A parsed file is held as a whole; a longer one is cut here, and noted as cut. */
const LONGEST_PARSED = 64 << 20;

/** All facts of one bundle, and what reading it came to. */
export interface BundleFacts {
  readonly summary: BundleSummary;
  readonly facts: readonly Fact[];
  /** How long reading and parsing took. */
  readonly milliseconds?: number;
}

export type FactsResult =
  | ({ readonly ok: true } & BundleFacts)
  | { readonly ok: false; readonly error: Extract<BundleResult, { ok: false }>["error"] };

/** How many kinds of log lines a bundle may have; what is beyond is counted without being told apart. */
const MOST_KINDS = 20_000;

/** Reads a bundle in one pass; files that no parser knows pass by unread, and logs where nothing is looked for in them. */
export async function readFacts(
  path: string,
  limits: Partial<Limits> = {},
  searchFor?: SearchFor,
): Promise<FactsResult> {
  const facts: Fact[] = [];
  const packing = new PackedFiles();
  const budget = { kinds: MOST_KINDS };
  const keep = (found: readonly Fact[]) => {
    for (const fact of found) facts.push(fact);
    packing.learn(found);
  };
  const longest = limits.maxLineLength ?? defaultLimits.maxLineLength;
  const visit = (entry: EntryHeader): EntrySink | undefined => {
    if (isListed(entry.path)) facts.push({ kind: "file", file: entry.path, size: entry.size, ...kept(entry) });
    packing.see(entry);
    const parser = parserFor(entry.path);
    if (parser !== undefined)
      return wholeFile(LONGEST_PARSED, (bytes, loss) => {
        packing.digest(entry, bytes, loss);
        keep(read(parser, entry, bytes, loss, longest));
      });
    const log = searchFor === undefined ? undefined : logName(entry.path);
    if (searchFor === undefined || log === undefined) return undefined;
    const scan = { file: entry.path, log, search: searchFor(log), budget, ...present({ mtime: entry.mtime }) };
    return packing.digesting(entry, scanLog(scan, keep));
  };
  const began = performance.now();
  const result = await readBundle(path, visit, limits);
  const milliseconds = performance.now() - began;
  if (!result.ok) return result;
  const isLossy = result.summary.notes.some(({ lossy }) => lossy);
  const problems = packing.problems(facts, isLossy);
  return { ok: true, summary: result.summary, facts: [...facts, ...problems], milliseconds };
}

function kept({ mtime, mode, owner }: EntryHeader) {
  return present({ mtime, mode, uid: owner?.uid, gid: owner?.gid });
}

/** Files whose time, size or owner counts even where nobody reads them: what containers copy when they start, and logs. */
export function isListed(path: string): boolean {
  return /^(var\/lib\/config-data\/puppet-generated|var\/log|var\/lib\/kolla\/config_files|etc\/kolla)\//.test(path);
}

function read(
  parser: Parser,
  { path, mtime }: EntryHeader,
  bytes: Buffer,
  loss: string | undefined,
  longest: number,
): Fact[] {
  const { text, loss: damage } = withoutDamage(decode(bytes), parser.eachLine === true);
  const { text: short, cut } = withoutLongLines(text, longest);
  const torn = loss ?? damage;
  const facts = parser.parse({ file: path, text: short, ...present({ mtime, loss: torn ?? cut }) });
  return torn === undefined ? facts : [...facts, { kind: "damage", file: path, reason: torn, damage: "cut" }];
}
