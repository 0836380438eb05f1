import type { Finding } from "../outcome.ts";
import type { Rule } from "../rule.ts";

/** A finding with what its rule was judged by, which tells what follows from it. */
export interface Fault {
  readonly finding: Finding;
  readonly rule: Rule;
  readonly variables: Readonly<Record<string, unknown>>;
  /** The same finding in Chinese, where its rule has any. */
  readonly chinese?: Finding;
}
