import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { archiveOf } from "../../scripts/healthy/archive.js";
import { type HealthyFile, type HealthyPlan, healthyBundle } from "../../scripts/healthy/index.js";
import { analyze } from "../../src/analyze.ts";
import type { Result } from "../../src/report/result.ts";

export interface HealthyNode {
  readonly release: string;
  readonly role: string;
}

/** What a healthy node is made of, and what analyzing its bundle comes to; `change` is what was done to it before. */
export async function analyzeHealthy(
  { release, role }: HealthyNode,
  change: (files: Readonly<Record<string, HealthyFile>>, plan: HealthyPlan) => Record<string, HealthyFile> = (
    files,
  ) => ({
    ...files,
  }),
): Promise<{ readonly plan: HealthyPlan; readonly result: Result }> {
  const { plan, files } = healthyBundle(release, role);
  const directory = mkdtempSync(join(tmpdir(), "healthy-"));
  try {
    const path = join(directory, `${plan.host}.tgz`);
    writeFileSync(path, archiveOf(`sospect-${plan.host}-20261124T040000Z`, change(files, plan)));
    const analysis = await analyze([path]);
    if (!analysis.ok) throw new Error(JSON.stringify(analysis.problems));
    return { plan, result: analysis.result };
  } finally {
    rmSync(directory, { recursive: true });
  }
}
