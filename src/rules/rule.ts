import type { Family } from "../model/types.ts";
import type { LogQuery } from "../parse/logs/log-query.ts";
import type { Expression } from "./expression.ts";
import type { Message } from "./message.ts";
import type { Severity } from "./outcome.ts";
import type { RuleTestCase } from "./schema.ts";

/** Whether a rule looks at each node for itself or once at all of them. */
export type Scope = "node" | "deployment";

/** A rule that was loaded: checked, compiled, ready to judge. */
export interface Rule {
  readonly id: string;
  readonly file: string;
  readonly title: string;
  readonly severity: Severity;
  readonly scope: Scope;
  readonly needs: readonly Family[];
  /** The list of subjects; absent where the subject is the node or the deployment itself. */
  readonly each?: Expression;
  /** What the rule looks for in logs; its subjects are what was found. */
  readonly log?: { readonly query: LogQuery; readonly fits: (log: string) => boolean };
  /** The name of the subject in expressions and messages. */
  readonly subjectName: string;
  readonly where?: Expression;
  readonly when: Expression;
  readonly message: Message;
  readonly remedy: Message;
  readonly why: string;
  readonly evidence: readonly string[];
  readonly references: readonly string[];
  readonly tests: readonly RuleTestCase[];
}
