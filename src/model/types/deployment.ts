import { type Static, Type } from "typebox";
import type { FamilyCoverage } from "./coverage.ts";
import { RegistryImage, Repository } from "./images.ts";
import { Node } from "./node.ts";
import { Reach } from "./reach.ts";
import { record } from "./sourced.ts";

/** What rules see of all nodes together. */
export const Deployment = record("Deployment", "cluster", {
  nodes: Type.Array(Node),
  registryImages: Type.Array(RegistryImage, { description: "What the registry on :8787 has to serve" }),
  reaches: Type.Array(Reach, { description: "What the health checks of all nodes tell of what services share" }),
  repositories: Type.Array(Repository, { description: "The images that run, without their tags" }),
});

export type Deployment = Omit<Static<typeof Deployment>, "nodes"> & {
  readonly nodes: readonly Node[];
  readonly coverage: FamilyCoverage;
};
