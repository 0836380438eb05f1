import type { Static } from "typebox";
import type { Problem } from "../yaml/problem.ts";
import { checker, readYaml, schemaProblems } from "../yaml/yaml-file.ts";
import { AcceptanceFile } from "./acceptance-schema.ts";
import type { Acceptance } from "./outcome.ts";

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
