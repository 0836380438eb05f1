import { type Static, Type } from "typebox";
import type { FamilyCoverage } from "./coverage.ts";
import { ProjectBuilds, PulledImage, RegistryImage, RegistryRepository, Repository } from "./images.ts";
import { Node } from "./node.ts";
import { record } from "./sourced.ts";

/** What rules see of all nodes together. */
export const Deployment = record("Deployment", "cluster", {
  nodes: Type.Array(Node),
  registryImages: Type.Array(RegistryImage, { description: "What the registry on :8787 has to serve" }),
  registryRepositories: Type.Array(RegistryRepository, { description: "What registries on :8787 have" }),
  pulledImages: Type.Array(PulledImage, { description: "What nodes have from the registry, against what it has now" }),
  projectBuilds: Type.Array(ProjectBuilds, { description: "When the images of one project that run were built" }),
  repositories: Type.Array(Repository, { description: "The images that run, without their tags" }),
});

export type Deployment = Omit<Static<typeof Deployment>, "nodes"> & {
  readonly nodes: readonly Node[];
  readonly coverage: FamilyCoverage;
};
