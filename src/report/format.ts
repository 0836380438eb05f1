import type { Result } from "./result.ts";

interface RenderOptions {
  /** Colours of a terminal. */
  readonly color?: boolean;
  /** Width of the terminal; 100 where it is not known. */
  readonly columns?: number;
  /** When the report is made, ISO 8601. */
  readonly generatedAt?: string;
}

/** A way to write a result down: a pure function from result to text. */
export interface Format {
  readonly name: string;
  readonly render: (result: Result, options: RenderOptions) => string;
}
