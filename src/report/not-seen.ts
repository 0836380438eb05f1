import { groupBy } from "../model/group-by.ts";
import type { Deployment, SearchedLog } from "../model/types.ts";
import type { LogTime } from "../parse/logs/log-facts.ts";
import { timeText } from "../parse/logs/log-time.ts";
import { present } from "../parse/present.ts";
import type { Outcome } from "../rules/outcome.ts";
import type { Rule } from "../rules/rule.ts";
import type { NotSeen, Result } from "./result.ts";
import { visibleLine } from "./visible.ts";
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
  const searched = nodes.map(({ name, searchedLogs }) => ({
    node: name,
    logs: searchedLogs.filter(({ log }) => unseen.some((one) => one.fits(log))),
  }));
  return {
    messages: unseen.reduce((sum, { query }) => sum + query.contains.length, 0),
    logs: searched.reduce((sum, { logs }) => sum + new Set(logs.map(({ file }) => file)).size, 0),
    ...present({ shortest: shortestOf(searched.flatMap(({ node, logs }) => beginningsOf(node, logs))) }),
  };
}

interface Beginning {
  readonly node: string;
  readonly log: string;
  readonly at: LogTime;
}

/** Where each log begins, together with what was rotated out of it. */
function beginningsOf(node: string, logs: readonly SearchedLog[]): Beginning[] {
  return [...groupBy(logs, ({ log }) => log)].flatMap(([log, parts]) => {
    const times = parts.flatMap(({ first }) => (first === undefined || first.zone === "boot" ? [] : [first]));
    const [earliest] = times.sort((one, other) => one.at - other.at);
    return earliest === undefined ? [] : [{ node, log, at: earliest }];
  });
}

/** The one that begins last: what was before it was not looked for there. */
function shortestOf(beginnings: readonly Beginning[]): NotSeen["shortest"] {
  const [first, ...others] = beginnings;
  if (first === undefined) return undefined;
  const { at, ...where } = others.reduce((late, one) => (one.at.at > late.at.at ? one : late), first);
  return { ...where, since: timeText(at) };
}

/** What was seen and does not count was seen all the same. */
function isNotSeen({ outcome, reason }: Outcome): boolean {
  return outcome === "not-seen" && reason === undefined;
}

/** `312 known messages looked for in 41 logs, none seen`, and how far back; empty where nothing was looked for in vain. */
export function notSeenText({ notSeen }: Result, language: Language = "en"): string {
  return notSeen === undefined || notSeen.messages === 0 ? "" : visibleLine(digestWords[language].notSeen(notSeen));
}
