import type { BundleAddress, BundleSummary, EntryHeader, EntrySink, Visit } from "../bundle/entry.ts";
import { type InputResult, readInput } from "../bundle/input.ts";
import type { Input } from "../bundle/inventory.ts";
import { defaultLimits, type Limits } from "../bundle/limits.ts";
import { wholeFile } from "../bundle/sinks.ts";
import { withoutDamage } from "./bundle/damaged-text.ts";
import { PackedFiles } from "./bundle/packed-files.ts";
import { FactBudget } from "./fact-budget.ts";
import type { Fact, Parser } from "./facts.ts";
import { FactsByFile } from "./facts-by-file.ts";
import type { Budget } from "./logs/log-hits.ts";
import { logName, type NameOfLog } from "./logs/log-names.ts";
import { scanLog } from "./logs/log-scan.ts";
import type { SearchFor } from "./logs/log-search.ts";
import { PackedLogs } from "./logs/packed-logs.ts";
import { parserFor } from "./parsers.ts";
import { present } from "./present.ts";
import { decode, withoutLongLines, withoutManyLines } from "./syntax/decode.ts";

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
  /** What the clusters say that the control plane runs on. */
  readonly clusters: readonly BundleFacts[];
}

/** How many kinds of log lines a bundle may have; what is beyond is counted without being told apart. */
const MOST_KINDS = 20_000;

type Other = (entry: EntryHeader) => EntrySink | undefined;

export interface ReadOptions {
  readonly limits?: Partial<Limits> | undefined;
  /** What is looked for in logs; they pass by unread where nothing is. */
  readonly search?: SearchFor;
  /** What logs are called; of all that may be one where it is left out. */
  readonly nameOfLog?: NameOfLog;
  /** Offered the files that nothing here reads. */
  readonly other?: Other;
  /** Told of the input, and then of each bundle that lies in it, before it is read. */
  readonly onBundle?: ((source: string) => void) | undefined;
}

/** Reads an input in one pass; files that no parser knows pass by unread. */
export async function readFacts(
  input: Input,
  { limits = {}, search, nameOfLog = logName, other, onBundle }: ReadOptions = {},
): Promise<InputFacts> {
  const { path, name = path } = input;
  const found = new Map<string, Taken>();
  const began = performance.now();
  onBundle?.(name);
  const open = (place: Place): Visit => {
    if (place.within !== "") onBundle?.(`${name}: ${place.within}`);
    const all = { ...defaultLimits, ...limits };
    const taken: Taken = {
      facts: new FactsByFile(),
      packing: new PackedFiles(nameOfLog),
      nameOfLog,
      budget: { kinds: MOST_KINDS },
      kept: new FactBudget(all),
      ...present({ other }),
      ...(search === undefined ? {} : { search, packed: new PackedLogs(search, nameOfLog) }),
    };
    found.set(keyOf(place), taken);
    return visitFor(taken, all);
  };
  const result = await readInput(input, open, limits);
  for (const { facts, packed, budget, kept } of found.values())
    await packed?.read(budget, (file, hits) => facts.add(file, kept.take(file, hits)));
  const milliseconds = performance.now() - began;
  const bundles = result.bundles.map((summary) => ({
    ...bundleOf(summary, found.get(keyOf(summary.address))),
    ...(result.bundles.length === 1 ? { milliseconds } : {}),
  }));
  const clusters = result.clusters.map((summary) => bundleOf(summary, found.get(keyOf(summary.address))));
  return { input: result, bundles, clusters };
}

type Place = Pick<BundleAddress, "within" | "root">;

const keyOf = (place: Place | undefined): string => JSON.stringify([place?.within, place?.root]);

/** What is taken of one bundle while it is read. */
interface Taken {
  readonly facts: FactsByFile;
  readonly packing: PackedFiles;
  /** How many kinds of log lines it may still have. */
  readonly budget: Budget;
  readonly search?: SearchFor;
  readonly nameOfLog: NameOfLog;
  readonly other?: Other;
  readonly packed?: PackedLogs;
  /** What facts it may still have. */
  readonly kept: FactBudget;
}

/** A bundle with what was noted while its facts were kept. */
function bundleOf(summary: BundleSummary, taken: Taken | undefined): Pick<BundleFacts, "summary" | "facts"> {
  const notes = [...summary.notes, ...(taken?.kept.notes ?? [])];
  const noted = { ...summary, notes };
  return { summary: noted, facts: factsOf(noted, taken) };
}

/** All facts of a bundle, with those on files that are not as they were packed. */
function factsOf({ notes }: BundleSummary, taken: Taken | undefined): readonly Fact[] {
  if (taken === undefined) return [];
  const isLossy = notes.some(({ lossy }) => lossy);
  const facts = taken.facts.all();
  return [...facts, ...taken.packing.problems(facts, isLossy)];
}

/** Takes what is wanted of one bundle. */
function visitFor(taken: Taken, limits: Limits): Visit {
  const { facts, packing, budget, search, nameOfLog, packed, other, kept: allowed } = taken;
  return (entry): EntrySink | undefined => {
    for (const { kind } of facts.begin(entry.path)) if (kind === "log-hit") budget.kinds += 1;
    packed?.forget(entry.path);
    if (entry.gone) return undefined;
    const keep = (found: readonly Fact[]) => {
      const within = allowed.take(entry.path, found);
      facts.add(entry.path, within);
      packing.learn(within);
    };
    if (isListed(entry.path)) keep([{ kind: "file", file: entry.path, size: entry.size, ...kept(entry) }]);
    packing.see(entry);
    const parser = parserFor(entry.path);
    if (parser !== undefined && !allowed.parses(entry.path, entry.size)) return undefined;
    if (parser !== undefined)
      return wholeFile(limits.maxParsedBytes, (bytes, loss) => {
        packing.digest(entry, bytes, loss);
        keep(read(parser, entry, bytes, loss, limits));
      });
    if (search === undefined || packed === undefined) return other?.(entry);
    const log = nameOfLog(entry.path);
    if (log === undefined) return packed.sink(entry) ?? other?.(entry);
    packed.sees(entry);
    const scan = { file: entry.path, log, search: search(log), budget, ...present({ mtime: entry.mtime }) };
    return packing.digesting(entry, scanLog(scan, keep));
  };
}

function kept({ mtime, mode, owner }: EntryHeader) {
  return present({ mtime, mode, uid: owner?.uid, gid: owner?.gid });
}

/** Files whose time, size or owner counts even where nobody reads them: what containers copy when they start, and logs. */
export function isListed(path: string): boolean {
  return /^(var\/lib\/(config-data\/(puppet|ansible)-generated|openstack|kolla\/config_files)|var\/log|etc\/kolla)\//.test(
    path,
  );
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
