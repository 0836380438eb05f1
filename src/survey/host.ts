import { factsOf } from "../model/bundle/captured.ts";
import { present } from "../parse/present.ts";
import type { Place } from "./place.ts";
import type { DiskSurvey, NodeSurvey } from "./types.ts";

const MEBI = 1 << 20;
const MOST_DISKS = 60;

/** The memory of the node, where the bundle tells all of it. */
export function memoryOf({ node }: Place): NodeSurvey["memory"] {
  const [memory] = node.memory;
  if (memory?.totalMiB === undefined) return undefined;
  const available = memory.availableMiB === undefined ? {} : { availableBytes: memory.availableMiB * MEBI };
  return { totalBytes: memory.totalMiB * MEBI, ...available };
}

/** The mounted file systems, those that matter to containers first. */
export function disksOf({ node, captured }: Place): DiskSurvey[] {
  const sizes = new Map(
    factsOf(captured, "disk").flatMap(({ of, mountPoint, size }) =>
      of === "room" && size !== undefined ? [[mountPoint, Math.round(size * 1024)] as const] : [],
    ),
  );
  return [...node.disks]
    .sort((one, other) => Number(other.matters) - Number(one.matters))
    .slice(0, MOST_DISKS)
    .map(({ name, usedPercent }) => ({ mount: name, ...present({ usedPercent, sizeBytes: sizes.get(name) }) }));
}
