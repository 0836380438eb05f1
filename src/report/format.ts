import type { Severity } from "../rules/outcome.ts";
import type { Survey } from "../survey/types.ts";
import type { Result } from "./result.ts";
import type { Language } from "./words/language.ts";

interface RenderOptions {
  /** Everything, where a format shows less for being read at once. */
  readonly verbose?: boolean;
  /** At most so many characters, where a format is cut by weight and says so. */
  readonly maxSize?: number;
  /** Colours of a terminal. */
  readonly color?: boolean;
  /** Width of the terminal; 100 where it is not known. */
  readonly columns?: number;
  /** When the report is made, ISO 8601. */
  readonly generatedAt?: string;
  /** English where it is not given. */
  readonly language?: Language;
  /** The severity from which a finding fails the run; error where it is not given. */
  readonly failOn?: Severity;
  /** What there is on the nodes, for formats that show more than what is wrong. */
  readonly survey?: Survey;
  /** The rules that were judged by. */
  readonly rules?: readonly RuleSummary[];
}

/** What a report says of a rule. */
export interface RuleSummary {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  readonly why: string;
  readonly references: readonly string[];
}

/** A way to write a result down: a pure function from result to text. */
export interface Format {
  readonly name: string;
  /** Other names that it is asked for by. */
  readonly aliases?: readonly string[];
  /** How the name of its file ends. */
  readonly file: string;
  /** True for one that shows the survey. */
  readonly surveys?: true;
  readonly render: (result: Result, options: RenderOptions) => string;
}
