import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { archiveOf } from "../../scripts/healthy/archive.js";
import { type HealthyBundle, type HealthyFile, healthyBundle } from "../../scripts/healthy/index.js";
import { analyze } from "../../src/analyze.ts";
import type { Result } from "../../src/report/result.ts";

export interface HealthyNode {
  readonly release: string;
  readonly role: string;
}

/** What a healthy node is made of, and what analyzing its bundle comes to; `change` is what was done to it before. */
export async function analyzeHealthy(
  { release, role }: HealthyNode,
  change: (files: Readonly<Record<string, HealthyFile>>) => Record<string, HealthyFile> = (files) => ({ ...files }),
): Promise<{ readonly plan: HealthyBundle["plan"]; readonly result: Result }> {
  const { plan, files } = healthyBundle(release, role);
  return { plan, result: await analyzeTogether([{ plan, files: change(files) }]) };
}

/** What analyzing these bundles together comes to. */
export async function analyzeTogether(bundles: readonly HealthyBundle[]): Promise<Result> {
  const directory = mkdtempSync(join(tmpdir(), "healthy-"));
  try {
    const paths = bundles.map(({ plan, files }) => {
      const path = join(directory, `${plan.host}.tgz`);
      writeFileSync(path, archiveOf(`sospect-${plan.host}-20261124T040000Z`, files));
      return path;
    });
    const analysis = await analyze(paths);
    if (!analysis.ok) throw new Error(JSON.stringify(analysis.problems));
    if (analysis.unreadable.length > 0) throw new Error(JSON.stringify(analysis.unreadable));
    return analysis.result;
  } finally {
    rmSync(directory, { recursive: true });
  }
}
