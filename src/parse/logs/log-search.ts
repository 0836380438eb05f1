import { logFits } from "./log-names.ts";
import { type LinearPattern, type LogQuery, linearPattern } from "./log-query.ts";

/** A query, ready to be asked of lines. Literals are in the bytes of UTF-8, one character each, as logs are searched. */
export interface Probe {
  readonly query: LogQuery;
  readonly literals: readonly string[];
  readonly except: readonly string[];
  readonly pattern?: LinearPattern;
  readonly cleared?: { readonly literals: readonly string[]; readonly pattern?: LinearPattern };
}

/** What is looked for in one log: its queries, and all their literals as one expression, with flag g. */
export interface Search {
  readonly probes: readonly Probe[];
  readonly literals: RegExp | undefined;
}

/** Finds for each log what is to be looked for in it. */
export type SearchFor = (log: string) => Search;

/** Compiles queries; one whose pattern is none is left out, since a rule with it does not load. */
export function compileQueries(queries: readonly LogQuery[]): SearchFor {
  const probes = queries.flatMap((query) => {
    const probe = probeOf(query);
    return probe === undefined ? [] : [{ probe, fits: logFits(query.in) }];
  });
  const known = new Map<string, Search>();
  return (log) => {
    const fitting = probes.filter(({ fits }) => fits(log)).map(({ probe }) => probe);
    const key = fitting.map(({ query }) => query.id).join(" ");
    const search = known.get(key) ?? searchOf(fitting);
    known.set(key, search);
    return search;
  };
}

function probeOf(query: LogQuery): Probe | undefined {
  const pattern = query.pattern === undefined ? undefined : linearPattern(query.pattern);
  const clearing = query.cleared?.pattern === undefined ? undefined : linearPattern(query.cleared.pattern);
  if (typeof pattern === "string" || typeof clearing === "string") return undefined;
  return {
    query,
    literals: query.contains.map(bytesOf),
    except: query.except.map(bytesOf),
    ...(pattern === undefined ? {} : { pattern }),
    ...(query.cleared === undefined
      ? {}
      : {
          cleared: {
            literals: query.cleared.contains.map(bytesOf),
            ...(clearing === undefined ? {} : { pattern: clearing }),
          },
        }),
  };
}

function searchOf(probes: readonly Probe[]): Search {
  const literals = new Set(
    probes.flatMap(({ literals, cleared }) => (cleared === undefined ? literals : [...literals, ...cleared.literals])),
  );
  const source = [...literals].map((literal) => literal.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&")).join("|");
  return { probes, literals: source === "" ? undefined : new RegExp(source, "g") };
}

/** The text as its bytes in UTF-8, one character each. */
function bytesOf(text: string): string {
  return Buffer.from(text, "utf8").toString("latin1");
}
