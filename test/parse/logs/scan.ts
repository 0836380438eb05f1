import type { LogFact, LogHitFact } from "../../../src/parse/logs/log-facts.ts";
import { logName } from "../../../src/parse/logs/log-names.ts";
import type { LogQuery } from "../../../src/parse/logs/log-query.ts";
import { scanLog } from "../../../src/parse/logs/log-scan.ts";
import { compileQueries } from "../../../src/parse/logs/log-search.ts";

/** A query in which everything but the literals is as usual. */
export function query(contains: string, more: Partial<LogQuery> = {}): LogQuery {
  return { id: "q", in: ["**"], contains: [contains], except: [], by: [], traceback: false, ...more };
}

export interface Scanned {
  readonly log: LogFact;
  readonly hits: readonly LogHitFact[];
}

/** What is found in a log that comes in these pieces. */
export function scan(
  pieces: readonly (Buffer | string)[],
  queries: readonly LogQuery[],
  { file = "var/log/containers/nova/nova-compute.log", chunk = 1 << 20, loss = undefined as string | undefined } = {},
): Scanned {
  const name = logName(file) ?? "";
  let facts: readonly (LogFact | LogHitFact)[] = [];
  const log = { file, log: name, search: compileQueries(queries)(name), budget: { kinds: 20_000 }, chunk };
  const sink = scanLog({ ...log, mtime: Date.UTC(2026, 10, 24) }, (found) => {
    facts = found;
  });
  for (const piece of pieces) sink.write(Buffer.from(piece));
  sink.end(loss);
  const [first] = facts;
  if (first?.kind !== "log") throw new Error("no fact on the log itself");
  return { log: first, hits: facts.filter((fact) => fact.kind === "log-hit") };
}
