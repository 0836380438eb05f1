import { type Static, type TProperties, Type } from "typebox";
import { families } from "../model/types.ts";
import { wordOf } from "../rules/outcome.ts";

const closed = { additionalProperties: false } as const;

const text = (description: string) => Type.String({ minLength: 1, description });
const id = (description: string) => Type.String({ pattern: "^[a-z0-9]+(-[a-z0-9]+)*$", description });

/** A text for people, in each language. */
const texts = (description: string) =>
  Type.Object({ en: text("English"), zh: text("中文") }, { ...closed, description });

/** What a node is called: a short host name, in lower case. */
const HOST = "^[a-z0-9]([a-z0-9-]*[a-z0-9])?$";

const NodeOfCourse = Type.Object(
  {
    user: Type.Optional(Type.String({ description: "Whom ssh logs in as: heat-admin" })),
    aliases: Type.Optional(
      Type.Array(Type.String({ pattern: HOST }), { description: "Other host names that it may have" }),
    ),
  },
  closed,
);

const On = Type.Union([Type.String(), Type.Array(Type.String(), { minItems: 1 })], {
  description: "The node, by the course's name, or several",
});

/** A part of what is done on nodes: as root, by sh -eu, without input. */
const action = <More extends TProperties>(more: More) =>
  Type.Object(
    {
      id: id("Its name on the node"),
      on: On,
      label: texts("The text of its line"),
      run: text("Commands; to run them twice is the same as once"),
      ...more,
    },
    closed,
  );

const marks = ["pass", "fail", "ungraded"] as const;
export type Mark = (typeof marks)[number];

const TaskTest = Type.Object(
  {
    name: text("A sentence on how the task is to be graded"),
    given: Type.Optional(
      Type.Record(Type.String(), Type.Unknown(), {
        description: "The subject by the name of 'as', and node or deployment; a property left out is not known",
      }),
    ),
    absent: Type.Optional(
      Type.Array(wordOf(families), { description: "Families of facts that are not in the bundle at all" }),
    ),
    partial: Type.Optional(Type.Array(wordOf(families), { description: "Families of facts that are cut short" })),
    expect: wordOf(marks, "What the task has to end with"),
    found: Type.Optional(Type.String({ description: "Of fail: a part of what 'found' or 'absent' says in English" })),
  },
  closed,
);
export type TaskTestCase = Static<typeof TaskTest>;

const TaskFile = Type.Object(
  {
    id: id("Its name in reports"),
    label: texts("The text of its line"),
    points: Type.Integer({ minimum: 1, maximum: 1000, description: "What it is worth" }),
    on: Type.String({ description: "The node that it is graded on, by the course's name" }),
    needs: Type.Array(wordOf(families), { description: "Without these facts it is not graded" }),
    each: Type.Optional(Type.String({ description: "CEL: the list of subjects; left out, the node itself" })),
    as: Type.Optional(Type.String({ pattern: "^[a-z][A-Za-z0-9]*$", description: "The name of one subject" })),
    match: Type.Optional(
      wordOf(
        ["every", "some"] as const,
        "every, the default: each chosen subject has to be so, and one at least; some",
      ),
    ),
    where: Type.Optional(Type.String({ description: "CEL: which subjects are chosen" })),
    when: Type.String({ description: "CEL: true where the task is done" }),
    expected: texts("Handlebars: what was to be done, without how"),
    found: texts("Handlebars: what there is instead"),
    absent: Type.Optional(texts("In the place of found where no subject is chosen")),
    hint: texts("What to think of, not the solution"),
    evidence: Type.Optional(
      Type.Array(Type.String(), { description: "Properties to quote besides those of the conditions" }),
    ),
    tests: Type.Array(TaskTest, { minItems: 1, description: "At least one that passes, one that fails, one ungraded" }),
  },
  closed,
);
export type TaskFile = Static<typeof TaskFile>;

/** An exercise as its author writes it: one YAML file, named by its id. */
export const ExerciseFile = Type.Object(
  {
    id: id("The file's name without .yaml: what students type after lab"),
    title: texts("What it is called in the course"),
    text: texts("What a student is to do: shown by lab show"),
    pass: Type.Optional(Type.Integer({ minimum: 1, description: "The points that pass; all where left out" })),
    nodes: Type.Record(Type.String({ pattern: HOST }), NodeOfCourse, {
      minProperties: 1,
      description: "The nodes that it is done on, by the course's names",
    }),
    requires: Type.Optional(
      Type.Array(action({}), { description: "What setup wants to be so before it changes anything" }),
    ),
    setup: Type.Optional(
      Type.Array(
        action({
          check: Type.Optional(text("Ends with 0 where it is so already: then nothing is done and nothing put back")),
          undo: text("Puts it back, also after a run that failed half-way; to run it twice is the same as once"),
        }),
        { description: "What setup does, in order" },
      ),
    ),
    finish: Type.Optional(Type.Array(action({}), { description: "What finish does besides putting back" })),
    tasks: Type.Array(TaskFile, { minItems: 1, description: "What is graded, in order" }),
  },
  { ...closed, title: "A lab exercise of sospect" },
);
export type ExerciseFile = Static<typeof ExerciseFile>;
