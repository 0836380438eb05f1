import { type Static, Type } from "typebox";
import { families } from "../model/types.ts";
import { outcomes, wordOf } from "./outcome.ts";

const closed = { additionalProperties: false } as const;

const Given = Type.Record(Type.String(), Type.Unknown());
const Families = Type.Array(wordOf(families));

/** One case written out: a piece of the model, and what the rule has to end with on it. */
const WrittenTest = Type.Object(
  {
    name: Type.String({ minLength: 1, description: "A sentence on what the rule is to do" }),
    given: Type.Optional({
      ...Given,
      description:
        "The subject by its name, or node, or deployment, with the properties that matter; a property left out is not known",
    }),
    lines: Type.Optional(
      Type.Array(Type.String(), {
        description: "Of a rule over logs: the lines of a log, which are searched as any log is",
      }),
    ),
    file: Type.Optional(
      Type.String({
        description: "The path in the bundle of the log that 'lines' are of; left out, one that the rule's 'in' fits",
      }),
    ),
    absent: Type.Optional({ ...Families, description: "Families of facts that are not in the bundle at all" }),
    partial: Type.Optional({ ...Families, description: "Families of facts that are cut short" }),
    expect: wordOf(
      outcomes,
      "What the rule has to end with: fault, ok, not-seen (of a rule over logs), not-applicable (where says no), unknown (what decides is not given)",
    ),
    message: Type.Optional(Type.String({ description: "A part of the message that the finding has to have" })),
  },
  { ...closed, title: "a case written out" },
);
export type WrittenTest = Static<typeof WrittenTest>;

const Lines = Type.Union(
  [Type.String({ minLength: 1, title: "a line of a log" }), Type.Array(Type.String(), { title: "lines of a log" })],
  { description: "A line of a log, or several" },
);

const log = {
  in: Type.Optional(
    Type.String({ description: "The path in the bundle of the log that the lines are of; left out, one that fits" }),
  ),
  repeat: Type.Optional(
    Type.Integer({ minimum: 2, maximum: 1_000, description: "How often a line stands that is given alone" }),
  ),
};

/** What is known of a case beside the properties that it changes. */
const caseKeys = {
  ...log,
  lines: Type.Optional(Lines),
  absent: Type.Optional({ ...Families, description: "Families of facts that are not in the bundle at all" }),
  partial: Type.Optional({ ...Families, description: "Families of facts that are cut short" }),
  message: Type.Optional(Type.String({ description: "A part of the message that the finding has to have" })),
};

const Case = Type.Union(
  [...Lines.anyOf, Type.Object(caseKeys, { title: "what it changes of 'given'", additionalProperties: true })],
  {
    description:
      "A line of a log, or several; or what it changes of 'given', by the names that conditions use: container.state: exited; ~ is not told",
  },
);
export type TestCase = string | string[] | (Static<Type.TObject<typeof caseKeys>> & Record<string, unknown>);

/** The outcomes that a rule's author may expect. */
export const EXPECTED = ["fault", "ok", "not-seen", "not-applicable", "unknown"] as const;
export type Expected = (typeof EXPECTED)[number];

/** Words that stand in a case beside names of the model: no subject has one of them for a name. */
export const CASE_WORDS: readonly string[] = Object.keys(caseKeys);

const ABOUT: Readonly<Record<Expected, string>> = {
  fault: "Cases in which the rule fires, by what it fires on: on a service that ended with 0",
  ok: "Cases in which it stays silent, by where: on a service that runs",
  "not-seen":
    "Of a rule over logs, which never ends as ok: cases in which it stays silent, by on what: on a line of another kind",
  "not-applicable": "Cases that it is not about, by what they are: one-shots, which are to end",
  unknown: "Cases in which it is undecided, by where: where the state is not told",
};

function byExpected<Schema extends Type.TSchema>(make: (expected: Expected) => Schema) {
  const entries = EXPECTED.map((expected) => [expected, Type.Optional(make(expected))] as const);
  return Object.fromEntries(entries) as Record<Expected, Type.TOptional<Schema>>;
}

/** All cases of a rule as a table: what is at fault, and what each case changes of it. */
const TestTable = Type.Object(
  {
    given: Type.Optional({
      ...Given,
      description:
        "What the rule fires on: the subject by its name, or node, or deployment, with the properties that matter; a property left out is not known",
    }),
    message: Type.Optional(Type.String({ description: "A part of the message of the finding on what is given" })),
    ...log,
    turns: Type.Optional(
      Type.Record(
        Type.String(),
        Type.Object(
          byExpected((expected) =>
            Type.Unknown({ description: `A value that ends as ${expected}, or a list of them` }),
          ),
          { ...closed, minProperties: 1 },
        ),
        {
          description:
            "Where properties turn the outcome: of each the values by outcome, such as hit.secondsAgo: { fault: 3599, ok: 3600, unknown: ~ }; the first under fault belongs to 'given'",
        },
      ),
    ),
    ...byExpected((expected) => Type.Record(Type.String({ minLength: 1 }), Case, { description: ABOUT[expected] })),
  },
  { ...closed, title: "a table of cases" },
);
export type TestTable = Omit<Static<typeof TestTable>, Expected> & Partial<Record<Expected, Record<string, TestCase>>>;

/** The tests of a rule. */
export const Tests = Type.Unsafe<TestTable | WrittenTest[]>(
  Type.Union([TestTable, Type.Array(WrittenTest, { minItems: 1, title: "a list of cases written out" })], {
    description:
      "At least one that fires and one that stays silent, which 'sospect rules test' runs; that the rule is undecided without what it needs is tested by itself",
  }),
);
