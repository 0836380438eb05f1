import type { Static } from "typebox";
import { type Evidence, flag, maybe, record, text, texts } from "./sourced.ts";

export const RequiredImage = record("RequiredImage", "image", {
  reference: text("Host, path, name and tag"),
  requiredBy: texts("The containers that run it or are to run it"),
  pull: text("Fetches it"),
  present: maybe(flag("The node has an image of this reference")),
});
export type RequiredImage = Static<typeof RequiredImage>;

export const Image = record("Image", "image", {
  id: text("Its id, 12 hexadecimal digits"),
  repository: maybe(text("Host, path and name; absent where nothing names it")),
  tag: maybe(text("Its tag; absent where it has none")),
  digest: maybe(text("Its digest, where the list shows one")),
});
export type Image = Static<typeof Image>;

export const RegistryImage = record("RegistryImage", "image", {
  reference: text("Host, path, name and tag"),
  requiredBy: texts("The nodes and image lists that refer to it"),
  served: maybe(flag("The registry serves it")),
});
export type RegistryImage = Static<typeof RegistryImage>;

export const Repository = record("Repository", "image", {
  name: text("The image without host and tag: rhosp13/openstack-nova-compute"),
  tags: texts("The tags at which containers run it"),
  uses: texts("Each tag with the nodes that run it"),
});
export type Repository = Static<typeof Repository>;

/** What one bundle tells of a registry: what it serves, and what is required of it. */
export interface RegistryView {
  /** `host:port` that was asked, where the bundle tells. */
  readonly host?: string;
  /** Tags by repository (without host); `undefined` tags: in the catalog, but its tags were not captured. */
  readonly served: ReadonlyMap<string, { readonly tags?: readonly string[]; readonly evidence: Evidence }>;
  /** Where the catalog stands that names all repositories; absent where none was captured whole. */
  readonly catalog?: Evidence;
  readonly listed: readonly { readonly reference: string; readonly evidence: Evidence }[];
}
