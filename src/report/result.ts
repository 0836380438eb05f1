import { type Static, Type } from "typebox";
import { changeKinds, type NodeChange } from "../model/changes.ts";
import { Evidence, Finding, Outcome, Subject, wordOf } from "../rules/outcome.ts";

const closed = { additionalProperties: false } as const;

/** One analyzed bundle, in brief. */
const NodeSummary = Type.Object(
  {
    name: Type.String(),
    source: Type.String({
      description: "The path of the bundle as it was given, with the way to it where it is one of several",
    }),
    kind: Type.Union([Type.Literal("sospect"), Type.Literal("sosreport")]),
    engine: Type.String({ description: "docker 1.13.1, podman 4.4.1, both joined by ' and ', or 'unknown'" }),
    containers: Type.Integer({ minimum: 0 }),
    product: Type.Optional(Type.String({ description: "What was deployed: tripleo, kolla-ansible, rhoso (OSP 18)" })),
    release: Type.Optional(Type.String({ description: "OSP release, '13'; of kolla-ansible that of OpenStack" })),
    role: Type.Optional(Type.String({ description: "Controller, Compute, Undercloud, …; absent where nothing tells" })),
    notes: Type.Array(Type.String(), { description: "What was refused, lost or recovered while reading the bundle" }),
    damage: Type.Optional(
      Type.Object(
        {
          what: Type.Array(Type.String(), { description: "What of the bundle is damaged, the archive or files of it" }),
          openChecks: Type.Integer({ minimum: 0, description: "How many checks stay undecided for it" }),
        },
        closed,
      ),
    ),
  },
  closed,
);
export type NodeSummary = Static<typeof NodeSummary>;

/** What became of one input. */
const InputSummary = Type.Object(
  {
    path: Type.String({ description: "As it was given on the command line" }),
    baseline: Type.Optional(Type.Literal(true, { description: "Set for what was given to compare with" })),
    bundles: Type.Array(
      Type.Object(
        {
          source: Type.String({ description: "Where the bundle lies; in an archive: 'case.tar » sosreport-a.tar.xz'" }),
          node: Type.Optional(Type.String({ description: "The node of `nodes` that it is the bundle of" })),
          leftOutFor: Type.Optional(
            Type.String({ description: "The node of `nodes` that it is another bundle of, which does not count" }),
          ),
        },
        closed,
      ),
      { description: "The bundles that were read from it" },
    ),
    controlPlane: Type.Optional(
      Type.Literal(true, { description: "Set where pods and conditions of a control plane were read from it" }),
    ),
    unreadable: Type.Optional(Type.String({ description: "Why no bundle was read from it, and what to do" })),
    passedBy: Type.Array(
      Type.Object(
        {
          path: Type.String({ description: "In the input; a folder ends in '/'; '…' stands for what else there is" }),
          files: Type.Optional(Type.Integer({ description: "How many files that is, where it is a folder" })),
          reason: Type.Optional(Type.String({ description: "Why it was not read; absent for what is of no report" })),
          lost: Type.Optional(Type.Literal(true, { description: "Set for what may be, or may hold, a report" })),
        },
        closed,
      ),
      { description: "What else was in it" },
    ),
  },
  closed,
);
export type InputSummary = Static<typeof InputSummary>;

const NodeChangeSchema = Type.Object(
  {
    node: Type.String(),
    kind: wordOf(changeKinds),
    subject: Subject,
    before: Type.String({ description: "Empty for what was not there" }),
    after: Type.String({ description: "Empty for what is not there" }),
    evidence: Type.Object({ before: Type.Optional(Evidence), after: Type.Optional(Evidence) }, closed),
  },
  closed,
);

/** What earlier bundles of the nodes tell beside the later ones. */
const Baseline = Type.Object(
  {
    nodes: Type.Array(
      Type.Object(
        {
          name: Type.String(),
          source: Type.String({ description: "The path of the earlier bundle as it was given" }),
          capturedAt: Type.Optional(Type.String({ description: "ISO 8601, where the bundle tells it" })),
        },
        closed,
      ),
    ),
    notes: Type.Array(Type.String(), { description: "What was not compared, and why" }),
    gone: Type.Array(Finding, { description: "Found in the earlier bundles, and proven to be no more" }),
    undecided: Type.Array(Finding, {
      description: "Found in the earlier bundles; the later ones do not tell whether it still is",
    }),
    changes: Type.Array(NodeChangeSchema),
    moreChanges: Type.Integer({
      minimum: 0,
      description: "Changed settings that are left out, since there are too many",
    }),
  },
  closed,
);
export interface Baseline {
  readonly nodes: readonly { readonly name: string; readonly source: string; readonly capturedAt?: string }[];
  readonly notes: readonly string[];
  readonly gone: readonly Finding[];
  readonly undecided: readonly Finding[];
  readonly changes: readonly NodeChange[];
  readonly moreChanges: number;
}

const NotSeen = Type.Object(
  {
    messages: Type.Integer({ minimum: 0 }),
    logs: Type.Integer({ minimum: 0 }),
    shortest: Type.Optional(
      Type.Object(
        {
          node: Type.String(),
          log: Type.String(),
          since: Type.String({ description: "The time of its first line with what was rotated, as the log has it" }),
        },
        { ...closed, description: "The log that reaches back least" },
      ),
    ),
  },
  {
    ...closed,
    description: "How many known messages were looked for in how many logs and stand in none, which proves nothing",
  },
);
export type NotSeen = Readonly<Static<typeof NotSeen>>;

/** What `analyze` found: the one thing that every report format reads. Its schema is the contract of the JSON format. */
export const Result = Type.Object(
  {
    schemaVersion: Type.Literal(2),
    tool: Type.Object({ name: Type.Literal("sospect"), version: Type.String() }, closed),
    verdict: Type.Union([Type.Literal("fault"), Type.Literal("ok"), Type.Literal("unknown")]),
    answer: Type.Optional(
      Type.Array(Type.String(), {
        description: "What is broken for users and why, in a sentence or two; absent where nothing of weight was found",
      }),
    ),
    inputs: Type.Array(InputSummary, { description: "All that was given, in the order of the command line" }),
    nodes: Type.Array(NodeSummary),
    findings: Type.Array(Finding),
    outcomes: Type.Array(Outcome),
    notSeen: Type.Optional(NotSeen),
    baseline: Type.Optional(Baseline),
  },
  closed,
);
export interface Result {
  readonly schemaVersion: 2;
  readonly tool: { readonly name: "sospect"; readonly version: string };
  readonly verdict: "fault" | "ok" | "unknown";
  /** What is broken for users and why. */
  readonly answer?: readonly string[];
  readonly inputs: readonly InputSummary[];
  readonly nodes: readonly NodeSummary[];
  readonly findings: readonly Finding[];
  readonly outcomes: readonly Outcome[];
  /** How much was looked for in logs in vain. */
  readonly notSeen?: NotSeen;
  /** Set where earlier bundles were given to compare with. */
  readonly baseline?: Baseline;
}
