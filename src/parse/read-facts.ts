import type { BundleAddress, BundleSummary, EntryHeader, EntrySink, Visit } from "../bundle/entry.ts";
import { type Input, type InputResult, readInput } from "../bundle/input.ts";
import { defaultLimits, type Limits } from "../bundle/limits.ts";
import { wholeFile } from "../bundle/sinks.ts";
import { withoutDamage } from "./damaged-text.ts";
import { decode, withoutLongLines, withoutManyLines } from "./decode.ts";
import { FactBudget } from "./fact-budget.ts";
import type { Fact, Parser } from "./facts.ts";
import { logName } from "./logs/log-names.ts";
import { scanLog } from "./logs/log-scan.ts";
import type { SearchFor } from "./logs/log-search.ts";
import { PackedFiles } from "./packed-files.ts";
import { parserFor } from "./parsers.ts";
import { present } from "./present.ts";

/** All facts of one bundle, and what reading it came to. */
export interface BundleFacts {
  readonly summary: BundleSummary;
  readonly facts: readonly Fact[];
  /** How long reading and parsing took. */
  readonly milliseconds?: number;
}

/** The facts of all bundles of an input, and what reading it came to. */
export interface InputFacts {
  readonly input: InputResult;
  readonly bundles: readonly BundleFacts[];
}

/** How many kinds of log lines a bundle may have; what is beyond is counted without being told apart. */
const MOST_KINDS = 20_000;

export interface ReadOptions {
  readonly limits?: Partial<Limits> | undefined;
  /** What is looked for in logs; they pass by unread where nothing is. */
  readonly search?: SearchFor;
  /** Told of the input, and then of each bundle that lies in it, before it is read. */
  readonly onBundle?: ((source: string) => void) | undefined;
}

/** Reads an input in one pass; files that no parser knows pass by unread. */
export async function readFacts(
  input: Input,
  { limits = {}, search, onBundle }: ReadOptions = {},
): Promise<InputFacts> {
  const { path, name = path } = input;
  const found = new Map<string, Taken>();
  const began = performance.now();
  onBundle?.(name);
  const open = (place: Place): Visit => {
    if (place.within !== "") onBundle?.(`${name}: ${place.within}`);
    const all = { ...defaultLimits, ...limits };
    const taken = { facts: [], packing: new PackedFiles(), budget: new FactBudget(all) };
    found.set(keyOf(place), taken);
    return visitFor(taken, all, search);
  };
  const result = await readInput(input, open, limits);
  const milliseconds = performance.now() - began;
  const bundles = result.bundles.map((summary) => ({
    ...bundleOf(summary, found.get(keyOf(summary.address))),
    ...(result.bundles.length === 1 ? { milliseconds } : {}),
  }));
  return { input: result, bundles };
}

type Place = Pick<BundleAddress, "within" | "root">;

const keyOf = (place: Place | undefined): string => JSON.stringify([place?.within, place?.root]);

/** What was taken of one bundle. */
interface Taken {
  readonly facts: Fact[];
  readonly packing: PackedFiles;
  readonly budget: FactBudget;
}

/** A bundle with what was noted while its facts were kept. */
function bundleOf(summary: BundleSummary, taken: Taken | undefined): Pick<BundleFacts, "summary" | "facts"> {
  const notes = [...summary.notes, ...(taken?.budget.notes ?? [])];
  const noted = { ...summary, notes };
  return { summary: noted, facts: factsOf(noted, taken) };
}

/** All facts of a bundle, with those on files that are not as they were packed. */
function factsOf({ notes }: BundleSummary, taken: Taken | undefined): readonly Fact[] {
  if (taken === undefined) return [];
  const isLossy = notes.some(({ lossy }) => lossy);
  return [...taken.facts, ...taken.packing.problems(taken.facts, isLossy)];
}

/** Takes what is wanted of one bundle. */
function visitFor({ facts, packing, budget }: Taken, limits: Limits, searchFor: SearchFor | undefined): Visit {
  const kinds = { kinds: MOST_KINDS };
  const keep = (file: string, found: readonly Fact[]) => {
    const kept = budget.take(file, found);
    for (const fact of kept) facts.push(fact);
    packing.learn(kept);
  };
  return (entry): EntrySink | undefined => {
    const { path: file, size } = entry;
    if (isListed(file)) keep(file, [{ kind: "file", file, size, ...kept(entry) }]);
    packing.see(entry);
    const parser = parserFor(file);
    if (parser !== undefined && !budget.parses(file, size)) return undefined;
    if (parser !== undefined)
      return wholeFile(limits.maxParsedBytes, (bytes, loss) => {
        packing.digest(entry, bytes, loss);
        keep(file, read(parser, entry, bytes, loss, limits));
      });
    const log = searchFor === undefined ? undefined : logName(file);
    if (searchFor === undefined || log === undefined) return undefined;
    const scan = { file, log, search: searchFor(log), budget: kinds, ...present({ mtime: entry.mtime }) };
    return packing.digesting(
      entry,
      scanLog(scan, (found) => keep(file, found)),
    );
  };
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
  const { text, loss: damage } = withoutDamage(decode(bytes), parser.eachLine === true);
  const few = withoutManyLines(text, maxParsedLines);
  const { text: short, cut } = withoutLongLines(few.text, maxLineLength);
  const torn = loss ?? damage;
  const facts = parser.parse({ file: path, text: short, ...present({ mtime, loss: torn ?? few.cut ?? cut }) });
  return torn === undefined ? facts : [...facts, { kind: "damage", file: path, reason: torn, damage: "cut" }];
}
