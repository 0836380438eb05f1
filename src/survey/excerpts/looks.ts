import type { Limits } from "../../bundle/limits.ts";
import type { Masker } from "../../mask/masker.ts";
import type { Captured } from "../../model/bundle/captured.ts";
import { capturedAt } from "../../model/bundle/identity.ts";
import type { Deployment } from "../../model/types.ts";
import type { NameOfLog } from "../../parse/logs/log-names.ts";
import { present } from "../../parse/present.ts";
import type { Finding } from "../../rules/outcome.ts";
import type { Rule } from "../../rules/rule.ts";
import { type Look, type LookOptions, looksInto } from "./look.ts";
import { wantedLines } from "./wanted.ts";

/** The ends of logs together take about so many lines, of which each log has at least a few. */
const LINES_OF_TAILS = 2000;
const FEWEST_LINES = 3;
const MOST_LINES = 40;

interface LooksOptions {
  readonly findings: readonly Finding[];
  readonly rules: readonly Rule[];
  readonly masker: Masker;
  readonly nameOfLog: NameOfLog;
  readonly limits: Partial<Limits>;
}

/** A second look at each bundle, in the order of the nodes. */
export async function looksAt(
  { nodes }: Deployment,
  bundles: readonly Captured[],
  { findings, rules, masker, nameOfLog, limits }: LooksOptions,
): Promise<Look[]> {
  const names = nodes.map(({ name }) => name);
  const wanted = wantedLines(findings, rules, names);
  const containers = nodes.reduce((sum, node) => sum + node.containers.length, 0);
  const tail = Math.min(MOST_LINES, Math.max(FEWEST_LINES, Math.floor(LINES_OF_TAILS / Math.max(1, containers))));
  const orders = bundles.map((captured, index) => {
    const node = names[index] ?? "";
    const options = {
      node,
      wanted: wanted.get(node) ?? new Map(),
      tail,
      masker,
      nameOfLog,
      limits,
      before: captured.summary,
    };
    return { ...options, ...present({ capturedAt: capturedAt(captured) }) };
  });
  // Several bundles of one input are read again together.
  const byInput = new Map<string, LookOptions[]>();
  for (const order of orders) {
    const path = order.before.address?.input ?? order.before.source;
    byInput.set(path, [...(byInput.get(path) ?? []), order]);
  }
  const looks = new Map<LookOptions, Look>();
  for (const [path, own] of byInput) {
    const found = await looksInto(path, own, limits);
    for (const [index, order] of own.entries()) {
      const look = found[index];
      if (look !== undefined) looks.set(order, look);
    }
  }
  return orders.map((order) => looks.get(order) ?? { excerpts: [], tails: [], errorRates: [] });
}
