import { type Static, Type } from "typebox";
import { families } from "../model/types.ts";
import { typeNamed } from "./model-schema.ts";
import { severities, wordOf } from "./outcome.ts";
import { Tests } from "./test-schema.ts";

const closed = { additionalProperties: false } as const;

/** Findings of other rules that follow from one of this rule, and are shown under it. */
const Explanation = Type.Object(
  {
    rules: Type.Array(Type.String({ pattern: "^[a-z0-9]+(-[a-z0-9]+)*(-\\*)?$" }), {
      minItems: 1,
      description: "Ids of the rules whose findings follow from this; log-* stands for all that begin so",
    }),
    on: Type.Optional(
      Type.Unsafe<"node" | "deployment">(
        Type.Union([Type.Literal("node"), Type.Literal("deployment")], {
          description: "node, the default: findings on the same node; deployment: findings on any node",
        }),
      ),
    ),
    when: Type.Optional(
      Type.String({
        description:
          "CEL over the names of the rule and 'effect', the other finding (effect.rule, effect.severity, effect.node, effect.subject, effect.component, effect.container, effect.tells, a list with state, from, at and resource, and effect.sameCloud: false of the director's where this is of what it deploys, and the other way round): true where it follows from this one",
      }),
    ),
  },
  closed,
);

const states = [
  ...[
    "down",
    "restarting",
    "unhealthy",
    "degraded",
    "cut-off",
    "misconfigured",
    "refused",
    "exhausted",
    "lost",
    "symptom",
  ],
] as const;

/** What a finding means, in words that the laws of causes know; texts are Handlebars over the names of the message. */
const Told = Type.Object(
  {
    when: Type.Optional(
      Type.String({ description: "CEL: says it only of subjects for which this is true; left out, of each" }),
    ),
    state: wordOf(
      states,
      "down, restarting, unhealthy, degraded: so is the component; cut-off: it cannot use what it needs ('from'); misconfigured: its configuration is wrong; refused: it is not let start; exhausted: a 'resource' of the node, or what the component may have of it; lost: the node is; symptom: something went wrong in it, which explains nothing",
    ),
    from: Type.Optional(
      Type.String({
        pattern: "^[a-z0-9]+(-[a-z0-9]+)*$",
        description: "The capability that is missed: one of rules/services/capabilities.yaml",
      }),
    ),
    at: Type.Optional(
      Type.String({ minLength: 1, description: "The address where it was looked for, or the place of the resource" }),
    ),
    resource: Type.Optional(wordOf(["disk", "inodes", "memory", "files", "image-storage"], "What is exhausted")),
    of: Type.Optional(
      Type.String({
        minLength: 1,
        description:
          "Whose it is, where the subject does not tell: a component, or a container, bundle, unit or backend that is of one",
      }),
    ),
    on: Type.Optional(
      Type.String({
        minLength: 1,
        description: "The node that it is of, where that is not the finding's own; * for all",
      }),
    ),
  },
  closed,
);
export type ToldData = Static<typeof Told>;

/** What an editor offers for `each`: node.containers, deployment.repositories, … */
function listsOfRecords(): string[] {
  return (["Node", "Deployment"] as const).flatMap((title) =>
    Object.entries(typeNamed(title)?.properties ?? {}).flatMap(([name, { items }]) =>
      items?.subject === undefined ? [] : [`${title.toLowerCase()}.${name}`],
    ),
  );
}
/** What a rule looks for in logs. */
const LogSearch = Type.Object(
  {
    in: Type.Array(Type.String({ minLength: 1 }), {
      minItems: 1,
      description:
        "Globs over the names of logs: nova/**, httpd/keystone/**, stdout:* (output of containers), journal, syslog, audit, dmesg, deploy/*; */** for the logs of all services",
    }),
    contains: Type.Array(Type.String({ minLength: 4, pattern: "^[^\\n\\r]*$" }), {
      minItems: 1,
      description: "Literals, one of which every line has that counts; all rules' are looked for at once",
    }),
    pattern: Type.Optional(
      Type.String({
        description: "RE2: what such a line has to match; named groups (?P<name>…) are 'found' in expressions",
      }),
    ),
    except: Type.Optional(
      Type.Array(Type.String({ minLength: 2 }), { description: "Literals that make a line harmless" }),
    ),
    cleared: Type.Optional(
      Type.Object(
        {
          contains: Type.Array(Type.String({ minLength: 4, pattern: "^[^\\n\\r]*$" }), {
            minItems: 1,
            description: "Literals of lines that say that it is over",
          }),
          pattern: Type.Optional(
            Type.String({ description: "RE2: what such a line has to match; groups that 'by' names say what is over" }),
          ),
        },
        closed,
      ),
    ),
    by: Type.Optional(
      Type.Array(Type.String(), { description: "Groups of the pattern that tell findings apart in one log" }),
    ),
    traceback: Type.Optional(
      Type.Boolean({
        description: "The lines begin Python tracebacks, which are told apart by their last line: found.error",
      }),
    ),
  },
  closed,
);
export type LogSearch = Static<typeof LogSearch>;

/** Of a remedy, which is read with care: each name in it is looked at with what stands before it. */
const MOST_CHARACTERS = 2_000;

/** What a rule says in Chinese. */
const Translation = Type.Object(
  {
    title: Type.Optional(Type.String({ minLength: 1 })),
    message: Type.Optional(Type.String({ minLength: 1, description: "Handlebars over the same names as 'message'" })),
    why: Type.Optional(Type.String({ minLength: 1 })),
    remedy: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: MOST_CHARACTERS,
        description: "Handlebars over the same names as 'remedy'",
      }),
    ),
  },
  { ...closed, minProperties: 1, description: "What it says in Chinese; a text that is left out is said in English" },
);

/** A rule as its author writes it: one YAML file, named by its id. */
export const RuleFile = Type.Object(
  {
    id: Type.String({
      pattern: "^[a-z0-9]+(-[a-z0-9]+)*$",
      description: "The file's name without .yaml: a noun for the failing state",
    }),
    title: Type.String({ minLength: 1, description: "The fault in a sentence" }),
    severity: wordOf(
      severities,
      "critical: the cloud is down; error: a service is; warning: it will be, or may be; info: good to know",
    ),
    needs: Type.Array(wordOf(families), { description: "Without these facts the outcome is unknown" }),
    each: Type.Optional(
      Type.String({
        description: "CEL: the list of subjects; left out, the subject is the node or the deployment",
        examples: listsOfRecords(),
      }),
    ),
    as: Type.Optional(
      Type.String({
        pattern: "^[a-z][A-Za-z0-9]*$",
        description:
          "What the expressions below call one subject; left out, the last word of the list's name as one (container of node.containers), and hit over logs",
      }),
    ),
    log: Type.Optional(LogSearch),
    where: Type.Optional(Type.String({ description: "CEL: subjects that the rule is not about are not-applicable" })),
    when: Type.String({ description: "CEL: true where the subject is at fault" }),
    message: Type.String({ minLength: 1, description: "Handlebars: what is wrong with this subject" }),
    why: Type.String({ minLength: 1, description: "What it means for a user of the cloud" }),
    remedy: Type.String({
      minLength: 1,
      maxLength: MOST_CHARACTERS,
      description: "Handlebars: what to do, a command where there is one; each placeholder is one word of the shell",
    }),
    zh: Type.Optional(Translation),
    evidence: Type.Optional(
      Type.Array(Type.String(), { description: "Properties of the subject to quote besides those of the condition" }),
    ),
    references: Type.Optional(
      Type.Array(Type.String(), { description: "Where it is written: URLs, or paths of files in a project's sources" }),
    ),
    tells: Type.Optional(
      // Told apart by its shape, so that a mistake is one of that shape alone.
      Type.Unsafe<ToldData | ToldData[] | "nothing">({
        description:
          "What a finding means: from it follows what explains it and what it explains. 'nothing' for what is of no consequence to others",
        if: { type: "array" },
        // biome-ignore lint/suspicious/noThenProperty: a word of JSON Schema
        then: Type.Array(Told, { minItems: 1 }),
        // biome-ignore lint/suspicious/noThenProperty: a word of JSON Schema
        else: { if: { type: "object" }, then: Told, else: { enum: ["nothing"] } },
      }),
    ),
    explains: Type.Optional(
      Type.Array(Explanation, {
        description:
          "Which findings of other rules follow from a finding of this one, where what both tell does not say so",
      }),
    ),
    tests: Tests,
  },
  { ...closed, title: "A rule of sospect" },
);
export type RuleFile = Static<typeof RuleFile>;

/** Switches a rule of this id off. */
export const DisabledRuleFile = Type.Object(
  { id: Type.String(), disabled: Type.Literal(true), reason: Type.Optional(Type.String()) },
  closed,
);
