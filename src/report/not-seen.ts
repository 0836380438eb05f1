import type { Deployment } from "../model/types.ts";
import type { Outcome } from "../rules/outcome.ts";
import type { Rule } from "../rules/rule.ts";
import type { NotSeen, Result } from "./result.ts";
import { digestWords } from "./words/digest.ts";
import type { Language } from "./words/language.ts";

/**
 * How much was looked for in logs and stands in none of them. A rule whose words were seen somewhere, or may be where a log
 * could not be read, is left out.
 */
export function notSeenOf({ nodes }: Deployment, outcomes: readonly Outcome[], rules: readonly Rule[]): NotSeen {
  const some = new Set(outcomes.filter(isNotSeen).map(({ rule }) => rule));
  const others = outcomes.filter((one) => !isNotSeen(one) && one.outcome !== "not-applicable");
  for (const { rule } of others) some.delete(rule);
  const unseen = rules.flatMap(({ id, log }) => (log === undefined || !some.has(id) ? [] : [log]));
  const searched = nodes.map(({ searchedLogs }) =>
    searchedLogs.filter(({ log }) => unseen.some((one) => one.fits(log))),
  );
  return {
    messages: unseen.reduce((sum, { query }) => sum + query.contains.length, 0),
    logs: searched.reduce((sum, logs) => sum + new Set(logs.map(({ file }) => file)).size, 0),
  };
}

/** What was seen and does not count was seen all the same. */
function isNotSeen({ outcome, reason }: Outcome): boolean {
  return outcome === "not-seen" && reason === undefined;
}

/** `312 known messages looked for in 41 logs, none seen`; empty where nothing was looked for in vain. */
export function notSeenText({ notSeen }: Result, language: Language = "en"): string {
  return notSeen === undefined || notSeen.messages === 0 ? "" : digestWords[language].notSeen(notSeen);
}
