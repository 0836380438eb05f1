import { createHash } from "node:crypto";
import { type Static, Type } from "typebox";

/** A schema for one of some words; what it is for is shown by editors. */
export function wordOf<const Words extends readonly string[]>(words: Words, description?: string) {
  const literals = words.map((word) => Type.Literal(word));
  return Type.Unsafe<Words[number]>(Type.Union(literals, description === undefined ? {} : { description }));
}

/** How bad a fault is, from the worst down. */
export const severities = ["critical", "error", "warning", "info"] as const;
export const Severity = wordOf(severities);
export type Severity = (typeof severities)[number];

const subjectKinds = ["container", "image", "config", "log", "host", "cluster", "bundle"] as const;
export type SubjectKind = (typeof subjectKinds)[number];

const closed = { additionalProperties: false } as const;

/** What a rule looked at: a container by its bare name, an image by its reference, a setting by file, section and key. */
export const Subject = Type.Object({ kind: wordOf(subjectKinds), name: Type.String() }, closed);
export type Subject = { readonly kind: SubjectKind; readonly name: string };

/** A line of a bundle that a finding rests on; `line` counts from 1. */
export const Evidence = Type.Object(
  { file: Type.String(), line: Type.Integer({ minimum: 1 }), text: Type.String() },
  closed,
);
export type Evidence = Static<typeof Evidence>;

/** Which finding is meant: its rule, its node, its subject. */
export const FindingReference = Type.Object(
  {
    id: Type.Optional(Type.String({ description: "The id of the finding; absent where it is not in this report" })),
    rule: Type.String(),
    node: Type.String(),
    subject: Subject,
  },
  closed,
);
export interface FindingReference {
  readonly id?: string;
  readonly rule: string;
  readonly node: string;
  readonly subject: Subject;
}

/** A finding that another follows from. */
const Cause = Type.Object(
  {
    ...FindingReference.properties,
    because: Type.Optional(
      Type.String({ description: "The law that ties the two, in a sentence; absent where their rules alone say so" }),
    ),
  },
  closed,
);
export interface Cause extends FindingReference {
  readonly because?: string;
}

/** What a fault says of the component that it is about. */
const tellingStates = [
  ...["down", "degraded", "restarting", "unhealthy", "cut-off"],
  ...["misconfigured", "refused", "exhausted", "lost", "symptom"],
] as const;
const Telling = Type.Object(
  {
    state: wordOf(tellingStates, "How it is with the component, the node or the resource"),
    from: Type.Optional(Type.String({ description: "The capability that it cannot use: messages, database" })),
    at: Type.Optional(Type.String({ description: "Where: host:port, a mount" })),
    resource: Type.Optional(Type.String({ description: "What is exhausted: disk, memory, inodes, files" })),
    of: Type.Optional(Type.String({ description: "The component meant, where the subject does not tell it" })),
  },
  closed,
);
export type Telling = Readonly<Static<typeof Telling>>;

/** Why a finding does not count, and until when, the day included. */
const Acceptance = Type.Object(
  { reason: Type.String(), until: Type.String({ description: "YYYY-MM-DD, UTC" }), by: Type.Optional(Type.String()) },
  closed,
);
export type Acceptance = Readonly<Static<typeof Acceptance>>;

/** What earlier bundles of the node tell of a finding. */
const changes = ["new", "unchanged", "not-decided-before"] as const;
export type Change = (typeof changes)[number];

/** A fault with its evidence. */
export const Finding = Type.Object(
  {
    id: Type.String({
      description:
        "The same from run to run, and of one finding alone: made of rule, node and subject; on several nodes of rule and " +
        "subject, so that it stays as it is when one node more shows the fault. Findings that have all of these in common " +
        "are told apart by their nodes, then by what they say",
    }),
    rule: Type.String(),
    title: Type.String({ description: "What the rule is called, in the language of the report" }),
    severity: Severity,
    node: Type.String({
      description: "The node's name, of several the first; 'deployment' or 'undercloud' for a fault of nodes together",
    }),
    nodes: Type.Optional(
      Type.Array(Type.String(), {
        minItems: 2,
        description: "All nodes that show the same fault, by name; absent where one does",
      }),
    ),
    subject: Subject,
    component: Type.Optional(Type.String({ description: "The component of the catalogue that the subject is of" })),
    tells: Type.Optional(Telling),
    loss: Type.Optional(
      Type.String({
        description:
          "What users of the cloud lose by it, in a clause; absent where something else does the work, or may",
      }),
    ),
    message: Type.String({ description: "What is wrong; of several nodes what is said of the first" }),
    messages: Type.Optional(
      Type.Array(Type.Object({ node: Type.String(), message: Type.String() }, closed), {
        description: "What is said of further nodes, where a time or a number in it differs from `message`",
      }),
    ),
    why: Type.String(),
    remedy: Type.String(),
    count: Type.Integer({
      minimum: 1,
      description: "How many equal ones it stands for on its node, of several nodes the most of one",
    }),
    evidence: Type.Array(Evidence, {
      description: "The lines that it rests on; of several nodes each file is named as NODE:FILE",
    }),
    causes: Type.Optional(
      Type.Array(Cause, {
        minItems: 1,
        description: "The findings that it follows from; it stands after the first of them, and is shown under it",
      }),
    ),
    accepted: Type.Optional(Acceptance),
    change: Type.Optional(wordOf(changes)),
  },
  closed,
);
export interface Finding {
  /** The same from run to run. */
  readonly id: string;
  readonly rule: string;
  /** What its rule is called. */
  readonly title: string;
  readonly severity: Severity;
  /** The node's name; `deployment` for a fault of several nodes together, whose evidence then names node and file. */
  readonly node: string;
  /** All nodes that show the same fault, `node` the first of them; absent where there is one. */
  readonly nodes?: readonly string[];
  readonly subject: Subject;
  readonly component?: string;
  readonly tells?: Telling;
  /** What users of the cloud lose by it. */
  readonly loss?: string;
  readonly message: string;
  /** What is said of further nodes, where it is not the same to the letter. */
  readonly messages?: readonly { readonly node: string; readonly message: string }[];
  readonly why: string;
  readonly remedy: string;
  readonly count: number;
  readonly evidence: readonly Evidence[];
  /** The findings that it follows from, the one under which it is shown first; absent where there is none. */
  readonly causes?: readonly Cause[];
  /** Set where somebody accepted it: then it counts neither for the verdict nor for the exit code. */
  readonly accepted?: Acceptance;
  /** Set where there is an earlier bundle of its node. */
  readonly change?: Change;
}

/** Short, readable and the same in every run: of what it is made of, and nothing else. */
export function idOf(rule: string, ...parts: readonly string[]): string {
  return `${rule}-${createHash("sha256")
    .update(JSON.stringify([rule, ...parts]))
    .digest("hex")
    .slice(0, 8)}`;
}

/** `not-seen`: the words that a rule looks for stand in no log that was read whole, which says nothing of how it is. */
export const outcomes = ["fault", "ok", "not-seen", "not-applicable", "unknown", "error"] as const;

/** What a rule ended with on one subject, or, without a subject, on a node as a whole. */
export const Outcome = Type.Object(
  {
    rule: Type.String(),
    node: Type.String(),
    subject: Type.Optional(Subject),
    outcome: wordOf(outcomes),
    reason: Type.Optional(Type.String()),
  },
  closed,
);
export interface Outcome {
  readonly rule: string;
  readonly node: string;
  readonly subject?: Subject;
  readonly outcome: (typeof outcomes)[number];
  /** For `unknown`: what was looked for and what to collect; for `not-seen`: what was seen and does not count; for `error`: what broke. */
  readonly reason?: string;
}
