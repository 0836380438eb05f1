import type { Fact } from "./facts.ts";

/** What a fact takes, as far as limits ask for it. */
export interface Weight {
  /** All texts in it, with something for each value. */
  readonly bytes: number;
  /** Its own texts and lists of texts: what things are called. */
  readonly names: number;
  /** The entries of the longest list in it. */
  readonly longest: number;
}

/** What a value takes beside its text. */
const VALUE_BYTES = 16;

export function weightOf(fact: Fact): Weight {
  let [bytes, names, longest] = [0, 0, 0];
  const add = (value: unknown, depth: number): void => {
    bytes += VALUE_BYTES;
    if (typeof value === "string") {
      bytes += value.length;
      if (depth <= 1) names += value.length;
    } else if (Array.isArray(value)) {
      if (value.length > longest) longest = value.length;
      // A list of texts is as deep as a text; its other items are deeper than what has a name.
      for (const item of value) add(item, typeof item === "string" ? depth : depth + 1);
    } else if (typeof value === "object" && value !== null) {
      let entries = 0;
      for (const key in value) {
        entries += 1;
        bytes += depth > 0 ? key.length : 0;
        add((value as Record<string, unknown>)[key], depth + 1);
      }
      if (entries > longest) longest = entries;
    }
  };
  add(fact, 0);
  return { bytes, names, longest };
}
