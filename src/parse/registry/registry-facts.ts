import type { Source } from "../syntax/text.ts";

export interface RegistryFact {
  readonly kind: "registry";
  readonly repository: string;
  /** The tags it serves; absent where only the catalog names the repository. */
  readonly tags?: readonly string[];
  readonly source: Source;
}

/** The digest that a registry has for a tag now. */
export interface RegistryDigestFact {
  readonly kind: "registry-digest";
  /** `host:port` that was asked. */
  readonly host: string;
  readonly repository: string;
  readonly tag: string;
  readonly digest: string;
  readonly source: Source;
}
