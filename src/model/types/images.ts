import type { Static } from "typebox";
import { Commands } from "./container.ts";
import { command, type Evidence, engine, flag, maybe, number, record, text, texts } from "./sourced.ts";

export const RequiredImage = record("RequiredImage", "image", {
  reference: text("Host, path, name and tag"),
  requiredBy: texts("The containers that run it or are to run it"),
  pull: command("Fetches it"),
  present: maybe(flag("The node has an image of this reference")),
  heldById: flag("A container that refers to it runs an image that the node still has, under no name or another"),
  registry: text("has it, lacks it, or not known: what the registry that it names says"),
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

export const ImageUse = record("ImageUse", "container", {
  container: text("A container that runs, with an image that is referred to by name"),
  reference: text("The image that it was made from, as it was referred to"),
  host: text("The registry that the reference names; empty where it names none"),
  usualHost: text("The registry that two thirds of the node's containers name; empty where none is the usual one"),
  floating: flag("It has no tag, or the tag latest, and no digest"),
  pinnedPeers: number("How many images of the same registry and folder run here at another tag"),
  namespace: text("The registry and folder that it has in common with them"),
  upstream: flag("It is an image that TripleO published on docker.io or quay.io, and not one of a product"),
  ofProduct: flag("Most of the node's images are of the product: rhosp13, rhosp-rhel8"),
  release: text("The release that the reference tells: 13; empty where it tells none"),
  usualRelease: text("The release that two thirds of the references that tell one have; empty where there is none"),
  commands: Commands,
});
export type ImageUse = Static<typeof ImageUse>;

export const UntaggedImage = record("UntaggedImage", "container", {
  container: text("A container that runs an image which the node has"),
  engine: engine("Which engine has it"),
  reference: text("The reference that it was made from"),
  imageId: text("The id of the image that it runs"),
  named: flag("The node has a name for that image, or that reference names another one now"),
  commands: Commands,
});
export type UntaggedImage = Static<typeof UntaggedImage>;

export const PacemakerImage = record("PacemakerImage", "image", {
  reference: text("The image that pacemaker's bundles run: …:pcmklatest"),
  imageId: text("Its id"),
  release: text(
    "The reference that it is to be the same as: of the start-up configuration, or the only other tag here",
  ),
  releaseId: text("The id of that"),
  containers: texts("The bundles that run it"),
  restart: command("Restarts them"),
});
export type PacemakerImage = Static<typeof PacemakerImage>;

export const DanglingImages = record("DanglingImages", "host", {
  engine: engine("Which engine has them"),
  count: number("Images that have no name and that no container was made from"),
  gigabytes: maybe(number("Their sizes together; layers that they share count in each")),
});
export type DanglingImages = Static<typeof DanglingImages>;

export const ListedImage = record("ListedImage", "image", {
  file: text("The image list"),
  listedAs: text("The image as the list has it"),
  scheme: flag("It begins with a scheme: https://, docker://"),
  tagged: flag("It has a tag or a digest"),
  again: flag("The list has had it before"),
  pushed: flag("It has a push_destination"),
  othersPushed: flag("Most images of the list have one"),
});
export type ListedImage = Static<typeof ListedImage>;

export const RegistryRepository = record("RegistryRepository", "image", {
  name: text("A repository of a registry: rhosp13/openstack-cron"),
  node: text("The node whose bundle holds the registry's answer"),
  tagCount: maybe(number("How many tags it has")),
});
export type RegistryRepository = Static<typeof RegistryRepository>;

export const PulledImage = record("PulledImage", "image", {
  reference: text("An image that a node has from the registry"),
  node: text("The node"),
  digest: text("The digest by which the node has it"),
  registryDigest: text("The digest that the registry has for its tag now"),
  same: flag("The node knows the image by the registry's digest"),
});
export type PulledImage = Static<typeof PulledImage>;

export const ProjectBuilds = record("ProjectBuilds", "cluster", {
  name: text("A project of OpenStack: nova"),
  oldest: text("The image that was built first of those that run, with its date and where it runs"),
  newest: text("The image that was built last"),
  daysApart: number("How many days lie between"),
});
export type ProjectBuilds = Static<typeof ProjectBuilds>;

/** What one bundle tells of a registry: what it serves, and what is required of it. */
export interface RegistryView {
  /** `host:port` that was asked, where the bundle tells. */
  readonly host?: string;
  /** Tags by repository (without host); `undefined` tags: in the catalog, but its tags were not captured. */
  readonly served: ReadonlyMap<string, { readonly tags?: readonly string[]; readonly evidence: Evidence }>;
  /** Where the catalog stands that names all repositories; absent where none was captured whole. */
  readonly catalog?: Evidence;
  /** The digests that it has now, by `repository:tag`. */
  readonly digests: ReadonlyMap<string, { readonly digest: string; readonly evidence: Evidence }>;
  readonly listed: readonly { readonly reference: string; readonly evidence: Evidence }[];
}

/** An image that runs, and when its label says that it was built. */
export interface Build {
  readonly image: string;
  /** The service that runs it. */
  readonly service?: string;
  readonly builtAt: number;
  readonly evidence: Evidence;
}
