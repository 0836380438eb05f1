import { type Static, Type } from "typebox";
import { Finding, Outcome } from "../rules/outcome.ts";

const closed = { additionalProperties: false } as const;

/** One analyzed bundle, in brief. */
const NodeSummary = Type.Object(
  {
    name: Type.String(),
    source: Type.String({ description: "The path of the bundle as it was given" }),
    kind: Type.Union([Type.Literal("sospect"), Type.Literal("sosreport")]),
    engine: Type.String({ description: "docker 1.13.1, podman 4.4.1, both joined by ' and ', or 'unknown'" }),
    containers: Type.Integer({ minimum: 0 }),
    product: Type.Optional(Type.String({ description: "Who deployed its containers: tripleo, kolla-ansible" })),
    release: Type.Optional(Type.String({ description: "OSP release, '13'; of kolla-ansible that of OpenStack" })),
    role: Type.Optional(Type.String({ description: "Controller, Compute, Undercloud, …; absent where nothing tells" })),
    notes: Type.Array(Type.String(), { description: "What was refused, lost or recovered while reading the bundle" }),
  },
  closed,
);
export type NodeSummary = Static<typeof NodeSummary>;

/** What `analyze` found: the one thing that every report format reads. Its schema is the contract of the JSON format. */
export const Result = Type.Object(
  {
    schemaVersion: Type.Literal(1),
    tool: Type.Object({ name: Type.Literal("sospect"), version: Type.String() }, closed),
    verdict: Type.Union([Type.Literal("fault"), Type.Literal("ok"), Type.Literal("unknown")]),
    nodes: Type.Array(NodeSummary),
    findings: Type.Array(Finding),
    outcomes: Type.Array(Outcome),
  },
  closed,
);
export interface Result {
  readonly schemaVersion: 1;
  readonly tool: { readonly name: "sospect"; readonly version: string };
  readonly verdict: "fault" | "ok" | "unknown";
  readonly nodes: readonly NodeSummary[];
  readonly findings: readonly Finding[];
  readonly outcomes: readonly Outcome[];
}
