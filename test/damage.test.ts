import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { afterAll, describe, expect, it } from "vitest";
import { analyze } from "../src/analyze.ts";
import type { Result } from "../src/report/result.ts";

const scratch = mkdtempSync(join(tmpdir(), "damage-"));
afterAll(() => rmSync(scratch, { recursive: true }));

const CUTS = 40;

async function resultOf(bytes: Buffer): Promise<Result | undefined> {
  const file = join(scratch, "bundle.tar");
  writeFileSync(file, bytes);
  const analysis = await analyze([file]);
  if (!analysis.ok) throw new Error(JSON.stringify(analysis.problems));
  return analysis.unreadable.length > 0 ? undefined : analysis.result;
}

const key = (one: { rule: string; subject?: { name: string } }) => `${one.rule} ${one.subject?.name}`;

describe.each(["compute0", "controller0"])("the bundle of %s, cut short anywhere", (name) => {
  it(`accuses nothing that the whole does not show, and clears nothing that it shows (${CUTS} cuts)`, {
    timeout: 120_000,
  }, async () => {
    const whole = gunzipSync(readFileSync(fileURLToPath(new URL(`../bundles/${name}.tgz`, import.meta.url))));
    const all = await resultOf(whole);
    const faults = new Set(all?.findings.map(key));
    for (let cut = 1; cut < CUTS; cut++) {
      const length = Math.floor((whole.length * cut) / CUTS) - cut;
      const result = await resultOf(whole.subarray(0, length));
      if (result === undefined) continue;
      const accused = result.findings.map(key).filter((one) => !faults.has(one) && !one.startsWith("bundle-damaged"));
      const cleared = result.outcomes.filter((one) => one.outcome === "ok" && faults.has(key(one)));
      expect({ length, accused, cleared: cleared.map(key) }).toEqual({ length, accused: [], cleared: [] });
      expect(result.verdict, `cut at ${length}`).not.toBe("ok");
    }
  });
});
