import type { Catalogue } from "../catalogue/catalogue.ts";
import type { ReleaseTable } from "./releases/releases.ts";

/** What is known before any bundle is read: what each release runs, and what is known of services. */
export interface Knowledge {
  readonly releases: readonly ReleaseTable[];
  readonly catalogue: Catalogue;
}
