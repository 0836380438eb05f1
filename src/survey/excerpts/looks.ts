import type { Limits } from "../../bundle/limits.ts";
import type { Masker } from "../../mask/masker.ts";
import type { Captured } from "../../model/captured.ts";
import { capturedAt } from "../../model/identity.ts";
import type { Deployment } from "../../model/types.ts";
import { present } from "../../parse/present.ts";
import type { Finding } from "../../rules/outcome.ts";
import type { Rule } from "../../rules/rule.ts";
import { type Look, lookAgain } from "./look.ts";
import { wantedLines } from "./wanted.ts";

/** The ends of logs together take about so many lines, of which each log has at least a few. */
const LINES_OF_TAILS = 2000;
const FEWEST_LINES = 3;
const MOST_LINES = 40;

interface LooksOptions {
  readonly findings: readonly Finding[];
  readonly rules: readonly Rule[];
  readonly masker: Masker;
  readonly limits: Partial<Limits>;
}

/** A second look at each bundle, in the order of the nodes. */
export async function looksAt(
  { nodes }: Deployment,
  bundles: readonly Captured[],
  { findings, rules, masker, limits }: LooksOptions,
): Promise<Look[]> {
  const names = nodes.map(({ name }) => name);
  const wanted = wantedLines(findings, rules, names);
  const containers = nodes.reduce((sum, node) => sum + node.containers.length, 0);
  const tail = Math.min(MOST_LINES, Math.max(FEWEST_LINES, Math.floor(LINES_OF_TAILS / Math.max(1, containers))));
  const looks: Look[] = [];
  for (const [index, captured] of bundles.entries()) {
    const node = names[index] ?? "";
    const { summary } = captured;
    looks.push(
      await lookAgain(summary.source, {
        ...{ node, wanted: wanted.get(node) ?? new Map(), tail, masker, limits, before: summary },
        ...present({ capturedAt: capturedAt(captured) }),
      }),
    );
  }
  return looks;
}
