import type { ListingFact } from "../facts.ts";
import type { SourceText } from "../syntax/text.ts";
import type { ClusterListing } from "./cluster-facts.ts";

/** The listing fact of a file in which what was asked for was found, whole or not. */
export function clusterListing(
  { file, loss }: SourceText,
  of: ClusterListing,
  problem: string | undefined = loss,
): ListingFact {
  return problem === undefined
    ? { kind: "listing", of, file, state: "whole" }
    : { kind: "listing", of, file, state: "cut", problem };
}

/** The same of a file that holds something else: an error, nothing, an answer that is none. */
export function failedListing({ file, text, loss }: SourceText, of: ClusterListing): ListingFact {
  const first = text.split("\n").find((line) => /\w/.test(line));
  const problem = first === undefined ? (loss ?? "the file is empty") : `it holds only: ${first.trim().slice(0, 200)}`;
  return { kind: "listing", of, file, state: "failed", problem };
}
