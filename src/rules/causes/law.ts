import type { Catalogue } from "../../catalogue/catalogue.ts";
import type { Language } from "../language.ts";
import type { Instances } from "./instances.ts";
import type { Told } from "./told.ts";
import type { ToldIndex } from "./told-index.ts";

/** A sentence in each language: why one thing follows from another. */
export type Because = Readonly<Record<Language, string>>;

/** What one thing follows from, and why. */
export interface Cause {
  readonly told: Told;
  readonly because: Because;
}

/** What laws look things up in. */
export interface Known {
  readonly index: ToldIndex;
  readonly instances: Instances;
  readonly catalogue: Catalogue;
}

/** A law of causes: looked up for one thing at a time, never by comparing all with all. */
export interface Law {
  /** What it says, whatever it is asked of. */
  readonly says: Because;
  /** What may follow by it, and what it may follow from. */
  readonly effects: readonly Told["state"][];
  readonly causes: readonly Told["state"][];
  readonly find: (effect: Told, known: Known) => readonly Cause[];
}

/**
 * How many causes of one thing one law names. Of a hundred that would all do, the worst few say it, and what follows from
 * a hundred takes no hundred times as long.
 */
export const MOST_CAUSES = 4;
