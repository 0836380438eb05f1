import type { EngineName } from "../engine-name.ts";
import type { ListingFact } from "../facts.ts";
import type { JsonText } from "../syntax/json-tree.ts";
import type { Row } from "../syntax/table.ts";
import { quote, type SourceText } from "../syntax/text.ts";

/** Where sos, Insights and our collector put what an engine printed for a subcommand, whatever options followed it. */
export function engineOutput(...subcommands: readonly string[]): string[] {
  return subcommands.flatMap((subcommand) => {
    const name = `{docker,podman}_${subcommand}{,_*}`;
    return [`sos_commands/*/${name}`, `sos_commands/*/*/${name}`, `insights_commands/${name}`];
  });
}

/** Which engine printed a file: its name begins with it, except that the `docker` of a podman host is podman. */
export function engineOf({ file, text }: SourceText): EngineName {
  const name = file.slice(file.lastIndexOf("/") + 1);
  return name.startsWith("podman") || EMULATED.test(text.slice(0, EMULATED_WITHIN)) ? "podman" : "docker";
}

const EMULATED = /^(Emulate Docker CLI using podman|Client: +Podman Engine)/m;
const EMULATED_WITHIN = 2000;

const ENGINE_FAILED = [
  /cannot connect to the docker daemon/i,
  /is the docker daemon running/i,
  /error response from daemon/i,
  /command not found/i,
  /no such file or directory/i,
  /failed to run command/i,
  /permission denied/i,
  /^error[: ]/i,
  /^usage:/i,
];

function isEngineError(line: string): boolean {
  return ENGINE_FAILED.some((sign) => sign.test(line.trim()));
}

/** The listing fact of a file in which no table and no JSON was found. */
export function unreadableListing(source: SourceText, of: ListingFact["of"]): ListingFact {
  const lines = source.text.split("\n");
  const first =
    lines.find(isEngineError) ?? lines.find((line) => /\w/.test(line)) ?? lines.find((line) => line.trim() !== "");
  const problem =
    first === undefined ? (source.loss ?? "the file is empty") : `it holds only: ${first.trim().slice(0, 200)}`;
  return { kind: "listing", of, engine: engineOf(source), file: source.file, state: "failed", problem };
}

/** The listing fact of a file that was read, whole or not. */
export function readListing(source: SourceText, of: ListingFact["of"], problem?: string): ListingFact {
  const reason = problem ?? source.loss;
  const base = { kind: "listing", of, engine: engineOf(source), file: source.file } as const;
  return reason === undefined ? { ...base, state: "whole" } : { ...base, state: "cut", problem: reason };
}

/** What is wrong with the rows of a table, of which those in doubt or unread name the first. */
export function rowProblem(rows: readonly Row[], facts: readonly unknown[]): string | undefined {
  const odd = rows.find((row, index) => row.doubtful || facts[index] === undefined);
  return odd === undefined ? undefined : `line ${odd.line} is no row of the table: ${quote(odd.text)}`;
}

/** What is wrong with a file of JSON. */
export function jsonProblem({ text }: SourceText, json: JsonText): string | undefined {
  if (!json.complete) return "its JSON breaks off";
  const broken = json.recoveredAt[0];
  if (broken !== undefined) return `its JSON is broken at line ${broken}; the rest was recovered`;
  const lines = text.split("\n");
  const error = json.strayAt.map((line) => lines[line - 1] ?? "").find(isEngineError);
  return error === undefined ? undefined : `beside the JSON it holds: ${quote(error)}`;
}
