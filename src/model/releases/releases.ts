import { type Static, Type } from "typebox";
import { firstBy } from "../group-by.ts";

const closed = { additionalProperties: false } as const;

/** One container that a release runs, or can run. */
const ReleaseRow = Type.Object(
  {
    name: Type.String({ description: "Its name; * stands for what differs from node to node: ceph-osd-*" }),
    kind: Type.Union([Type.Literal("service"), Type.Literal("one-shot"), Type.Literal("exec")], {
      description: "exec: a command in another container, so that no container of this name is there",
    }),
    family: Type.String({ description: "What is deployed together with it: nova" }),
    roles: Type.Array(Type.String(), { description: "The roles that run it unless something else is asked for" }),
    required: Type.Optional(
      Type.Literal(true, { description: "Each of its roles runs it by default; where it is absent, perhaps only" }),
    ),
    step: Type.Optional(Type.Integer({ description: "The step of the deployment that makes it" })),
    image: Type.Optional(Type.String({ description: "Its image, without registry, prefix and tag: nova-api" })),
    volume: Type.Optional(
      Type.String({ description: "Its configuration volume, or kolla-ansible's folder below /etc/kolla" }),
    ),
    health: Type.Optional(Type.Boolean({ description: "It has a health check" })),
    "exit-codes": Type.Optional(Type.Array(Type.Integer(), { description: "What a one-shot may end with; else 0" })),
    bundle: Type.Optional(
      Type.Union([Type.Literal("each"), Type.Literal("one")], {
        description: "Pacemaker runs it: a replica on each node of its role, or one in the cluster",
      }),
    ),
  },
  closed,
);
export type ReleaseRow = Static<typeof ReleaseRow>;

/** What one release of OpenStack runs: rules/releases has a file for each. */
export const ReleaseTable = Type.Object(
  {
    release: Type.String({ description: "OSP release, such as '13', or 'kolla-ansible'" }),
    product: Type.Union([Type.Literal("tripleo"), Type.Literal("kolla-ansible")]),
    engine: Type.Optional(Type.Union([Type.Literal("docker"), Type.Literal("podman")])),
    health: Type.Union([Type.Literal("image"), Type.Literal("engine"), Type.Literal("timer")], {
      description: "Who checks the health of containers: the image's own check, the engine's, timers of systemd",
    }),
    source: Type.String({ description: "Where the table was read" }),
    containers: Type.Array(ReleaseRow),
  },
  closed,
);
export type ReleaseTable = Static<typeof ReleaseTable>;

/** Who deploys OpenStack's containers: tools of the catalogue. */
export type Product = "tripleo" | "kolla-ansible" | "edpm";

/** What a node is known to be, as far as it bears on which table speaks of it. */
export interface Deployed {
  readonly release?: string;
  readonly product?: Product;
}

interface TableVerdict {
  readonly lifecycle: "service" | "one-shot";
  /** Whose container it is, for people: "OSP 13, 14", "kolla-ansible". */
  readonly by: string;
}

/** The tables that speak of a node: that of its own release where it is known, else those of its product, else all. */
function tablesFor({ release, product }: Deployed, tables: readonly ReleaseTable[]): readonly ReleaseTable[] {
  const ofProduct = product === undefined ? tables : tables.filter((table) => table.product === product);
  const own = ofProduct.filter((table) => table.release === release);
  return own.length > 0 ? own : ofProduct;
}

/** The table of the node's own release; `undefined` where that is not known. */
export function tableOf({ release, product }: Deployed, tables: readonly ReleaseTable[]): ReleaseTable | undefined {
  const own = product === "kolla-ansible" ? product : release;
  return tables.find((table) => table.release === own);
}

/** What the tables say of a container's name. Where several speak of the node they have to agree. */
export function lifecycleInTables(
  name: string,
  deployed: Deployed,
  tables: readonly ReleaseTable[],
): TableVerdict | undefined {
  const found = tablesFor(deployed, tables).flatMap((table) => {
    const row = rowIn(table, name);
    return row === undefined || row.kind === "exec" ? [] : [{ table, kind: row.kind }];
  });
  const [first] = found;
  if (first === undefined || found.some(({ kind }) => kind !== first.kind)) return undefined;
  return { lifecycle: first.kind, by: ownersText(found.map(({ table }) => table)) };
}

function ownersText(tables: readonly ReleaseTable[]): string {
  const releases = tables.filter(({ product }) => product === "tripleo").map(({ release }) => release);
  return releases.length > 0 ? `OSP ${releases.join(", ")}` : "kolla-ansible";
}

/** The row of a container's name; of several that stand for it the longest, which says most. */
export function rowIn(table: ReleaseTable, name: string): ReleaseRow | undefined {
  const { exact, patterns } = rowsOf(table);
  return patterns
    .filter((row) => isNamed(row, name))
    .reduce<ReleaseRow | undefined>(
      (best, row) => (best === undefined || row.name.length > best.name.length ? row : best),
      exact.get(name),
    );
}

interface Rows {
  readonly exact: ReadonlyMap<string, ReleaseRow>;
  readonly patterns: readonly ReleaseRow[];
}

/** A table is asked for each container of each node. */
const rows = new WeakMap<ReleaseTable, Rows>();

function rowsOf(table: ReleaseTable): Rows {
  const known = rows.get(table);
  if (known !== undefined) return known;
  const [patterns, plain] = [true, false].map((isPattern) =>
    table.containers.filter(({ name }) => name.includes("*") === isPattern),
  ) as [ReleaseRow[], ReleaseRow[]];
  const found = { exact: firstBy(plain, ({ name }) => name), patterns };
  rows.set(table, found);
  return found;
}

/** A name with `*` stands for all that begin, go on and end like it. */
function isNamed(row: ReleaseRow, name: string): boolean {
  const [start = "", ...rest] = row.name.split("*");
  if (rest.length === 0) return row.name === name;
  if (!name.startsWith(start)) return false;
  let at = start.length;
  for (const part of rest) {
    const next = name.indexOf(part, at + 1);
    if (next < 0) return false;
    at = next + part.length;
  }
  return rest.at(-1) === "" || at === name.length;
}
