import type { LogFact, LogTime } from "../../parse/logs/log-facts.ts";
import { readStamp } from "../../parse/logs/log-time.ts";
import { present } from "../../parse/present.ts";
import { type Captured, factsOf } from "../bundle/captured.ts";
import { groupBy } from "../group-by.ts";
import type { Container, Evidence } from "../types.ts";
import { age, endOf } from "./log-ages.ts";
import type { Writers } from "./log-containers.ts";
import { folderOf } from "./log-hits.ts";

/** How long before its end a container may have said why it ended. */
const BEFORE_END = 600;

/** How many lines of one container are quoted. */
const MOST_LINES = 3;

interface Said {
  readonly container: Container;
  readonly fact: LogFact;
  readonly lines: readonly Evidence[];
  readonly last: LogTime | undefined;
}

/**
 * Containers with the last errors in their own logs: files, output, and what the journal has of them. Of an ended
 * container only what it said shortly before its end, of a running one only what it said since its start.
 */
export function withLastWords(
  captured: Captured,
  containers: readonly Container[],
  { writers, capturedAt }: { readonly writers: Writers; readonly capturedAt?: number },
): Container[] {
  const logs = factsOf(captured, "log");
  const folders = groupBy(logs, folderOf);
  const ageOf = (time: LogTime, log: LogFact) => {
    const beside = folders.get(folderOf(log)) ?? [log];
    return age(time, { beside, end: endOf(beside), ...present({ capturedAt }) });
  };
  const said = logs.flatMap((fact) => saidIn(fact, writers));
  const byContainer = groupBy(said, ({ container }) => container.id);
  return containers.map((container) => {
    const own = (byContainer.get(container.id) ?? []).filter((one) => isOfNow(one, ageOf));
    const lines = [...own]
      .sort(byTime)
      .flatMap((one) => one.lines)
      .slice(-MOST_LINES);
    if (lines.length === 0) return container;
    return {
      ...container,
      lastWords: lines.map(({ text }) => text),
      evidence: { ...container.evidence, ...Object.fromEntries(lines.map((line, at) => [`lastWords.${at}`, line])) },
    };
  });
}

function saidIn(fact: LogFact, writers: Writers): Said[] {
  return (fact.lastWords ?? []).flatMap(({ tag, lines }) => {
    const writer = writers.of(fact.log, tag);
    if (writer === undefined) return [];
    const quoted = lines.map(({ line, text }) => ({ file: fact.file, line, text }));
    const year = fact.last === undefined ? 2000 : new Date(fact.last.at).getUTCFullYear();
    const last = readStamp(quoted.at(-1)?.text ?? "", year)?.time ?? fact.last;
    return [{ container: writer.container, fact, lines: quoted, last }];
  });
}

function byTime(one: Said, other: Said): number {
  return (one.last?.at ?? 0) - (other.last?.at ?? 0);
}

/** What bears no time is of a log that ends with it. */
function isOfNow({ container, fact, last }: Said, ageOf: (time: LogTime, log: LogFact) => number | undefined): boolean {
  const age = last === undefined ? undefined : ageOf(last, fact);
  if (age === undefined) return true;
  const { running, upAtMost, secondsEnded } = container;
  if (running === true) return upAtMost === undefined || age <= upAtMost + BEFORE_END;
  return secondsEnded === undefined || age <= secondsEnded + BEFORE_END;
}
