import { quoting, type Source, type SourceText, wholeLines } from "./text.ts";

export interface NamedValues {
  readonly values: Readonly<Record<string, string>>;
  readonly sources: Readonly<Record<string, Source>>;
}

/** The values that lines give to names: the first of a name counts. `shape` finds both in a line. */
export function namedValues(source: SourceText, shape: RegExp): NamedValues {
  const quoted = quoting(source);
  const values: Record<string, string> = Object.create(null);
  const sources: Record<string, Source> = Object.create(null);
  for (const [index, line] of wholeLines(source).split("\n").entries()) {
    const [, name, value] = shape.exec(line) ?? [];
    if (name === undefined || value === undefined || name in values) continue;
    values[name] = value.trim();
    sources[name] = quoted(index + 1);
  }
  return { values, sources };
}
