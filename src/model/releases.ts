import { type Static, Type } from "typebox";

/** What one release of OpenStack runs: which containers are services and which one-shots. */
export const ReleaseTable = Type.Object(
  {
    release: Type.String({ description: "OSP release, such as '13'" }),
    source: Type.String({ description: "Where the table was read" }),
    services: Type.Array(Type.String()),
    "one-shots": Type.Array(Type.String()),
  },
  { additionalProperties: false },
);
export type ReleaseTable = Static<typeof ReleaseTable>;

export interface TableVerdict {
  readonly lifecycle: "service" | "one-shot";
  readonly releases: readonly string[];
}

/**
 * What the tables say of a container's name: that of the node's own release where it is known, else all of them, which
 * then have to agree.
 */
export function lifecycleInTables(
  name: string,
  release: string | undefined,
  tables: readonly ReleaseTable[],
): TableVerdict | undefined {
  const own = tables.filter((table) => table.release === release);
  const consulted = own.length > 0 ? own : tables;
  const service = consulted.filter((table) => table.services.includes(name));
  const oneShot = consulted.filter((table) => table["one-shots"].includes(name));
  if (service.length > 0 === oneShot.length > 0) return undefined;
  const lifecycle = service.length > 0 ? "service" : "one-shot";
  return { lifecycle, releases: [...service, ...oneShot].map((table) => table.release) };
}
