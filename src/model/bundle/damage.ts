import type { BundleNoteCode } from "../../bundle/entry.ts";
import type { DamageFact, Fact } from "../../parse/facts.ts";
import { logName } from "../../parse/logs/log-names.ts";
import { parserFor } from "../../parse/parsers.ts";
import { HOST_LOOKED_FOR } from "../host/host-coverage.ts";
import { type Coverage, type CoverageDamage, type Family, families } from "../types/coverage.ts";
import type { Node } from "../types.ts";
import { type Captured, factsOf } from "./captured.ts";

/** Something of a bundle that is not as it was captured. */
export interface Damage {
  /** The file that is damaged; absent where it is the archive, and nobody knows which. */
  readonly file?: string;
  readonly reason: string;
  readonly damage: DamageFact["damage"];
  /** The families of facts that may be other than they were. */
  readonly families: ReadonlySet<Family>;
}

/** What is said of an archive that is not whole: where it is cut, what came before is right. */
const ARCHIVE_DAMAGE: Partial<Readonly<Record<BundleNoteCode, Damage["damage"]>>> = {
  truncated: "cut",
  unreadable: "cut",
  "total-too-large": "cut",
  "too-many-entries": "cut",
  "trailing-data": "cut",
  corrupt: "altered",
};

const ALL: ReadonlySet<Family> = new Set(families);
const CONFIGURATION: readonly Family[] = ["configuration", "configCopies", "kollaConfigs", "checksums"];
const OF_HOST = new Set<Family>(Object.keys(HOST_LOOKED_FOR) as Family[]);
/** What runs on a node, and how, is judged together; what its host says of itself stands alone. */
export const JUDGED_TOGETHER = families.filter((family) => !OF_HOST.has(family) && family !== "lab-records");

/** What is damaged in a bundle, as its archive, its files and its manifest show. */
export function damagesOf(captured: Captured): Damage[] {
  const archive = captured.summary.notes.flatMap(({ code, path, message }): Damage[] => {
    const damage = path === undefined || code === "truncated" ? ARCHIVE_DAMAGE[code] : undefined;
    return damage === undefined ? [] : [{ reason: message, damage, families: ALL }];
  });
  const facts = factsOf(captured, "damage");
  if (facts.length === 0) return archive;
  const told = factsByFile(captured, new Set(facts.map(({ file }) => file)));
  const files = facts.map(
    (fact): Damage => ({
      file: fact.file,
      reason: fact.reason,
      damage: fact.damage,
      families: familiesOf(fact, told.get(fact.file) ?? []),
    }),
  );
  return [...archive, ...files];
}

function factsByFile(captured: Captured, files: ReadonlySet<string>): Map<string, Fact[]> {
  const found = new Map<string, Fact[]>();
  for (const fact of captured.facts) {
    const file = fileOf(fact);
    if (file === undefined || !files.has(file) || fact.kind === "damage" || fact.kind === "file") continue;
    const known = found.get(file);
    if (known === undefined) found.set(file, [fact]);
    else known.push(fact);
  }
  return found;
}

function fileOf(fact: Fact): string | undefined {
  if ("file" in fact) return fact.file;
  return "source" in fact ? fact.source.file : undefined;
}

const CONFIGURATION_KINDS = new Set<Fact["kind"]>(["config-file", "config-text", "kolla-config", "checksum"]);
const LOG_KINDS = new Set<Fact["kind"]>(["log", "log-hit"]);

/** By what was read of the file; where nothing was, it may have told anything. */
function familiesOf({ file }: DamageFact, read: readonly Fact[]): ReadonlySet<Family> {
  const facts = read.length > 0 ? read : (parserFor(file)?.parse({ file, text: "" }) ?? []);
  if (facts.length === 0) return logName(file) === undefined ? ALL : new Set(["logs"]);
  if (facts.every(({ kind }) => CONFIGURATION_KINDS.has(kind))) return new Set(CONFIGURATION);
  if (facts.every(({ kind }) => LOG_KINDS.has(kind))) return new Set(["logs"]);
  const listed = facts.flatMap((fact) => (fact.kind === "listing" ? [fact.of] : []));
  const own = listed.flatMap((of) => families.filter((family) => family === of));
  if (listed.length === 0) return ALL;
  const alone = own.length === listed.length && own.every((family) => OF_HOST.has(family) || STANDS_ALONE.has(family));
  return new Set(alone ? own : [...JUDGED_TOGETHER, ...own]);
}

/** What no other family is judged by. */
const STANDS_ALONE: ReadonlySet<Family> = new Set(["lab-records", "registry", "logFolders", "ceph", "galera", "redis"]);

/** Coverage as damage leaves it: of what may have been altered nothing is whole. */
export function withDamage(
  coverage: Readonly<Record<Family, Coverage>>,
  damages: readonly Damage[],
): Record<Family, Coverage> {
  const worst = [...damages].sort((one, other) => rank(one) - rank(other));
  const entries = families.map((family): [Family, Coverage] => {
    const own = coverage[family];
    const found = worst.find((one) => one.families.has(family));
    if (found === undefined || found.damage === "doubted") return [family, own];
    const damage = { how: found.damage, reason: reasonOf(found) };
    if (own.state !== "whole" || found.damage === "cut") return [family, { ...own, damage }];
    return [family, { state: "partial", reason: damage.reason, damage }];
  });
  return Object.fromEntries(entries) as Record<Family, Coverage>;
}

const rank = ({ damage }: Damage): number => ["altered", "cut", "doubted"].indexOf(damage);

/** Stands in every reason of what is open for damage. */
export const PROVES_NOTHING = "and what is damaged proves nothing";

/** Why what is damaged decides nothing, and what would. */
function reasonOf(damage: Damage): string {
  return `${damageText(damage)}, ${PROVES_NOTHING}; collect: copy the bundle again, or run collect on the node`;
}

/** What is damaged in words, each file once. */
export function damagedPartsOf(captured: Captured): Node["damages"] {
  const byFile = new Map<string, Damage>();
  for (const damage of damagesOf(captured)) {
    const known = byFile.get(damage.file ?? "");
    if (known === undefined || rank(damage) < rank(known)) byFile.set(damage.file ?? "", damage);
  }
  return [...byFile.values()].map((damage) => ({ text: damageText(damage), how: damage.damage }));
}

/** What is damaged, and how. */
function damageText({ file, reason, damage }: Pick<Damage, "file" | "reason" | "damage">): string {
  if (damage === "doubted") return `${file} is not what was captured (${reason})`;
  return file === undefined ? `the archive is damaged (${reason})` : `${file} is damaged (${reason})`;
}

/** Of several what weighs most. */
export function worstDamage(damages: readonly CoverageDamage[]): CoverageDamage | undefined {
  return damages.find(({ how }) => how === "altered") ?? damages[0];
}
