import type { BundleResult, BundleSummary, EntryHeader, EntrySink } from "../bundle/entry.ts";
import { defaultLimits, type Limits } from "../bundle/limits.ts";
import { readBundle } from "../bundle/read.ts";
import { wholeFile } from "../bundle/sinks.ts";
import { decode, withoutLongLines, withoutManyLines } from "./decode.ts";
import { FactBudget } from "./fact-budget.ts";
import type { Fact, Parser } from "./facts.ts";
import { logName } from "./logs/log-names.ts";
import { scanLog } from "./logs/log-scan.ts";
import type { SearchFor } from "./logs/log-search.ts";
import { parserFor } from "./parsers.ts";
import { present } from "./present.ts";

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
  const all = { ...defaultLimits, ...limits };
  const kinds = { kinds: MOST_KINDS };
  const budget = new FactBudget(all);
  const keep = (file: string, found: readonly Fact[]) => {
    for (const fact of budget.take(file, found)) facts.push(fact);
  };
  const visit = (entry: EntryHeader): EntrySink | undefined => {
    const { path: file, size } = entry;
    if (isListed(file)) keep(file, [{ kind: "file", file, size, ...kept(entry) }]);
    const parser = parserFor(file);
    if (parser !== undefined) {
      if (!budget.parses(file, size)) return undefined;
      const done = (bytes: Buffer, loss?: string) => keep(file, read(parser, entry, bytes, loss, all));
      return wholeFile(all.maxParsedBytes, done);
    }
    const log = searchFor === undefined ? undefined : logName(file);
    if (searchFor === undefined || log === undefined) return undefined;
    const scanned = { file, log, search: searchFor(log), budget: kinds, ...present({ mtime: entry.mtime }) };
    return scanLog(scanned, (found) => keep(file, found));
  };
  const began = performance.now();
  const result = await readBundle(path, visit, limits);
  const milliseconds = performance.now() - began;
  if (!result.ok) return result;
  const summary = { ...result.summary, notes: [...result.summary.notes, ...budget.notes] };
  return { ok: true, summary, facts, milliseconds };
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
  { maxLineLength, maxParsedLines }: Limits,
): Fact[] {
  const few = withoutManyLines(decode(bytes), maxParsedLines);
  const { text, cut } = withoutLongLines(few.text, maxLineLength);
  return parser.parse({ file: path, text, ...present({ mtime, loss: loss ?? few.cut ?? cut }) });
}
