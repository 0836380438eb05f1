import { type Static, Type } from "../model/type.ts";

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
export const FindingReference = Type.Object({ rule: Type.String(), node: Type.String(), subject: Subject }, closed);
export interface FindingReference {
  readonly rule: string;
  readonly node: string;
  readonly subject: Subject;
}

/** Why a finding does not count, and until when, the day included. */
const Acceptance = Type.Object(
  { reason: Type.String(), until: Type.String({ description: "YYYY-MM-DD, UTC" }), by: Type.Optional(Type.String()) },
  closed,
);
export type Acceptance = Readonly<Static<typeof Acceptance>>;

/** What earlier bundles of the node tell of a finding. */
const changes = ["new", "unchanged", "not-decided-before"] as const;
export type Change = (typeof changes)[number];

/** A fault with its evidence. `count` says how many equal ones are folded into it. */
export const Finding = Type.Object(
  {
    rule: Type.String(),
    severity: Severity,
    node: Type.String(),
    subject: Subject,
    message: Type.String(),
    why: Type.String(),
    remedy: Type.String(),
    count: Type.Integer({ minimum: 1 }),
    evidence: Type.Array(Evidence),
    causes: Type.Optional(
      Type.Array(FindingReference, {
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
  readonly rule: string;
  readonly severity: Severity;
  /** The node's name; `deployment` for a fault of several nodes together, whose evidence then names node and file. */
  readonly node: string;
  readonly subject: Subject;
  readonly message: string;
  readonly why: string;
  readonly remedy: string;
  readonly count: number;
  readonly evidence: readonly Evidence[];
  /** The findings that it follows from, the one under which it is shown first; absent where there is none. */
  readonly causes?: readonly FindingReference[];
  /** Set where somebody accepted it: then it counts neither for the verdict nor for the exit code. */
  readonly accepted?: Acceptance;
  /** Set where there is an earlier bundle of its node. */
  readonly change?: Change;
}

export const outcomes = ["fault", "ok", "not-applicable", "unknown", "error"] as const;

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
  /** For `unknown`: what was looked for and what to collect; for `error`: what broke. */
  readonly reason?: string;
}
