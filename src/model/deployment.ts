import { present } from "../parse/present.ts";
import type { Captured } from "./bundle/captured.ts";
import { worstDamage } from "./bundle/damage.ts";
import { controlPlaneOf } from "./cluster/control-plane.ts";
import { deploymentViewsOf, sharedCoverage } from "./cluster/deployment-views.ts";
import { controllerFilesOf, optionGroupsOf, sharedAddressesOf } from "./config/deployment-options.ts";
import { reachesOf } from "./host/reach.ts";
import { projectBuildsOf } from "./images/project-builds.ts";
import { repositoriesOf } from "./images/repositories.ts";
import type { Knowledge } from "./knowledge.ts";
import { nodeOf } from "./node.ts";
import { withPlainRegistries } from "./registry/registries.ts";
import {
  pulledImagesOf,
  registryCoverage,
  registryImagesOf,
  registryRepositoriesOf,
  withRegistry,
} from "./registry/registry.ts";
import { type Coverage, type Deployment, type Family, type FamilyCoverage, families, type Node } from "./types.ts";

/** The model of all bundles analyzed together, one node each, with what the clusters of their control planes say. */
export function deploymentOf(
  bundles: readonly Captured[],
  known: Knowledge,
  clusters: readonly Captured[] = [],
): Deployment {
  const named = distinctlyNamed(bundles.map((captured) => nodeOf(captured, known)));
  const registryImages = registryImagesOf(named);
  const nodes = withPlainRegistries(named.map((node) => withRegistry(node, registryImages)));
  return {
    subject: { kind: "cluster", name: nameOf(nodes, clusters) },
    nodes,
    registryImages,
    registryRepositories: registryRepositoriesOf(nodes),
    pulledImages: pulledImagesOf(nodes),
    projectBuilds: projectBuildsOf(nodes, known.catalogue),
    reaches: reachesOf(nodes, known.catalogue),
    repositories: repositoriesOf(nodes),
    ...deploymentViewsOf(nodes, known.catalogue),
    ...controlPlaneOf(clusters, known.catalogue),
    optionGroups: optionGroupsOf(nodes),
    sharedAddresses: sharedAddressesOf(nodes),
    controllerFiles: controllerFilesOf(nodes),
    coverage: deploymentCoverage(nodes),
    evidence: {},
    lacks: {},
  };
}

/** A deployment of which one node is all that there is is called like it. */
function nameOf(nodes: readonly Node[], clusters: readonly Captured[]): string {
  const [only, ...others] = nodes;
  return only !== undefined && others.length === 0 && clusters.length === 0 ? only.name : "deployment";
}

function deploymentCoverage(nodes: readonly Node[]): FamilyCoverage {
  const worst = families.map((family) => [family, worstOf(nodes, family)] as const);
  return {
    ...(Object.fromEntries(worst) as Record<Family, Coverage>),
    registry: registryCoverage(nodes),
    ...sharedCoverage(nodes),
  };
}

/** What is missing of one node is missing of the deployment; it is absent only where no node has it, or there is none. */
function worstOf(nodes: readonly Node[], family: Family): Coverage {
  if (nodes.length === 0) return { state: "absent", reason: "no bundle" };
  const all = nodes.map((node) => [node.name, node.coverage[family]] as const);
  const damages = nodes.flatMap((node) => node.coverage[family].damage ?? []);
  const damage = worstDamage(damages);
  const lacking = all.find(([, coverage]) => coverage.state !== "whole");
  if (lacking === undefined) return { state: "whole", ...present({ damage }) };
  const [name, coverage] = lacking;
  const why = coverage.state === "whole" ? "" : coverage.reason;
  const reason = nodes.length === 1 ? why : `${name}: ${why}`;
  const state = all.every(([, one]) => one.state === "absent") ? "absent" : "partial";
  return { state, reason, ...present({ damage }) };
}

/** Two bundles of one node, or of two nodes of one name, are told apart by number. */
function distinctlyNamed(nodes: readonly Node[]): Node[] {
  const seen = new Map<string, number>();
  return nodes.map((node) => {
    const before = seen.get(node.name) ?? 0;
    seen.set(node.name, before + 1);
    if (before === 0) return node;
    const name = `${node.name} (${before + 1})`;
    return { ...node, name, subject: { kind: "host", name } };
  });
}
