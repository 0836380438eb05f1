import type { Fact } from "./facts.ts";

/** What a fact takes, as far as limits ask for it. */
export interface Weight {
  /** All texts in it, with something for each value. */
  readonly bytes: number;
  /** Its own texts, which are what things are called. */
  readonly names: number;
  /** The entries of the longest list in it. */
  readonly longest: number;
}

/** What a value takes beside its text. */
const VALUE_BYTES = 16;

export function weightOf(fact: Fact): Weight {
  const weight = { bytes: 0, names: 0, longest: 0 };
  for (const [key, value] of Object.entries(fact)) {
    if (typeof value === "string") weight.names += value.length;
    if (key === "names" && Array.isArray(value)) weight.names += value.join("").length;
    add(value, weight);
  }
  return weight;
}

function add(value: unknown, weight: { bytes: number; longest: number }): void {
  weight.bytes += VALUE_BYTES;
  if (typeof value === "string") weight.bytes += value.length;
  if (typeof value !== "object" || value === null) return;
  const entries = Object.entries(value);
  if (entries.length > weight.longest) weight.longest = entries.length;
  for (const [key, item] of entries) {
    if (!Array.isArray(value)) weight.bytes += key.length;
    add(item, weight);
  }
}
