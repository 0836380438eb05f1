import type { EngineName, ListingFact } from "./facts.ts";
import type { SourceText } from "./text.ts";

/** Where sos, Insights and our collector put what an engine printed. */
export function engineOutput(name: string): string[] {
  return [`sos_commands/*/${name}`, `sos_commands/*/*/${name}`, `insights_commands/${name}`];
}

/** Which engine printed a file: its name begins with it. */
export function engineOf(file: string): EngineName {
  const name = file.slice(file.lastIndexOf("/") + 1);
  return name.startsWith("podman") || (file.includes("/podman/") && !name.startsWith("docker")) ? "podman" : "docker";
}

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

/** The listing fact of a file in which no table and no JSON was found. */
export function unreadableListing(source: SourceText, of: ListingFact["of"]): ListingFact {
  const lines = source.text.split("\n").map((line) => line.trim());
  const first =
    lines.find((line) => ENGINE_FAILED.some((sign) => sign.test(line))) ?? lines.find((line) => line !== "");
  const problem = first === undefined ? "the file is empty" : `it holds no such output but: ${first.slice(0, 200)}`;
  return { kind: "listing", of, engine: engineOf(source.file), file: source.file, state: "failed", problem };
}

/** The listing fact of a file that was read, whole or not. */
export function readListing(source: SourceText, of: ListingFact["of"], problem?: string): ListingFact {
  const reason = problem ?? source.loss;
  const base = { kind: "listing", of, engine: engineOf(source.file), file: source.file } as const;
  return reason === undefined ? { ...base, state: "whole" } : { ...base, state: "cut", problem: reason };
}
