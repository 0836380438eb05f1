import type { ErrorRate, NodeEvent } from "../types.ts";

/** Fewer errors in one step are no burst, whatever is usual. */
const FEWEST = 20;
/** How far above what is usual for the service a burst is. */
const TIMES_USUAL = 5;

/** The times in which a service wrote far more errors than it does usually: by the median of its steps. */
export function burstsOf({ service, from, step, counts, uncertain }: ErrorRate): NodeEvent[] {
  const usual = [...counts].sort((one, other) => one - other)[Math.floor(counts.length / 2)] ?? 0;
  const least = Math.max(FEWEST, (usual + 1) * TIMES_USUAL);
  const bursts: { begin: number; end: number; count: number }[] = [];
  for (const [index, count] of counts.entries()) {
    if (count < least) continue;
    const last = bursts.at(-1);
    if (last !== undefined && last.end === index) {
      last.end = index + 1;
      last.count += count;
    } else {
      bursts.push({ begin: index, end: index + 1, count });
    }
  }
  return bursts.map(({ begin, end, count }) => ({
    ...{ at: from + begin * step, until: from + end * step, kind: "burst" as const },
    ...{ subject: service, text: `${count} errors`, severity: "warning" as const },
    ...(uncertain === undefined ? {} : { uncertain }),
  }));
}
