import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { analyze } from "../../src/analyze.ts";
import { saved } from "../bundle/helpers.ts";
import { rewritten } from "./rewritten.ts";

const CUTS = 8;

/** What is decided; why it is not may be said in other words of a bundle that was damaged elsewhere. */
async function decided(path: string) {
  const analysis = await analyze([path]);
  if (!analysis.ok) throw new Error(JSON.stringify(analysis.problems));
  const { verdict, outcomes } = analysis.result;
  const lines = outcomes.map(({ rule, subject, outcome }) => `${rule} ${bundleOrName(subject)} ${outcome}`).sort();
  return { read: analysis.unreadable.length === 0, verdict, outcomes: lines };
}

const bundleOrName = (subject: { kind: string; name: string } | undefined) =>
  subject?.kind === "bundle" ? "the bundle" : subject?.name;

describe.each(["compute0", "controller0"])("the bundle of %s, damaged anywhere", (name) => {
  const whole = gunzipSync(readFileSync(fileURLToPath(new URL(`../../bundles/${name}.tgz`, import.meta.url))));

  it(`decides after masking what it decided before (${CUTS} cuts)`, async () => {
    for (let cut = 1; cut < CUTS; cut++) {
      const source = saved(whole.subarray(0, Math.floor((whole.length * cut) / CUTS) - cut));
      const before = await decided(source);
      if (before.read) expect(await decided((await rewritten(source)).path), `cut ${cut}`).toEqual(before);
    }
  });

  it("trusts no time after masking where it trusted none before", async () => {
    for (const part of [0.2, 0.8]) {
      const damaged = Buffer.from(whole);
      const header = damaged.indexOf("ustar", Math.floor(whole.length * part)) - 257;
      damaged.fill("x", header, header + 512);
      const source = saved(damaged);
      const before = await decided(source);
      expect(await decided((await rewritten(source)).path), `at ${header}`).toEqual(before);
    }
  });
});
