import type { Masker } from "../mask/masker.ts";
import type { Captured } from "../model/bundle/captured.ts";
import type { Node } from "../model/types.ts";
import type { Finding } from "../rules/outcome.ts";

/** A node with all that its survey is made from. */
export interface Place {
  readonly node: Node;
  readonly captured: Captured;
  /** The findings on it. */
  readonly findings: readonly Finding[];
  readonly masker: Masker;
}
