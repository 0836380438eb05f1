import { type Static, Type } from "typebox";
import type { FamilyCoverage } from "./coverage.ts";
import { RegistryImage, Repository } from "./images.ts";
import { Node } from "./node.ts";
import { ControllerFile, OptionGroup, SharedAddress } from "./options.ts";
import { record } from "./sourced.ts";

/** What rules see of all nodes together. */
export const Deployment = record("Deployment", "cluster", {
  nodes: Type.Array(Node),
  registryImages: Type.Array(RegistryImage, { description: "What the registry on :8787 has to serve" }),
  repositories: Type.Array(Repository, { description: "The images that run, without their tags" }),
  optionGroups: Type.Array(OptionGroup, { description: "Options on which the services of a cloud have to agree" }),
  sharedAddresses: Type.Array(SharedAddress, { description: "Values of options that are each host's own" }),
  controllerFiles: Type.Array(ControllerFile, { description: "Files that the controllers have in common" }),
});

export type Deployment = Omit<Static<typeof Deployment>, "nodes"> & {
  readonly nodes: readonly Node[];
  readonly coverage: FamilyCoverage;
};
