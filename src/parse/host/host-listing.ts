import type { ListingFact } from "../facts.ts";
import type { SourceText } from "../syntax/text.ts";
import type { HostListing } from "./host-facts.ts";

/** The listing fact of what a command said of the node: whole, or cut for a reason. */
export function hostListing(source: SourceText, of: HostListing, problem?: string): ListingFact {
  const reason = problem ?? source.loss;
  const base = { kind: "listing", of, file: source.file } as const;
  return reason === undefined ? { ...base, state: "whole" } : { ...base, state: "cut", problem: reason };
}

/** The listing fact of a file in which none of what was looked for stands. */
export function failedListing(source: SourceText, of: HostListing): ListingFact {
  const first = source.text.split("\n").find((line) => /\w/.test(line));
  const problem =
    first === undefined ? (source.loss ?? "the file is empty") : `it holds only: ${first.trim().slice(0, 200)}`;
  return { kind: "listing", of, file: source.file, state: "failed", problem };
}

/** The paths at which sos, Insights and our collector put what a command printed, whatever its options. */
export function commandOutput(folder: string, ...names: readonly string[]): string[] {
  return names.flatMap((name) => [`sos_commands/${folder}/${name}`, `insights_commands/${name}`]);
}

/** The name of a file without its folders. */
export function baseName(file: string): string {
  return file.slice(file.lastIndexOf("/") + 1);
}
