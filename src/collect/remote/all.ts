import { collectFrom, type Order, type Outcome, type Watch } from "./node.ts";
import type { Target } from "./target.ts";

/** Collects from all nodes, so many at once; what fails on one does not matter to the others. In the order of the targets. */
export async function collectFromAll(
  targets: readonly Target[],
  order: Order,
  parallel: number,
  watch: Watch,
  interrupt: AbortSignal,
): Promise<Outcome[]> {
  const outcomes = new Map<Target, Outcome>();
  const waiting = [...targets];
  const work = async (): Promise<void> => {
    for (let target = waiting.shift(); target !== undefined; target = waiting.shift()) {
      watch.started(target);
      const outcome = await collectFrom(target, order, watch, interrupt);
      outcomes.set(target, outcome);
      watch.ended(outcome);
    }
  };
  await Promise.all(Array.from({ length: Math.min(parallel, targets.length) }, work));
  return targets.flatMap((target) => outcomes.get(target) ?? []);
}
