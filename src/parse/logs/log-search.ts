import { Catalogue } from "../../catalogue/catalogue.ts";
import { logFits, logsOfContainer } from "./log-names.ts";
import { type LinearPattern, type LogQuery, matchLater } from "./log-query.ts";
import { Sieve } from "./log-sieve.ts";

/** A query, ready to be asked of lines. Literals are in the bytes of UTF-8, one character each, as logs are searched. */
export interface Probe {
  readonly query: LogQuery;
  readonly literals: readonly string[];
  readonly except: readonly string[];
  readonly match?: LinearPattern["match"];
  readonly cleared?: { readonly literals: readonly string[]; readonly match?: LinearPattern["match"] };
  /** Of a log in which all write: whose lines are asked; those of all, where it is absent. */
  readonly asks?: (tag: string) => boolean;
}

/** What is looked for in one log. */
export interface Search {
  /** What finds all literals at once; absent where nothing is looked for. */
  readonly sieve?: Sieve;
  /** By the literals of the sieve. */
  readonly sought: readonly Sought[];
  /** What lines are asked once a literal stands in them, in this order. */
  readonly questions: readonly Question[];
}

interface Sought {
  readonly length: number;
  /** The numbers of the questions to be asked of a line with the literal. */
  readonly questions: readonly number[];
}

/** Whether a line is one that a query looks for, or one that clears what it has found. */
export interface Question {
  readonly probe: Probe;
  readonly clears: boolean;
  readonly except: readonly string[];
  readonly match: LinearPattern["match"] | undefined;
}

/** Finds for each log what is to be looked for in it. */
export type SearchFor = (log: string) => Search;

const NOTHING_KNOWN = new Catalogue({ services: [], capabilities: [], tools: [] });

/**
 * Compiles queries. The catalogue tells which logs
 * a container would write that writes to the journal alone.
 */
export function compileQueries(queries: readonly LogQuery[], catalogue: Catalogue = NOTHING_KNOWN): SearchFor {
  const probes = queries.map((query) => ({ probe: probeOf(query), fits: logFits(query.in) }));
  const known = new Map<string, Search>();
  // Containers may write to the journal, and by it to syslog, what else they write to logs of their own.
  const ofAll = new Map(
    SHARED.map((log) => {
      const asked = probes.map(({ probe, fits }) =>
        fits(log) ? probe : { ...probe, asks: asksContainers(fits, catalogue) },
      );
      return [log, searchOf(asked)];
    }),
  );
  return (log) => {
    const shared = ofAll.get(log);
    if (shared !== undefined) return shared;
    const fitting = probes.filter(({ fits }) => fits(log)).map(({ probe }) => probe);
    const key = fitting.map(({ query }) => query.id).join(" ");
    const search = known.get(key) ?? searchOf(fitting);
    known.set(key, search);
    return search;
  };
}

/** The logs in which all write. */
const SHARED: readonly string[] = ["journal", "syslog"];
/** Writers of a journal whose answers are remembered. */
const MOST_TAGS = 1000;

function asksContainers(fits: (log: string) => boolean, catalogue: Catalogue): (tag: string) => boolean {
  const answers = new Map<string, boolean>();
  return (tag) => {
    const known = answers.get(tag) ?? logsOfContainer(tag, catalogue).some(fits);
    if (answers.size < MOST_TAGS) answers.set(tag, known);
    return known;
  };
}

function probeOf(query: LogQuery): Probe {
  const match = query.pattern === undefined ? undefined : matchLater(query.pattern);
  const clearing = query.cleared?.pattern === undefined ? undefined : matchLater(query.cleared.pattern);
  return {
    query,
    literals: query.contains.map(bytesOf),
    except: query.except.map(bytesOf),
    ...(match === undefined ? {} : { match }),
    ...(query.cleared === undefined
      ? {}
      : {
          cleared: {
            literals: query.cleared.contains.map(bytesOf),
            ...(clearing === undefined ? {} : { match: clearing }),
          },
        }),
  };
}

function searchOf(probes: readonly Probe[]): Search {
  const questions: Question[] = [];
  const asked = new Map<string, number[]>();
  const ask = (question: Question, literals: readonly string[]) => {
    for (const literal of new Set(literals)) asked.set(literal, [...(asked.get(literal) ?? []), questions.length]);
    questions.push(question);
  };
  for (const probe of probes) {
    const { literals, except, match, cleared } = probe;
    ask({ probe, clears: false, except, match }, literals);
    if (cleared !== undefined) ask({ probe, clears: true, except: [], match: cleared.match }, cleared.literals);
  }
  const sought = [...asked].map(([{ length }, questions]) => ({ length, questions }));
  if (asked.size === 0) return { sought, questions };
  return { sieve: new Sieve([...asked.keys()].map((literal) => Buffer.from(literal, "latin1"))), sought, questions };
}

/** The text as its bytes in UTF-8, one character each. */
function bytesOf(text: string): string {
  return Buffer.from(text, "utf8").toString("latin1");
}
