import type { Family } from "../model/types.ts";
import type { LogQuery } from "../parse/logs/log-query.ts";
import type { YamlFile } from "../yaml/yaml-file.ts";
import type { Expression, Names } from "./expression.ts";
import type { Message } from "./message.ts";
import type { Severity } from "./outcome.ts";
import type { RuleFile, ToldData } from "./schema.ts";
import type { RuleTest } from "./test-cases.ts";
import type { Translation } from "./translation.ts";

/** Whether a rule looks at each node for itself or once at all of them. */
export type Scope = "node" | "deployment";

/** Which findings of other rules follow from those of this rule. */
export interface Explanation {
  /** Their ids; one that ends in `*` stands for all that begin so. */
  readonly rules: readonly string[];
  readonly on: Scope;
  /** The condition on the rule's own names and `effect`. */
  readonly when?: Expression;
}

/** What a finding means, as its rule has it: words, and texts that are filled for each finding. */
export interface Meaning extends Pick<ToldData, "state" | "from" | "resource"> {
  readonly when?: Expression;
  readonly at?: Message;
  readonly of?: Message;
  readonly on?: Message;
}

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
  /** What its expressions may name beside the node and the deployment. */
  readonly names: Names;
  /** The name of the subject in expressions and messages. */
  readonly subjectName: string;
  readonly where?: Expression;
  readonly when: Expression;
  readonly message: Message;
  readonly remedy: Message;
  readonly why: string;
  /** What it says in Chinese. */
  readonly translation?: Translation;
  /** Properties of the subject whose lines a finding quotes: those that the conditions read, and those that the author adds. */
  readonly quoted: readonly string[];
  /** The same of the node, where the subject is a part of it. */
  readonly quotedOfNode: readonly string[];
  readonly references: readonly string[];
  /** What a finding of it means. */
  readonly tells: readonly Meaning[];
  readonly explains: readonly Explanation[];
  /** The cases that its author wrote; those that follow from `needs` come when it is tested. */
  readonly tests: readonly RuleTest[];
  /** The file that it was compiled from, for whoever points at a place in it. */
  readonly source: { readonly yaml: YamlFile; readonly data: RuleFile };
}
