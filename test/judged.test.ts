import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { analyze } from "../src/analyze.ts";
import { REAL_DATA } from "./support/real-data.ts";

interface Judgement {
  readonly bundles: readonly string[];
  readonly about: string;
  readonly verdict: string;
  readonly findings: readonly {
    readonly severity: string;
    readonly rule: string;
    readonly node: string;
    readonly subject: string;
    readonly why: string;
  }[];
}

const folder = fileURLToPath(new URL("judged", import.meta.url));
const judgements = readdirSync(folder)
  .sort()
  .map((file) => [file, parse(readFileSync(`${folder}/${file}`, "utf8")) as Judgement] as const);

const placeOf = (bundle: string) =>
  bundle.startsWith("bundles/") ? fileURLToPath(new URL(`../${bundle}`, import.meta.url)) : `${REAL_DATA}/${bundle}`;
const there = ({ bundles }: Judgement) => bundles.every((bundle) => existsSync(placeOf(bundle)));

describe("what is found on known bundles (skipped where a bundle is absent)", () => {
  it.each(judgements)("%s says of each finding why it is right", (_, { findings }) => {
    for (const { rule, subject, why } of findings) expect(why.trim(), `${rule} on ${subject}`).not.toBe("");
  });

  for (const [file, judgement] of judgements) {
    it.skipIf(!there(judgement))(`${file} has every finding, and no other`, async () => {
      const analysis = await analyze(judgement.bundles.map(placeOf));
      if (!analysis.ok) throw new Error(JSON.stringify(analysis.problems));
      const { verdict, findings } = analysis.result;
      const lines = findings.map(({ severity, rule, node, subject }) => `${severity} ${rule} ${node} ${subject.name}`);
      const judged = judgement.findings.map(
        ({ severity, rule, node, subject }) => `${severity} ${rule} ${node} ${subject}`,
      );
      expect(lines.sort()).toEqual(judged.sort());
      expect(verdict).toBe(judgement.verdict);
    });
  }
});
