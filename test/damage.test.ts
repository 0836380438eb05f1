import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { archiveOf } from "../scripts/healthy/archive.js";
import { healthyBundle } from "../scripts/healthy/index.js";
import { OWN_RULES } from "../src/analyze.ts";
import { deploymentOf } from "../src/model/deployment.ts";
import { compileQueries } from "../src/parse/logs/log-search.ts";
import { readFacts } from "../src/parse/read-facts.ts";
import { type Judgement, judge } from "../src/rules/evaluate.ts";
import { loadKnowledge, loadRules } from "../src/rules/load.ts";
import { logQueriesOf } from "../src/rules/log-rule.ts";
import { chanceOf, type Kind, kinds, type Parts, partsOf, tarOf, withRecord } from "./support/damages.ts";

/** Damages by hand: DAMAGE_RUNS=2000 DAMAGE_SEED=7 npx vitest run test/damage.test.ts */
const RUNS = Number(process.env["DAMAGE_RUNS"] ?? 200);
const SEED = Number(process.env["DAMAGE_SEED"] ?? 1);

const scratch = mkdtempSync(join(tmpdir(), "damage-"));
afterAll(() => rmSync(scratch, { recursive: true }));

const { rules } = await loadRules([OWN_RULES]);
const { known } = await loadKnowledge([OWN_RULES]);
const search = compileQueries(logQueriesOf(rules));

async function judged(bytes: Buffer): Promise<Judgement | undefined> {
  const file = join(scratch, "bundle.tgz");
  writeFileSync(file, bytes);
  const { bundles } = await readFacts({ path: file }, { search });
  return bundles.length > 0 ? judge(rules, deploymentOf(bundles, known)) : undefined;
}

const key = (one: { readonly rule: string; readonly subject?: { readonly name: string } }) =>
  `${one.rule} ${one.subject?.name ?? ""}`;

interface Whole {
  readonly name: string;
  readonly parts: Parts;
  readonly judgement: Judgement;
  /** What is found at fault, by rule and subject, and by rule alone. */
  readonly faults: ReadonlySet<string>;
  readonly errors: ReadonlySet<string>;
}

const sample = (name: string) => readFileSync(fileURLToPath(new URL(`../bundles/${name}.tgz`, import.meta.url)));

const healthy = (release: string, role: string) => {
  const { plan, files } = healthyBundle(release, role);
  return archiveOf(`sospect-${plan.host}-20261124T040000Z`, files);
};

async function wholeOf(name: string, parts: Parts): Promise<Whole> {
  const judgement = await judged(tarOf(parts.members));
  if (judgement === undefined) throw new Error(`${name} cannot be read`);
  const faults = judgement.outcomes.filter(({ outcome }) => outcome === "fault");
  return {
    name,
    parts,
    judgement,
    // Of a log that is gone without a trace nobody knows that it was there.
    faults: new Set(faults.flatMap((one) => (parts.recorded ? [key(one), key({ rule: one.rule })] : [key(one)]))),
    errors: new Set(judgement.findings.filter(isGrave).map(key)),
  };
}

const isGrave = ({ severity }: { readonly severity: string }) => severity === "error" || severity === "critical";

const bundles = await Promise.all(
  Object.entries({
    controller0: sample("controller0"),
    compute0: sample("compute0"),
    director: sample("director"),
    "a healthy compute node": healthy("13", "Compute"),
    "a healthy node of podman": healthy("16", "CephStorage"),
  }).map(async ([name, tgz]) => [name, partsOf(tgz)] as const),
);
const wholes: Whole[] = [];
for (const [name, parts] of bundles) {
  wholes.push(await wholeOf(name, parts));
  wholes.push(await wholeOf(`${name}, its files recorded`, withRecord(parts)));
}

/** What a damaged bundle says that the whole one does not bear out. */
async function wrongs({ parts, judgement, faults, errors }: Whole, kind: Kind, seed: number): Promise<string[]> {
  const now = await judged(kind.damage(parts, chanceOf(seed)));
  if (now === undefined) return [];
  const accused = now.findings
    .filter(isGrave)
    .map(key)
    .filter((one) => !errors.has(one));
  const cleared = now.outcomes
    .filter(({ outcome }) => outcome === "ok")
    .map(key)
    .filter((one) => faults.has(one));
  const changed = kind.harmless ? differences(judgement, now) : [];
  return [...accused.map((one) => `accused: ${one}`), ...cleared.map((one) => `cleared: ${one}`), ...changed];
}

function differences(before: Judgement, after: Judgement): string[] {
  const told = ({ outcomes }: Judgement) => new Set(outcomes.map((one) => `${key(one)} ${one.outcome}`));
  const [one, other] = [told(before), told(after)];
  return [...[...one].filter((line) => !other.has(line)), ...[...other].filter((line) => !one.has(line))].map(
    (line) => `changed: ${line}`,
  );
}

describe("a damaged bundle accuses of nothing grave, and clears nothing, that the whole one does not bear out", () => {
  it.each(kinds)(`$name (DAMAGE_RUNS, DAMAGE_SEED)`, { timeout: 3_600_000 }, async (kind) => {
    const able = wholes.filter(({ parts }) => parts.recorded || kind.needsRecord !== true);
    const runs = Math.ceil(RUNS / kinds.length);
    const failures: object[] = [];
    for (let run = 0; run < runs; run++) {
      const seed = SEED * 1_000_003 + run;
      const whole = able[run % able.length] as Whole;
      const found = await wrongs(whole, kind, seed);
      if (found.length > 0) failures.push({ bundle: whole.name, seed, found: found.slice(0, 8) });
    }
    expect(failures).toEqual([]);
  });
});
