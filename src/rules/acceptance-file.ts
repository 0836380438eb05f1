import { type Static, Type } from "../model/type.ts";
import type { Acceptance } from "./outcome.ts";
import type { Problem } from "./problem.ts";
import { checker, readYaml, schemaProblems } from "./yaml-file.ts";

const closed = { additionalProperties: false } as const;
const name = (description: string) => Type.String({ minLength: 1, description });

/** A file of findings that somebody accepts, each one occurrence. */
export const AcceptanceFile = Type.Object(
  {
    accepted: Type.Array(
      Type.Object(
        {
          rule: name("The rule's id"),
          node: name("The node as the report names it, or deployment"),
          subject: name("The subject's name as the report has it: iscsid"),
          reason: name("Why this is to be as it is"),
          until: Type.String({
            pattern: "^\\d{4}-\\d{2}-\\d{2}$",
            description: "The last day on which it is accepted, YYYY-MM-DD, UTC",
          }),
          by: Type.Optional(name("Who accepts it")),
        },
        closed,
      ),
    ),
  },
  { ...closed, title: "Findings that are accepted, for sospect analyze --accept" },
);

const check = checker(AcceptanceFile);

/** One occurrence that is accepted, and where that is written. */
export interface AcceptedOccurrence extends Acceptance {
  readonly rule: string;
  readonly node: string;
  readonly subject: string;
  readonly place: { readonly file: string; readonly line: number; readonly text: string };
}

export interface Acceptances {
  readonly accepted: readonly AcceptedOccurrence[];
  readonly problems: readonly Problem[];
}

/** What a file accepts, from its text; every mistake has its place. */
export function parseAcceptances(file: string, text: string): Acceptances {
  const yaml = readYaml(file, text);
  const shape = yaml.problems.length > 0 ? yaml.problems : schemaProblems(yaml, check, yaml.data);
  if (shape.length > 0) return { accepted: [], problems: shape };
  const { accepted } = yaml.data as Static<typeof AcceptanceFile>;
  const problems = accepted.flatMap(({ until }, index) =>
    isDate(until) ? [] : [yaml.problemAt(["accepted", index, "until"], `'${until}' is no day of the calendar`)],
  );
  const lines = text.split(/\r?\n/);
  const entries = accepted.map((one, index) => {
    const { line } = yaml.problemAt(["accepted", index], "");
    return { ...one, place: { file, line, text: (lines[line - 1] ?? "").trim() } };
  });
  return { accepted: entries, problems };
}

function isDate(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

/** An occurrence can be accepted once: which of two reasons or days holds could not be told. */
export function doublesIn(accepted: readonly AcceptedOccurrence[]): Problem[] {
  const seen = new Map<string, AcceptedOccurrence>();
  return accepted.flatMap((one) => {
    const key = JSON.stringify([one.rule, one.node, one.subject]);
    const first = seen.get(key);
    seen.set(key, first ?? one);
    const { file, line } = one.place;
    if (first === undefined) return [];
    return [{ file, line, column: 1, message: `${first.place.file}:${first.place.line} accepts the same` }];
  });
}
