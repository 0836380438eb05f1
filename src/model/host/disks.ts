import type { Catalogue } from "../../catalogue/catalogue.ts";
import { placesOf } from "../../catalogue/places.ts";
import type { DiskFact } from "../../parse/host/host-facts.ts";
import { present } from "../../parse/present.ts";
import { type Captured, factsOf } from "../bundle/captured.ts";
import type { Disk } from "../types.ts";

/** What a node that runs containers writes to, whatever services it has. */
const MATTERS = /^\/$|^\/(run|var|var\/(lib|log|lib\/(docker|containers|containers\/storage|config-data|kolla)))$/;

/** Images that are always full and nobody writes to: of snaps, of discs, of operating systems. */
const READ_ONLY = /^\/dev\/(loop|sr\d|cdrom)|^composefs|^(squashfs|iso9660)/;

/** What engines mount for each container shows once more what it lies on. */
const OF_A_CONTAINER =
  /^\/var\/lib\/(docker|containers\/storage)\/(overlay2?|overlay-containers|overlay-layers|devicemapper|containers|aufs|btrfs|vfs|plugins|volumes)\//;

/** The mounted file systems, each once, wherever else it is mounted. */
export function disksOf(captured: Captured, catalogue: Catalogue): Disk[] {
  const { data } = placesOf(catalogue);
  const roots = factsOf(captured, "engine").flatMap(({ information }) => information?.rootDirectory ?? []);
  const matters = (mountPoint: string): boolean =>
    MATTERS.test(mountPoint) || data.has(mountPoint) || roots.includes(mountPoint);
  const facts = factsOf(captured, "disk").filter(
    ({ device, mountPoint }) => !READ_ONLY.test(device) && !OF_A_CONTAINER.test(mountPoint),
  );
  const room = byPlace(
    facts.filter(({ of }) => of === "room"),
    matters,
  );
  const inodes = new Map(facts.filter(({ of }) => of === "inodes").map((fact) => [fact.mountPoint, fact]));
  return room.map((fact): Disk => {
    const counted = inodes.get(fact.mountPoint);
    return {
      subject: { kind: "host", name: fact.mountPoint },
      name: fact.mountPoint,
      device: fact.device,
      matters: matters(fact.mountPoint),
      ...present({
        usedPercent: fact.usedPercent,
        freeMiB: fact.free === undefined ? undefined : Math.floor(fact.free / 1024),
        inodesUsedPercent: counted?.usedPercent,
        countsInodes: counted === undefined ? undefined : counted.usedPercent !== undefined,
      }),
      evidence: {
        usedPercent: fact.source,
        freeMiB: fact.source,
        ...(counted && { inodesUsedPercent: counted.source }),
      },
      lacks: { "*": "the use of its inodes is not in the bundle; collect: 'df -iP', or run collect on the node" },
    };
  });
}

/** One row for each device: of several the one at a place that matters, else the shortest. Of tmpfs each is another. */
function byPlace(facts: readonly DiskFact[], matters: (mountPoint: string) => boolean): DiskFact[] {
  const found = new Map<string, DiskFact>();
  for (const fact of facts) {
    const key = /^\/|:/.test(fact.device) ? fact.device : fact.mountPoint;
    const known = found.get(key);
    if (known === undefined || rank(fact) < rank(known)) found.set(key, fact);
  }
  return [...found.values()];

  function rank({ mountPoint }: DiskFact): number {
    return (matters(mountPoint) ? 0 : 10_000) + mountPoint.length;
  }
}
